"""The words of a text in numbers, as the network of names reads them.

Each word has traits: its letters (the word, its first and last letters, its runs of three), what
the lists say of it, how it is written, the signs around it, and which label stands over it. A trait
is a row of the network's table; letters are hashed (FNV-like, 32 bits), so that any word has some.
All words of a text are worked on together.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise, repeat

import numpy as np
from numpy.typing import NDArray

from siyada.language.characters import Codes, codes_of
from siyada.shield.classes import DEEDS, NAMES, WORDS, Classed, classed, shape
from siyada.shield.labels import PERSON, ROLE, TITLE
from siyada.shield.lexicon import several
from siyada.shield.reading import Reading
from siyada.shield.vocabulary import SEVERAL

Ints = NDArray[np.int32]

SEEN = 1 << 17
"""Places in which it is counted how common words are."""
_FREQUENCIES = 4
_LETTERS = 12
"""Letters of a word that count."""
_RUNS = 6
"""Runs of three letters that count."""
_WORDS, _AFFIXES, _THREES = 1 << 14, 1 << 11, 1 << 12
"""Rows for words, for beginnings and ends of each length, for runs of three letters."""
_PLAIN_GAPS = {"": 0, " ": 1}
_EMPTY_LINE = re.compile(r"\n\s*\n")
_FIRST_GAP, _OTHER_GAP = 3, 99
_GAPS = ("\n\r", "0123456789", ",،;؛", ":", ".!?؟", "\"'«»()[]<>", "-–/", "|\t=_@")
"""Signs between words by kind; the first kind of which there is one counts."""
_KINDS_OF_SIGNS = {sign: kind for kind, signs in enumerate(_GAPS, _FIRST_GAP + 1) for sign in signs}
_GAP_KINDS = len(_GAPS) + 5
_LABELS = {PERSON: 1, TITLE: 2, ROLE: 3, "ADDRESS": 4, "OTHER": 5, "DATE": 6}
_NUMBERED = 7
"""What every other kind of label counts as."""
_LABEL_KINDS = 8
_NEAR = 9
"""Characters between a label and the word that it announces, at most."""
_SIGNS = re.compile(r"[\s:.\-–_*\"'()|=>،,]{0,9}")

SIZES = (
    _WORDS, _AFFIXES, _AFFIXES, _AFFIXES, _AFFIXES, _AFFIXES, _AFFIXES, *(_THREES,) * _RUNS,
    4 * 16, len(NAMES) * 3, len(WORDS), len(DEEDS), len(NAMES) * 16, _GAP_KINDS, _GAP_KINDS,
    _LABEL_KINDS, _LABEL_KINDS, 4, _FREQUENCIES * 4,
)  # fmt: skip
"""Rows of each kind of trait; the runs of three letters share theirs."""
SHARED = tuple(range(7, 7 + _RUNS))
OWN = 17
"""How many kinds of traits words have wherever they stand; they come first."""
WORD, NAME_TRAITS = 0, (14, 17)
"""Which columns hold the word itself, and what the lists of names say of it."""


@dataclass(frozen=True, slots=True)
class Alone:
    """Words described on their own, wherever they stand."""

    rows: Ints
    """A line a word, a column for each of the first `OWN` kinds of traits."""
    known: Ints
    """What the lists say of each word."""
    frequency: Ints
    """How common each word is: 0 to 3."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Words described by where and how they stand in a text."""

    rows: Ints
    """A line a word, a column for each kind of trait after the first `OWN`."""
    capitals: Ints
    """0 other scripts, 1 small letters, 2 a capital among others, 3 capitals."""
    style: int
    """Whether capitals say nothing here: 1 hardly any, 2 hardly anything else, 3 no Latin."""
    before: Ints
    """Which label announces each word: 1 a person, 2 a title, 3 a role; see `_LABELS`."""


@dataclass(frozen=True, slots=True)
class Traits:
    """The words of a text described."""

    rows: Ints
    """A line a word, a column a kind of trait, as rows of the table; row 0 is that of no trait."""
    classes: Sequence[Classed]
    """What the lists say of each word."""
    placed: Placed
    """Where and how each word stands."""
    frequency: Ints
    """How common each word is: 0 to 3."""


@cache
def _starts() -> Ints:
    """The row at which each kind of trait begins."""
    starts: list[int] = []
    at = 1
    for kind, size in enumerate(SIZES):
        if kind in SHARED[1:]:
            starts.append(starts[SHARED[0]])
        else:
            starts.append(at)
            at += size
    return np.array(starts, np.int32)


def table_size() -> int:
    """How many rows the table of traits has."""
    return int(_starts()[-1]) + SIZES[-1]


def describe(reading: Reading, seen: NDArray[np.uint8]) -> Traits:
    """The traits of every word of a text; `seen` tells how common words are: 0 to 3."""
    classes = list(map(classed, reading.spelt))
    for at in servants(reading):
        classes[at] = SERVANT
    own = alone(reading.spelt, classes, seen)
    stand = placed(reading, own.known[:, 0], own.frequency)
    rows = np.concatenate([own.rows, stand.rows], axis=1)
    return Traits(rows, classes, stand, own.frequency)


def alone(spelt: Sequence[str], classes: Sequence[Classed], seen: NDArray[np.uint8]) -> Alone:
    """Words of which the lists say so, on their own; `seen` tells how common words are."""
    lengths = np.fromiter(map(len, spelt), np.int32, len(spelt))
    letters = _letters(spelt)
    hashes = _hashes(letters)
    known = np.fromiter(chain.from_iterable(classes), np.int32, 4 * len(spelt)).reshape(-1, 4)
    names, here, deeds, cuts = known.T
    rows = np.empty((len(spelt), OWN), np.int32)
    rows[:, : 7 + _RUNS] = hashes & _MASKS
    rows[:, 7 + _RUNS] = np.minimum(lengths, 15) + 16 * _scripts(letters[:, 0])
    rows[:, 8 + _RUNS] = names * 3 + np.minimum(cuts, 2)
    rows[:, 9 + _RUNS], rows[:, 10 + _RUNS] = here, deeds
    rows += _starts()[:OWN]
    rows[:, 1 : 7 + _RUNS] *= lengths[:, None] >= _FIRSTS
    return Alone(rows, known, seen[hashes[:, 0] & np.uint32(SEEN - 1)].astype(np.int32))


def placed(reading: Reading, names: Ints, frequency: Ints) -> Placed:
    """The words of a text where they stand.

    `names` are their name classes, `frequency` how common they are: see `Alone`.
    """
    starts = np.array(reading.starts_of_words, np.int32)
    ends = np.array(reading.ends_of_words, np.int32)
    codes = codes_of(reading.text)
    capitals = _capitals(codes, starts, ends)
    style = _style(capitals, ends - starts)
    gaps = _gaps(reading.words.gaps)
    over, before = _labels(reading, reading.starts_of_words)
    columns = (
        (names * 4 + capitals) * 4 + style,
        gaps[:-1],
        gaps[1:],
        over,
        before,
        _known_words(reading),
        frequency * 4 + capitals,
    )
    rows = np.array(columns, np.int32)
    rows += _starts()[OWN:, None]
    return Placed(rows.T, capitals, style, before)


def servants(reading: Reading) -> list[int]:
    """Where words stand that are given names since عبد stands before them: عبد الواحد."""
    if "عبد" not in reading.folded:
        return []
    spelt = reading.spelt
    return [
        at
        for at, (word, behind) in enumerate(pairwise(spelt), 1)
        if word.endswith("عبد")
        and (word == "عبد" or word[0] in "وفبلكد")
        and behind.startswith("ال")
    ]


SERVANT = Classed(NAMES.index("servant"), 0, 0)
"""What is said of such words."""


def word_hashes(spelt: Sequence[str]) -> Ints:
    """The place of each word in the counts of how common words are."""
    return (_hashes(_letters(spelt))[:, 0] & np.uint32(SEEN - 1)).astype(np.int32)


_FIRSTS = np.array([*(2, 3, 4) * 2, *range(3, 3 + _RUNS)], np.int32)
"""How long a word must be to have each of the rows after its own."""
_MASKS = np.array([size - 1 for size in (_WORDS, *(_AFFIXES,) * 6, *(_THREES,) * _RUNS)], np.uint32)
"""Each number of rows is a power of two, so that a mask is its remainder."""


def _letters(spelt: Sequence[str]) -> Codes:
    """The letters of each word that count, a line a word: its first ones, then its last four.

    The last come first; a word that has fewer letters has zeros.
    """
    written = [word[:_LETTERS].ljust(_LETTERS, "\0") + word[:-5:-1] for word in spelt]
    return np.array(written, f"U{_LETTERS + 4}").view(np.uint32).reshape(-1, _LETTERS + 4)


def _hashes(letters: Codes) -> Codes:
    """The word, its beginnings, its ends and its runs of letters, a line a word, as hashes.

    Those of beginnings, ends and runs that are longer than the word mean nothing.
    """
    return _mixed(letters @ _weights())


@cache
def _weights() -> Codes:
    """What each letter is multiplied with in each hash: the n-th letter of it with the n-th odd."""
    weights = np.zeros((_LETTERS + 4, 7 + _RUNS), np.uint32)
    weights[:_LETTERS, 0] = _odd(_LETTERS)
    for column, count in enumerate((2, 3, 4), 1):
        weights[:count, column] = _odd(count)
        weights[_LETTERS : _LETTERS + count, column + 3] = _odd(count)
    for run in range(_RUNS):
        weights[run : run + 3, 7 + run] = _odd(3)
    return weights


def _odd(count: int) -> Codes:
    """Numbers to multiply letters with."""
    return (np.arange(1, count + 1, dtype=np.uint32) * np.uint32(0x9E3779B1)) | np.uint32(1)


def _mixed(sums: Codes) -> Codes:
    return ((sums ^ (sums >> np.uint32(15))) * np.uint32(0x85EBCA6B)) >> np.uint32(13)


def _scripts(firsts: Codes) -> Ints:
    """0 Latin, 1 Latin beginning with a figure, 2 Arabic, 3 Tifinagh, by the first letters."""
    return _SCRIPTS[np.searchsorted(_BORDERS, firsts, side="right")]


_SCRIPTS = np.array([1, 0, 2, 3], np.int32)
_BORDERS = np.array([ord("a"), 0x600, 0x2D00], np.uint32)


def _capitals(codes: Codes, starts: Ints, ends: Ints) -> Ints:
    """0 other scripts, 1 small letters, 2 a capital among others, 3 capitals."""
    if not len(starts):
        return np.zeros(0, np.int32)
    before = np.zeros(len(codes) + 1, np.int32)
    np.cumsum(_is_capital()[np.minimum(codes, _LATIN)], out=before[1:])
    count, length, first = before[ends] - before[starts], ends - starts, codes[starts]
    kind = np.where(count == 0, 1, np.where((count == length) & (length > 1), 3, 2))
    kind[(first > 0x2FF) & (first < 0x1E00) | (first >= 0x2D00)] = 0
    return kind.astype(np.int32)


_LATIN = np.uint32(0x1F00)
"""Past the last letter of Latin with an accent."""


@cache
def _is_capital() -> NDArray[np.bool_]:
    """Whether each character up to `_LATIN` is a capital letter of Latin."""
    codes = np.arange(int(_LATIN) + 1)
    accented = (codes >= 0xC0) & (codes <= 0xDE)
    extended = (codes >= 0x100) & (codes < 0x180) | (codes >= 0x1E00) & (codes < 0x1F00)
    plain = (codes >= 65) & (codes <= 90)
    amazigh = np.isin(codes, [ord("Ɛ"), ord("Ɣ")])
    return np.asarray(plain | accented | amazigh | extended & (codes % 2 == 0), np.bool_)


def _style(capitals: Ints, length: Ints) -> int:
    """Whether capitals say nothing in a text: 1 hardly any, 2 hardly anything else, 3 no Latin."""
    _, small, first, all_ = np.bincount(capitals[length > 2], minlength=4).tolist()
    latin = small + first + all_
    if not latin:
        return 3
    if all_ * 10 > latin * 7:
        return 2
    return 1 if first * 12 <= latin and all_ * 3 <= latin else 0


def _gaps(gaps: list[str]) -> Ints:
    """What stands before each word, and behind the last: the first and the last edge a text."""
    known = _kinds_of_gaps()
    kinds = [known[gap] if gap in known else _gap(gap) for gap in gaps]
    if len(gaps) == 1 or not gaps[0]:
        kinds[0] = _GAP_KINDS - 1
    kinds[-1] = max(2, kinds[-1]) if gaps[-1] and len(gaps) > 1 else _GAP_KINDS - 1
    return np.array(kinds, np.int32)


@cache
def _kinds_of_gaps() -> dict[str, int]:
    """What `_gap` says of one or two of the signs that stand between words most often."""
    signs = ["", *_KINDS_OF_SIGNS, " "]
    return {one + other: _gap(one + other) for one in signs for other in signs}


def _gap(signs: str) -> int:
    """The first kind of `_GAPS` of which a sign stands between two words; 2 for other signs."""
    if signs in _PLAIN_GAPS:
        return _PLAIN_GAPS[signs]
    if signs.count("\n") > 1 and _EMPTY_LINE.search(signs):
        return _FIRST_GAP
    return min(map(_KINDS_OF_SIGNS.get, signs, repeat(_OTHER_GAP))) % _OTHER_GAP or 2


def _labels(reading: Reading, starts: list[int]) -> tuple[Ints, Ints]:
    """The kind of label that each word is a part of, and of the label right before each word."""
    over, before = (np.zeros(len(starts), np.int32) for _ in range(2))
    for label in reading.labels:
        kind = _LABELS.get(label.kinds[0], _NUMBERED)
        behind = bisect_left(starts, label.end)
        if label.start < label.end:
            over[bisect_left(starts, label.start) : behind] = kind
        start = starts[behind] if behind < len(starts) else label.end + _NEAR + 1
        if start - label.end <= _NEAR and _SIGNS.fullmatch(reading.text, label.end, start):
            before[behind] = kind
    return over, before


def _known_words(reading: Reading) -> Ints:
    """1 and 2: the first and a further word of a listed place of several; 3: of a figure of old."""
    spelt = reading.spelt
    found = np.zeros(len(spelt), np.int32)
    for at in reading.words_that_are(SEVERAL):
        for words, figure in several()[spelt[at]]:
            end = at + len(words)
            if tuple(spelt[at:end]) == words:
                found[at:end] = 3 if figure else 2
                found[at] = 3 if figure else 1
                break
    return found


def unlisted(rows: Ints, spelt: Sequence[str]) -> Ints:
    """The rows of `NAME_TRAITS`, were the words in no list of names."""
    shapes = np.fromiter((NAMES.index(shape(word)) for word in spelt), np.int32, len(spelt))
    first, second = (_starts()[column] for column in NAME_TRAITS)
    writing = (rows[:, NAME_TRAITS[1]] - second) % 16
    return np.stack([first + shapes * 3, second + shapes * 16 + writing], axis=1)

"""Phrases of a table found in a text, in the forms that their words take.

A table is read folded (lower case, no accents, Arabic letters without hamza); words of a phrase may
be parted by dots, hyphens, apostrophes or spaces, so `c i n` is also `C.I.N.`. Arabic words are
found behind و ف ب ل ك ال and before possessive endings. A phrase that the table writes with
capitals or accents counts only as written.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from siyada.shield.fold import fold
from siyada.shield.tables import rows
from siyada.shield.words import Words

_GAP = re.compile(r"[ .'\u00b0\u00ba_\-/()]{0,3}")
_ASSIGNED = re.compile(r"[\"']?\s?(?:[:=>]|(?:n ?° ?)?\d{4})")
_LOCATED = "كائن"
"""Located, in Arabic; with a plain letter it is the Darija for there is."""
_EXACT = re.compile(rf"[A-Za-z\u00c0-\u017f]|{_LOCATED}")
"""What is in a phrase that counts only as written; of Arabic letters hamza never counts else."""
_ARABIC_WORD = re.compile(r"(?:ال)?([\u0620-\u064a\u0671-\u06d3]{3,})")
_OF_PEOPLE = frozenset({"TITLE", "ROLE"})
_DEFINITE = re.compile(r"[وفبك]?ال|[وف]?لل")
_BEFORE = ("", "ب", "ل", "ك", "د", "ال", "بال", "كال", "لل", "دال")
_BEHIND = ("", "ي", "و", "ك", "ه", "ها", "هم", "كم", "نا")


class Found(NamedTuple):
    """Where a phrase stands in the copy, and the kinds that the table gives it."""

    start: int
    end: int
    kinds: tuple[str, ...]
    form: str = ""
    """Its first word as it stands."""
    word: str = ""
    """The same as the table has it."""

    @property
    def glued(self) -> int:
        """Letters before its first word that belong to no word of the table."""
        return _glued(self.form, self.word)


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    kinds: tuple[str, ...]
    written: str | None
    """How it must be written to count, when it matters: `IF` is a number, `if` a word."""


_Begun = tuple[dict[str, list[_Phrase]], ...]
"""Phrases that begin with some words, by their second word, "" where there is none."""


class Known:
    """Words of the tables that a word of a text may be a form of."""

    __slots__ = ("begun", "behind", "seconds", "words")

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words
        self.behind = (*words, "")
        """What goes on with phrases that begin before it, or with those of one word."""
        self.begun: list[_Begun | None] = [None] * len(_TABLES)
        """The phrases of each table that begin so, noted when they are first asked for."""
        self.seconds: frozenset[str] | None = None
        """What goes on with phrases of any table that begin so, "" with those of one word: noted
        when it is first asked for."""


class Marked(NamedTuple):
    """The words of a text that are words of the tables."""

    known: dict[int, Known]
    """Which words they may be, by their places."""
    begun: list[int]
    """Where a phrase of any table may begin; most that some begin with are followed by none."""


_NONE = ()
_TABLES = ("labels", "health-words", "sensitive-words")
"""The tables of phrases. They share their forms, so that each word of a text is looked up once."""
_PARTICLES = frozenset("وف")
"""What Arabic writes before any other form of a word of `_LED` letters at least, this included. It
is looked away from: a table of all forms would be three times as large."""
_LED = 4


@cache
def known_words() -> dict[str, Known]:
    """Every form of a word of the tables, without particles, to the words that have it."""
    words = dict.fromkeys(word for phrase in _phrases() for word in phrase)
    forms: dict[str, tuple[str, ...]] = {}
    for word in words:
        alone = (word,)
        for form in _forms_of(word):
            others = forms.get(form)
            forms[form] = alone if others is None else (*others, word)
    return {form: _known(found) for form, found in forms.items()}


@cache
def _known(words: tuple[str, ...]) -> Known:
    return Known(words)


@cache
def _phrases() -> tuple[tuple[str, ...], ...]:
    """The words of each phrase of the tables."""
    return tuple(
        tuple(fold(phrase).split())
        for table in _TABLES
        for row in rows(table)
        for phrase in row[-1].split(" | ")
    )


@cache
def _seconds() -> dict[str, set[str]]:
    """First words of phrases of the tables, to the words behind them, "" where there is none."""
    found: dict[str, set[str]] = {}
    for words in _phrases():
        found.setdefault(words[0], set()).add(words[1] if len(words) > 1 else "")
    return found


def marked(known: dict[int, Known]) -> Marked:
    """The words of a text that are words of the tables: which, by their places in order."""
    begun = []
    for at, first in known.items():
        seconds = first.seconds
        if seconds is None:
            every = _seconds()
            seconds = first.seconds = frozenset().union(*(every.get(w, ()) for w in first.words))
        if not seconds.isdisjoint(known.get(at + 1, NOTHING).behind):
            begun.append(at)
    return Marked(known, begun)


NOTHING = Known(())
"""What a word may be that no phrase has."""


class Phrases:
    """A table of phrases, ready to be found."""

    def __init__(self, name: str, table: Iterable[tuple[str, ...]]) -> None:
        """`table` has kinds parted by spaces, then phrases parted by ` | `: rows of `_TABLES`."""
        self._number = _TABLES.index(name)
        self._index: dict[str, dict[str, list[_Phrase]]] = {}
        """First word and second word of the table, "" where there is none, to phrases."""
        for kinds, phrases in table:
            for written in phrases.split(" | "):
                words = tuple(fold(written).split())
                exact = written if _EXACT.search(written) and written != " ".join(words) else None
                phrase = _Phrase(words, tuple(kinds.split()), exact)
                second = words[1] if len(words) > 1 else ""
                self._index.setdefault(words[0], {}).setdefault(second, []).append(phrase)

    def find(self, text: str, words: Words, marks: Marked) -> list[Found]:
        """The phrases of a copy, in order; of those that begin together, the longest.

        `marks` are its words that are words of the tables.
        """
        found: list[Found] = []
        known = marks.known
        done, number = 0, self._number
        for position in marks.begun:
            first = known[position]
            begun = first.begun[number]
            if begun is None:
                begun = self._begun(first)
            if not begun or position < done:
                continue
            behind = known.get(position + 1)
            seconds = behind.words if behind else _NONE
            if len(begun) == 1 and "" not in begun[0] and begun[0].keys().isdisjoint(seconds):
                continue  # most of them
            for phrase in _candidates(begun, seconds):
                end = position + len(phrase.words)
                if _matches(phrase, known, position) and _is_written(
                    phrase, words, (position, end), text
                ):
                    begin, stop, done = words.starts[position], words.ends[end - 1], end
                    form = words.spelt[position]
                    found.append(Found(begin, stop, phrase.kinds, form, phrase.words[0]))
                    break
        return found

    def _begun(self, first: Known) -> _Begun:
        """The phrases that begin with some words of the tables."""
        found = tuple(self._index[word] for word in first.words if word in self._index)
        first.begun[self._number] = found
        return found


def _candidates(begun: _Begun, seconds: tuple[str, ...]) -> list[_Phrase]:
    """The phrases that may begin where some begin that these words may go on, longest first."""
    found: list[_Phrase] = []
    for phrases in begun:
        for second in seconds:
            if second in phrases:
                found += phrases[second]
        if "" in phrases:
            found += phrases[""]
    return sorted(found, key=_shortness) if len(found) > 1 else found


def _shortness(phrase: _Phrase) -> int:
    return -len(phrase.words)


def is_led(word: str) -> bool:
    """Whether a folded word may have a particle before it."""
    return word[0] in _PARTICLES and len(word) >= _LED


def known_word(word: str) -> Known | None:
    """The words of the tables that a folded word may be, behind a particle too."""
    found = known_words().get(word)
    if is_led(word) and (led := known_words().get(word[1:])):
        both = (*found.words, *led.words) if found else led.words
        return _known(tuple(dict.fromkeys(both)))
    return found


def _forms_of(word: str) -> Iterable[str]:
    """A word of the table with what Arabic glues to it, but for particles.

    >>> {"هاتفها", "بالهاتف", "هاتف"} <= set(_forms_of("هاتف")), "بطاقتي" in _forms_of("بطاقه")
    (True, True)
    """
    match = _ARABIC_WORD.fullmatch(word)
    if match is None:  # œ is one letter, and folded as e
        return dict.fromkeys((word, word.replace("oe", "e")))
    stem = match[1]
    owned = stem[:-1] + "ت" if stem[-1] == "ه" else stem
    forms = [
        before + (owned if behind else stem) + behind
        for before in _BEFORE
        for behind in _BEHIND
        if not (behind and before.endswith(("ال", "لل")))
    ]
    return dict.fromkeys((*forms, word))


def _glued(form: str, word: str) -> int:
    """How many letters are glued before a word of the table in one of its forms.

    >>> _glued("وهاتفها", "هاتف"), _glued("بالهاتف", "هاتف"), _glued("بطاقتي", "بطاقه")
    (1, 1, 0)
    """
    match = _ARABIC_WORD.fullmatch(word)
    if form == word or match is None:
        return 0
    stem = match[1]
    owned = stem[:-1] + "ت" if stem[-1] == "ه" else stem
    for particle in ("ف", "و", ""):
        for before in reversed(_BEFORE):
            head = len(particle) + len(before)
            if not form.startswith(particle + before):
                continue
            rest = form[head:]
            owners = () if before.endswith(("ال", "لل")) else _BEHIND[1:]
            if rest == stem or any(rest == owned + behind for behind in owners):
                return len(particle) + before.startswith(("ب", "ل", "ك", "د"))
    return 0


def _matches(phrase: _Phrase, known: dict[int, Known], position: int) -> bool:
    """Whether the words of a phrase stand at a position."""
    for at, word in enumerate(phrase.words[1:], position + 1):
        found = known.get(at)
        if found is None or word not in found.words:
            return False
    return True


def _agrees(phrase: _Phrase, spelt: list[str]) -> bool:
    """Whether the quality of somebody has its article: السيد الكريم; السيد كريم is Mr Karim."""
    if len(spelt) < 2 or phrase.kinds[0] not in _OF_PEOPLE or phrase.words[1][:2] != "ال":
        return True
    definite = phrase.kinds[0] == "TITLE" or spelt[0][:2] == "ال" or phrase.words[0][-1] == "ي"
    return not definite or _DEFINITE.match(spelt[1]) is not None


def _is_written(phrase: _Phrase, words: Words, place: tuple[int, int], text: str) -> bool:
    """Whether the words from one to before another stand together, as the table has them."""
    first, last = place
    if last - first > 1 and not all(map(_GAP.fullmatch, words.gaps[first + 1 : last])):
        return False
    if not _agrees(phrase, words.spelt[first:last]):
        return False
    if phrase.written is None:
        return True
    if _LOCATED in phrase.written:
        return _LOCATED in text[words.starts[first] : words.ends[last - 1]]
    written = re.sub(r"[\W_]+", " ", text[words.starts[first] : words.ends[last - 1]])
    if phrase.written == phrase.written.lower():
        return written.lower() == phrase.written
    assigned = phrase.written.isupper() and _ASSIGNED.match(text, words.ends[last - 1]) is not None
    return written in {phrase.written, phrase.written.upper()} or assigned

"""Canonical forms of a text, with the way back to the original positions."""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple, get_args

import numpy as np

from siyada.language.characters import GONE, MORE, Codes, Forms, Latin, codes_of, text_of
from siyada.language.given import check_choice, check_text
from siyada.language.tables import rows

Level = Literal["match", "search", "arabizi"]
"""`match` keeps every letter and is made for recognisers: digits become 0-9, spaces and dashes one
kind, presentation forms letters, invisible marks and Arabic vowels go. `search` also folds letters
(alef, ya, ta marbuta, hamza seats, Moroccan letters), case, accents, lengthened letters and the
lam-alef that PDF readers take apart in the wrong order. `arabizi` also writes the figures of
Darija that have a spelling in letters in these: `5edma` is `khedma`, `8na` is `hna`."""
LEVELS: tuple[Level, ...] = get_args(Level)

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
# Vowels, Quranic signs and tatweel. The hamzas and the madda (U+0653-0655) belong to letters.
_ARABIC_MARKS = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0890-\u089f\u08ca-\u08ff]"
)
_QUOTES = str.maketrans("‘’‚‛ʼʹˈ`´′＇“”„‟«»″", "'''''''''''" + '"""""""')
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"))

_MARKED = re.compile("(.)([\u0300-\u036f\u0653-\u0655]+)", re.DOTALL)


class _Rule(NamedTuple):
    """What to find, and the template or function that gives what replaces it."""

    pattern: re.Pattern[str]
    replacement: str | Callable[[re.Match[str]], str]
    needed: str = ""
    """What a text holds that the rule may change."""


def _compose(match: re.Match[str]) -> str:
    """A letter and its combining marks as the fewest characters, up to a mark that cannot join.

    Pair by pair, for it stays linear on text that is nothing but marks, where NFC does not.
    """
    letter, marks = match[1], match[2]
    for place, mark in enumerate(marks):
        composed = unicodedata.normalize("NFC", letter + mark)
        if len(composed) > 1:
            return letter + marks[place:]
        letter = composed
    return letter


_SETTLED = re.compile("[a-z0-9ابتثجحخدذرزسشصضطظعغفقكلمنهوي]*+")
"""A word of letters that stay as they are; of the rules, only the first two may change it."""
_THRICE = re.compile(r"([^\W\d_])\1\1\1*+")
_ROMAN = re.compile(r"\b(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})\b")
_FIGURES = {"5": "kh", "6": "t", "8": "h", "3'": "gh", "7'": "kh", "9'": "d"}
"""Figures that stand for a letter, and the letters that others write for it. 2, 3, 7 and 9 have
no such letters."""


def _squeeze(match: re.Match[str]) -> str:
    """One letter for many, but in Roman numerals: `viii`."""
    letter, start, end = match[1], *match.span()
    if letter in "ix" and end - start == 3:
        near = _ROMAN.finditer(match.string, max(0, start - 8), end + 8)
        if any(numeral.start() <= start and end <= numeral.end() for numeral in near):
            return match[0]
    return letter


def _spell(match: re.Match[str]) -> str:
    return _FIGURES[match[0]]


# In this order: each leaves nothing for an earlier one to find, so that twice is once.
_RULES: dict[Level, tuple[_Rule, ...]] = {
    "match": (_Rule(_MARKED, _compose),),
    "search": (
        # bzzzzaf, هههههه. Two may be spelling, three are feeling.
        _Rule(_THRICE, _squeeze),
        # األشخاص, from PDF files, is الأشخاص: no word begins with two alefs.
        _Rule(re.compile(r"\b([وفبك]?)اال(?!اا)"), r"\1الا", "اال"),
        # بناء is also written بنا.
        _Rule(re.compile(r"(?<=ا)ء+\b"), "", "ء"),
        _Rule(re.compile(r"\A +| +\Z|(?<= ) +"), "", " "),
    ),
}
_RULES["arabizi"] = (
    # A figure alone among letters: not 4G, 8h, 6eme, 5km or a code of letters and figures.
    _Rule(
        re.compile(
            r"(?<![\d'])(?!\b\d(?:h(?:\d++(?!'))?|km|kg|mg|ml|cm|mm|go|mo|gb|mb|dhs?|mad|eme|er?|min|mois|ans?"
            r"|jours?|heures?|fois)\b)(?:"
            r"(?<=[a-z])[568](?=[a-z])|\b[568](?=[a-z][a-z2-9])|(?<=[a-z2-9'][aeiou])[568]\b"
            r"|(?<=[a-z])[379]'(?=[a-z])|\b[379]'(?=[a-z])|(?<=[a-z2-9'][a-z])[379]'(?![\w']))"
        ),
        _spell,
    ),
    *_RULES["search"],
)


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text in its canonical form. Where each of its characters stood in the original."""

    text: str
    length: int
    """Characters of the original."""
    starts: Sequence[int]
    """For each character, where the characters that it stands for begin in the original."""
    ends: Sequence[int]
    """And where they end: the one past the last, removed marks that follow included."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original that `text[start:end]` stands for.

        >>> normalise("ﻻ ٠٦").text, normalise("ﻻ ٠٦").original(0, 2)
        ('لا 06', (0, 1))
        """
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else self.length
            return at, at
        return self.starts[start], self.ends[min(end, len(self.ends)) - 1]

    def canonical(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of `text` that stands for the original's `[start:end]`: the way there.

        It holds every character that stands for one of the span; it is empty when all are removed.

        >>> normalise("قـال ٠٦").canonical(0, 2), normalise("قـال ٠٦").canonical(5, 7)
        ((0, 1), (4, 6))
        """
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end))


class _Characters(dict[int, str]):
    """What becomes of each character, worked out when it is first met."""

    def __init__(self, level: Level) -> None:
        super().__init__()
        self.level = level

    def __missing__(self, code: int) -> str:
        change = _matchable if self.level == "match" else _searchable
        form, settled = "", chr(code)
        while form != settled:
            form = settled
            settled = "".join(change(character) for character in form)
        self[code] = form
        return form


@cache
def _characters(level: Level) -> _Characters:
    return _Characters(level)


@cache
def _folds() -> dict[str, str]:
    return {letter: folded for letter, folded, *_ in rows("letters") if letter != folded}


def _matchable(character: str) -> str:
    """One character at the level `match`."""
    if character < "\x7f":
        return character
    if _INVISIBLE.match(character) or _ARABIC_MARKS.match(character):
        return ""
    plain = character.translate(_QUOTES).translate(_DASHES)
    if plain != character:
        return plain
    if character.isspace():
        return "\n" if character in "\u2028\u2029\x85" else " "
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    if unicodedata.decomposition(character).startswith(("<super>", "<sub>")):
        return character  # a note's number must not join the number before it
    form = unicodedata.normalize("NFKC", character)
    if " " in form:  # ﹰ is a vowel on nothing; ¨ stays as it is
        return _ARABIC_MARKS.sub("", form).strip() if character >= "\ufb50" else character
    return form


def _searchable(character: str) -> str:
    """One character at the level `search`."""
    form = _matchable(character)
    if form != character or not form:
        return form
    if character.isspace() or unicodedata.category(character) in {"Cc", "No"}:
        return " "
    if unicodedata.decomposition(character).startswith(("<super>", "<sub>")):
        return "" if unicodedata.category(character) == "Lm" else " "
    folded = _folds().get(character)
    if folded is not None:
        return folded
    if unicodedata.combining(character):
        return ""
    lower = character.lower()
    return (
        "".join(
            part for part in unicodedata.normalize("NFD", lower) if not unicodedata.combining(part)
        )
        if lower == character
        else lower
    )


def fold(text: str) -> str:
    """The text as it is searched and looked up: `normalise(text, "search").text`, only faster.

    >>> fold("شَهَادَةُ السُّكْنَى"), fold("L’État"), fold("bzzzzaf ٢٠٢٦")
    ('شهاده السكني', "l'etat", 'bzaf 2026')
    """
    return written(text, "search")


def written(text: str, level: Level) -> str:
    """`normalise(text, level).text`, faster: without the way back.

    >>> written("ﻣﺪﻳﻨـﺔ", "match")
    'مدينة'
    """
    if not isinstance(text, str):
        check_text(text)
    if _SETTLED.fullmatch(text) and "اال" not in text:
        if level == "match":
            return text
        if level == "search":
            return _THRICE.sub(_squeeze, text)
    text = text.translate(_characters(level))
    for pattern, replacement, needed in _RULES[level]:
        if needed in text:
            text = pattern.sub(replacement, text)
    return text


def normalise(text: str, level: Level = "search") -> Normalised:
    """The canonical form of a text, and the way back from each position to the original.

    Doing it twice is doing it once. What is removed belongs to the character before it, so that a
    span of the original never ends between a letter and its vowel.
    """
    check_text(text)
    check_choice(level, "level", LEVELS)
    if level == "match" and (matched := _matched(text)) is not None:
        return matched
    characters = _characters(level)
    draft = _Draft("", array("I"), array("I"))
    pieces = []
    for position, character in enumerate(text):
        form = characters[ord(character)]
        pieces.append(form)
        if not form and draft.ends:
            draft.ends[-1] = position + 1
        for _ in form:
            draft.starts.append(position)
            draft.ends.append(position + 1)
    draft.text = "".join(pieces)
    for rule in _RULES[level]:
        draft.apply(rule)
    return Normalised(draft.text, len(text), draft.starts, draft.ends)


@cache
def _matches() -> Forms:
    return Forms(lambda character: _characters("match")[ord(character)])


@cache
def _matches_of_latin() -> Latin:
    return Latin(lambda character: _characters("match")[ord(character)])


_TYPED = "’‘“”–—"
"""Signs that writing programs put into texts of Latin letters."""


def _latin(text: str) -> str | None:
    """The same as `_matched` of a text of Latin letters, without the way back: one for one."""
    plain = _matches_of_latin().of(text)
    typed = [sign for sign in _TYPED if sign in text] if plain is None else []
    if not typed:
        return plain
    for sign in typed:
        text = text.replace(sign, _characters("match")[ord(sign)])
    return _matches_of_latin().of(text)


def _matched(text: str) -> Normalised | None:
    """The same as `normalise` at the level `match`, all characters together and much faster.

    None for texts in which a character becomes several, as ligatures do.
    """
    length = len(text)
    latin = text if text.isascii() else _latin(text)
    if latin is not None:
        return Normalised(latin, length, range(length), range(1, length + 1))
    codes = codes_of(text)
    forms = _matches().of(codes)
    if forms is None or forms.max() == MORE:
        return None
    if forms.max() < GONE:
        plain = text if np.array_equal(codes, forms) else text_of(forms)
        whole = Normalised(plain, length, range(length), range(1, length + 1))
        return _composed(whole) if _has_marks(forms) else whole
    kept = forms != GONE
    starts = np.flatnonzero(kept).astype(np.uint32)
    ends = np.append(starts[1:], np.uint32(length))[: len(starts)]
    forms = forms[kept]
    some = Normalised(
        text_of(forms), length, array("I", starts.tobytes()), array("I", ends.tobytes())
    )
    return _composed(some) if _has_marks(forms) else some


def _has_marks(codes: Codes) -> bool:
    """Whether marks are among these that join the letter before them: those of `_MARKED`."""
    return bool(((codes - 0x300 < 0x70) | (codes - 0x653 < 3)).any())


def _composed(normalised: Normalised) -> Normalised:
    """The same with letters and their marks as one character."""
    starts, ends = array("I", normalised.starts), array("I", normalised.ends)
    draft = _Draft(normalised.text, starts, ends)
    for rule in _RULES["match"]:
        draft.apply(rule)
    return Normalised(draft.text, normalised.length, draft.starts, draft.ends)


@dataclass(slots=True)
class _Draft:
    """A text under way, and where each of its characters came from."""

    text: str
    starts: "array[int]"  # a name in quotes until Python 3.12
    ends: "array[int]"

    def apply(self, rule: _Rule) -> None:
        """Replace what the rule finds; each new character stands for all that was replaced."""
        pattern, replacement, _ = rule
        pieces, starts, ends, done = [], array("I"), array("I"), 0
        for match in pattern.finditer(self.text):
            new = match.expand(replacement) if isinstance(replacement, str) else replacement(match)
            if new == match[0]:
                continue
            start, end = match.span()
            pieces += [self.text[done:start], new]
            starts += self.starts[done:start] + array("I", [self.starts[start]] * len(new))
            ends += self.ends[done:start] + array("I", [self.ends[end - 1]] * len(new))
            if not new and ends:
                ends[-1] = self.ends[end - 1]
            done = end
        if done:
            self.text = "".join(pieces) + self.text[done:]
            self.starts = starts + self.starts[done:]
            self.ends = ends + self.ends[done:]

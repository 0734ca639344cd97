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
from itertools import pairwise

from siyada.shield.fold import fold

Word = re.Match[str]
"""A word of a folded copy."""

_FIGURE_AT_END = (
    r"(?:[379](?<=[a-z]{3}[379])(?<!imm[379])(?<!ppt[379])(?<!apt[379])(?<!loc[379])"
    r"(?<!rue[379])(?<!lot[379])(?<!cin[379])(?![0-9a-z]))?"
)
_LATIN = rf"[a-z]+(?:[2-9][a-z]+)*{_FIGURE_AT_END}"
_WORD = re.compile(
    rf"{_LATIN}|[\u0620-\u064a\u0671-\u06d3]+|[\u2d30-\u2d7f]+|[2-9](?<![0-9][2-9]){_LATIN}"
)
_GAP = re.compile(r"[ .'\u00b0\u00ba_\-/()]{0,3}")
_ASSIGNED = re.compile(r"[\"']?\s?(?:[:=]|(?:n ?° ?)?\d{4})")
_ARABIC_WORD = re.compile(r"(?:ال)?([\u0620-\u064a\u0671-\u06d3]{3,})")
_BEFORE = ("", "ب", "ل", "ك", "د", "ال", "بال", "كال", "لل", "دال")
_BEHIND = ("", "ي", "و", "ك", "ه", "ها", "هم", "كم", "نا")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a phrase stands in the copy, and the kinds that the table gives it."""

    start: int
    end: int
    kinds: tuple[str, ...]
    glued: int = 0
    """Letters before its first word that belong to no word of the table."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[dict[str, int], ...]
    kinds: tuple[str, ...]
    written: str | None
    """How it must be written to count, when it matters: `IF` is a number, `if` a word."""


class Phrases:
    """A table of phrases, ready to be found."""

    def __init__(self, table: Iterable[tuple[str, ...]]) -> None:
        """`table` has kinds parted by spaces, then phrases parted by ` | `."""
        self._index: dict[str, dict[str, list[_Phrase]]] = {}
        """First word and second word of the table, "" where there is none, to phrases."""
        self._firsts: dict[str, list[str]] = {}
        self._seconds: dict[str, list[str]] = {}
        """A form to the words of the table that have it: phrases by all forms would be millions."""
        for kinds, phrases in table:
            for written in phrases.split(" | "):
                words = fold(written).split()
                exact = written if written != " ".join(words) else None
                phrase = _Phrase(tuple(map(_forms, words)), tuple(kinds.split()), exact)
                first, second = words[0], words[1] if len(words) > 1 else ""
                self._index.setdefault(first, {}).setdefault(second, []).append(phrase)
        for word in self._index:
            _note_forms(self._firsts, word)
        for word in {second for seconds in self._index.values() for second in seconds} - {""}:
            _note_forms(self._seconds, word)

    def find(self, text: str, words: list[Word], spelt: list[str]) -> list[Found]:
        """The phrases of a copy, in order; of those that begin together, the longest.

        `spelt` are the words as text.
        """
        found: list[Found] = []
        done, firsts = 0, self._firsts
        if firsts.keys().isdisjoint(spelt):
            return found
        for position in [at for at, word in enumerate(spelt) if word in firsts]:
            if position < done:
                continue
            word, after = spelt[position], (*spelt[position + 1 : position + 2], "")[0]
            for phrase in self._candidates(word, after):
                end = position + len(phrase.words)
                if _matches(phrase, spelt, position) and _is_written(
                    phrase, words[position:end], text
                ):
                    glued = phrase.words[0][word]
                    begin, done = words[position].start(), end
                    found.append(Found(begin, words[end - 1].end(), phrase.kinds, glued))
                    break
        return found

    def _candidates(self, word: str, after: str) -> list[_Phrase]:
        """The phrases that may begin with a word that another one follows, the longest first."""
        found: list[_Phrase] = []
        for first in self._firsts[word]:
            seconds = self._index[first]
            for second in (*self._seconds.get(after, ()), ""):
                found += seconds.get(second, ())
        return sorted(found, key=_shortness) if len(found) > 1 else found


def _shortness(phrase: _Phrase) -> int:
    return -len(phrase.words)


def _note_forms(forms: dict[str, list[str]], word: str) -> None:
    for form in _forms(word):
        forms.setdefault(form, []).append(word)


def find_words(folded: str) -> list[Word]:
    """The words of a folded copy: of one script each, with the digits of Arabizi inside."""
    return list(_WORD.finditer(folded))


@cache
def _forms(word: str) -> dict[str, int]:
    """A word of the table with what Arabic glues to it, and how many letters are glued before.

    >>> _forms("هاتف")["وهاتفها"], _forms("هاتف")["بالهاتف"], _forms("بطاقه")["بطاقتي"]
    (1, 1, 0)
    """
    match = _ARABIC_WORD.fullmatch(word)
    if match is None:
        return {word: 0}
    stem = match[1]
    owned = stem[:-1] + "ت" if stem[-1] == "ه" else stem
    forms = {
        particle + before + (owned if behind else stem) + behind: len(particle)
        + before.startswith(("ب", "ل", "ك", "د"))
        for particle in ("", "و", "ف")
        for before in _BEFORE
        for behind in _BEHIND
        if not (behind and before.endswith(("ال", "لل")))
    }
    return forms | {word: 0}


def _matches(phrase: _Phrase, spelt: list[str], position: int) -> bool:
    """Whether the words of a phrase stand at a position."""
    if position + len(phrase.words) > len(spelt):
        return False
    for offset in range(1, len(phrase.words)):
        if spelt[position + offset] not in phrase.words[offset]:
            return False
    return True


def _is_written(phrase: _Phrase, found: list[Word], text: str) -> bool:
    """Whether the words found stand together, and as the table writes them if that matters."""
    if len(found) > 1 and not all(
        _GAP.fullmatch(text, one.end(), two.start()) for one, two in pairwise(found)
    ):
        return False
    if phrase.written is None:
        return True
    written = re.sub(r"[\W_]+", " ", text[found[0].start() : found[-1].end()])
    if phrase.written == phrase.written.lower():
        return written.lower() == phrase.written
    assigned = phrase.written.isupper() and _ASSIGNED.match(text, found[-1].end()) is not None
    return written in {phrase.written, phrase.written.upper()} or assigned

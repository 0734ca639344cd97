"""Words that say what the value beside them is: `CIN`, `نمرتي`, `n° de compte`, `sakn f`.

The table is read folded (lower case, no accents, Arabic letters without hamza); words of a phrase
may be parted by dots, hyphens, apostrophes or spaces, so `c i n` is also `C.I.N.`. Arabic words are
found behind و ف ب ل ك ال and before possessive endings.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from siyada.shield.fold import fold
from siyada.shield.tables import rows

OTHER = "OTHER"
"""The kind of a label that governs something that is not personal."""
DATE = "DATE"
"""The kind of a label that governs a date that is not of birth, and only dates."""

_TOKEN = re.compile(
    r"(?:(?<![0-9])[2-9](?=[a-z]))?[a-z]+(?:[2-9][a-z]+)*|[\u0620-\u064a\u0671-\u06d3]+|[\u2d30-\u2d7f]+"
)
_GAP = re.compile(r"[ .'\u00b0\u00ba_\-/()]{0,3}")
_ASSIGNED = re.compile(r"\s?[:=\"']")
_ARABIC_WORD = re.compile(r"(?:ال)?([\u0620-\u064a\u0671-\u06d3]{3,})")
_BEFORE = ("", "ب", "ل", "ك", "د", "ال", "بال", "كال", "لل", "دال")
_BEHIND = ("", "ي", "و", "ك", "ه", "ها", "هم", "كم", "نا")


@dataclass(frozen=True, slots=True)
class Label:
    """Where a label stands in the copy, and the kinds of value that it may announce."""

    start: int
    end: int
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[frozenset[str], ...]
    kinds: tuple[str, ...]
    written: str | None
    """How it must be written to count, when it matters: `IF` is a number, `if` a word."""


@cache
def _phrases() -> dict[str, list[_Phrase]]:
    """The table by first word, in each of the forms that it takes; longest phrase first."""
    index: dict[str, list[_Phrase]] = {}
    for kinds, phrases in rows("labels"):
        for written in phrases.split(" | "):
            words = tuple(fold(written).split())
            exact = written if written != " ".join(words) else None
            phrase = _Phrase(tuple(map(_forms, words)), tuple(kinds.split()), exact)
            for form in phrase.words[0]:
                index.setdefault(form, []).append(phrase)
    for found in index.values():
        found.sort(key=lambda phrase: -len(phrase.words))
    return index


@cache
def _forms(word: str) -> frozenset[str]:
    """A word of the table with what Arabic glues to it: و ف ب ل ك ال before, endings behind.

    >>> {"وهاتفها", "للهاتف", "هاتفي"} <= _forms("هاتف"), "بطاقتي" in _forms("بطاقه")
    (True, True)
    """
    match = _ARABIC_WORD.fullmatch(word)
    if match is None:
        return frozenset({word})
    stem = match[1]
    owned = stem[:-1] + "ت" if stem[-1] == "ه" else stem
    return frozenset(
        {word}
        | {
            particle + before + (owned if behind else stem) + behind
            for particle in ("", "و", "ف")
            for before in _BEFORE
            for behind in _BEHIND
            if not (behind and before.endswith(("ال", "لل")))
        }
    )


def find_labels(text: str, folded: str) -> list[Label]:
    """The labels of a text, in order; of those that begin together, the longest."""
    tokens = list(_TOKEN.finditer(folded))
    labels: list[Label] = []
    done = 0
    for position, token in enumerate(tokens):
        if position < done:
            continue
        phrase = _phrase_at(tokens, position, text)
        if phrase is not None:
            done = position + len(phrase.words)
            labels.append(Label(token.start(), tokens[done - 1].end(), phrase.kinds))
    return labels


def _phrase_at(tokens: list[re.Match[str]], position: int, text: str) -> _Phrase | None:
    """The longest phrase of the table that begins with the token at a position."""
    for phrase in _phrases().get(tokens[position].group(), ()):
        if _stands(phrase, tokens[position : position + len(phrase.words)], text):
            return phrase
    return None


def _stands(phrase: _Phrase, found: list[re.Match[str]], text: str) -> bool:
    """Whether the tokens found are the words of a phrase, written as they must be."""
    if len(found) < len(phrase.words):
        return False
    for words, token in zip(phrase.words, found, strict=True):
        if token.group() not in words:
            return False
    if not all(_GAP.fullmatch(text, one.end(), two.start()) for one, two in pairwise(found)):
        return False
    if phrase.written is None:
        return True
    written = re.sub(r"[\W_]+", " ", text[found[0].start() : found[-1].end()])
    if phrase.written.isupper():
        return written.isupper() or _ASSIGNED.match(text, found[-1].end()) is not None
    return written.lower() == phrase.written

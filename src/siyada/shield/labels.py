"""Words that say what the value beside them is: `CIN`, `نمرتي`, `n° de compte`, `sakn f`.

The table is read folded (lower case, no accents, Arabic letters without hamza); words of a phrase
may be parted by dots, hyphens, apostrophes or spaces, so `c i n` is also `C.I.N.`. Arabic words are
found behind و ف ب ل ك ال and before possessive endings.
"""

import re
from collections.abc import Iterator
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
_CLITICS = re.compile(r"\A(?:[وف]?(?:[بك]?ال|لل|[بلكد])(?=..)|[وف](?=...))")
_POSSESSIVES = re.compile(r"(?<=...)(?:ها|هم|كم|نا|ه|ي|ك|و)\Z")


@dataclass(frozen=True, slots=True)
class Label:
    """Where a label stands in the copy, and the kinds of value that it may announce."""

    start: int
    end: int
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    kinds: tuple[str, ...]
    written: str | None
    """How it must be written to count, when it matters: `IF` is a number, `if` a word."""


@cache
def _phrases() -> dict[str, list[_Phrase]]:
    """The table by first word, longest phrase first."""
    index: dict[str, list[_Phrase]] = {}
    for kinds, phrases in rows("labels"):
        for written in phrases.split(" | "):
            words = tuple(fold(written).split())
            exact = written if written != " ".join(words) else None
            index.setdefault(words[0], []).append(_Phrase(words, tuple(kinds.split()), exact))
    for found in index.values():
        found.sort(key=lambda phrase: -len(phrase.words))
    return index


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
    index = _phrases()
    for word in forms(tokens[position].group()):
        for phrase in index.get(word, ()):
            found = tokens[position : position + len(phrase.words)]
            if _stands(phrase, found, text):
                return phrase
    return None


def _stands(phrase: _Phrase, found: list[re.Match[str]], text: str) -> bool:
    """Whether the tokens found are the words of a phrase, written as they must be."""
    if len(found) < len(phrase.words):
        return False
    for word, token in zip(phrase.words[1:], found[1:], strict=True):
        if word not in forms(token.group()):
            return False
    if not all(_GAP.fullmatch(text, one.end(), two.start()) for one, two in pairwise(found)):
        return False
    if phrase.written is None:
        return True
    written = re.sub(r"[\W_]+", " ", text[found[0].start() : found[-1].end()])
    if phrase.written.isupper():
        return written.isupper() or _ASSIGNED.match(text, found[-1].end()) is not None
    return written.lower() == phrase.written


def forms(word: str) -> Iterator[str]:
    """A word, then what remains of an Arabic one without what is glued to it.

    >>> list(forms("وهاتفها"))[:3]
    ['وهاتفها', 'هاتفها', 'الهاتفها']
    """
    yield word
    if len(word) < 4 or not "\u0600" < word[0] < "\u0700":
        return
    bare = _CLITICS.sub("", word, count=1)
    for stem in dict.fromkeys((bare, word)):
        if stem != word:
            yield stem
            yield "ال" + stem
        cut = _POSSESSIVES.sub("", stem)
        if cut != stem:
            yield from (cut, cut + "ه", "ال" + cut)

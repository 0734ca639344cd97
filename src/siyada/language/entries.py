"""The lines of tables that name concepts, and the names of concepts by how they are spelt."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from siyada.language.sound import Token

Source = Literal["arabic", "latin", "tamazight"]
"""How a listed spelling is written; a word is looked up by sound where it may be from."""

SHORT = 3
"""How many consonants are enough to tell a name by its sound, and letters of a little word."""

SLIP_LENGTH = 6
"""Shortest word in which one wrong, missing, doubled or swapped letter is forgiven."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table: how a concept is named in one language."""

    concept: str
    language: str
    spellings: tuple[str, ...]


@dataclass(slots=True)
class Index:
    """Names of concepts by the spellings of one word, and by what these sound like."""

    words: dict[str, list[str]] = field(default_factory=dict)
    prefixes: dict[str, list[str]] = field(default_factory=dict)
    sounds: dict[Source, dict[str, list[str]]] = field(
        default_factory=lambda: {"arabic": {}, "latin": {}, "tamazight": {}}
    )
    little: dict[str, list[str]] = field(default_factory=dict)
    """Short words of Tamazight, which in a text of French are French: `ma`, `d`, `mad`."""
    _slips: dict[str, set[str]] = field(default_factory=dict)
    _longest: int = 0

    def add(self, token: Token, entry: Entry, *, is_prefix: bool) -> None:
        """Take up one word of an entry; of a prefix (`renouvel*`), whatever begins so."""
        source: Source = (
            "tamazight" if entry.language == "zgh" else "arabic" if token.is_arabic else "latin"
        )
        is_little = source == "tamazight" and len(token.folded) <= SHORT and not is_prefix
        known = self.prefixes if is_prefix else self.little if is_little else self.words
        _put(known, token.folded, entry.concept)
        for key in token.sounds:
            _put(self.sounds[source], key, entry.concept)

    def by_prefix(self, word: str) -> list[str]:
        """What is named by a prefix of the word, the longest that there is."""
        self._longest = self._longest or max(map(len, self.prefixes), default=1)
        for length in range(min(len(word), self._longest), 3, -1):
            if names := self.prefixes.get(word[:length]):
                return names
        return []

    def by_slip(self, word: str) -> set[str]:
        """What is named by a word that one letter makes of this one; indexed when first asked."""
        if not self._slips:
            for known, names in self.words.items():
                for form in deletions(known) if len(known) >= SLIP_LENGTH else ():
                    self._slips.setdefault(form, set()).update(names)
        return set().union(*(self._slips.get(form, set()) for form in deletions(word)))


def read_entries(lines: Iterable[str]) -> Iterator[Entry]:
    """The entries of a table: concept, language, spellings parted by `|`; `#` starts a comment.

    A spelling that ends in `*` names whatever begins so; one that begins with `=` is a phrase with
    its little words ("où en est" is no "où est").
    """
    for number, line in enumerate(lines, 1):
        text = line.rstrip("\n")
        if not text.strip() or text.startswith("#"):
            continue
        cells = text.split("\t")
        if len(cells) != 3:
            raise ValueError(f"line {number}: three cells parted by tabs are needed")
        concept, language, spellings = (cell.strip() for cell in cells)
        yield Entry(concept, language, tuple(s.strip() for s in spellings.split("|") if s.strip()))


def _put(names: dict[str, list[str]], key: str, name: str) -> None:
    known = names.setdefault(key, [])
    if name not in known:
        known.append(name)


@lru_cache(maxsize=8192)
def deletions(word: str) -> tuple[str, ...]:
    """The word, and the word without one of its letters (but the first)."""
    return (word, *{word[:i] + word[i + 1 :] for i in range(1, len(word))})

"""From what people say to what records say: concepts, with the words that name them.

A concept is a thing, an act or a situation of administrative life. The tables list how it is
named in French, Arabic, Darija and Tamazight, popular names and loan words included; spellings
that a rule can find (Arabizi of a Darija word, Tifinagh of a Latin one, articles, suffixes,
slips of the finger) are found by the rule. Tables: `tables/bridge*.tsv`, our own writing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from siyada.language import sound
from siyada.language.sound import Token

Names = tuple[str, ...]
"""The concepts that a spelling may name."""

EXACT, STEM, SOUND, LOOSE, SLIP = 1.0, 0.9, 0.85, 0.7, 0.6
"""How sure a match is: as listed, without affixes, by sound, by sound without affixes, mistyped."""

_SLIP_LENGTH = 6
"""Shortest word in which one wrong, missing, doubled or swapped letter is forgiven."""

_PHRASE = 6
"""Longest phrase, in words that carry meaning."""


@dataclass(frozen=True, slots=True)
class Match:
    """A concept found in the words `start` to `end` (exclusive) of a text."""

    start: int
    end: int
    concept: str
    weight: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table: how a concept is named in one language."""

    concept: str
    language: str
    spellings: tuple[str, ...]


@dataclass(slots=True)
class _Level:
    """Spellings of one word, by the key under which they are found."""

    words: dict[str, set[str]] = field(default_factory=dict)
    prefixes: dict[str, set[str]] = field(default_factory=dict)
    sounds: dict[str, set[str]] = field(default_factory=dict)
    slips: dict[str, set[str]] = field(default_factory=dict)
    longest_prefix: int = 0


def read_entries(lines: Iterable[str]) -> Iterator[Entry]:
    """The entries of a table: concept, language, spellings parted by `|`; `#` starts a comment."""
    for number, line in enumerate(lines, 1):
        text = line.rstrip("\n")
        if not text.strip() or text.startswith("#"):
            continue
        cells = text.split("\t")
        if len(cells) != 3:
            raise ValueError(f"line {number}: three cells parted by tabs are needed")
        concept, language, spellings = (cell.strip() for cell in cells)
        yield Entry(concept, language, tuple(s.strip() for s in spellings.split("|") if s.strip()))


class Bridge:
    """Finds concepts in texts. Built once from entries; reading changes nothing."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._single = _Level()
        self._phrases: dict[str, list[tuple[Sequence[frozenset[str]], str]]] = {}
        self._targets: dict[str, dict[str, None]] = {}
        self.size = 0
        for entry in entries:
            self.size += len(entry.spellings)
            for spelling in entry.spellings:
                self._add(entry, spelling)

    @property
    def concepts(self) -> frozenset[str]:
        """All the concepts of the tables."""
        return frozenset(self._targets)

    def targets(self, concept: str) -> tuple[str, ...]:
        """How records name the concept: its French and Arabic spellings."""
        return tuple(self._targets.get(concept, ()))

    def expand(self, text: str, weight: float = 0.5) -> Mapping[str, float]:
        """Words of records to search for besides those of the text, with their weights."""
        found: dict[str, float] = {}
        for match in self.match(sound.tokens(text)):
            for target in self.targets(match.concept):
                found[target] = max(found.get(target, 0.0), weight * match.weight)
        return found

    def match(self, tokens: Sequence[Token]) -> tuple[Match, ...]:
        """The concepts in a text: longest phrases first, then the words they leave."""
        kept = [i for i, token in enumerate(tokens) if not token.glue]
        taken: set[int] = set()
        matches: list[Match] = []
        for at in range(len(kept)):
            for length in range(min(_PHRASE, len(kept) - at), 1, -1):
                found = self._phrase([tokens[i] for i in kept[at : at + length]])
                span = range(kept[at], kept[at + length - 1] + 1)
                if found and not taken.issuperset(span):
                    taken.update(span)
                    matches += [Match(span[0], span[-1] + 1, name, EXACT) for name in found]
                    break
        for i, token in enumerate(tokens):
            weight, names = self.word(token)
            if i in taken:
                weight *= 0.5
            matches += [Match(i, i + 1, name, weight) for name in names]
        return tuple(matches)

    def word(self, token: Token) -> tuple[float, Names]:
        """The concepts of one word, and how sure the finding is (0 when there are none)."""
        found = _find(self._single, token)
        return found or (0.0, ())

    def _phrase(self, words: Sequence[Token]) -> Names:
        first = words[0].keys
        names: dict[str, None] = {}
        for key in first:
            for pattern, concept in self._phrases.get(key, ()):
                if len(pattern) == len(words) and all(
                    wanted & word.keys for wanted, word in zip(pattern[1:], words[1:], strict=True)
                ):
                    names[concept] = None
        return tuple(names)

    def _add(self, entry: Entry, spelling: str) -> None:
        targets = self._targets.setdefault(entry.concept, {})
        if entry.language in {"fr", "ar"}:
            targets[spelling.rstrip("*")] = None
        words = [t for t in sound.tokens(spelling.rstrip("*")) if not t.glue]
        if len(words) > 1:
            pattern = tuple(frozenset(word.listed) for word in words)
            for key in pattern[0]:
                self._phrases.setdefault(key, []).append((pattern, entry.concept))
        elif words:
            _index(self._single, words[0], entry, is_prefix=spelling.endswith("*"))


def _index(level: _Level, token: Token, entry: Entry, *, is_prefix: bool) -> None:
    name = entry.concept
    if is_prefix:
        level.prefixes.setdefault(token.folded, set()).add(name)
        level.longest_prefix = max(level.longest_prefix, len(token.folded))
    else:
        level.words.setdefault(token.folded, set()).add(name)
        if len(token.folded) >= _SLIP_LENGTH:
            for form in _deletions(token.folded):
                level.slips.setdefault(form, set()).add(name)
    for key in token.sounds:
        level.sounds.setdefault(key, set()).add(name)


def _find(level: _Level, token: Token) -> tuple[float, Names] | None:
    for weight, names in _tiers(level, token):
        if names:
            return weight, tuple(sorted(names))
    return None


def _tiers(level: _Level, token: Token) -> Iterator[tuple[float, set[str]]]:
    yield EXACT, level.words.get(token.folded, set())
    yield EXACT, _by_prefix(level, token.folded)
    for form in token.stems:
        yield STEM, level.words.get(form, set()) or _by_prefix(level, form)
    for key in token.sounds:
        yield SOUND, level.sounds.get(key, set())
    for key in token.loose:
        yield LOOSE, level.sounds.get(key, set())
    if len(token.folded) >= _SLIP_LENGTH:
        yield SLIP, set().union(*(level.slips.get(f, set()) for f in _deletions(token.folded)))


def _by_prefix(level: _Level, word: str) -> set[str]:
    for length in range(min(len(word), level.longest_prefix), 3, -1):
        if names := level.prefixes.get(word[:length]):
            return names
    return set()


@lru_cache(maxsize=8192)
def _deletions(word: str) -> tuple[str, ...]:
    """The word, and the word without one of its letters (but the first)."""
    return (word, *{word[:i] + word[i + 1 :] for i in range(1, len(word))})


@cache
def bridge() -> Bridge:
    """The bridge made of all tables of this package."""
    folder = files("siyada.language") / "tables"
    entries: list[Entry] = []
    for table in sorted(folder.iterdir(), key=lambda path: path.name):
        if table.name.startswith("bridge") and table.name.endswith(".tsv"):
            entries += read_entries(table.read_text("utf-8").splitlines())
    return Bridge(entries)

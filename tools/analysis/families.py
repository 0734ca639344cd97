"""How well the forms of a word meet, and strangers do not: `tests/language/families.tsv`."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from siyada.language.analyse import words

FILE = Path(__file__).parents[2] / "tests" / "language" / "families.tsv"
_TAGS = {"zgh": "ber-Latn"}


@dataclass(frozen=True, slots=True)
class Family:
    """Forms of one word that are to meet, or words that are not."""

    tag: str
    meets: bool
    words: tuple[str, ...]
    fresh: bool
    """Whether it was written after the rules, which were not changed for it."""


@dataclass(frozen=True, slots=True)
class Count:
    """Pairs of words of one language, counted."""

    families: int
    met: int
    """Pairs of forms of one word that meet."""
    pairs: int
    """All pairs of forms of one word."""
    together: int
    """Pairs of any words that meet."""
    rightly: int
    """Pairs of any words that meet and are forms of one."""

    @property
    def recall(self) -> float:
        """Share of the pairs of forms of one word that meet."""
        return self.met / self.pairs if self.pairs else 1.0

    @property
    def precision(self) -> float:
        """Share of the pairs that meet that are forms of one word."""
        return self.rightly / self.together if self.together else 1.0


def read(path: Path) -> tuple[Family, ...]:
    """The families of a table."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    return tuple(
        Family(tag, relation != "apart", tuple(forms.split()), relation == "fresh")
        for tag, relation, forms in rows
    )


def key(word: str, tag: str) -> str:
    """What a word is searched by; empty for a stop word."""
    return " ".join(words(word, _TAGS.get(tag, tag)))


def strangers(family: Family) -> bool:
    """Whether words that should not meet do."""
    keys = [key(word, family.tag) for word in family.words]
    return len(set(keys)) < len(keys)


def count(families: Sequence[Family], tag: str, *, fresh: bool = False) -> Count:
    """The pairs of a language, counted; `fresh` ones apart."""
    found = [
        family.words
        for family in families
        if family.meets and family.tag == tag and family.fresh == fresh
    ]
    met = pairs = together = rightly = 0
    owners: dict[str, dict[str, int]] = defaultdict(dict)
    for place, forms in enumerate(found):
        keys = [key(word, tag) for word in forms]
        met += sum(one == other != "" for one, other in combinations(keys, 2))
        pairs += len(keys) * (len(keys) - 1) // 2
        for word, found_by in zip(forms, keys, strict=True):
            if found_by:
                owners[found_by].setdefault(word, place)
    for sharing in owners.values():
        for one, other in combinations(sharing.values(), 2):
            together += 1
            rightly += one == other
    return Count(len(found), met, pairs, together, rightly)

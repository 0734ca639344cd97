"""Single names that what is said of somebody shows: whose house it is, whom one calls.

A text of one line about a neighbour has no title and no number; what shows that it is about
somebody is that one calls him, went to him, or has something of his. The words are of Darija;
other languages write titles and whole names there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from siyada.shield.classes import DEEDS, NAMES, WORDS
from siyada.shield.fold import fold
from siyada.shield.lexicon import name_words
from siyada.shield.reading import Reading
from siyada.shield.shown import KUNYA
from siyada.shield.tables import rows
from siyada.shield.verbs import is_doing
from siyada.shield.weighing import Weighed

_LEAST = {
    "given": 0.06, "either": 0.12, "servant": 0.06, "given or word": 0.5, "given, heard": 0.7,
    "family": 0.9, "family or word": 0.9, "bare": 0.9, "family, heard": 0.95,
}  # fmt: skip
"""From which chance on a word behind such words is a name, by what the lists say of it."""
_UNLISTED, _QUALITY = 0.92, 0.95
"""The same for one in no list, and for a quality: `على أمل`."""
_WORDS = {"": 0, "common": 0.8, "place": 0.97, "common and place": 0.97}
"""The same for what is an ordinary word or a place as well."""
_KUNYA, _PILGRIM = 0.2, 0.5
"""The same for whose father or mother somebody is called, and for who has been to Mecca."""
_OF, _SPELT = frozenset({"n", "ⵏ"}), frozenset({"given", "either"})
"""The word of Tamazight for of, behind which only what the lists spell is somebody."""
_SMALL = 1
"""What is said of a word without a capital."""
_SHORT = 3
"""Letters that name nobody by themselves."""
_WITHIN = 2
"""Words before a name that are looked at."""


@dataclass(frozen=True, slots=True)
class Related:
    """The words of a text, to be asked which name somebody of whom something is said."""

    reading: Reading
    traits: Weighed
    chance: Sequence[float]

    def is_one(self, first: int, last: int) -> bool:
        """Whether the words from `first` to before `last` are a name behind words of relation."""
        likely = max(self.chance[first:last])
        word = self.reading.spelt[first] if last - first > 1 else ""
        if word in KUNYA:
            return likely > _KUNYA
        if word in name_words("pilgrim"):  # الحاجة is a need as well
            given = NAMES[self.traits.classes[first + 1].name] in _SPELT
            return given and likely > _PILGRIM
        return likely >= self._least(first) and any(self._shown(first, last))

    def _least(self, at: int) -> float:
        known, word = self.traits.classes[at], self.reading.spelt[at]
        if len(word) - known.cut < _SHORT or DEEDS[known.deed] or "plain" in WORDS[known.word]:
            return 2
        if not known.name:
            return 2 if known.word or is_doing(word) else _UNLISTED
        if word[known.cut :] in name_words("abstract"):
            return _QUALITY
        return max(_LEAST.get(NAMES[known.name], 2), _WORDS.get(WORDS[known.word], 2))

    def _shown(self, first: int, last: int) -> Iterator[bool]:
        """Whether what stands before a name, or behind it, shows somebody: way after way."""
        before, other = self._before(first), self._before(first - 1)
        yield any(before in relation(kind) for kind in ("of", "named", "kin"))
        yield before in relation("to") and other in relation("call")
        if not self.traits.classes[first].name:
            return
        yield any(before in relation(kind) for kind in ("at", "meet", "ask"))
        given = NAMES[self.traits.classes[first].name] in _SPELT
        yield before in _OF and given and self.traits.capitals[first] != _SMALL
        yield before in relation("d") and other.startswith(("l", "ال"))
        yield self._behind(last) in relation("says")

    def _before(self, at: int) -> str:
        """The word before another, if only a space parts them."""
        words = self.reading.words
        return words.spelt[at - 1] if at > 0 and words.gaps[at] in {" ", ""} else ""

    def _behind(self, last: int) -> str:
        words = self.reading.words
        return words.spelt[last] if last < len(words.spelt) and words.gaps[last] == " " else ""


@cache
def relation(kind: str) -> frozenset[str]:
    """Words of the table, of one kind."""
    return frozenset(
        fold(word) for of, words in rows("relations") if of == kind for word in words.split()
    )

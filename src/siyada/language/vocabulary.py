"""What is found for words: worked out when they are first met, and kept for a while."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

LONGEST = 64
"""Letters of a word; a longer one is none, and not remembered."""
_REMEMBERED = 16_384
"""Words that are kept; twice as many at most. Most of a text are the same few thousand."""
_TOGETHER = 4_096
"""Words that are looked up together; of these the new ones are worked out together."""

Found = TypeVar("Found")


class Vocabulary(Generic[Found]):
    """The words that were met last, and what was found for each.

    Safe to share between threads: two may work out the same word, and find the same.
    """

    def __init__(self, find: Callable[[Sequence[str]], Iterable[Found]]) -> None:
        """`find` gives, for each of several words, what is kept of it; never None."""
        self._find = find
        self._met: dict[str, Found] = {}
        self._before: dict[str, Found] = {}
        """Words met before those that have been met since."""

    def __contains__(self, word: str) -> bool:
        """Whether what is found for a word is kept."""
        return word in self._met or word in self._before

    def of(self, words: Sequence[str]) -> list[Found]:
        """What is found for each of these words, in their order."""
        try:
            return list(map(self._met.__getitem__, words))
        except KeyError:
            pass
        found: list[Found] = []
        for at in range(0, len(words), _TOGETHER):
            found += self._learned(words[at : at + _TOGETHER])
        return found

    def _learned(self, words: Sequence[str]) -> list[Found]:
        met, before = self._met, self._before
        found = list(map(met.get, words))
        unmet = dict.fromkeys([w for w, one in zip(words, found, strict=True) if one is None])
        known = {word: one for word in unmet if (one := before.get(word)) is not None}
        new = [word for word in unmet if word not in known] if len(known) < len(unmet) else []
        if new:
            known.update(zip(new, self._find(new), strict=True))
        learned = [
            known[word] if one is None else one for word, one in zip(words, found, strict=True)
        ]
        if len(met) + len(known) > _REMEMBERED:
            met = {}
            self._before, self._met = self._met, met
        met.update((word, one) for word, one in known.items() if len(word) <= LONGEST)
        return learned

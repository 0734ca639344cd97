"""Listed phrases of several words, found by how they begin."""

from collections.abc import Iterable, Sequence

Phrase = tuple[tuple[frozenset[str], ...], str]
"""The keys of its words, and what they name together."""

Beginnings = dict[str, list[Phrase]]
"""Phrases that begin alike, by the keys of their second word."""


def longest_of(
    beginnings: Iterable[Beginnings], words: Sequence[frozenset[str]]
) -> tuple[int, tuple[str, ...]]:
    """How many words the longest phrase at the beginning of these has, and what it names.

    `words` are the keys of each word.
    """
    longest, names = 0, dict[str, None]()
    second = words[1]
    for beginning in beginnings:
        for key in beginning.keys() & second:
            for pattern, concept in beginning[key]:
                if longest <= len(pattern) <= len(words) and _goes_on(pattern, words):
                    if len(pattern) > longest:
                        longest, names = len(pattern), {}
                    names[concept] = None
    return longest, tuple(sorted(names))


def _goes_on(pattern: Sequence[frozenset[str]], words: Sequence[frozenset[str]]) -> bool:
    """Whether the words after the second are those of a phrase."""
    return all(
        not wanted.isdisjoint(word)
        for wanted, word in zip(pattern[2:], words[2 : len(pattern)], strict=True)
    )


class Openings:
    """Phrases by the keys of their first word, and of their second: few share both.

    Those that begin alike are put in order when they are first asked for: most never are.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._opened: dict[str, list[Phrase]] = {}
        self._following: dict[str, Beginnings] = {}
        for phrase in phrases:
            for key in phrase[0][0]:
                self._opened.setdefault(key, []).append(phrase)

    def get(self, key: str) -> Beginnings:
        """The phrases whose first word has a key; none when there are none."""
        found = self._following.get(key)
        if found is None:
            found = {}
            for phrase in self._opened.get(key, ()):
                for second in phrase[0][1]:
                    found.setdefault(second, []).append(phrase)
            if found:
                self._following[key] = found
        return found

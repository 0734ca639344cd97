"""What searches are measured beside: letters four by four, ranked by BM25, and nothing else.

It says how hard a set of questions is. Titles count twice; words are folded, and no gram crosses
their ends.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable

from siyada.language.normalise import fold
from siyada.library.document import Document

_WORD = re.compile(r"[^\W\d_]+")
_LENGTH = 4
_SATURATION, _SHORTER = 1.2, 0.75
"""BM25's k1 and b, as Lucene has them (Robertson and Zaragoza, 2009)."""


def grams(text: str) -> list[str]:
    """The grams within the words of a text; a word of fewer letters is one itself.

    >>> grams("جواز")
    ['_جوا', 'جواز', 'واز_']
    """
    words = [f"_{word}_" for word in _WORD.findall(fold(text))]
    return [
        word[at : at + _LENGTH] for word in words for at in range(max(1, len(word) - _LENGTH + 1))
    ]


class PlainGrams:
    """Documents in memory, searched by their grams."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._held = {one.id: Counter(grams(one.text) + 2 * grams(one.title)) for one in documents}
        self._lengths = {name: sum(held.values()) for name, held in self._held.items()}
        self._mean = sum(self._lengths.values()) / max(len(self._held), 1)
        self._in = Counter(gram for held in self._held.values() for gram in held)

    def search(self, question: str) -> list[str]:
        """All documents, the best first."""
        asked = set(grams(question)) & self._in.keys()
        return sorted(self._held, key=lambda name: -self._score(name, asked))

    def _score(self, name: str, asked: Iterable[str]) -> float:
        held, total = self._held[name], len(self._held)
        long = _SATURATION * (1 - _SHORTER + _SHORTER * self._lengths[name] / self._mean)
        return sum(
            math.log(1 + (total - self._in[gram] + 0.5) / (self._in[gram] + 0.5))
            * held[gram]
            * (_SATURATION + 1)
            / (held[gram] + long)
            for gram in asked
            if gram in held
        )

"""How frequent words in Arabic letters are, in texts of Darija and of Arabic.

Learned by `tools/train_transliteration.py`; words are kept as hashes, so that no text is shipped.
An article does not count: `الدار` is `دار`.
"""

import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

SCALE = 16
"""How many units of a stored logarithm are one nat."""

Frequencies = Mapping[int, int]
"""The logarithm of one and a word's count, by the word's key."""

_FILE = Path(__file__).parent / "weights" / "arabic-words.npz"


@cache
def frequencies() -> Frequencies:
    """What was learned, read once."""
    with np.load(_FILE) as data:
        return dict(zip(data["keys"].tolist(), data["values"].tolist(), strict=True))


def key(word: str, *, folded: bool = False) -> int:
    """The key of a word as it is written, or of its folded form."""
    return zlib.crc32((f"~{word}" if folded else word).encode("utf-8", "surrogatepass"))


def frequency(word: str, known: Frequencies, *, folded: bool = False) -> float:
    """The logarithm of one and the count of a word; 0 for a word that was not seen."""
    return known.get(key(word, folded=folded), 0) / SCALE

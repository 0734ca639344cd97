"""How frequent words in Arabic letters are, in texts of Darija and of Arabic.

Learned by `tools/train_transliteration.py`; words are kept as hashes, so that no text is shipped.
An article does not count: `الدار` is `دار`.
"""

import gzip
import sys
import zlib
from array import array
from collections.abc import Mapping
from functools import cache
from pathlib import Path

SCALE = 16
"""How many units of a stored logarithm are one nat."""

Frequencies = Mapping[int, int]
"""The logarithm of one and a word's count, by the word's key."""

_FOLDED = zlib.crc32(b"~")
"""What the check sum of a folded word begins with: both forms of a word have a key of their own."""
_FILE = Path(__file__).parent / "weights" / "arabic-words.bin.gz"


@cache
def frequencies() -> Frequencies:
    """What was learned, read once."""
    data = gzip.decompress(_FILE.read_bytes())
    size = len(data) // 5
    return dict(zip(_little(array("I", data[: 4 * size])), data[4 * size :], strict=True))


def packed(found: Frequencies) -> bytes:
    """The file that `frequencies` reads: keys of four bytes, then values of one."""
    keys = sorted(found)
    values = bytes(found[number] for number in keys)
    return gzip.compress(_little(array("I", keys)).tobytes() + values, 9, mtime=0)


def _little(numbers: "array[int]") -> "array[int]":
    """Numbers with their bytes in the order of the file, the lowest first, or back."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def key(word: str, *, folded: bool = False) -> int:
    """The key of a word as it is written, or of its folded form."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"), _FOLDED if folded else 0)


def frequency(word: str, known: Frequencies, *, folded: bool = False) -> float:
    """The logarithm of one and the count of a word; 0 for a word that was not seen."""
    return known.get(key(word, folded=folded), 0) / SCALE


def frequency_folded(word: str) -> float:
    """`frequency` of a folded word in what was learned: asked some times for each word."""
    return frequencies().get(zlib.crc32(word.encode("utf-8", "surrogatepass"), _FOLDED), 0) / SCALE

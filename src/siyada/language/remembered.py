"""What the model of Arabizi makes of the words that people use most, worked out beforehand.

A word that it has not met costs the model a quarter of a millisecond, which is much for a search.
The answers for frequent words are kept here by keys of 48 bits of BLAKE2b, so that no text is
shipped. They are the model's own (`tools/remember_arabizi.py`): what is here, and what is not, get
the same answers.
"""

import gzip
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path

FRENCH = ""
"""The answer for a word that is rather French."""

SPELLINGS = 3
"""How many are kept of each word."""
_BETWEEN = "\t"
_KEY_BYTES = 6
_REMEMBERED = 8192
_FILE = Path(__file__).parent / "weights" / "arabizi-words.bin.gz"


def remembered(word: str) -> str | None:
    """The spelling of a folded word in Arabic letters, `FRENCH`, or None when it is not here."""
    answer = _answer(word)
    return None if answer is None else answer.partition(_BETWEEN)[0]


def spellings(word: str) -> list[str] | None:
    """The likeliest spellings of a folded word, SPELLINGS at most; None when it is not here.

    Of a word that is rather French too: what it would be if it were not.
    """
    answer = _answer(word)
    return None if answer is None else answer.removeprefix(FRENCH + _BETWEEN).split(_BETWEEN)


def key(word: str) -> bytes:
    """What a word is kept under."""
    return blake2b(word.encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES).digest()


def packed(answers: Mapping[str, Sequence[str]]) -> bytes:
    """The file that is read here: keys in order, then the answers, a line each.

    An answer is the spellings of a word, the likeliest first; before them, `FRENCH` of one that is.
    """
    pairs = sorted((key(word), _BETWEEN.join(answer)) for word, answer in answers.items())
    lines = "\n".join(answer for _, answer in pairs).encode()
    size = len(pairs).to_bytes(4, "little")
    return gzip.compress(size + b"".join(each for each, _ in pairs) + lines, 9, mtime=0)


@lru_cache(_REMEMBERED)
def _answer(word: str) -> str | None:
    """Both the search words and the lexicon ask for a word, one after the other."""
    return _answers().get(key(word))


@cache
def _answers() -> dict[bytes, str]:
    data = gzip.decompress(_FILE.read_bytes())
    count = int.from_bytes(data[:4], "little")
    end = 4 + count * _KEY_BYTES
    keys = (data[at : at + _KEY_BYTES] for at in range(4, end, _KEY_BYTES))
    return dict(zip(keys, data[end:].decode().split("\n"), strict=True))

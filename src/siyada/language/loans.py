"""Whether a word in Latin letters is French, by its letters: what people who write Darija borrow.

Each piece of a word, up to four letters long, speaks for French or for Darija; what they say
together is a logistic regression, learned by `tools/train_transliteration.py`.
"""

import gzip
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, repeat
from operator import add
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from siyada.language.transducer import SCALE, Transducer

UNIT = "?"
"""What a word is to the transducer that learns."""
LONGEST = 64
"""Letters in a row beyond this are no word."""
_SHORTEST = 4
_SURELY = 0.8
"""How likely French must be."""
_SURELY_IN_UNITS = SCALE * math.log(_SURELY / (1 - _SURELY))
_ALPHABET = 40
"""Letters, figures and signs that the pieces of ASCII have, and room for a few."""
_BORDERS, _END = "_\n_", "\n\n\n"
"""What stands between words that are read together, and after the last."""
_FILE = Path(__file__).parent / "weights" / "loans.json.gz"

Pieces = Mapping[str, int]
"""How much each piece speaks for French, `SCALE` a nat; every word has the empty one."""


def is_loan(word: str, pieces: Pieces) -> bool:
    """Whether the letters of a word in no table are rather those of French."""
    return _may_be_loan(word) and _lead(word, pieces) > _SURELY_IN_UNITS


def share_of_french(word: str, pieces: Pieces) -> float:
    """How likely it is, by its letters, that a word is French: 0 to 1."""
    return 1 / (1 + math.exp(-_lead(word, pieces) / SCALE)) if _may_be_loan(word) else 0.0


def _may_be_loan(word: str) -> bool:
    if not _SHORTEST <= len(word) <= LONGEST:
        return False
    return word.isalpha() or not any(map(str.isdigit, word))


def _lead(word: str, pieces: Pieces) -> int:
    return sum(map(pieces.get, _pieces(word.lower()), repeat(0)))


def _pieces(word: str) -> Iterator[str]:
    padded = f"_{word}_"
    two = list(map(add, padded, padded[1:]))
    three = list(map(add, two, padded[2:]))
    return chain(("",), padded, two, three, map(add, three, padded[3:]))


def are_loans(words: Sequence[str]) -> list[bool]:
    """`is_loan` of many words in small letters by what was learned, all together and much faster.

    >>> are_loans(["renouvellement", "bghit"])
    [True, False]
    """
    asked = {word for word in words if _may_be_loan(word)}
    plain = [word for word in asked if word.isascii()]
    sure = dict(zip(plain, _surely_loans(plain), strict=True)) if plain else {}
    sure |= {word: is_loan(word, loans()) for word in asked if not word.isascii()}
    return [sure.get(word, False) for word in words]


def _surely_loans(words: Sequence[str]) -> list[bool]:
    """Whether words of small letters of ASCII, one at least, are loans.

    Each letter of all words stands for the pieces that begin with it, which are looked up at once.
    """
    sums, classes = _sums()
    data = f"_{_BORDERS.join(words)}_{_END}".encode()
    letters = classes[np.frombuffer(data, np.uint8)]
    numbers = letters[:-3] * _ALPHABET
    for place in (1, 2):
        numbers += letters[place : place - 3]
        numbers *= _ALPHABET
    numbers += letters[3:]
    sizes = np.fromiter(map(len, words), np.int64, len(words)) + 3
    starts = np.cumsum(sizes) - sizes
    leads = np.add.reduceat(sums[numbers], starts, dtype=np.int64)
    found: list[bool] = (leads > _SURELY_IN_UNITS - loans().get("", 0)).tolist()
    return found


@cache
def _sums() -> tuple[NDArray[np.int16], NDArray[np.int64]]:
    """For each four letters, what the pieces that begin with the first say; letters as numbers.

    A letter that no piece has is 0, as is what stands between words: it ends all pieces.
    """
    pieces = {piece: weight for piece, weight in loans().items() if piece.isascii()}
    classes = np.zeros(128, np.int64)
    for number, letter in enumerate(sorted(set("".join(pieces))), 1):
        classes[ord(letter)] = number
    sums = np.zeros([_ALPHABET] * 4, np.int16)
    for length in range(1, 5):
        some = {piece: weight for piece, weight in pieces.items() if len(piece) == length}
        letters = np.frombuffer("".join(some).encode(), np.uint8).reshape(-1, length)
        weights = np.zeros([_ALPHABET] * length, np.int16)
        weights[tuple(classes[letters].T)] = list(some.values())
        sums += weights.reshape(weights.shape + (1,) * (4 - length))
    return sums.ravel(), classes


def features(word: str) -> list[str]:
    """What shows whether a word is French, as the transducer that learns names it."""
    return [f"{UNIT}|{piece}" for piece in _pieces(word)]


def pieces_of(learned: Transducer) -> Pieces:
    """What such a transducer, whose outputs are `darija` and `french`, has learned."""
    french = learned.outputs[UNIT].index("french")
    return {
        name.removeprefix(f"{UNIT}|"): weights[french] - weights[1 - french]
        for name, weights in learned.weights.items()
    }


@cache
def loans() -> Pieces:
    """What was learned, read once."""
    pieces: Pieces = orjson.loads(gzip.decompress(_FILE.read_bytes()))
    return pieces


def packed(pieces: Pieces) -> bytes:
    """The file that `loans` reads. The same pieces give the same bytes."""
    return gzip.compress(orjson.dumps(pieces, option=orjson.OPT_SORT_KEYS), 9, mtime=0)

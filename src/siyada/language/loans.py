"""Whether a word in Latin letters is French, by its letters: what people who write Darija borrow.

Each piece of a word, up to four letters long, speaks for French or for Darija; what they say
together is a logistic regression, learned by `tools/train_transliteration.py`.
"""

import gzip
import math
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain, repeat
from operator import add
from pathlib import Path

import orjson

from siyada.language.transducer import SCALE, Transducer

UNIT = "?"
"""What a word is to the transducer that learns."""
LONGEST = 64
"""Letters in a row beyond this are no word."""
_SHORTEST = 4
_SURELY = 0.8
"""How likely French must be."""
_SURELY_IN_UNITS = SCALE * math.log(_SURELY / (1 - _SURELY))
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
    return _SHORTEST <= len(word) <= LONGEST and not any(map(str.isdigit, word))


def _lead(word: str, pieces: Pieces) -> int:
    return sum(map(pieces.get, _pieces(word.lower()), repeat(0)))


def _pieces(word: str) -> Iterator[str]:
    padded = f"_{word}_"
    two = list(map(add, padded, padded[1:]))
    three = list(map(add, two, padded[2:]))
    return chain(("",), padded, two, three, map(add, three, padded[3:]))


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

"""Questions that go on with the one before: they say what is asked, and not about what."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from siyada.assistant import linear
from siyada.assistant.account import Telling, telling_words
from siyada.assistant.features import Reading, asking_matches, take_apart
from siyada.assistant.linear import Linear
from siyada.assistant.rank import REFUSALS
from siyada.language.bridge import ASKING, EVERYDAY, NEIGHBOUR, SOUND, bridge

_NAMES, _SAYS = 2.2, 2.0
"""Learned weights from which a concept, and a word that names none, speaks for some procedure."""
_OF_ALL: Final = frozenset(
    {"c:request", "c:late", "c:number", "c:phone", "c:website", "c:status", "c:greeting", "c:copy"}
)
"""Concepts that may be said of any procedure: a request, a telephone, a fine for being late."""
_LITTLE: Final = 0.3
"""Learned weight up to which a word says nothing of any procedure."""
_UNKNOWN: Final = 1
"""Words that say nothing, of which so many may stand in a question that goes on."""


_OF: Final = frozenset({"de", "du", "des", "d", "dyal", "dial", "diyal", "ديال", "n", "ⵏ"})
_ARTICLES: Final = frozenset({"le", "la", "les", "l", "un", "une"})
_COUNTED: Final = "?how_much"
"""What `de` joins to things that are counted, of whatever was spoken of: `combien de copies`."""


_JOINED = re.compile(
    r"\s*(?:(?:et|ou|sinon|o|w|u|wa|d|ⴷ|و)\s"
    r"|و(?:ال(?![ديت])|لل|بال|(?:في|من|عند|على|إلى|إذا|اذا|إلا|ايلا|إيلا|كيف|ماذا|مع|بالنسبة)\b))",
    re.IGNORECASE,
)
"""How a question begins that is said to go on: in Arabic glued to words that begin so."""
_MOST_LEANING = 8
"""Words of the longest question that leans on another."""


def leans(question: str) -> bool:
    """Whether a short question is joined to the one before and names a case, or another matter.

    `et pour un mineur ?`, `و إلا ضاعت؟`, `o l pasaport?`: what it asks of it was said before.
    """
    if not _JOINED.match(question) or len(question.split()) > _MOST_LEANING or goes_on(question):
        return False
    reading = take_apart(question, bridge())
    words = [_Weighed.of(word) for word in telling_words(reading)]
    unknown = sum(word.says <= _LITTLE for word in words)
    return any(word.speaks for word in words) and unknown <= _UNKNOWN and not _is_outside(reading)


def asks(question: str) -> bool:
    """Whether a question says what it asks for: a price, papers, a place."""
    matches = take_apart(question, bridge()).matches
    return any(match.concept.startswith(ASKING) for match in matches)


def goes_on(question: str) -> bool:
    """Whether a question asks for something ("and the price?") and names no matter of its own."""
    reading = take_apart(question, bridge())
    asks = any(match.concept.startswith(ASKING) for match in reading.matches)
    return asks and not _names_a_matter(reading)


def _names_a_matter(reading: Reading) -> bool:
    """Whether some word speaks for a procedure or for what is outside, or several say nothing.

    One that says nothing is a matter too where what is asked is said to be of it: the price of
    bread is asked for, whatever was spoken of before.
    """
    told = telling_words(reading)
    words = [_Weighed.of(word) for word in told]
    unknown = [one.place for one, word in zip(told, words, strict=True) if word.says <= _LITTLE]
    return (
        _is_outside(reading)
        or any(word.speaks or word.refuses > max(word.says, _LITTLE) for word in words)
        or len(unknown) > _UNKNOWN
        or any(_is_asked_of(place, reading) for place in unknown)
    )


def _is_asked_of(place: int, reading: Reading) -> bool:
    """Whether what is asked is said to be of a word, `le prix du …`, `taman dyal …`."""
    before = place - 1
    while before > 0 and reading.words[before].folded in _ARTICLES:
        before -= 1
    if before < 1 or reading.words[before].folded not in _OF:
        return False
    ends = {m.concept for m in asking_matches(reading) if m.start < before <= m.end <= before + 1}
    return bool(ends - {_COUNTED})


def _is_outside(reading: Reading) -> bool:
    return any(
        match.concept.startswith((NEIGHBOUR, EVERYDAY)) and match.weight >= SOUND
        for match in reading.matches
    )


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What a word weighs for the procedure, and for the refusal, that it speaks for most."""

    says: float
    refuses: float
    speaks: bool
    """Whether it names a matter."""

    @classmethod
    def of(cls, word: Telling) -> "_Weighed":
        """The word by its letters and concepts: short words sound like many."""
        model, procedures, refusals = _matters()
        names = [n for n in word.features - _OF_ALL if n in model.rows and n[0] != "s"]
        weights = {name: model.weights[model.rows[name]] * model.scale for name in names}
        best = {name: float(row[procedures].max()) for name, row in weights.items()}
        return cls(
            says=max(best.values(), default=0.0),
            refuses=max((float(row[refusals].max()) for row in weights.values()), default=0.0),
            speaks=any(w > (_NAMES if n in word.concepts else _SAYS) for n, w in best.items()),
        )


@cache
def _matters() -> tuple[Linear, list[int], list[int]]:
    """The model of matters, read once, and its columns of procedures and of refusals."""
    model = linear.load("matter")
    refusals = [i for i, name in enumerate(model.classes) if name in REFUSALS]
    return model, [i for i in range(len(model.classes)) if i not in refusals], refusals

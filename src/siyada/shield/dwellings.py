"""An address as far as it was read, and whether somebody dwells there."""

import re
from dataclasses import dataclass, field

from siyada.shield import landmarks
from siyada.shield.address_words import kind_of
from siyada.shield.reading import Reading

_OF_SOMEBODY = frozenset({"PERSON", "CIN", "PHONE", "DATE_OF_BIRTH", "CNSS", "MASSAR"})
"""Kinds of labels that show a text to be about somebody."""


@dataclass(slots=True)
class Walk:
    """An address as far as it was read."""

    start: int
    end: int
    kinds: list[tuple[str, str]] = field(default_factory=list)
    """Its words of addresses, each with what it is."""
    city: bool = False
    named: int = 0
    """Words that are names: in capitals, or in no list of ordinary words."""
    housed: int = 0
    """Numbers of houses and flats."""
    numbered: bool = False
    """Whether a number stands in it."""
    streets: int = 0
    """Numbers that are the name of a street, kilometres of a road."""
    marked: bool = False
    """Whether the last word was one as `n°`, or an address word, or nothing yet."""
    left: int = 0
    """Words of a name that may still follow."""
    beside: int = 0
    """Words of what it is beside that may still follow; they belong to it if its city does."""
    neighbour: bool = False
    """Whether it says what it is beside."""
    street: bool = False
    """Whether the last word was that of a street: `rue de Fès` does not end at the city."""


def is_of_a_house(reading: Reading, walk: Walk) -> bool:
    """Whether a lane or a hamlet is where somebody's house stands: dar Adil f derb Atlas."""
    if not (walk.kinds and walk.named):
        return False
    if not (_is_of_a_lane(walk.kinds[0][1]) or landmarks.is_hamlet(walk.kinds[0][1])):
        return False
    return _HOUSE.search(reading.folded, max(0, walk.start - 48), walk.start) is not None


_HOUSE = re.compile(
    r"(?<!\w)(?:d?dar|دار|الدار) (?:(?:dyal|ديال|d|د) )?[^\W_]{2,14}(?: [^\W_]{2,14}){0,2} "
    r"(?:f|fi|ف|في) ?\Z"
)
"""Whose house stands there, before the word for a lane."""


def _is_of_a_lane(word: str) -> bool:
    """Whether a word is one for a street in which people dwell, behind what is glued to it."""
    return word[kind_of(word)[1] :] in landmarks.LANES


def is_of_land(reading: Reading, walk: Walk) -> bool:
    """Whether it is a hamlet beside the title of land, or with its city in a file of somebody."""
    if not (walk.kinds and walk.named and landmarks.is_hamlet(walk.kinds[0][1])):
        return False
    if walk.city and not reading.kinds_of_labels.isdisjoint(_OF_SOMEBODY):
        return True
    return landmarks.is_beside_land(reading, walk.start, walk.end)


def is_someones(walk: Walk, *, labelled: bool) -> bool:
    """Whether enough speaks for a dwelling: a number, a second word of an address, or a label."""
    if labelled:
        if walk.kinds:
            rural = len(walk.kinds) > 1 and all(kind == "rural" for kind, _ in walk.kinds)
            return bool(walk.named or walk.housed or walk.streets) or rural
        return walk.housed > 0 and walk.city
    if walk.kinds and all(kind == "rural" for kind, _ in walk.kinds):
        if walk.neighbour and walk.city and walk.named and landmarks.is_hamlet(walk.kinds[0][1]):
            return True
        hamlets = [landmarks.is_hamlet(word) for _, word in walk.kinds]
        return len(hamlets) > 1 and hamlets[0] and not all(hamlets)
    if walk.streets and walk.city:
        return True
    if walk.neighbour and walk.city and walk.named and _is_of_a_lane(walk.kinds[0][1]):
        return True
    if not walk.numbered and not walk.city and all(kind == "unit" for kind, _ in walk.kinds):
        return False  # a building called by its letter
    return walk.housed > 0 and (walk.named > 0 or len(walk.kinds) > 1 or walk.city)

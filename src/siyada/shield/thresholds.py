"""From which chance on a word begins a name, by what the lists say of it."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from siyada.shield.classes import DEEDS, LISTED, NAMES, WORDS
from siyada.shield.network import Floats
from siyada.shield.weighing import Weighed

_LEAST = {
    "": 0.8, "given": 0.06, "given or word": 0.12, "family": 0.15, "family or word": 0.15,
    "either": 0.12, "given, heard": 0.12, "family, heard": 0.45, "servant": 0.03, "shape": 0.45,
    "bare": 0.45,
}  # fmt: skip
"""From which chance on a word begins a name, by what the lists say of it."""
_CHOSEN = 0.6
"""The same for a name that was chosen by hand as an ordinary word too: hadi, this one."""
_COMMON = 0.85
"""The same for a word that is none of the lists of names and an ordinary one."""
IMPLAUSIBLE = 0.005
"""Below which chance a listed name is none, whatever announces it: Sidi Kacem is a city."""
NO_PLACE = 0.97
"""From which chance on a listed name is none of the quarter called so: Narjis, Souissi."""
ANNOUNCED = 0.1
"""From which chance on a word without a capital behind a title, a given name behind a call, is."""
CALLED = 0.4
"""From which chance on a given name that is also a word is called by it: يا كريم calls God."""
FOLLOWING = 0.008
"""From which chance on a listed family name right behind a listed given name is his."""
IN_A_ROW = 0.05
"""From which chance on a listed name in a row of people is one."""
PLACE, PLAIN = WORDS.index("place"), WORDS.index("plain")
_LEASTS = np.array([_LEAST[name] for name in NAMES], np.float32)
SHAPES = [NAMES.index("shape"), NAMES.index("bare")]
"""Words that are names by their form alone; an ordinary one is hardly any: بنسخة."""
NO_NAMES = sorted(map(DEEDS.index, ("office", "place", "street", "unit", "rural")))
"""What words do that are no names behind a title: السيد الوالي is an office."""


@cache
def leasts() -> Floats:
    """From which chance on a word begins a name: by its three classes, and for a letter alone."""
    shape = (len(NAMES), len(WORDS), len(DEEDS), 2)
    found = np.array(np.broadcast_to(_LEASTS[:, None, None, None], shape))
    words = np.arange(len(WORDS)) % PLACE
    found[0, words == 1] = _COMMON
    found[0, words == PLAIN, :, 0] = 2
    found[1:, words == PLAIN] = np.maximum(found[1:, words == PLAIN], _CHOSEN)
    found[SHAPES, 1] = np.maximum(found[SHAPES, 1], _COMMON)
    found[:, :, NO_NAMES] = _COMMON
    return found


@cache
def is_listed() -> NDArray[np.bool_]:
    """Which of the name classes are those of names in the lists."""
    return np.isin(np.arange(len(NAMES)), sorted(LISTED))


def leasts_of(traits: Weighed, spelt: Sequence[str]) -> Floats:
    """From which chance on each word of a text begins a name: ordinary words hardly ever do."""
    names, words, deeds, _ = traits.known.T
    lengths = np.fromiter(map(len, spelt), np.int32, len(spelt))
    found: Floats = leasts()[names, words, deeds, (lengths == 1).view(np.int8)]
    if traits.style == 0:
        found[(names == 0) & (traits.capitals == 1)] = 2
    return found

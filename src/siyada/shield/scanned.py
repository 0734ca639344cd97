"""Labels as scanners spell them: with 0, 1, 5 and 8 for o, i or l, s and b: C1N, Pa55eport, Te1."""

import re
from functools import cache

from siyada.shield.phrases import known_words
from siyada.shield.tables import rows

_MIXED = re.compile(
    r"(?:[a-z](?<![a-z0-9][a-z])(?:[a-z]{1,10}[0158]|[0158][a-z0158])"
    r"|[158](?<![a-z0-9][158])[a-z]{2})[a-z0158]{0,11}(?![a-z0-9])"
)
_HEARD = str.maketrans("01l58", "oiisb")
"""Signs that scanners confuse, as one of them."""


def as_labels(folded: str) -> str:
    """A folded text with the words of labels spelt as the table has them; as long as what came in.

    >>> as_labels("c1n : be45120, a 5 km"), as_labels("hash a1b5c8")
    ('cin : be45120, a 5 km', 'hash a1b5c8')
    """
    return _MIXED.sub(_restored, folded)


def _restored(match: re.Match[str]) -> str:
    word = match[0]
    label = _spelt().get(word.translate(_HEARD))
    return word if label is None or word in known_words() else label


@cache
def _spelt() -> dict[str, str]:
    """The words of labels in Latin letters, by how they look to a scanner."""
    words = (
        word for row in rows("labels") for phrase in row[-1].split(" | ") for word in phrase.split()
    )
    plain = {word for word in words if re.fullmatch("[a-z]{3,12}", word)}
    return {word.translate(_HEARD): word for word in sorted(plain, reverse=True)}

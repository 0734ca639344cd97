"""Names of models, tools and schemas in which nothing personal was found.

Every request has some, ever the same, and looking into one takes as long as into a sentence. What
something was found in is never kept, nor is any text that is no such name.
"""

from siyada.shield.detect import detect
from siyada.shield.pattern import Recogniser

_MOST = 512
_LONGEST = 64
_Recognisers = tuple[Recogniser, ...]
_clean: dict[tuple[str, int], _Recognisers] = {}
"""By the name and the identity of the recognisers, which stay theirs while they are kept here."""


def is_clean(name: str, recognisers: _Recognisers) -> bool:
    """Whether these recognisers find nothing in a name.

    >>> is_clean("get_weather", ()), is_clean("get_weather", ())
    (True, True)
    """
    key = name, id(recognisers)
    if key in _clean:
        return True
    if detect(name, recognisers=recognisers):
        return False
    if len(name) <= _LONGEST:
        if len(_clean) >= _MOST:
            _clean.clear()
        _clean[key] = recognisers
    return True

"""Names of models, tools and schemas, and ids of calls, in which nothing personal was found.

Every request has some, ever the same, and looking into one takes as long as into a sentence. What
something was found in is never kept, nor is any text that is no such name or id. Of those that are
kept only a keyed hash is: what stands in them cannot be read from it.
"""

import secrets
from hashlib import blake2b

from siyada.shield.detect import detect
from siyada.shield.pattern import Recogniser

_MOST = 512
_LONGEST = 64
_Recognisers = tuple[Recogniser, ...]
_KEY = secrets.token_bytes(32)
_clean: dict[tuple[bytes, int], _Recognisers] = {}
"""By the hash and the identity of the recognisers, which stay theirs while they are kept here."""


def is_clean(name: str, recognisers: _Recognisers) -> bool:
    """Whether these recognisers find nothing in a name or an id.

    >>> is_clean("get_weather", ()), is_clean("get_weather", ())
    (True, True)
    """
    hashed = blake2b(name.encode("utf-8", "surrogatepass"), key=_KEY, digest_size=16).digest()
    key = hashed, id(recognisers)
    if key in _clean:
        return True
    if detect(name, recognisers=recognisers):
        return False
    if len(name) <= _LONGEST:
        if len(_clean) >= _MOST:
            _clean.clear()
        _clean[key] = recognisers
    return True

"""Where the name of a city or a quarter ends that begins at a word."""

import re
from functools import cache

from siyada.shield.address_words import beginnings_of_places
from siyada.shield.lexicon import places


def city_end(folded: str, word: str, start: int) -> int | None:
    """Where the city of a folded text ends whose first `word` begins at `start`; None: no city.

    >>> city_end("l'agence de sidi kacem", "sidi", 12), city_end("une agence", "agence", 4)
    (22, None)
    """
    cut = beginnings_of_places().get(word)
    if cut is None:
        return None
    for pattern in _spellings(word[cut:]):
        found = pattern.match(folded, start + cut)
        if found:
            return found.end()
    return None


@cache
def _spellings(first: str) -> tuple[re.Pattern[str], ...]:
    """How the cities are written whose first word this is."""
    joined = (r"[ \-'’]{1,2}".join(map(re.escape, words)) for words in places()[first])
    return tuple(re.compile(rf"{words}(?!\w)") for words in joined)

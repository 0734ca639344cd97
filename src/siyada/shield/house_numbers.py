"""Numbers within addresses that are those of no house."""

import re

_COUNTED = re.compile(
    r" ?(?:etages|lots|villas|appartements|chambres|pieces|m2|m²|hectares?|ha|km|habitants|foyers"
    r"|familles|menages|magasins|locaux|immeubles|logements|unites|dh|dhs|dirhams?|%|min|minutes"
    r"|jours|ans|metres?|كيلومترا?|كيلومترات|محلا?|محلات|درهما?|دراهم|نسمه|اسره|مترا?|هكتارا?|طوابق"
    r"|شقق|منازل|دقيقه|سنوات|سنه)(?!\w)"
)
"""What shows that a number counts something: `immeuble de 5 étages`."""
_COUNTING = re.compile(r"(?<!\w)(?:de|des|من)\s\Z")
_KING = re.compile(r"(?:hassan|moham+[ae]d|الحسن|محمد) ?\Z")
"""Before a number that is a king's: `chari3 hassan 2` has no house."""


def counts(folded: str, start: int, end: int) -> bool:
    """Whether a number of a folded text tells how many of something there are."""
    behind = _COUNTED.match(folded, end) is not None
    return behind or _COUNTING.search(folded, max(0, start - 5), start) is not None


def is_of_a_king(folded: str, start: int) -> bool:
    """Whether a king's name stands before a number of a folded text."""
    return _KING.search(folded, max(0, start - 12), start) is not None

"""Results as programs receive them, on the command line and over HTTP."""

from typing import Any

from siyada.library.finding import Findings
from siyada.library.search import Result

Json = Any
"""A value that becomes JSON."""


def as_objects(found: Findings) -> dict[str, Json]:
    """What a search found as it is given to programs; `without` only where something was missing.

    >>> as_objects(Findings(()))
    {'results': []}
    """
    results = {"results": [as_object(result) for result in found.results]}
    return {**results, "without": list(found.without)} if found.without else results


def as_object(result: Result) -> dict[str, Json]:
    """A result as it is given to programs."""
    passage = result.passage
    more = {
        "title": passage.title,
        "section": passage.section,
        "page": passage.page or None,
        "source": passage.source,
        "date": passage.date,
        "collection": passage.collection,
    }
    return {
        "document": passage.document,
        "passage": passage.text,
        "score": round(result.score, 4),
        "start": passage.start,
        "end": passage.end,
        **{name: value for name, value in more.items() if value},
        **({"parts": {k: round(v, 4) for k, v in result.parts.items()}} if result.parts else {}),
    }

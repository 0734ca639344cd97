"""What the tools that measure search share: what is asked, and how often it is found."""

from collections.abc import Callable, Sequence
from pathlib import Path
from zlib import crc32

from siyada.library.document import Document
from siyada.library.search import Library
from tools.plain_grams import PlainGrams

AMONG = 5
_DEEP = 20
"""Passages that are looked at."""
_NOT_FOUND = 1_000

Search = Callable[[str], list[str]]
"""From a question to the names of the documents found, the best first."""


def search_of(documents: Sequence[Document], folder: Path, *, plain: bool = False) -> Search:
    """Our search of these documents, in a library in a folder; or letters four by four only."""
    if plain:
        return PlainGrams(documents).search
    library = Library(folder, "measured", create=True)
    library.add(documents)
    return lambda question: [result.passage.document for result in library.search(question, _DEEP)]


def place(found: Sequence[str], right: str) -> int:
    """At which place the right one is found, from 1; a large number when it is not."""
    return found.index(right) + 1 if right in found else _NOT_FOUND


def recalls(places: Sequence[int]) -> str:
    """How many were asked, and the shares found first and among five, as cells of a line."""
    first = sum(at == 1 for at in places) / len(places)
    among = sum(at <= AMONG for at in places) / len(places)
    return f"{len(places):4}  {first:.3f}  {among:.3f}"


def is_held(name: str) -> bool:
    """Whether the questions on something so named are only measured, and never looked at."""
    return crc32(name.encode()) % 2 == 1

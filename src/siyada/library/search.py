"""A library: documents that can be searched."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from siyada.errors import InvalidRequest, NotFound
from siyada.library.access import Asker, Collections
from siyada.library.document import Document, Passage
from siyada.library.index import WordIndex
from siyada.library.record import Progress
from siyada.library.store import FILE, Counts, Store
from siyada.library.terms import Question, of_question
from siyada.library.wanted import Filter

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_OF_ONE_DOCUMENT = 2
"""Most passages of one document among the results, so that it does not hide the others."""

_ASKED = 5
"""Passages looked at for each that is given, to have enough when some are left out."""

_DAY = re.compile(r"(?:[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?)?")


@dataclass(frozen=True, slots=True)
class Result:
    """A passage that was found. `score` is 0 to 1, and compares results of one question only.

    `parts` says what each field, and each later stage, added to the score, when that was asked for.
    """

    passage: Passage
    score: float
    parts: Mapping[str, float] = field(default_factory=dict)
    number: int = 0
    """The passage's number in its library."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Who asks and where to look. Nothing given: the operator, everywhere.

    `collections` narrows what the asker may read; with `open_to_all` they may read what is in no
    collection too, which else is the operator's alone; `source` is a source or a folder of it;
    `since` and `until` are days, `YYYY-MM-DD`, or months or years, both included, and leave out
    what has no date.
    """

    asker: Asker | None = None
    collections: tuple[str, ...] = ()
    source: str = ""
    since: str = ""
    until: str = ""
    explain: bool = False
    open_to_all: bool = False


ANYWHERE = Scope()


class Library:
    """A named library in the data folder. Safe to share between threads, and between processes."""

    def __init__(self, data: Path, name: str, *, create: bool = False) -> None:
        """Open a library, or make it; raises NotFound, InvalidRequest or LibraryFailed."""
        if not _NAME.fullmatch(name):
            raise InvalidRequest(
                "A library's name has up to 64 letters, digits, hyphens and underscores, and "
                "begins with a letter or a digit."
            )
        folder = data / "libraries" / name
        if not create and not (folder / FILE).exists():
            raise NotFound(
                f"There is no library {name} in {folder.parent}. Make it with "
                f"`siyada index FILE.jsonl --library {name}`."
            )
        self.store = Store(folder)
        self.collections = Collections(self.store)
        self._index = WordIndex(self.store)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the files back; the library cannot be used after."""
        self.store.close()

    def add(self, documents: Iterable[Document]) -> None:
        """Add documents, all or none; one with a known id takes the place of the other.

        They are found from the next search on, or from `refresh`, which shows how far it is.
        """
        self.store.add(documents)

    def remove(self, identifier: str) -> bool:
        """Remove a document; False when there is none of that id."""
        return self.store.remove(identifier)

    def counts(self, asker: Asker | None = None) -> Counts:
        """How many documents and passages it holds, of those that the asker may read."""
        if asker is None:
            return self.store.counts()
        return self.store.counts_of(self.collections.readable(asker))

    def refresh(self, progress: Progress | None = None) -> None:
        """Index what was added since; a search does so too, without showing it."""
        self._index.refresh(progress)

    def search(
        self, question: str, limit: int = 10, language: str = "", scope: Scope = ANYWHERE
    ) -> tuple[Result, ...]:
        """The passages that answer a question best; `language` is identified unless it is given.

        `scope` says who asks and where to look; what the asker may not read is not looked at.
        """
        asked = of_question(question, language)
        within = self.filter_of(scope)
        hits = self._index.search(asked.terms, asked.shares, _ASKED * limit, within)
        passages = self.store.passages([number for number, _ in hits])
        found = _of_many_documents(hits, passages)[:limit]
        parts = self._parts(asked, found) if scope.explain else {}
        return tuple(
            Result(passages[number], score, parts.get(number, {}), number)
            for number, score in found
        )

    def filter_of(self, scope: Scope) -> Filter:
        """Where a scope lets one look; raises InvalidRequest for days that are none."""
        if not all(_DAY.fullmatch(day) for day in (scope.since, scope.until)):
            raise InvalidRequest("A day is YYYY-MM-DD, a month YYYY-MM, a year YYYY.")
        collections = None if scope.asker is None else self.collections.readable(scope.asker)
        if collections is not None and scope.open_to_all:
            collections |= {""}
        if scope.collections:
            named = frozenset(scope.collections)
            collections = named if collections is None else collections & named
        return Filter(collections, scope.source, scope.since, scope.until)

    def _parts(
        self, asked: Question, found: Sequence[tuple[int, float]]
    ) -> dict[int, dict[str, float]]:
        numbers = tuple(number for number, _ in found)
        return self._index.explain(asked.terms, asked.shares, numbers)


def _of_many_documents(
    hits: Sequence[tuple[int, float]], passages: Mapping[int, Passage]
) -> list[tuple[int, float]]:
    """The hits less those of a document that has enough of them already."""
    found: list[tuple[int, float]] = []
    of_document: Counter[str] = Counter()
    for number, score in hits:
        passage = passages.get(number)  # None: it went while we searched
        if passage and of_document[passage.document] < _OF_ONE_DOCUMENT:
            of_document[passage.document] += 1
            found.append((number, score))
    return found

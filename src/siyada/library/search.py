"""A library: documents that can be searched."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from siyada.errors import InvalidRequest, NotFound
from siyada.library.document import Document, Passage
from siyada.library.index import WordIndex
from siyada.library.record import Progress
from siyada.library.store import FILE, Counts, Store
from siyada.library.terms import of_question

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_OF_ONE_DOCUMENT = 2
"""Most passages of one document among the results, so that it does not hide the others."""

_ASKED = 5
"""Passages looked at for each that is given, to have enough when some are left out."""


@dataclass(frozen=True, slots=True)
class Result:
    """A passage that was found. `score` is 0 to 1, and compares results of one question only."""

    passage: Passage
    score: float


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
        self._store = Store(folder)
        self._index = WordIndex(self._store)

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
        self._store.close()

    def add(self, documents: Iterable[Document]) -> None:
        """Add documents, all or none; one with a known id takes the place of the other.

        They are found from the next search on, or from `refresh`, which shows how far it is.
        """
        self._store.add(documents)

    def remove(self, identifier: str) -> bool:
        """Remove a document; False when there is none of that id."""
        return self._store.remove(identifier)

    def counts(self) -> Counts:
        """How many documents and passages it holds."""
        return self._store.counts()

    def refresh(self, progress: Progress | None = None) -> None:
        """Index what was added since; a search does so too, without showing it."""
        self._index.refresh(progress)

    def search(self, question: str, limit: int = 10, language: str = "") -> tuple[Result, ...]:
        """The passages that answer a question best; `language` is identified unless it is given."""
        asked = of_question(question, language)
        hits = self._index.search(asked.terms, asked.shares, _ASKED * limit)
        passages = self._store.passages([number for number, _ in hits])
        results: list[Result] = []
        of_document: Counter[str] = Counter()
        for number, score in hits:
            passage = passages.get(number)  # None: it went while we searched
            if passage and of_document[passage.document] < _OF_ONE_DOCUMENT:
                of_document[passage.document] += 1
                results.append(Result(passage, score))
        return tuple(results[:limit])

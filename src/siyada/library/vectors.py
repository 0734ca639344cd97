"""Vectors: texts as points, near each other when they mean alike.

A model makes them, a local folder or a provider. They are kept in the library's file under the
model's name and searched exactly: a matrix of 100,000 by 1,024 takes 13 ms, and nothing of it can
be wrong. Adding a passage or another model makes those that are missing, and only those.
"""

from collections.abc import Sequence
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from siyada.errors import LibraryFailed
from siyada.library.document import Passage
from siyada.library.record import Progress
from siyada.library.store import Change, Store
from siyada.library.wanted import Filter

Matrix = NDArray[np.float32]
Use = Literal["query", "passage"]

_TOGETHER = 32
_LACKING = (
    "SELECT passages.number FROM passages LEFT JOIN vectors"
    " ON vectors.passage = passages.number AND vectors.model = ?"
    " WHERE vectors.passage IS NULL ORDER BY passages.number"
)
_LENGTH = "SELECT length(vector) FROM vectors WHERE model = ? LIMIT 1"
_BYTES = 4
"""Bytes of a number in a vector that is kept."""
_ALL = (
    "SELECT passage, vector FROM vectors JOIN passages ON passages.number = passage"
    " WHERE model = ? ORDER BY passage"
)


class Embedder(Protocol):
    """Makes vectors of texts. `name` says which model, and changes when its vectors do."""

    name: str

    async def embed(self, texts: Sequence[str], use: Use) -> Matrix:
        """One row a text, of length 1; `use` says whether it is a question or a passage."""


class Reranker(Protocol):
    """Says how well passages answer a question, having read both together."""

    name: str

    async def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """A score for each passage; more is better, and nothing else is said of it."""


class VectorIndex:
    """The vectors of one library by one model, in memory."""

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder
        self._change: Change | None = None
        self._numbers: NDArray[np.int64] = np.zeros(0, np.int64)
        self._matrix: Matrix = np.zeros((0, 0), np.float32)

    async def refresh(self, progress: Progress | None = None) -> None:
        """Make the vectors that are missing, and load them; raises LibraryFailed.

        What was made stays when it is broken off.
        """
        last = self._store.last_change()
        if last == self._change:
            return
        lacking = [row[0] for row in self._store.rows(_LACKING, (self._embedder.name,))]
        for at in range(0, len(lacking), _TOGETHER):
            await self._make(lacking[at : at + _TOGETHER])
            if progress:
                done = min(at + _TOGETHER, len(lacking))
                progress("Making vectors", done, len(lacking))
        self._load()
        self._change = last

    def search(self, vector: Matrix, limit: int, within: Filter) -> list[tuple[int, float]]:
        """The passages nearest to a question, with how near: 0 for the usual passage, 1 the same.

        The usual passage is the median: a model that tells nothing apart then adds nothing. Raises
        LibraryFailed when the question's vector has another length than theirs.
        """
        if not len(self._numbers):
            return []
        if vector.size != self._matrix.shape[1]:
            raise self._changed()
        near = self._matrix @ vector.reshape(-1)
        usual = float(np.median(near))
        share = (near - usual) / max(1.0 - usual, 1e-6)
        share[~self._allowed(within)] = -np.inf
        best = np.argsort(-share, kind="stable")[:limit]
        return [(int(self._numbers[at]), float(share[at])) for at in best if share[at] > 0]

    async def _make(self, numbers: Sequence[int]) -> None:
        passages = self._store.passages(numbers)
        held = [number for number in numbers if number in passages]
        if not held:
            return
        texts = [as_text(passages[number]) for number in held]
        matrix = await self._embedder.embed(texts, "passage")
        if matrix.shape[0] != len(held):
            raise LibraryFailed(
                f"The model {self._embedder.name} gave another number of vectors than texts."
            )
        known = self._store.rows(_LENGTH, (self._embedder.name,))
        if known and known[0][0] != matrix.shape[1] * _BYTES:
            raise self._changed()  # kept, they would spoil those that are right
        rows = [
            (number, self._embedder.name, row.astype("<f4").tobytes())
            for number, row in zip(held, matrix, strict=True)
        ]
        with self._store.writing() as connection:
            connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def _load(self) -> None:
        rows = self._store.rows(_ALL, (self._embedder.name,))
        self._numbers = np.array([row[0] for row in rows], np.int64)
        vectors = [np.frombuffer(row[1], "<f4") for row in rows]
        if len({vector.shape for vector in vectors}) > 1:
            raise self._changed()
        self._matrix = np.stack(vectors) if vectors else np.zeros((0, 0), np.float32)

    def _changed(self) -> LibraryFailed:
        return LibraryFailed(
            f"The vectors of {self._embedder.name} have several lengths: the model has changed "
            "under its name. Give it another name in the settings."
        )

    def _allowed(self, within: Filter) -> NDArray[np.bool_]:
        """Which rows may be looked at, as the file says at this moment."""
        if within == Filter():
            return np.ones(len(self._numbers), bool)
        allowed = self._store.numbers_in(
            within.collections, source=within.source, since=within.since, until=within.until
        )
        return np.isin(self._numbers, allowed)


def as_text(passage: Passage) -> str:
    """A passage with its title and what it stands under, as a model is to read it."""
    return "\n".join(filter(None, (passage.title, passage.section, passage.text)))


def unit(matrix: Matrix) -> Matrix:
    """Rows of length 1; a row of zeros stays."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    scaled: Matrix = (matrix / np.maximum(lengths, 1e-12)).astype(np.float32)
    return scaled

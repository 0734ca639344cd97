"""A search in its stages: words, vectors where there is a model, then a second reading.

Words and vectors are summed, each as a share of the best that there could be. Ranks are never
fused: a weak list would weigh as much as a good one.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from siyada.library.record import Progress
from siyada.library.search import ANYWHERE, Library, Result, Scope
from siyada.library.vectors import Embedder, Reranker, VectorIndex, as_text

_POOL = 100
"""Passages of each stage that are looked at together."""


@dataclass(frozen=True, slots=True)
class Tools:
    """The models that take part, and how."""

    embedder: Embedder | None = None
    weight: float = 0.5
    reranker: Reranker | None = None
    reranked: int = 30


class Finder:
    """Searches one library with some models. To be shared between the tasks of one loop."""

    def __init__(self, library: Library, tools: Tools | None = None) -> None:
        self._library = library
        self._tools = tools or Tools()
        embedder = self._tools.embedder
        self._vectors = VectorIndex(library.store, embedder) if embedder else None

    async def refresh(self, progress: Progress | None = None) -> None:
        """Index, and make the vectors of, what was added since."""
        await asyncio.to_thread(self._library.refresh, progress)
        if self._vectors:
            await self._vectors.refresh(progress)

    async def search(
        self, question: str, limit: int = 10, language: str = "", scope: Scope = ANYWHERE
    ) -> tuple[Result, ...]:
        """The passages that answer a question best."""
        if not question.strip():
            return ()
        pool = max(limit, _POOL) if self._vectors or self._tools.reranker else limit
        results: Sequence[Result] = await asyncio.to_thread(
            self._library.search, question, pool, language, scope
        )
        if self._vectors and self._tools.embedder:
            results = await self._with_vectors(question, results, scope)
        if self._tools.reranker:
            results = await self._read_again(self._tools.reranker, question, results)
        return tuple(results[:limit])

    async def _with_vectors(
        self, question: str, results: Sequence[Result], scope: Scope
    ) -> tuple[Result, ...]:
        assert self._vectors  # noqa: S101 - asked by the caller
        assert self._tools.embedder  # noqa: S101 - asked by the caller
        await self._vectors.refresh()
        [vector] = await self._tools.embedder.embed([question], "query")
        within = self._library.filter_of(scope)
        near = dict(
            await asyncio.to_thread(self._vectors.search, vector, len(results) + _POOL, within)
        )
        words = {result.number: result for result in results}
        others = [number for number in near if number not in words]
        passages = await asyncio.to_thread(self._library.store.passages, others)
        found = [
            _summed(result, near.get(number, 0.0) * self._tools.weight, explain=scope.explain)
            for number, result in words.items()
        ] + [
            _summed(
                Result(passage, 0.0, {}, number),
                near[number] * self._tools.weight,
                explain=scope.explain,
            )
            for number, passage in passages.items()
        ]
        return tuple(sorted(found, key=lambda result: -result.score))

    async def _read_again(
        self, reranker: Reranker, question: str, results: Sequence[Result]
    ) -> list[Result]:
        """The first passages in the order of a model that reads each with the question."""
        first, rest = results[: self._tools.reranked], results[self._tools.reranked :]
        if not first:
            return []
        scores = await reranker.scores(question, [as_text(one.passage) for one in first])
        again = [
            replace(one, parts={**one.parts, "reranker": score} if one.parts else one.parts)
            for one, score in zip(first, scores, strict=True)
        ]
        order = sorted(range(len(again)), key=lambda place: -scores[place])
        # Scores stay those of the search: they compare, and the order says what the reranker did.
        return [*(again[place] for place in order), *rest]


def _summed(result: Result, more: float, *, explain: bool) -> Result:
    parts: Mapping[str, float] = {**result.parts, "vectors": more} if explain else result.parts
    return replace(result, score=result.score + more, parts=parts)

"""A search in its stages: words, vectors where there is a model, then a second reading.

Words and vectors are summed, each as a share of the best that there could be. Ranks are never
fused: a weak list would weigh as much as a good one. Words alone answer where a model does not:
what had no part is said beside the results.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace

from siyada.errors import ProviderSilent, SiyadaError
from siyada.library.record import Progress
from siyada.library.search import ANYWHERE, Library, Result, Scope
from siyada.library.vectors import Embedder, Reranker, VectorIndex, as_text

_POOL = 100
"""Passages of each stage that are looked at together."""
_PATIENCE, _READING = 10.0, 60.0
"""Seconds that a search waits for vectors, and for a second reading, which takes longer."""
_SENTENCES = {
    "vectors": "Vectors had no part in this search.",
    "reranker": "No passage was read again.",
}

Missed = Callable[[str, str], None]
"""Told of a stage that had no part in a search, `vectors` or `reranker`, with the code of why."""


@dataclass(frozen=True, slots=True)
class Tools:
    """The models that take part, and how."""

    embedder: Embedder | None = None
    weight: float = 0.5
    reranker: Reranker | None = None
    reranked: int = 30
    missed: Missed | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found."""

    results: tuple[Result, ...]
    without: tuple[str, ...] = ()
    """Which stages had no part in it, and why, in sentences; empty when all had."""


class Finder:
    """Searches one library with some models. To be shared between the tasks of one loop."""

    def __init__(
        self, library: Library, tools: Tools | None = None, *, patience: float = _PATIENCE
    ) -> None:
        """`patience` is how many seconds a search waits for vectors."""
        self._library = library
        self._patience = patience
        self._tools = tools or Tools()
        embedder = self._tools.embedder
        self._vectors = VectorIndex(library.store, embedder) if embedder else None

    async def refresh(self, progress: Progress | None = None) -> tuple[str, ...]:
        """Index, and make the vectors of, what was added since.

        Gives what could not be made, and why, in sentences; the next search or refresh makes it.
        """
        await asyncio.to_thread(self._library.refresh, progress)
        try:
            if self._vectors:
                await self._vectors.refresh(progress)
        except SiyadaError as error:
            return (f"Not all vectors are made. {error.message}",)
        return ()

    async def search(
        self, question: str, limit: int = 10, language: str = "", scope: Scope = ANYWHERE
    ) -> Findings:
        """The passages that answer a question best, by words alone where a model fails."""
        if not question.strip():
            return Findings(())
        pool = max(limit, _POOL) if self._vectors or self._tools.reranker else limit
        results: Sequence[Result] = await asyncio.to_thread(
            self._library.search, question, pool, language, scope
        )
        without: list[str] = []
        if self._vectors and self._tools.embedder:
            more = self._with_vectors(question, results, scope)
            results, failed = await _or_as_before(more, results, self._patience)
            without += self._missed("vectors", failed)
        if self._tools.reranker:
            again = self._read_again(self._tools.reranker, question, results)
            results, failed = await _or_as_before(again, results, _READING)
            without += self._missed("reranker", failed)
        return Findings(tuple(results[:limit]), tuple(without))

    def _missed(self, stage: str, failed: SiyadaError | None) -> list[str]:
        """Tell of a stage that failed, if it did; the sentence that says so."""
        if failed is None:
            return []
        if self._tools.missed:
            self._tools.missed(stage, failed.code)
        return [f"{_SENTENCES[stage]} {failed.message}"]

    async def _with_vectors(
        self, question: str, results: Sequence[Result], scope: Scope
    ) -> Sequence[Result]:
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
    ) -> Sequence[Result]:
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


async def _or_as_before(
    stage: Coroutine[None, None, Sequence[Result]], before: Sequence[Result], seconds: float
) -> tuple[Sequence[Result], SiyadaError | None]:
    """What a stage makes of results, or these as they were and what failed."""
    try:
        async with asyncio.timeout(seconds):
            return await stage, None
    except SiyadaError as error:
        return before, error
    except TimeoutError:
        return before, ProviderSilent(f"The model did not answer within {seconds:g} seconds.")


def _summed(result: Result, more: float, *, explain: bool) -> Result:
    parts: Mapping[str, float] = {**result.parts, "vectors": more} if explain else result.parts
    return replace(result, score=result.score + more, parts=parts)

"""Vectors and reranking by a provider: Mistral's `mistral-embed`, or any server with these verbs.

Texts that go abroad are masked first: `mask` does it, and whoever makes these gives it.
"""

from collections.abc import Callable, Sequence

import numpy as np

from siyada.errors import LibraryFailed
from siyada.library.vectors import Matrix, Use, unit
from siyada.models.pool import Target
from siyada.wire.verbs import EMBEDDINGS, RERANK

Mask = Callable[[str], str]
"""A text without what may not leave."""

_LONGEST = 20_000
"""Characters of one text that are sent; mistral-embed reads 8,192 tokens."""


class RemoteEmbedder:
    """Vectors of one model of a provider."""

    def __init__(self, target: Target, mask: Mask) -> None:
        self._target = target
        self._mask = mask
        self.name = f"{target.provider.settings.name}/{target.model}"

    async def embed(self, texts: Sequence[str], use: Use) -> Matrix:
        """One row a text, of length 1; raises ProviderFailed and its like."""
        del use
        body = {
            "model": self._target.model,
            "input": [self._mask(text)[:_LONGEST] for text in texts],
        }
        provider = self._target.provider
        answer = await provider.whole(provider.prepare(EMBEDDINGS, body))
        try:
            rows = sorted(answer["data"], key=lambda row: row["index"])
            matrix = np.array([row["embedding"] for row in rows], np.float32)
        except (KeyError, TypeError, ValueError):
            raise LibraryFailed(f"The model {self.name} gave no vectors.") from None
        if matrix.ndim != 2 or len(matrix) != len(texts) or not np.isfinite(matrix).all():
            raise LibraryFailed(f"The model {self.name} gave no vectors.")
        return unit(matrix)


class RemoteReranker:
    """Scores of one model of a provider, by `/v1/rerank`."""

    def __init__(self, target: Target, mask: Mask) -> None:
        self._target = target
        self._mask = mask
        self.name = f"{target.provider.settings.name}/{target.model}"

    async def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """A score for each passage; raises ProviderFailed and its like."""
        body = {
            "model": self._target.model,
            "query": self._mask(question),
            "documents": [self._mask(passage)[:_LONGEST] for passage in passages],
        }
        provider = self._target.provider
        answer = await provider.whole(provider.prepare(RERANK, body))
        found = [float("-inf")] * len(passages)
        try:
            for row in answer["results"]:
                found[row["index"]] = float(row["relevance_score"])
        except (KeyError, TypeError, ValueError, IndexError):
            raise LibraryFailed(f"The model {self.name} gave no scores.") from None
        return found

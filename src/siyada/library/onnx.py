"""Models in local folders, by ONNX Runtime: vectors of texts, and rerankers.

Loaded only where the settings name a folder; needs the extra `onnx`. The folder is laid out as
sentence-transformers writes it: `model.onnx` (or `onnx/model.onnx`), `tokenizer.json`, and, where
there is one, what says how words become a vector (`1_Pooling/config.json`), which prompts the
model was taught with (`config_sentence_transformers.json`) and how much it reads
(`sentence_bert_config.json`).
"""

import asyncio
import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from siyada.errors import ConfigError
from siyada.library.vectors import Matrix, Use, unit

Json = Any
"""A value read from JSON."""

_MOST_TOKENS = 512
_TOGETHER = 16


class _Model:
    """A tokenizer and a network; the tokens of several texts are padded to the longest."""

    def __init__(self, folder: Path, *, threads: int) -> None:
        places = (folder / "model.onnx", folder / "onnx" / "model.onnx")
        network = next((place for place in places if place.is_file()), None)
        tokenizer = folder / "tokenizer.json"
        if network is None or not tokenizer.is_file():
            raise ConfigError(f"{folder} holds no model.onnx with a tokenizer.json beside it.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(
            str(network), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = {one.name for one in self._session.get_inputs()}
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(_read(folder, "sentence_bert_config.json").get(
            "max_seq_length") or _MOST_TOKENS)  # fmt: skip
        self._tokenizer.enable_padding()
        self.name = f"{folder.name}-{sha256(network.read_bytes()).hexdigest()[:12]}"

    def run(self, texts: Sequence[Json]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """The first output of the network for some texts or pairs, and which tokens are theirs."""
        encoded = self._tokenizer.encode_batch(list(texts))
        mask = np.array([one.attention_mask for one in encoded], np.int64)
        given = {
            "input_ids": np.array([one.ids for one in encoded], np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([one.type_ids for one in encoded], np.int64),
        }
        used = {name: value for name, value in given.items() if name in self._inputs}
        output = np.asarray(self._session.run(None, used)[0], np.float32)
        return output, mask


class OnnxEmbedder:
    """Vectors of a sentence-transformers model in a folder."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Load the model; raises ConfigError when the folder does not hold one."""
        self._model = _Model(folder, threads=threads)
        self.name = self._model.name
        self._by_first = bool(_read(folder, "1_Pooling/config.json").get("pooling_mode_cls_token"))
        prompts = _read(folder, "config_sentence_transformers.json").get("prompts") or {}
        passage = prompts.get("passage") or prompts.get("document") or ""
        self._prompts: dict[Use, str] = {"query": prompts.get("query") or "", "passage": passage}

    async def embed(self, texts: Sequence[str], use: Use) -> Matrix:
        """One row a text, of length 1."""
        return await asyncio.to_thread(self._embed, [self._prompts[use] + text for text in texts])

    def _embed(self, texts: list[str]) -> Matrix:
        rows = [self._some(texts[at : at + _TOGETHER]) for at in range(0, len(texts), _TOGETHER)]
        return unit(np.concatenate(rows)) if rows else np.zeros((0, 0), np.float32)

    def _some(self, texts: list[str]) -> Matrix:
        output, mask = self._model.run(texts)
        if output.ndim == 2:
            return output  # the network makes one vector of a text by itself
        if self._by_first:
            return np.asarray(output[:, 0], np.float32)
        weights = mask[:, :, None].astype(np.float32)
        return np.asarray((output * weights).sum(1) / np.maximum(weights.sum(1), 1), np.float32)


class OnnxReranker:
    """A cross-encoder in a folder: one score for a question and a passage read together."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Load the model; raises ConfigError when the folder does not hold one."""
        self._model = _Model(folder, threads=threads)
        self.name = self._model.name

    async def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """A score for each passage."""
        return await asyncio.to_thread(self._scores, question, passages)

    def _scores(self, question: str, passages: Sequence[str]) -> list[float]:
        found: list[float] = []
        for at in range(0, len(passages), _TOGETHER):
            output, _ = self._model.run([(question, one) for one in passages[at : at + _TOGETHER]])
            rows = output.reshape(len(output), -1)
            found += (float(row[-1]) for row in rows)  # of two classes the second is "answers"
        return found


def _read(folder: Path, name: str) -> dict[str, Json]:
    path = folder / name
    found: dict[str, Json] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return found

"""The smallest models there are, written as ONNX by hand: a table of a vector for each word."""

import json
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers

Vectors = dict[str, list[float]]
_FLOAT, _INT64 = 1, 7


def embedder_folder(folder: Path, vectors: Vectors, *, prompts: dict[str, str]) -> Path:
    """A sentence-transformers folder whose vector of a text is the mean of those of its words."""
    _write(folder, vectors, summed=False)
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text('{"pooling_mode_mean_tokens": true}')
    told = json.dumps({"prompts": prompts})
    (folder / "config_sentence_transformers.json").write_text(told)
    return folder


def reranker_folder(folder: Path, worth: dict[str, float]) -> Path:
    """A cross-encoder whose score is the sum of what the words of both texts are worth."""
    _write(folder, {word: [value] for word, value in worth.items()}, summed=True)
    return folder


def _write(folder: Path, vectors: Vectors, *, summed: bool) -> None:
    folder.mkdir(parents=True)
    size = len(next(iter(vectors.values())))
    rows = {"[PAD]": [0.0] * size, "[UNK]": [0.0] * size, **vectors}
    vocabulary = {word: number for number, word in enumerate(rows)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    table = np.array(list(rows.values()), "<f4")
    (folder / "model.onnx").write_bytes(_network(table, summed=summed))


def _network(table: np.ndarray[tuple[int, int], np.dtype[np.float32]], *, summed: bool) -> bytes:
    """ONNX: words to their rows, and these summed over a text where that is wanted."""
    tensor = b"".join(_int(1, one) for one in table.shape)
    tensor += _int(2, _FLOAT) + _part(8, b"table") + _part(9, table.tobytes())
    last = b"rows" if summed else b"out"
    nodes = [_part(1, b"table") + _part(1, b"input_ids") + _part(2, last) + _part(4, b"Gather")]
    if summed:
        axes = _part(1, b"axes") + _int(8, 1) + _int(20, 7)
        keep = _part(1, b"keepdims") + _int(3, 0) + _int(20, 2)
        attributes = _part(5, axes) + _part(5, keep)
        nodes.append(_part(1, b"rows") + _part(2, b"out") + _part(4, b"ReduceSum") + attributes)
    dimensions = ["batch", "out"] if summed else ["batch", "tokens", "out"]
    graph = b"".join(_part(1, node) for node in nodes) + _part(2, b"tiny") + _part(5, tensor)
    graph += _part(11, _value("input_ids", _INT64, ["batch", "tokens"]))
    graph += _part(12, _value("out", _FLOAT, dimensions))
    return _int(1, 7) + _part(7, graph) + _part(8, _int(2, 11))


def _value(name: str, kind: int, dimensions: list[str]) -> bytes:
    shape = b"".join(_part(1, _part(2, one.encode())) for one in dimensions)
    return _part(1, name.encode()) + _part(2, _part(1, _int(1, kind) + _part(2, shape)))


def _int(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _part(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    found = b""
    while value > 0x7F:
        found += bytes([value & 0x7F | 0x80])
        value >>= 7
    return found + bytes([value])

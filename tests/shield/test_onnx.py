"""A bigger model of one's own: loaded from a folder, asked window by window, refused when wrong."""

import json
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from siyada.config.shield import ShieldSettings
from siyada.errors import ConfigError
from siyada.guard import guard
from siyada.shield.detect import detect, recognisers
from siyada.shield.onnx import LONGEST, load

_WORDS = ("[UNK]", "Xanthippe", "Quux", "Zorblatt", "mange")
_LABELS = ("O", "B-PER", "I-PER", "B-LOC")
_OF_WORDS = (0, 1, 2, 3, 0)
"""The label of each word."""


def _varint(number: int) -> bytes:
    out = b""
    while number > 127:
        out += bytes((number & 127 | 128,))
        number >>= 7
    return out + bytes((number,))


def _field(number: int, value: int | bytes | str) -> bytes:
    """One field in the encoding of protocol buffers."""
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    data = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def _tensor(name: str, kind: int, rank: int) -> bytes:
    """A ValueInfoProto whose dimensions have names."""
    shape = b"".join(_field(1, _field(2, f"d{place}")) for place in range(rank))
    return _field(1, name) + _field(2, _field(1, _field(1, kind) + _field(2, shape)))


def _onnx(input_name: str) -> bytes:
    """A model in ONNX that looks the scores of each token up: Gather(table, input_ids)."""
    table = np.zeros((len(_WORDS), len(_LABELS)), np.float32)
    table[range(len(_WORDS)), _OF_WORDS] = 6.0
    held = b"".join(_field(1, size) for size in table.shape)
    held += _field(2, 1) + _field(8, "table") + _field(9, table.tobytes())
    node = _field(1, "table") + _field(1, input_name) + _field(2, "logits") + _field(4, "Gather")
    graph = _field(1, node) + _field(2, "scores") + _field(5, held)
    graph += _field(11, _tensor(input_name, 7, 2)) + _field(12, _tensor("logits", 1, 3))
    return _field(1, 8) + _field(7, graph) + _field(8, _field(1, "") + _field(2, 13))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a tiny model."""
    vocabulary = {word: number for number, word in enumerate(_WORDS)}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    labels = {str(number): label for number, label in enumerate(_LABELS)}
    (tmp_path / "config.json").write_text(json.dumps({"id2label": labels}), encoding="utf-8")
    (tmp_path / "model.onnx").write_bytes(_onnx("input_ids"))
    return tmp_path


def test_what_the_model_marks_is_found_with_its_reason(folder: Path) -> None:
    text = "mange xyl, Xanthippe Quux mange Zorblatt"
    found = detect(text, recognisers=[load(folder)])
    assert [(text[one.start : one.end], one.kind, one.reason) for one in found] == [
        ("Xanthippe Quux", "PERSON", "model")
    ]
    assert found[0].score > 0.9
    assert load(folder).kinds == {"PERSON"}


def test_a_text_longer_than_a_window_is_read_to_its_end(folder: Path) -> None:
    text = "mange " * (2 * LONGEST) + "Xanthippe"
    (found,) = detect(text, recognisers=[load(folder)])
    assert text[found.start :] == "Xanthippe"


def test_the_setting_adds_the_model_to_our_own_recognisers(folder: Path) -> None:
    settings = ShieldSettings(model=folder)
    body = {"messages": [{"role": "user", "content": "qui est Xanthippe, au 0661234567 ?"}]}
    masked = json.dumps(guard(body, "abroad", settings).body)
    assert "Xanthippe" not in masked
    assert "0661234567" not in masked


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"model\.onnx, tokenizer\.json, config\.json"):
        load(tmp_path)


def test_a_model_that_asks_for_other_inputs_is_refused(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(_onnx("words_mask"))
    with pytest.raises(ConfigError, match="words_mask"):
        load(folder)


def test_a_loader_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"siyada\.shield\.nowhere"):
        recognisers(tmp_path, "siyada.shield.nowhere")

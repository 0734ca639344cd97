"""The door for a bigger model that runs here: a token classifier in ONNX, with its tokenizer.

Needs the extra `onnx`. The folder holds `model.onnx`, `tokenizer.json` and `config.json` with its
`id2label`, as they are exported for models that mark names in texts (labels `B-PER`, `I-PER`, `O`).
Nothing is fetched. Models that are told at each call what to look for, as GLiNER is, take other
inputs and are refused when they are loaded.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from siyada.errors import ConfigError
from siyada.language.identify import Language
from siyada.shield.detect import KINDS
from siyada.shield.network import softmax
from siyada.shield.reading import Reading
from siyada.shield.span import MODEL, Span

FILES = ("model.onnx", "tokenizer.json", "config.json")
LONGEST, OVERLAP = 512, 64
"""Tokens that are read together, and how many of them twice."""
_KNOWN_INPUTS = {"input_ids", "attention_mask", "token_type_ids"}
_KINDS = {
    **{kind: kind for kind in KINDS},
    **dict.fromkeys(("PER", "PERS", "NAME", "FIRSTNAME", "LASTNAME"), "PERSON"),
    **dict.fromkeys(("ADDR", "STREET", "STREETADDRESS"), "ADDRESS"),
}
"""What the labels of such models are called, to our kinds; other labels are passed over."""


class TokenClassifier:
    """A recogniser that asks a model for the kind of each token."""

    def __init__(self, folder: Path, *, least: float = 0.5) -> None:
        """`least` is the chance, 0 to 1, from which on a token counts.

        Raises ConfigError if the folder does not hold such a model.
        """
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise ConfigError(
                f"{folder} has no {', '.join(missing)}: put there what was exported of a token "
                "classifier, or leave shield.model empty."
            )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST, stride=OVERLAP)
        labels = json.loads((folder / "config.json").read_text(encoding="utf-8"))["id2label"]
        self._kinds = _by_number(labels)
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), providers=["CPUExecutionProvider"]
        )
        self._inputs = [one.name for one in self._session.get_inputs()]
        if not _KNOWN_INPUTS.issuperset(self._inputs):
            raise ConfigError(
                f"{folder / 'model.onnx'} asks for {', '.join(self._inputs)}: only models that "
                "take input_ids, attention_mask and token_type_ids can be loaded."
            )
        self._least = least

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that its labels stand for."""
        return frozenset(kind for kind in self._kinds if kind)

    def find(self, reading: Reading, language: Language | None) -> Iterator[Span]:
        """What the model marks, each stretch of one kind together."""
        del language
        first = self._tokenizer.encode(reading.text)
        for window in (first, *first.overflowing):
            yield from self._joined(window, self._chances(window))

    def _chances(self, window: Encoding) -> NDArray[np.float32]:
        values = {
            "input_ids": window.ids,
            "attention_mask": window.attention_mask,
            "token_type_ids": window.type_ids,
        }
        given = {name: np.array([values[name]], np.int64) for name in self._inputs}
        scores = np.asarray(self._session.run(None, given)[0], np.float32)
        return softmax(scores[0])

    def _joined(self, window: Encoding, chances: NDArray[np.float32]) -> Iterator[Span]:
        """Tokens of one kind that follow each other, as one span with the mean of their chances."""
        kind, start, end, taken = "", 0, 0, [0.0]
        numbers = chances.argmax(axis=1).tolist()
        for number, chance, (begin, stop) in zip(
            numbers, chances.max(axis=1).tolist(), window.offsets, strict=True
        ):
            here = self._kinds[number] if chance >= self._least and stop > begin else ""
            if here and here == kind and begin - end <= 1:
                end = stop
                taken.append(chance)
                continue
            if kind:
                yield Span(start, end, kind, round(sum(taken) / len(taken), 2), MODEL)
            kind, start, end, taken = here, begin, stop, [chance]
        if kind:
            yield Span(start, end, kind, round(sum(taken) / len(taken), 2), MODEL)


def _by_number(labels: Mapping[str, str]) -> Sequence[str]:
    """The kind of each label, empty for none: `B-PER` is PERSON, `O` is none."""
    ordered = (labels[str(number)] for number in range(len(labels)))
    return [
        _KINDS.get(label.upper().removeprefix("B-").removeprefix("I-"), "") for label in ordered
    ]


def load(folder: Path) -> TokenClassifier:
    """The recogniser of a folder; what the setting `shield.loader` names has such a function."""
    return TokenClassifier(folder)

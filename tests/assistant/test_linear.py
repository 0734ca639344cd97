from importlib.resources import files
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from siyada.assistant import linear
from siyada.assistant.account import ABSENT
from siyada.assistant.doubt import rested_on
from siyada.assistant.wordings import digest
from siyada.library.procedure import Facet


def _model() -> linear.Linear:
    weights = np.array([[4.0, -4.0, 0.0], [0.0, 2.0, -2.0]], np.float32)
    return linear.compress(("x", "y", "z"), ("a", "b"), weights, np.zeros(3, np.float32))


def test_odds_add_up_to_one_and_follow_the_features() -> None:
    odds = _model().odds({"a": 1.0})
    assert float(odds.sum()) == pytest.approx(1.0)
    assert list(np.argsort(-odds)) == [0, 2, 1]


def test_a_feature_that_was_never_learned_changes_nothing() -> None:
    assert np.array_equal(_model().odds({"a": 1.0}), _model().odds({"a": 1.0, "new": 9.0}))


def test_without_features_every_class_has_its_bias() -> None:
    assert _model().odds({}) == pytest.approx([1 / 3] * 3)


def test_strengths_scale_what_a_feature_says() -> None:
    weak, strong = _model().odds({"a": 0.1}), _model().odds({"a": 1.0})
    assert strong[0] > weak[0] > 1 / 3


def test_a_model_is_read_as_it_was_written(tmp_path: Path) -> None:
    _model().save(tmp_path / "m.npz")
    read = linear.load("m", tmp_path)
    assert read.classes == ("x", "y", "z")
    assert np.array_equal(read.odds({"b": 1.0}), _model().odds({"b": 1.0}))


def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        _model().save(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_the_weights_of_the_package_know_every_state_and_facet() -> None:
    refusals = {"no_source", "refused_scope", "refused_personal", "refused_unsafe"}
    assert refusals <= set(linear.load("matter").classes)
    assert set(linear.load("facet").classes) == {*get_args(Facet), ABSENT}


LEARN = (
    "what the weights rest on has changed: run `python -m tools.train_assistant"
    " --record data/procedures --questions data/questions/*.jsonl"
    " --hands tests/golden/questions/*-tune.jsonl --out src/siyada/assistant/weights`"
)


def test_the_weights_were_learned_from_the_tables_as_they_are() -> None:
    learned = (files("siyada.assistant") / "weights" / "tables.sha256").read_text("utf-8")
    assert learned.strip() == digest(), LEARN


def test_the_doubts_were_learned_from_the_weights_as_they_are() -> None:
    folder = Path(str(files("siyada.assistant") / "weights"))
    learned = (folder / "doubts.sha256").read_text("ascii").strip()
    assert learned == rested_on(folder), LEARN

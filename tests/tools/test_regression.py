"""The regression that the weights of the assistant are learned by."""

import numpy as np
import pytest

from siyada.assistant.features import Features
from tools.regression import Fitting, Sparse, fit

FEATURES: list[Features] = [
    {"a": 1.0, "both": 0.5},
    {"a": 0.8},
    {"b": 1.0, "both": 0.5},
    {"b": 0.9, "once": 1.0},
    {},
]
ANSWERS = ["x", "x", "y", "y", "y"]
SHARES = [1.0] * len(ANSWERS)
HOW = Fitting(strength=0.05, turns=120)


def test_products_are_those_of_the_full_matrix() -> None:
    dice = np.random.default_rng(0)
    rows = {name: i for i, name in enumerate(["", *map(str, range(60))])}
    features = [
        {str(dice.integers(60)): float(dice.random()) for _ in range(dice.integers(30))}
        for _ in range(500)
    ]
    full = np.zeros((500, 61), np.float32)
    for i, found in enumerate(features):
        for name, value in found.items():
            full[i, rows[name]] = value
    sparse = Sparse(features, rows)
    weights = dice.normal(size=(61, 7)).astype(np.float32)
    errors = dice.normal(size=(500, 7)).astype(np.float32)
    assert sparse.times(weights) == pytest.approx(full @ weights, abs=1e-4)
    assert sparse.transposed_times(errors) == pytest.approx(full.T @ errors, abs=1e-3)


def test_what_was_shown_is_told_and_what_stood_once_is_not_learned() -> None:
    model = fit(FEATURES, ANSWERS, SHARES, HOW)
    assert model.odds({"a": 1.0})[model.classes.index("x")] > 0.8
    assert model.odds({"b": 1.0})[model.classes.index("y")] > 0.8
    assert "once" not in model.rows


def test_an_example_of_no_share_teaches_nothing() -> None:
    other = fit([*FEATURES, {"a": 1.0}], [*ANSWERS, "y"], [*SHARES, 0.0], HOW)
    expected = fit(FEATURES, ANSWERS, SHARES, HOW).odds({"a": 1.0})
    assert other.odds({"a": 1.0}) == pytest.approx(expected, abs=0.02)


def test_a_model_that_goes_on_from_another_ends_where_one_from_nothing_does() -> None:
    start = fit(FEATURES[:4], ANSWERS[:4], SHARES[:4], HOW)
    further = fit([*FEATURES, {"c": 1.0}, {"c": 0.9}], [*ANSWERS, "z", "z"], [1.0] * 7, HOW, start)
    whole = fit([*FEATURES, {"c": 1.0}, {"c": 0.9}], [*ANSWERS, "z", "z"], [1.0] * 7, HOW)
    for found in ({"a": 1.0}, {"b": 1.0}, {"c": 1.0}):
        assert further.odds(found) == pytest.approx(whole.odds(found), abs=0.05)

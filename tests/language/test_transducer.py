"""Letters to letters, on a transducer small enough to reckon by hand."""

import math

from hypothesis import given
from hypothesis import strategies as st

from siyada.language.transducer import SCALE, Transducer, features, latin_units, packed

SMALL = Transducer(
    outputs={"a": ["ا", "ة"], "b": ["ب"]},
    weights={"a|": [SCALE, 0], "a|b$": [0, 3 * SCALE]},
)


def test_the_likeliest_spelling_comes_first_with_its_probability() -> None:
    ranked = SMALL.ranked(["b", "a"], 2)
    assert [text for text, _ in ranked] == ["بة", "با"]
    assert math.isclose(sum(math.exp(score) for _, score in ranked), 1.0, abs_tol=1e-9)


def test_a_unit_that_was_not_learned_stays() -> None:
    assert SMALL.ranked(["z", "b"]) == [("zب", 0.0)]


def test_a_doubled_or_capital_unit_falls_back_on_the_plain_one() -> None:
    assert SMALL.ranked(["B+"]) == [("ب", 0.0)]


def test_words_are_cut_into_units() -> None:
    assert latin_units("khchtta3'") == ["kh", "ch", "t+", "a", "3'"]
    assert latin_units("") == []


@given(st.lists(st.sampled_from(["a", "b", "kh", "t+"]), min_size=1, max_size=8))
def test_features_look_at_their_unit_alone(units: list[str]) -> None:
    for place, unit in enumerate(units):
        seen = features(units, place, "^", "^")
        assert all(name.startswith(f"{unit}|") for name in seen)
        assert len(seen) == len(set(seen))


def test_the_same_weights_give_the_same_file() -> None:
    assert packed({"one": SMALL}) == packed({"one": SMALL})

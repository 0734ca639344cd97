"""Words of French among those of Darija, by their letters."""

import pytest

from siyada.language import loans
from siyada.language.transducer import SCALE, Transducer


def test_french_is_told_from_darija() -> None:
    assert loans.is_loan("renouvellement", loans.loans())
    assert not loans.is_loan("kanskno", loans.loans())


@pytest.mark.parametrize("word", ["le", "x" * 65, "pass3port"])
def test_short_and_endless_words_and_those_with_figures_are_none(word: str) -> None:
    assert loans.share_of_french(word, loans.loans()) == 0.0
    assert not loans.is_loan(word, loans.loans())


def test_pieces_say_what_the_transducer_learned() -> None:
    weights = {"?|": [0, 0], "?|on": [-SCALE, SCALE], "?|_b": [SCALE, 0]}
    learned = Transducer(outputs={"?": ["darija", "french"]}, weights=weights)
    pieces = loans.pieces_of(learned)
    assert pieces == {"": 0, "on": 2 * SCALE, "_b": -SCALE}
    chances = dict(learned.choices("?", learned.sums(loans.features("bonjour"))))
    assert loans.share_of_french("bonjour", pieces) == pytest.approx(
        2.718281828 ** chances["french"]
    )


def test_the_file_holds_what_was_packed() -> None:
    assert loans.packed({"b": 1, "a": -2}) == loans.packed({"a": -2, "b": 1})

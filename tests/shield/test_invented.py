"""Personal data that a model invents: masked where asked for, wherever the stream was cut."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from siyada.shield.identity import same
from siyada.shield.invented import Inventions

ANSWER = (
    "Voici le contact. M. Hamid Squalli, téléphone 06 61 23 45 67, courriel a.b@gmail.com. "
    "Le tarif est de 75 DH.\nSa carte est BH451207 ; [PERSON_1] peut passer. Merci"
)


def _masked(text: str, *cuts: int, known: frozenset[tuple[str, str]] = frozenset()) -> str:
    inventions = Inventions(("*",), known)
    places = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    pieces = (text[start:end] for start, end in pairwise(places))
    return "".join(inventions.feed(piece) for piece in pieces) + inventions.finish()


def test_what_was_invented_is_removed_and_nothing_else() -> None:
    assert _masked(ANSWER) == (
        "Voici le contact. M. [•••], téléphone [•••], courriel [•••]. "
        "Le tarif est de 75 DH.\nSa carte est [•••] ; [PERSON_1] peut passer. Merci"
    )


def test_what_the_request_held_may_be_repeated() -> None:
    known = frozenset({("PHONE", same("PHONE", "+212 6 61 23 45 67"))})
    assert "06 61 23 45 67" in _masked(ANSWER, known=known)


def test_only_the_kinds_asked_for_are_masked() -> None:
    inventions = Inventions(("CIN",), frozenset())
    shown = inventions.feed(ANSWER) + inventions.finish()
    assert "Squalli" in shown
    assert "BH451207" not in shown


@given(cuts=st.lists(st.integers(0, 400), max_size=10))
def test_the_cuts_do_not_matter(cuts: list[int]) -> None:
    assert _masked(ANSWER, *cuts) == _masked(ANSWER)


def test_no_part_of_a_value_is_let_out_before_it_is_known() -> None:
    value = "a.b@gmail.com"
    for cut in range(1, len(value)):
        inventions = Inventions(("*",), frozenset())
        assert value[:cut] not in inventions.feed(f"Courriel : {value[:cut]}").removeprefix("Co")
        assert inventions.feed(value[cut:]) + inventions.finish() == "Courriel : [•••]"


def test_a_text_without_sentences_is_let_out_all_the_same() -> None:
    inventions = Inventions(("*",), frozenset())
    assert len(inventions.feed("mot " * 1_000)) > 3_000


def test_a_long_run_without_gaps_is_let_out_all_the_same() -> None:
    inventions = Inventions(("*",), frozenset())
    assert len(inventions.feed("-" * 5_000)) > 4_000

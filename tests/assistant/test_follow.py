"""Questions that go on with the one before."""

import pytest

from siyada.assistant.follow import goes_on


@pytest.mark.parametrize(
    "question",
    ["et le prix ?", "combien de temps ?", "وشحال الثمن؟", "فين نمشي؟", "w chhal taman?"],
)
def test_a_question_for_something_in_particular_goes_on(question: str) -> None:
    assert goes_on(question)


@pytest.mark.parametrize(
    "question",
    [
        "quel temps fera-t-il demain ?",
        "prix du permis",
        "شحال كتسوى لاكارط",
        "recette de couscous",
        "merci",
        "",
    ],
)
def test_a_question_with_a_matter_of_its_own_does_not(question: str) -> None:
    assert not goes_on(question)

"""Questions that go on with the one before."""

import pytest

from siyada.assistant.follow import goes_on


@pytest.mark.parametrize(
    "question",
    [
        "et le prix ?",
        "combien de temps ?",
        "et ça coûte combien ?",
        "combien de temps ça prend ?",
        "quels documents il me faut ?",
        "est-ce que je peux le faire en ligne ?",
        "وشحال الثمن؟",
        "وأين أقدم الطلب؟",
        "فين نمشي؟",
        "شحال كيطول",
        "w chhal taman?",
        "chno lwra9",
        "d mnck",
        "mani rad dduɣ",
        "ⴷ ⵎⵏⵛⴽ",
        "ⵎⵏⵏⴰⵡ ⵏ ⵡⵓⵙⵙⴰⵏ",
        "et le prix du timbre ?",
        "et le délai de dépôt ?",
        "et combien de bonbons ?",
        "et le prix total ?",
    ],
)
def test_a_question_for_something_in_particular_goes_on(question: str) -> None:
    assert goes_on(question)


@pytest.mark.parametrize(
    "question",
    [
        "quel temps fera-t-il demain ?",
        "prix du permis",
        "وماذا عن شهادة السكنى؟",
        "mani ɣ rad skrɣ lpaspor",
        "ⵎⵏⵛⴽ ⵏ ⵍⴱⴰⵙⴱⵓⵔ",
        "wach ghada chta",
        "comment maigrir",
        "شحال كتسوى لاكارط",
        "recette de couscous",
        "et le prix du pain ?",
        "et le coût de la tomate ?",
        "w taman dyal lkhobz?",
        "merci",
        "",
    ],
)
def test_a_question_with_a_matter_of_its_own_does_not(question: str) -> None:
    assert not goes_on(question)

"""The age of whoever a question is about."""

import pytest

from siyada.assistant.ages import age_of


@pytest.mark.parametrize(
    "question",
    [
        "passeport pour ma fille de 3 ans",
        "mon neveu a 9 ans",
        "bébé de 6 mois",
        "âgé de 12 ans",
        "ابني عمره 12",
        "وعمرها ٥ أشهر",
        "بنتي عندها 6 سنين",
        "weldi 3ndo 2 ans",
        "ɣurs 5 n isggwasn",
        "ⵖⵓⵔⵙ 7 ⵏ ⵉⵙⴳⴳⵯⴰⵙⵏ",
    ],
)
def test_a_minor_is_told_by_years_or_months(question: str) -> None:
    assert age_of(question) == "minor"


@pytest.mark.parametrize(
    "question",
    ["il a 71 ans", "j'ai 18 ans", "والدي وعمره 68 سنة", "ولدي كمل 18", "khouya 3ndo 40 3am"],
)
def test_from_eighteen_years_on_one_is_of_age(question: str) -> None:
    assert age_of(question) == "adult"


@pytest.mark.parametrize(
    "question",
    [
        "carte perdue il y a 3 ans",
        "valable 10 ans ?",
        "j'ai 3 mois pour payer",
        "depuis 2 ans au chômage",
        "شحال من عام كيصلح",
        "قبل 5 سنوات",
        "il a 300 ans",
        "",
    ],
)
def test_a_stretch_of_time_is_no_age(question: str) -> None:
    assert age_of(question) is None

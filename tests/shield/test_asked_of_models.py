"""What people paste into an assistant: calls received, with whom somebody lives, what is asked."""

import pytest

from siyada.shield.detect import detect


def found(text: str) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in detect(text)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('note="appel reçu du 0623072833"', [("PHONE", "0623072833")]),
        (
            "hiya sakna m3a jaddha soha boudlal f douar oulad ghanem, l3youn",
            [("PERSON", "soha boudlal"), ("ADDRESS", "douar oulad ghanem, l3youn")],
        ),
        (
            "elle habite avec sa mère au 12 rue des Lilas, Rabat",
            [("ADDRESS", "12 rue des Lilas, Rabat")],
        ),
        ("إن الهادي معاد سيشرف على المخزن", [("PERSON", "الهادي معاد")]),
        ("زارنا عمي ومعه أولاده الياس وفواز", [("PERSON", "الياس"), ("PERSON", "فواز")]),
        ("Réécris ce mail, signé Karim Tazi", [("PERSON", "Karim Tazi")]),
    ],
)
def test_the_value_is_found_and_nothing_beside_it(text: str, values: list[tuple[str, str]]) -> None:
    assert found(text) == values

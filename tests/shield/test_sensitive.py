"""Sensitive data other than health: what is said of someone, and general sentences left alone."""

import pytest

from siyada.shield.detect import KINDS, detect
from siyada.shield.sensitive import KINDS as OURS


def _found(text: str) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in detect(text) if span.kind in OURS]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Il a été condamné pour vol qualifié en 2019.", [("OFFENCE", "vol qualifié")]),
        ("وهو متابع من أجل النصب والاحتيال.", [("OFFENCE", "النصب والاحتيال")]),
        ("Elle est de confession juive.", [("RELIGION", "juive")]),
        ("وقد اعتنق المسيحية سنة ٢٠١٠", [("RELIGION", "المسيحية")]),
        ("Mon frère est militant du PJD.", [("OPINION", "PJD")]),
        ("خويا منخرط في حزب الاستقلال", [("OPINION", "الاستقلال")]),
        ("Elle est déléguée de la CDT.", [("UNION", "CDT")]),
        ("Origine ethnique : amazighe", [("ORIGIN", "amazighe")]),
    ],
)
def test_what_is_said_of_someone_is_found(text: str, found: list[tuple[str, str]]) -> None:
    assert [(kind, value) for kind, value in _found(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "Le vol qualifié est puni de cinq à dix ans de réclusion.",
        "L'islam est la religion de l'État.",
        "Le PJD et l'Istiqlal ont voté le budget.",
        "La CDT appelle à la grève du 12 mars.",
        "Il fut condamné. Le vol est un délit.",
        "يعاقب على السرقة بالحبس",
        "المغرب دولة إسلامية والأمازيغية لغة رسمية",
    ],
)
def test_general_sentences_are_left_alone(text: str) -> None:
    assert _found(text) == []


def test_the_kinds_are_among_those_that_policies_name() -> None:
    assert set(OURS) <= set(KINDS)

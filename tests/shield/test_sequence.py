"""The learned model of names: found by what stands around them, whatever lists hold."""

from importlib import resources

import pytest

from siyada.shield.detect import detect
from siyada.shield.names import ruled
from siyada.shield.parts import Parts
from siyada.shield.reading import read
from siyada.shield.sequence import chances, describe, weights


def _found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in detect(text) if span.kind == "PERSON"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Les familles Belkacem et Bennani ont la douleur", ["Belkacem", "Bennani"]),
        ("Selon Jebli, le taux est de 42 %.", ["Jebli"]),
        ("أنا ياسين أيت بلا من مصلحة الموارد", ["ياسين أيت بلا"]),
        ("Mme Aicha Zemmouri ép. Doukkali signe", ["Aicha Zemmouri ép. Doukkali"]),
        ("Cdt, A. Nadifi", ["A. Nadifi"]),
    ],
)
def test_a_name_that_no_rule_is_sure_of_is_found_where_names_stand(
    text: str, names: list[str]
) -> None:
    assert _found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "une soirée en ligne",
        "L'islam, le ramadan et le Mouloud",
        "في سورة يوسف وسورة مريم",
        "السادة المستشارون والسيدة الرئيسة",
        "Ibn Sina et Ibn Rochd ont écrit",
        "le sultan Ahmed Ier",
        "",
    ],
)
def test_a_word_that_stands_elsewhere_is_left_alone(text: str) -> None:
    assert _found(text) == []


def test_chances_are_those_of_words_that_may_be_names_and_sum_to_one_at_most() -> None:
    parts = Parts(read("Bonjour Hamid, le dossier est prêt"))
    odds = chances(parts, ruled(parts))
    assert odds[1][0] > 0.9
    assert all(0 <= first + further <= 1.000001 for first, further in odds.values())


def test_every_trait_is_a_row_of_the_table() -> None:
    parts = Parts(read("Hamid Squalli\nثم حضر محمد الصقلي، ⵃⴰⵎⵉⴷ et 7amid."))
    traits = describe(parts, weights(), ruled(parts))
    assert len(traits.places)
    assert traits.rows.min() >= 0
    assert traits.rows.max() < len(weights().table)


def test_the_weights_stay_small() -> None:
    path = resources.files("siyada.shield") / "weights" / "names.npz"
    assert len(path.read_bytes()) < 300_000

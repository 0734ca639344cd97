"""The learned model of names: found by what stands around them, whatever lists hold."""

from importlib import resources

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.shield.detect import detect
from siyada.shield.fold import fold
from siyada.shield.lexicon import family_names, given_names
from siyada.shield.network import FIRST, FURTHER, network
from siyada.shield.reading import read
from siyada.shield.traits import describe, table_size


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
def test_a_name_is_found_where_names_stand(text: str, names: list[str]) -> None:
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
        "12 345,00 DH",
    ],
)
def test_a_word_that_stands_elsewhere_is_left_alone(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Je soussignée Mme Zkeribo Ouchtamal, née le 12/03/1988", "Zkeribo Ouchtamal"),
        ("أنا الموقع أسفله السيد كربوط الزكنوني الساكن بفاس", "كربوط الزكنوني"),
    ],
)
def test_a_name_that_no_list_holds_is_found_where_one_is_announced(text: str, name: str) -> None:
    listed = (given_names().spellings, family_names().spellings)
    assert not any(fold(word) in names for word in name.split() for names in listed)
    assert _found(text) == [name]


def test_chances_sum_to_one() -> None:
    reading = read("Bonjour Hamid, le dossier est prêt")
    odds = network().chances(describe(reading, network().seen).rows)
    assert odds[1][FIRST] + odds[1][FURTHER] > 0.9
    assert np.allclose(odds.sum(axis=1), 1, atol=1e-5)


def test_a_word_is_judged_by_the_words_near_it_alone() -> None:
    near = "le dossier de Hamid Squalli est prêt"
    far = " ".join(["mot"] * 40) + ". " + near
    alone, behind = (
        network().chances(describe(read(text), network().seen).rows) for text in (near, far)
    )
    assert np.allclose(alone[4:], behind[-3:], atol=0.2)


def test_every_trait_is_a_row_of_the_table() -> None:
    reading = read("Hamid Squalli\nثم حضر محمد الصقلي، ⵃⴰⵎⵉⴷ et 7amid. \ud800 x")
    rows = describe(reading, network().seen).rows
    assert len(rows) == len(reading.spelt)
    assert rows.min() >= 0
    assert rows.max() < table_size() == len(network().table)


def test_the_weights_stay_small() -> None:
    path = resources.files("siyada.shield") / "weights" / "names.npz"
    assert len(path.read_bytes()) < 1_200_000


_SIGNS = ",،;:.!?؟\"'«»()[]<>-–/|\t=@°·€+"


@given(st.text(_SIGNS, min_size=1, max_size=3))
def test_a_space_more_between_two_words_changes_nothing(signs: str) -> None:
    once, twice = (
        describe(read(f"mot{gap}mot"), network().seen).rows for gap in (signs, f"{signs} ")
    )
    assert (once == twice).all()

"""What stands in the place of a value besides a pseudonym, and what comes back of it."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from siyada.config import Form
from siyada.shield.checks import ice_key_is_right, luhn_is_right, rib_key_is_right
from siyada.shield.detect import KINDS, detect
from siyada.shield.fold import fold
from siyada.shield.forms import GENERAL, general
from siyada.shield.mask import Pseudonyms
from siyada.shield.restore_made_up import MadeUpRestorer
from siyada.shield.surrogates import NO_SURROGATE

TEXT = (
    "Je m'appelle Fatima Zahra EL ALAOUI, CIN BH451207, tél 06 61 23 45 67, née le 12/03/1988, "
    "demeurant 12 rue Atlas, Agdal, Rabat. Mme El Alaoui. "
    "السيدة فاطمة الزهراء العلوي، الهاتف ٠٦٦١٢٣٤٥٦٧. "
    "RIB 011780000012345678901296. Carte bancaire 4111 1111 1111 1111. ICE 001561191000066, "
    "passeport AB1234567, courriel a.b@gmail.com. Mon frère Hamid Squalli et ⵃⴰⵎⵉⴷ."
)


def _masked(text: str, forms: dict[str, Form]) -> tuple[str, Pseudonyms]:
    pseudonyms = Pseudonyms(forms)
    pseudonyms.reserve(text)
    return pseudonyms.mask(text, detect(text)), pseudonyms


def _restored(text: str, pseudonyms: Pseudonyms, *cuts: int) -> str:
    restorer = MadeUpRestorer(pseudonyms.surrogates)
    places = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    pieces = (text[start:end] for start, end in pairwise(places))
    return "".join(restorer.feed(piece) for piece in pieces) + restorer.finish()


@pytest.mark.parametrize(
    ("kind", "value", "less"),
    [
        ("DATE_OF_BIRTH", "12 mars 1988", "1988"),
        ("DATE_OF_BIRTH", "١٢/٠٣/١٩٨٨", "1988"),
        ("DATE_OF_BIRTH", "12/03/88", None),
        ("ADDRESS", "12 rue Atlas, Agdal, Rabat", "Rabat"),
        ("ADDRESS", "زنقة الأطلس رقم 12، أكدال، الرباط", "الرباط"),
        ("ADDRESS", "12 rue Atlas", None),
        ("IP", "105.66.12.9", "105.66.12.0"),
        ("EMAIL", "a.b@gmail.com", "…@gmail.com"),
        ("LAND_TITLE", "12345/06", "…/06"),
        ("PERSON", "Hamid Squalli", None),
    ],
)
def test_a_value_is_generalised_or_not_at_all(kind: str, value: str, less: str | None) -> None:
    assert general(kind, value) == less


def test_each_form_stands_in_the_place_of_its_kinds() -> None:
    forms: dict[str, Form] = {
        "DATE_OF_BIRTH": "generalise", "CIN": "remove", "PHONE": "surrogate", "EMAIL": "pseudonym",
    }  # fmt: skip
    masked, pseudonyms = _masked(TEXT, forms)
    assert "née le 1988," in masked
    assert "CIN [•••]," in masked
    assert "tél 06 00 00 00 01," in masked
    assert "[EMAIL_1]" in masked
    assert pseudonyms.counts()["CIN"] == pseudonyms.counts()["DATE_OF_BIRTH"] == 1


def test_what_cannot_be_generalised_gets_a_pseudonym() -> None:
    masked, _ = _masked("demeurant 12 rue Atlas", {"ADDRESS": "generalise"})
    assert masked == "demeurant [ADDRESS_1]"


def test_surrogates_have_the_shape_the_key_and_the_gender_of_what_they_stand_for() -> None:
    masked, pseudonyms = _masked(TEXT, {"*": "surrogate"})
    made = {value: made for made, value in pseudonyms.surrogates.writings.items()}
    assert rib_key_is_right(made["011780000012345678901296"])
    assert luhn_is_right(made["4111 1111 1111 1111"])
    assert ice_key_is_right(made["001561191000066"])
    assert made["٠٦٦١٢٣٤٥٦٧"] == "٠٦٠٠٠٠٠٠٠١"
    assert made["Fatima Zahra EL ALAOUI"] == "Salma BENNANI"
    assert made["فاطمة الزهراء العلوي"] == "سلمى بناني"
    assert "Mme Bennani." in masked
    assert "[" not in masked


def test_what_was_made_up_comes_back_as_it_was_written() -> None:
    masked, pseudonyms = _masked(TEXT, {"*": "surrogate"})
    assert _restored(masked, pseudonyms) == TEXT


@settings(deadline=None)  # the first example builds the lists, and a busy machine is slow
@given(cuts=st.lists(st.integers(0, 2_000), max_size=12))
def test_the_restored_stream_does_not_depend_on_the_cuts(cuts: list[int]) -> None:
    masked, pseudonyms = _masked(TEXT, {"*": "surrogate"})
    assert _restored(masked, pseudonyms, *cuts) == TEXT


@pytest.mark.parametrize(
    ("said", "restored"),
    [
        ("salma bennani", "Fatima Zahra EL ALAOUI"),
        ("Salma  Bennani", "Fatima Zahra EL ALAOUI"),
        ("Salma", "Fatima Zahra"),
        ("ولسلمى", "ولFatima Zahra"),
        ("0600000001", "06 61 23 45 67"),
        ("06-00-00-00-01", "06 61 23 45 67"),
        ("\u200f06 00 00 00 01\u200f", "\u200f06 61 23 45 67\u200f"),
        ("Salmane", "Salmane"),
        ("060000000199", "060000000199"),
    ],
)
def test_changes_that_models_make_are_understood(said: str, restored: str) -> None:
    _, pseudonyms = _masked(TEXT, {"*": "surrogate"})
    assert _restored(f"a {said} b", pseudonyms) == f"a {restored} b"


def test_nothing_is_made_up_that_a_text_holds() -> None:
    text = f"{TEXT} Salma et Houda Bennani, tél 06 00 00 00 01, contact1@example.org."
    _, pseudonyms = _masked(text, {"*": "surrogate"})
    folded = fold(text)
    made = [fold(one) for one in pseudonyms.surrogates.writings]
    assert not {"salma", "houda", "bennani"} & {word for one in made for word in one.split()}
    assert not any(one in folded for one in made if "@" in one)
    assert "06 00 00 00 01" not in pseudonyms.surrogates.writings


def test_an_invented_pseudonym_is_not_restored_where_surrogates_stand() -> None:
    _, pseudonyms = _masked(TEXT, {"*": "surrogate"})
    assert not pseudonyms.writings


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_surrogate_or_says_that_it_has_none(kind: str) -> None:
    values = {
        "PERSON": "Hamid Squalli", "EMAIL": "a@b.ma", "ADDRESS": "12 rue Atlas, Rabat",
        "URL_PERSONAL": "https://facebook.com/a.b", "IP": "105.66.12.9", "PLATE": "12345-أ-6",
        "DATE_OF_BIRTH": "12/03/1988", "HEALTH": "diabète",
    }  # fmt: skip
    pseudonyms = Pseudonyms({"*": "surrogate"})
    made = pseudonyms.surrogates.of(kind, 1, values.get(kind, "BH451207"))
    assert (made is None) == (kind in NO_SURROGATE)
    assert kind not in GENERAL or general(kind, values.get(kind, "12345/06"))

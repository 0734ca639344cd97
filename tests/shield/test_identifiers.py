"""Identifiers: writings in use, what only looks like them, and hostile text."""

from pathlib import Path

import pytest

from siyada.shield.detect import KINDS, detect, standard
from siyada.shield.reading import read
from siyada.shield.sensitive import KINDS as SENSITIVE

_FILE = Path(__file__).parents[1] / "golden" / "shield" / "identifiers.tsv"
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def _cases() -> list[tuple[str, str]]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(kind, marked.replace("\\n", "\n")) for kind, marked in cells]


_MARKED = [case for case in _cases() if case[0] != "NONE"]
_PLAIN = [text for kind, text in _cases() if kind == "NONE"]


def _found(text: str, kind: str) -> list[str]:
    return [text[span.start : span.end] for span in detect(text) if span.kind == kind]


@pytest.mark.parametrize(("kind", "marked"), _MARKED)
def test_a_writing_in_use_is_found_whole(kind: str, marked: str) -> None:
    value = marked.partition("⟦")[2].partition("⟧")[0]
    text = marked.replace("⟦", "").replace("⟧", "")
    assert _found(text, kind) == [value]


@pytest.mark.parametrize(
    ("kind", "marked"),
    [
        case
        for case in _MARKED
        if case[0] not in {"EMAIL", "URL_PERSONAL", "IP"} and "%" not in case[1]
    ],
)
def test_it_is_found_in_arabic_digits(kind: str, marked: str) -> None:
    marked = marked.translate(_ARABIC_DIGITS)
    value = marked.partition("⟦")[2].partition("⟧")[0]
    assert _found(marked.replace("⟦", "").replace("⟧", ""), kind) == [value]


@pytest.mark.parametrize("text", _PLAIN)
def test_what_only_looks_like_an_identifier_is_left_alone(text: str) -> None:
    assert detect(text) == []
    assert detect(text.translate(_ARABIC_DIGITS)) == []


def test_every_kind_of_identifier_has_its_lines() -> None:
    assert {kind for kind, _ in _MARKED} == set(KINDS) - {"PERSON", "ADDRESS", "HEALTH", *SENSITIVE}


def test_recognisers_propose_only_kinds_that_are_named() -> None:
    assert {kind for recogniser in standard() for kind in recogniser.kinds} == set(KINDS)


def test_zones_that_overlap_are_one() -> None:
    assert detect("prix: 0661234567 DH 661234567 DH") == []


@pytest.mark.parametrize("text", ["IP 999.1.1.1", "a ::: b", "x 12::34::56 y", "1.2.3.4"])
def test_what_is_no_address_of_a_machine_is_left_alone(text: str) -> None:
    assert _found(text, "IP") == []


_HOSTILE = {
    "digits": "1" * 20_000,
    "parted digits": "1 " * 10_000,
    "dotted digits": "1." * 10_000,
    "lines of digits": "12\n" * 7_000,
    "letters": "a" * 20_000,
    "capitals": "A" * 20_000,
    "letters and digits": "a1" * 10_000,
    "words": "ab " * 7_000,
    "Arabic": "م" * 20_000,
    "Arabic words": "رقم " * 5_000,
    "labels": "cin tel rib " * 2_000,
    "labels and digits": "cin 1 tel 06 rib 12 " * 1_000,
    "signs": "/" * 20_000,
    "colons": ":" * 20_000,
    "hexadecimal": "deadbeef" * 2_500,
    "at signs": "a@" * 10_000,
    "an address without end": "a." * 10_000 + "@",
    "percents": "%D9" * 7_000,
    "angles": "<" * 20_000,
    "months": "12 mars " * 2_500,
    "plates": "1-أ-" * 5_000,
    "brackets": "[PERSON_" * 2_500,
}


@pytest.mark.parametrize("text", _HOSTILE.values(), ids=_HOSTILE)
def test_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    reading = read(text)
    for recogniser in standard():
        for span in recogniser.find(reading, None):
            assert 0 <= span.start < span.end <= len(reading.text)


@pytest.mark.parametrize(
    "text",
    [
        "position ⟦33.97159, -6.84981⟧",
        "https://maps.example.org/?q=⟦34.02088,-6.84165⟧&z=15",
        "latitude=⟦35.759465&lon=-5.833954⟧",
        "lieu ⟦31.62947° N, 7.98108° W⟧",
        "latitude ⟦48.85661, 2.35222⟧",
        '{"lat": "⟦33.97159", "lon": "-6.84981⟧"}',
    ],
)
def test_a_place_to_within_some_metres_is_an_address(text: str) -> None:
    value = text.partition("⟦")[2].partition("⟧")[0]
    assert _found(text.replace("⟦", "").replace("⟧", ""), "ADDRESS") == [value]


@pytest.mark.parametrize("text", ["48.85661, 2.35222", "33.97, -6.84", "v 33.9715, 6.8498"])
def test_decimals_elsewhere_are_no_place(text: str) -> None:
    assert detect(text) == []


def test_the_month_in_which_a_card_ends_goes_with_its_number() -> None:
    text = "Carte 4111 1111 1111 1111 exp. 09/28, CVV 123, payée le 05/26"
    assert _found(text, "CARD") == ["4111 1111 1111 1111", "09/28", "123"]


def test_the_day_of_an_admission_is_none_of_birth() -> None:
    text = "Patient né le 3 août 1964.\nAdmis le 5 août 2024 pour dyspnée."
    assert [text[span.start : span.end] for span in detect(text)] == ["3 août 1964"]

"""The arithmetic of identifiers."""

import pytest

from siyada.shield.checks import (
    iban_key_is_right,
    ice_key_is_right,
    luhn_is_right,
    national_number,
    rib_key_is_right,
)

_RIB = "230780123456789012345649"


def test_a_right_key_is_right_and_any_other_is_wrong() -> None:
    assert rib_key_is_right(_RIB)
    assert not any(rib_key_is_right(_RIB[:22] + f"{key:02}") for key in range(100) if key != 49)


def test_every_valid_moroccan_iban_begins_with_ma64() -> None:
    assert [key for key in range(2, 99) if iban_key_is_right(f"MA{key:02}{_RIB}")] == [64]


@pytest.mark.parametrize(
    "value", ["FR76 3000 6000 0112 3456 7890 189", "ES91 2100 0418 4502 0005 1332"]
)
def test_foreign_accounts_have_their_key_too(value: str) -> None:
    assert iban_key_is_right(value)
    assert not iban_key_is_right(value[:-1] + "0")


@pytest.mark.parametrize("value", ["", "MA64", "1234567890123456", "é" * 20])
def test_what_has_not_the_form_is_wrong(value: str) -> None:
    assert not iban_key_is_right(value)
    assert not rib_key_is_right(value)
    assert not ice_key_is_right(value)
    assert not luhn_is_right(value[:3])


@pytest.mark.parametrize(
    "value", ["0661234567", "661234567", "+212661234567", "00212 661 234 567", "+212 (0)661234567"]
)
def test_the_national_number_is_the_same_in_every_form(value: str) -> None:
    assert national_number(value) == "661234567"


@pytest.mark.parametrize("value", ["0161234567", "06612345", "+33612345678", "abc", ""])
def test_other_numbers_are_not_of_the_plan(value: str) -> None:
    assert national_number(value) is None

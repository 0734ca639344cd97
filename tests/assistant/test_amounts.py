"""Dirhams: grammar, separators, and the figure as it stands."""

import pytest

from siyada.assistant.amounts import dirhams, form_of
from siyada.language.identify import Tag

_B = "\u00a0"


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        (0, "ar", f"0{_B}درهم"),
        (1, "ar", "درهم واحد (1)"),
        (2, "ar", "درهمان (2)"),
        (3, "ar", f"3{_B}دراهم"),
        (10, "ar", f"10{_B}دراهم"),
        (11, "ar", f"11{_B}درهما"),
        (75, "ar", f"75{_B}درهما"),
        (99, "ar", f"99{_B}درهما"),
        (100, "ar", f"100{_B}درهم"),
        (102, "ar", f"102{_B}درهم"),
        (150, "ar", f"150{_B}درهما"),
        (205, "ar", f"205{_B}دراهم"),
        (1000, "ar", f"1.000{_B}درهم"),
        (20000, "ar", f"20.000{_B}درهم"),
        (68.76, "ar", f"68,76{_B}درهم"),
        (2, "ary-Arab", f"2{_B}درهم"),
        (10, "ary-Arab", f"10{_B}دراهم"),
        (75, "ary-Arab", f"75{_B}درهم"),
        (75, "fr", f"75{_B}DH"),
        (1500, "fr", f"1{_B}500{_B}DH"),
        (68.76, "fr", f"68,76{_B}DH"),
        (75.0, "fr", f"75{_B}DH"),
        (75, "zgh-Tfng", f"75{_B}DH"),
    ],
)
def test_an_amount_is_written_as_the_language_writes_it(
    value: float, language: Tag, written: str
) -> None:
    assert dirhams(value, language) == written


def test_plural_forms_follow_cldr_for_arabic() -> None:
    few = [*range(3, 11), *range(103, 111)]
    many = [*range(11, 100), *range(111, 200)]
    assert {form_of(n) for n in few} == {"few"}
    assert {form_of(n) for n in many} == {"many"}
    assert {form_of(n) for n in (100, 101, 102, 200, 1000, 0.5)} == {"other"}
    assert [form_of(n) for n in (0, 1, 2)] == ["zero", "one", "two"]

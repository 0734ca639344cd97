"""Other words of a root: what a verb and its verbal noun share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.language.kin import kin


@pytest.mark.parametrize(
    ("stem", "other"),
    [
        ("اسجل", "تسجيل"),
        ("جدد", "تجديد"),
        ("زواج", "تزويج"),
        ("اعتمد", "اعتماد"),
        ("اودع", "ايداع"),
        ("مستورد", "استيراد"),
        ("سترجع", "استرجاع"),
        ("اعترض", "اعتراض"),
    ],
)
def test_a_verb_leads_to_its_noun(stem: str, other: str) -> None:
    assert other in kin(stem)


@pytest.mark.parametrize("stem", ["", "في", "البكالوريا", "permis", "2024"])
def test_what_has_no_measure_has_no_kin(stem: str) -> None:
    assert kin(stem) == ()


@given(st.text(alphabet="ابتسجلمنويرد", min_size=3, max_size=8))
def test_no_stem_is_its_own_kin(stem: str) -> None:
    assert stem not in kin(stem)

"""Figures in every writing, compared by value and unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.grounding.figures import figures, supports

FOUND = [
    ("75 DH", [("75", "dirham")]),
    ("٧٥ درهما", [("75", "dirham")]),
    ("soixante-quinze dirhams", [("75", "dirham")]),
    ("خمسة وسبعون درهما", [("75", "dirham")]),
    ("quatre-vingt-dix-sept jours", [("97", "day")]),
    ("deux mille cinq cents dirhams", [("2500", "dirham")]),
    ("1 500,50 DH", [("1500.5", "dirham")]),
    ("1.500 DH", [("1500", "dirham")]),
    ("12,5 %", [("12.5", "percent")]),
    ("خلال شهرين", [("2", "month")]),
    ("rb3a d nsakh, 75 dh", [("75", "dirham")]),
    ("3 chhor", [("3", "month")]),
    ("loi n° 55-19", [("55-19", "")]),
    ("القانون رقم 55.19", [("55-19", "")]),
    ("décret n° 2-18-181 du 2 avril 2018", [("2-18-181", ""), ("2018-04-02", "")]),
    ("12 مارس 2020", [("2020-03-12", "")]),
    ("فاتح يناير 2019", [("2019-01-01", "")]),
    ("15 من شهر غشت 2024", [("2024-08-15", "")]),
    ("٢٠٢٤/٠١/١٥", [("2024-01-15", "")]),
    ("2024.01.15", [("2024-01-15", "")]),
    ("٧٥٫٥٠ درهما", [("75.5", "dirham")]),
    ("١٬٥٠٠ درهم", [("1500", "dirham")]),
    ("75 د.م.", [("75", "dirham")]),
    ("٪٢٠", [("20", "percent")]),
    ("10 % 20", [("10", "percent"), ("20", "")]),
    ("20 في المائة", [("20", "percent")]),
    ("vingt pour cent", [("20", "percent")]),
    ("1,5 million de dirhams", [("1500000", "dirham")]),
    ("3 ملايين درهم", [("3000000", "dirham")]),
    ("le 03/04/2021", [("2021-04-03", "")]),
    ("de 8h30 à 16:30", [("08:30", ""), ("16:30", "")]),
    ("www.cnss.ma/x.", [("cnss.ma/x", "")]),
    ("05 37 12 34 56", [("0537123456", "")]),
    ("+212 5 37 12 34 56", [("0537123456", "")]),
    ("les deux parents", []),
    ("le 2ème étage", []),
    ("ⴽⵕⴰⴹ ⵉⵢⵢⵉⵔⵏ", [("3", "month")]),
]


@pytest.mark.parametrize(("text", "found"), FOUND, ids=[text for text, _ in FOUND])
def test_figures_have_a_canonical_value_and_unit(text: str, found: list[tuple[str, str]]) -> None:
    assert [(figure.value, figure.unit) for figure in figures(text)] == found


@pytest.mark.parametrize(
    ("known", "said", "agree"),
    [
        ("500 dirhams", "500 DH", True),
        ("500 dirhams", "300 DH", False),
        ("15 jours", "15 DH", False),
        ("4 photos d'identité", "4 dirhams", False),
        ("30 élèves par classe", "30 jours", False),
        ("٣٠ تلميذا", "30 jours", False),
        ("30 dirhams", "30 photos", False),
        ("4 photos", "٤ صور", True),
        ("30 maximum", "30 jours", True),
        ("30 premiers jours", "30 jours", True),
        ("(24 لغير المتمدرسين)", "24 DH", True),
        ("75 pour un adulte", "75 DH", True),
        ("un délai de 15", "15 jours", True),
        ("12 mois", "1 an", True),
        ("2 semaines", "14 jours", True),
        ("2 semaines", "15 jours", False),
        ("12 mars 2020", "mars 2020", True),
        ("12 mars 2020", "en 2020", True),
        ("mars 2020", "12 mars 2020", False),
        ("12 mars 2020", "13 mars 2020", False),
        ("loi 19.55", "القانون 55-19", True),
        ("loi 55-19", "loi 55-91", False),
        ("شهرين", "deux mois", True),
        ("tél. 0537123456", "05 37 12 34 56", True),
        ("tél. 0537123456", "05 37 12 34 57", False),
        ("75,50 DH", "٥٠ درهما", False),
        ("500 DH", "500 euros", False),
        ("500 DH", "$500", False),
        ("500 €", "500 euros", True),
        ("35 × 45 mm", "45 cm", False),
        ("٧٥٫٥٠ درهما", "75,5 DH", True),
        ("15/01/2024", "٢٠٢٤/٠١/١٥", True),
        ("10 %", "10 pour cent", True),
        ("10 %", "10 jours", False),
        ("ouvert de 8 h", "à 08:00", True),
        ("ouvert à 8:00", "8 h", True),
        ("ouvert à 8:30", "8 h", False),
        ("1.500.000 DH", "1,5 million de dirhams", True),
        ("1,5 DH", "1,5 million de dirhams", False),
    ],
)
def test_a_figure_is_supported_by_its_like_only(known: str, said: str, *, agree: bool) -> None:
    (figure,) = figures(said)
    assert supports(figures(known), figure) is agree


@given(st.text())
def test_any_text_has_figures_in_order_without_overlap(text: str) -> None:
    found = figures(text)
    ends = [0, *(figure.end for figure in found)]
    assert all(end <= figure.start < figure.end for end, figure in zip(ends, found, strict=False))


@given(st.integers(2, 9_999), st.sampled_from(["DH", "jours", "mois", "درهم", "يوما"]))
def test_every_whole_number_supports_itself_in_the_other_digits(number: int, unit: str) -> None:
    arabic = str(number).translate({ord(str(d)): chr(0x660 + d) for d in range(10)})
    (said,) = figures(f"{arabic} {unit}")
    assert supports(figures(f"{number} {unit}"), said)
    assert not supports(figures(f"{number + 1} {unit}"), said)


@pytest.mark.parametrize(
    ("known", "said", "stands"),
    [
        ("réponse sous 20 jours ouvrables", "20 jours ouvrés", True),
        ("réponse sous 20 jours ouvrables", "20 jours", True),
        ("خلال 20 يوما من أيام العمل", "20 jours ouvrables", True),
        ("réponse sous 20 jours", "20 jours ouvrables", False),
        ("خلال عشرين يوما", "عشرين يوم عمل", False),
        ("avoir au moins 18 ans", "18 ans au minimum", True),
        ("avoir 18 ans", "avoir au moins 18 ans", True),
        ("avoir au moins 18 ans", "avoir au plus 18 ans", False),
        ("avoir moins de 35 ans", "avoir plus de 35 ans", False),
        ("deux mois au plus", "deux mois au moins", False),
        ("لا يتجاوز 30 يوما", "30 jours au maximum", True),
        ("لا يتجاوز 30 يوما", "30 jours au minimum", False),
        ("السن 18 سنة على الأقل", "18 ans au plus", False),
        ("pas plus de 4 personnes", "au moins 4 personnes", False),
        ("2 photos et au moins 3 copies", "2 photos au plus", True),
        ("jamais moins de 3 000 DH", "3 000 DH au minimum", True),
        ("au plus tôt 30 jours avant", "au moins 30 jours avant", True),
    ],
)
def test_a_least_is_no_most_and_days_that_are_worked_are_more(
    known: str, said: str, *, stands: bool
) -> None:
    there = figures(known)
    assert all(supports(there, figure) for figure in figures(said)) is stands

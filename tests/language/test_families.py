"""Forms of one word meet, and words that only look alike do not."""

from itertools import combinations
from pathlib import Path

import pytest

from tools.analysis.families import FILE, Count, count, read, strangers

FAMILIES = read(FILE)
LEAST = {"ar": 0.95, "ary-Arab": 0.9, "ary-Latn": 0.9, "fr": 0.9, "zgh": 0.9}
"""Share of the pairs of forms of one word that must meet."""


def test_there_are_at_least_four_hundred_families() -> None:
    assert sum(family.meets and not family.fresh for family in FAMILIES) >= 400
    assert sum(not family.meets for family in FAMILIES) >= 150


@pytest.mark.parametrize("tag", LEAST)
def test_forms_of_one_word_meet(tag: str) -> None:
    counted = count(FAMILIES, tag)
    assert counted.recall >= LEAST[tag]
    assert counted.precision >= 0.98


def test_few_strangers_meet() -> None:
    met = [family.words for family in FAMILIES if not family.meets and strangers(family)]
    assert len(met) <= 12, met


def test_what_is_counted_is_what_is_written(tmp_path: Path) -> None:
    table = tmp_path / "few.tsv"
    table.write_text(
        "# two that meet, one that does not\nlanguage\trelation\twords\n"
        "fr\tmeet\tcarte cartes banque\nfr\tapart\tcarte cartes\n",
        encoding="utf-8",
    )
    few = read(table)
    assert count(few, "fr") == Count(families=1, met=1, pairs=3, together=1, rightly=1)
    assert [strangers(family) for family in few if not family.meets] == [True]


def test_no_word_stands_twice_in_a_family() -> None:
    for family in FAMILIES:
        assert len(set(family.words)) == len(family.words) >= 2


def test_families_of_a_language_share_no_form() -> None:
    for tag in LEAST:
        found = [set(family.words) for family in FAMILIES if family.meets and family.tag == tag]
        assert [one & other for one, other in combinations(found, 2) if one & other] == []

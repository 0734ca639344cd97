from pathlib import Path
from typing import get_args

from siyada.assistant.account import ABSENT
from siyada.assistant.rank import REFUSALS
from siyada.assistant.wordings import facet_wordings, outside_wordings, wordings
from siyada.library.procedure import Facet
from siyada.library.record import load_record

RECORD = load_record(Path(__file__).parents[2] / "data" / "procedures")
LEAST = 30
"""Wordings that each procedure has, over all languages."""


def test_every_procedure_has_wordings_in_every_language() -> None:
    written: dict[str, dict[str, int]] = {}
    for wording in wordings():
        counts = written.setdefault(wording.about, {})
        counts[wording.language] = counts.get(wording.language, 0) + 1
    assert set(written) == set(RECORD.procedures)
    assert all(set(counts) >= {"fr", "ar", "ary", "zgh"} for counts in written.values())
    assert min(sum(counts.values()) for counts in written.values()) >= LEAST


def test_what_is_outside_is_about_a_state_that_refuses() -> None:
    assert {wording.about for wording in outside_wordings()} == set(REFUSALS)


def test_every_facet_is_asked_for_in_every_language() -> None:
    asked = {(wording.about, wording.language) for wording in facet_wordings()}
    facets = {about for about, _ in asked}
    assert asked == {
        (facet, lang) for facet in facets for lang in ("fr", "ar", "ary", "lat", "zgh")
    }
    assert facets == {*get_args(Facet), ABSENT}


def test_no_wording_is_empty_or_stands_twice_for_one_matter() -> None:
    seen = [(w.about, w.text) for w in wordings()]
    assert all(text for _, text in seen)
    assert len(seen) - len(set(seen)) < len(seen) / 50

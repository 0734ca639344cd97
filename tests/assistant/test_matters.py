"""What disagreements are about, on those of the record."""

from pathlib import Path

import pytest

from siyada.assistant.matters import is_open, matters
from siyada.library.procedure import Fact, Text
from siyada.library.record import load_record

_RECORD = Path(__file__).parents[2] / "data" / "procedures"


def _note(french: str) -> Fact:
    return Fact(text=Text(fr=french))


@pytest.mark.parametrize(
    ("note", "facets"),
    [
        ("Photos : une seule selon une fiche ; deux selon une autre", {"documents"}),
        ("Coût : 2 DH ou gratuit selon les sources", {"fees"}),
        ("Prix du certificat : 230 MAD ; délai pour redemander : 15 jours", {"fees"}),
        ("Lieu : la police selon l’un ; le moqaddem selon l’autre", {"where"}),
        ("Durée du certificat : un an ou trois mois", {"validity"}),
        ("Âge minimal : 21 ans ou 25 ans", {"conditions"}),
        ("Rythme : mensuel ou trimestriel", {"delay"}),
        ("Rien de connu", set()),
    ],
)
def test_the_head_of_a_note_says_what_it_is_about(note: str, facets: set[str]) -> None:
    assert matters(_note(note)) == facets


def test_every_note_of_the_record_is_about_something() -> None:
    notes = [
        (procedure.id, note)
        for procedure in load_record(_RECORD).procedures.values()
        for note in procedure.contradictions
    ]
    assert len(notes) > 40
    assert [identifier for identifier, note in notes if not matters(note)] == []


@pytest.mark.parametrize(
    ("note", "open_"),
    [
        ("Coût : 2 DH ou gratuit selon les sources", True),
        ("Taux : 1 % dans les guides anciens, 0,5 % depuis : retenir 0,5 %.", False),
        ("Les guides antérieurs à 2025 donnent 38 % : périmé.", False),
        ("Une réforme du Code est en discussion.", False),
    ],
)
def test_a_note_that_says_which_side_holds_leaves_nothing_open(note: str, open_: bool) -> None:
    assert is_open(_note(note)) is open_

"""Where else to ask: from the record, cited where the record cites."""

from siyada.assistant.answer import Block
from siyada.assistant.contacts import at_the_counter, contact, elsewhere, rights
from siyada.assistant.statements import Scribe
from siyada.assistant.values import text_of
from siyada.assistant.voice import Voice
from tests.assistant.whole_record import record


def _lines(block: Block) -> list[str]:
    return [text_of(statement.runs) for statement in block.groups[0].statements]


def test_the_call_centre_is_given_from_the_record_with_its_citation() -> None:
    scribe = Scribe(Voice("fr", "fr"))
    centre = elsewhere(record(), scribe).groups[0].statements[1]
    assert text_of(centre.runs) == "Centre d’appel et d’orientation administrative : 37 37"
    assert centre.citations == (1, 2)
    assert all(citation.kind == "official" for citation in scribe.citations)


def test_sites_lead_to_their_address() -> None:
    block = elsewhere(record(), Scribe(Voice("ar", "ar")))
    links = [
        run.url for statement in block.groups[0].statements for run in statement.runs if run.url
    ]
    assert links == ["https://www.idarati.ma", "https://www.chikaya.ma"]


def test_a_procedure_without_a_telephone_of_its_own_gives_the_call_centre() -> None:
    block = contact(record().get("cnie-first"), record(), Scribe(Voice("fr", "fr")))
    assert _lines(block) == [
        "cnie.ma (DGSN)",
        "Centre d’appel et d’orientation administrative : 37 37",
    ]


def test_a_procedure_with_a_telephone_gives_that_one() -> None:
    block = contact(record().get("forsa"), record(), Scribe(Voice("fr", "fr")))
    assert "5544" in _lines(block)
    assert not any("37 37" in line for line in _lines(block))


def test_a_personal_file_is_asked_about_at_its_own_counter() -> None:
    procedure = record().get("passport-adult")
    lines = _lines(at_the_counter(procedure, record(), Scribe(Voice("fr", "fr"))))
    assert procedure.channels[0].text.fr is not None
    assert procedure.channels[0].text.fr in lines[0]


def test_the_law_of_rights_does_not_repeat_itself_on_its_own_sheet() -> None:
    scribe = Scribe(Voice("fr", "fr"))
    assert rights(record().get("simplification-55-19"), record(), scribe, "overview") is None
    assert rights(record().get("cnie-first"), record(), scribe, "legal_basis") is None
    assert rights(record().get("cnie-first"), record(), scribe, "overview") is not None

"""Answers composed from an invented record: what is said, in which order, citing what."""

import pytest

from siyada.assistant.compose import Composed, Composer, has
from siyada.assistant.statements import Scribe
from siyada.assistant.values import stretches, text_of
from siyada.assistant.voice import Voice
from siyada.library.procedure import Facet, Procedure

_CARD = Procedure.model_validate(
    {
        "id": "card",
        "category": "identity",
        "title": {"fr": "Carte inventée", "ar": "بطاقة خيالية"},
        "administration": {"text": {"fr": "Bureau des cartes", "ar": "مكتب البطائق"}},
        "audience": [{"text": {"fr": "Tous", "ar": "الجميع"}, "sources": ["guide"]}],
        "conditions": [
            {"text": {"fr": f"Condition {n}", "ar": f"شرط {n}"}, "sources": ["law"]}
            for n in range(1, 6)
        ],
        "documents": [
            {
                "case": {"fr": "majeur", "ar": "راشد"},
                "items": [{"text": {"fr": "Photo", "ar": "صورة"}, "sources": ["guide", "law"]}],
            },
            {
                "case": {"fr": "mineur", "ar": "قاصر"},
                "items": [
                    {
                        "text": {"fr": "Acte", "ar": "رسم"},
                        "sources": ["guide"],
                        "certainty": "unsure",
                    }
                ],
            },
        ],
        "costs": [
            {"description": {"fr": "timbre", "ar": "تمبر"}, "value": 75, "sources": ["guide"]},
            {
                "description": {"fr": "taux", "ar": "سعر"},
                "value_text": "1 %, minimum 1000",
                "sources": ["law"],
            },
            {"description": {"fr": "retrait", "ar": "سحب"}, "value": 0, "sources": ["guide"]},
            {"description": {"fr": "envoi", "ar": "إرسال"}, "value": 20, "sources": ["guide"]},
        ],
        "channels": [{"text": {"fr": "Au guichet", "ar": "بالشباك"}, "sources": ["guide"]}],
        "steps": [
            {"text": {"fr": f"Étape {n}", "ar": f"مرحلة {n}"}, "sources": ["guide"]}
            for n in range(1, 6)
        ],
        "legal_resources": [
            {"text": {"fr": "Loi 12-34 (dahir de 2001) art. 5"}},
            {"text": {"fr": "Décret 2-00-1"}},
        ],
        "contradictions": [
            {"text": {"fr": "Photos : une ou deux", "ar": "الصور: واحدة أو اثنتان"}},
            {"text": {"fr": "Prix : 50 dans de vieux guides : périmé", "ar": "الثمن قديم"}},
        ],
        "sources": [
            {"id": "guide", "title": {"fr": "Guide"}, "kind": "guide", "date": "2026"},
            {"id": "law", "title": {"fr": "Loi 12-34 (cartes)", "ar": "قانون"}, "kind": "law"},
        ],
    }
)


def _said(facet: Facet, *, facts: str = "fr") -> tuple[Composed, Scribe]:
    scribe = Scribe(Voice("fr", "fr") if facts == "fr" else Voice("ar", "ar"))
    return Composer(_CARD, scribe).answer(facet), scribe


def _lines(composed: Composed, kind: str) -> list[str]:
    return [
        text_of(statement.runs)
        for block in composed.blocks
        if block.kind == kind
        for group in block.groups
        for statement in group.statements
    ]


def test_fees_come_first_with_their_exact_amounts_then_the_rest() -> None:
    composed, _ = _said("fees")
    assert _lines(composed, "direct") == [
        "75\u00a0DH – timbre",
        "taux : 1 %, minimum 1000 (montants en dirhams)",
        "gratuit (0\u00a0DH) – retrait",
    ]
    assert _lines(composed, "fees") == ["envoi : 20\u00a0DH"]
    assert [block.kind for block in composed.blocks] == [
        "direct",
        "fees",
        "contradictions",
        "where",
    ]


def test_a_rate_published_in_french_stays_french_in_an_arabic_answer() -> None:
    composed, scribe = _said("fees", facts="ar")
    runs = composed.blocks[0].groups[0].statements[1].runs
    french = [text_of(group) for tag, group in stretches(runs) if tag == "fr"]
    assert french == ["1 %, minimum 1000"]
    assert scribe.shows_another_language


def test_a_checklist_is_grouped_by_case_and_never_cut() -> None:
    composed, _ = _said("documents")
    assert _lines(composed, "direct") == ["Les documents dépendent du cas : majeur ; mineur."]
    checklist = next(block for block in composed.blocks if block.kind == "documents")
    assert [text_of(group.label) for group in checklist.groups] == ["majeur", "mineur"]
    assert _lines(composed, "documents") == ["Photo", "Acte"]


def test_an_unsure_fact_says_so_in_words() -> None:
    composed, _ = _said("documents")
    acte = composed.blocks[1].groups[1].statements[0]
    assert acte.certainty == "unsure"
    assert text_of(acte.note) == "non confirmé"


def test_a_disagreement_on_the_matter_is_a_conflict_and_is_shown() -> None:
    composed, _ = _said("documents")
    assert composed.has_conflict
    assert _lines(composed, "contradictions") == ["Photos : une ou deux"]


def test_a_disagreement_on_another_matter_or_settled_is_no_conflict() -> None:
    assert not _said("steps")[0].has_conflict
    fees = _said("fees")[0]
    assert not fees.has_conflict
    assert _lines(fees, "contradictions") == ["Prix : 50 dans de vieux guides : périmé"]


def test_what_has_no_source_is_never_shown_as_sourced() -> None:
    composed, _ = _said("documents")
    note = next(block for block in composed.blocks if block.kind == "contradictions")
    statement = note.groups[0].statements[0]
    assert statement.citations == ()
    assert text_of(statement.note) == "selon le répertoire, sans source propre"


def test_a_bare_legal_reference_cites_the_listed_law_it_names_and_no_other() -> None:
    composed, scribe = _said("legal_basis")
    first, second = composed.blocks[0].groups[0].statements
    assert [scribe.citations[n - 1].source for n in first.citations] == ["card.law"]
    assert second.citations == ()


def test_steps_keep_their_order_and_are_complete_even_in_short() -> None:
    steps = [f"Étape {n}" for n in range(1, 6)]
    assert _lines(_said("steps")[0], "steps") == steps
    assert _lines(_said("overview")[0], "steps") == steps


def test_an_overview_begins_with_where_how_much_and_shows_long_lists_in_short() -> None:
    composed, _ = _said("overview")
    assert _lines(composed, "direct") == [
        "Où s’adresser : Au guichet",
        "Coût : 75\u00a0DH – timbre",
    ]
    assert _lines(composed, "conditions") == [
        "Tous",
        "Condition 1",
        "Condition 2",
        "La fiche complète de la démarche donne la suite.",
    ]


def test_a_sheet_holds_every_fact() -> None:
    composed = Composer(_CARD, Scribe(Voice("fr", "fr"))).sheet()
    said = " ".join(
        line for kind in ("direct", "conditions", "steps") for line in _lines(composed, kind)
    )
    assert all(f"Condition {n}" in said and f"Étape {n}" in said for n in range(1, 6))


def test_a_facet_the_record_lacks_is_said_to_lack_and_what_is_known_follows() -> None:
    composed, _ = _said("delay")
    assert not composed.has_facet
    assert _lines(composed, "direct")[0] == "Aucune source ne précise le délai."
    assert _lines(composed, "where") == ["Au guichet"]


@pytest.mark.parametrize("facet", ["delay", "validity"])
def test_has_is_false_for_what_is_not_in_the_record(facet: Facet) -> None:
    assert not has(_CARD, facet)


def test_numbers_of_sources_follow_their_first_appearance() -> None:
    composed, scribe = _said("overview")
    seen: list[int] = []
    for block in composed.blocks:
        for group in block.groups:
            for statement in group.statements:
                seen += [number for number in statement.citations if number not in seen]
    assert seen == [citation.number for citation in scribe.citations]


def test_no_statement_is_made_twice() -> None:
    composed, _ = _said("overview")
    lines = [line for block in composed.blocks for line in _lines(composed, block.kind)]
    more = "La fiche complète de la démarche donne la suite."
    kept = [line for line in lines if line != more]
    assert len(kept) == len(set(kept))

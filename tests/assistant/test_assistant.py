"""The whole record, every facet, four languages: what must hold of every answer."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import get_args

import pytest

from siyada.assistant.answer import Answer, State, Statement
from siyada.assistant.assistant import Assistant
from siyada.assistant.phrases import LANGUAGES, read
from siyada.assistant.render import markdown, plain_text
from siyada.assistant.understand import Understanding
from siyada.assistant.values import CONTROLS, text_of
from siyada.assistant.voice import Voice
from siyada.errors import NotFound
from siyada.language.identify import Language, Tag
from siyada.library.procedure import Cost, Facet, Procedure, Text
from tests.assistant.whole_record import record

_FACETS: tuple[Facet, ...] = get_args(Facet)
_RIGHTS = "simplification-55-19"
_DAY = date(2026, 11, 23)


@cache
def _assistant() -> Assistant:
    return Assistant(record(), today=lambda: _DAY)


@cache
def _answers(language: Tag) -> tuple[tuple[Procedure, Facet, Answer], ...]:
    """Every procedure and facet in the language."""
    answer = _assistant().answer
    return tuple(
        (procedure, facet, answer("؟", language=language, procedure=procedure.id, facet=facet))
        for procedure in record().procedures.values()
        for facet in _FACETS
    )


def _statements(answer: Answer, *kinds: str) -> Iterator[Statement]:
    for block in answer.blocks:
        if not kinds or block.kind in kinds:
            for group in block.groups:
                yield from group.statements


def _figures(text: str) -> set[int]:
    """The whole numbers of a text, thousands joined, so that 1 000 and 1.000 are 1000."""
    joined = re.sub(r"(?<=\d)[ \u00a0.](?=\d{3}(?!\d))", "", text)
    return {int(figure) for figure in re.findall(r"\d+", joined)}


def _held(procedure: Procedure) -> set[int]:
    text = procedure.model_dump_json()
    return _figures(text) | {int(figure) for figure in re.findall(r"\d+", text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_procedure_and_facet_composes_in_the_language(language: Tag) -> None:
    for _, facet, answer in _answers(language):
        assert answer.language == language
        assert answer.facet == facet
        assert text_of(answer.title)
        assert text_of(answer.status)
        assert list(_statements(answer, "direct"))
        assert len(list(_statements(answer, "direct"))) <= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_citation_resolves_and_is_numbered_by_first_appearance(language: Tag) -> None:
    for _, _, answer in _answers(language):
        seen: list[int] = []
        for statement in _statements(answer):
            seen += [n for n in statement.citations if n not in seen]
        assert seen == list(range(1, len(answer.citations) + 1))
        for citation in answer.citations:
            identifier, _, key = citation.source.partition(".")
            source = next(s for s in record().get(identifier).sources if s.id == key)
            assert (citation.url, citation.date, citation.read, citation.checked) == (
                source.url,
                source.date,
                source.read,
                source.checked,
            )
            assert citation.title


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_statement_of_fact_cites_or_says_that_it_has_no_source(language: Tag) -> None:
    for _, _, answer in _answers(language):
        kinds = {block.kind for block in answer.blocks} - {"notice", "contact"}
        own = {"lead.missing", "lead.known", "lead.more"}
        said = {text for key in own for text in _own(language, key)}
        for statement in _statements(answer, *kinds):
            assert statement.citations or statement.note or text_of(statement.runs) in said


@cache
def _own(language: Tag, key: str) -> set[str]:
    catalogue = read(language)
    return {catalogue[key].replace("{facet}", catalogue[f"facet.{facet}"]) for facet in _FACETS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_figure_stands_in_an_answer_that_the_record_does_not_hold(language: Tag) -> None:
    shared = _held(record().get(_RIGHTS)) | {37, 3737, 55, 19}
    for procedure, facet, answer in _answers(language):
        known = _held(procedure) | shared
        for statement in _statements(answer):
            said = _figures(text_of(statement.runs) + text_of(statement.note))
            assert said <= known, (procedure.id, facet, said - known)


@pytest.mark.parametrize("language", LANGUAGES)
def test_exact_amounts_of_a_procedure_stand_in_its_answer_on_fees(language: Tag) -> None:
    for procedure, facet, answer in _answers(language):
        if facet == "fees":
            said = " ".join(text_of(statement.runs) for statement in _statements(answer))
            for cost in procedure.costs:
                if cost.value is not None and cost.value == int(cost.value):
                    assert int(cost.value) in _figures(said), procedure.id
                if cost.value_text:
                    assert cost.value_text in said, procedure.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_run_is_in_the_script_of_its_language(language: Tag) -> None:
    scripts = {
        "ar": r"[A-Za-z\u2d30-\u2d7f]",
        "ary-Arab": r"[A-Za-z\u2d30-\u2d7f]",
        "zgh-Tfng": r"[A-Za-z\u0620-\u06d3]",
        "fr": r"[\u0620-\u06d3\u2d30-\u2d7f]",
    }
    others = {tag: re.compile(letters) for tag, letters in scripts.items()}
    for _, _, answer in _answers(language):
        for block in answer.blocks:
            for run in (*block.heading, *(r for g in block.groups for r in g.label)):
                assert not others[run.tag].search(run.text), run
        for statement in _statements(answer):
            for run in (*statement.runs, *statement.note):
                assert run.tag == "und" or not others[run.tag].search(run.text), run


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_holds_a_direction_sign(language: Tag) -> None:
    for _, _, answer in _answers(language):
        assert not CONTROLS.search(plain_text(answer))


@cache
def _owners() -> dict[str, set[str]]:
    """Which procedures state a sentence, for sentences long enough to be nobody else's."""
    owners: dict[str, set[str]] = {}
    for procedure in record().procedures.values():
        for text in _texts(procedure):
            for said in (text.fr, text.ar):
                if said and len(said) > 25:
                    owners.setdefault(CONTROLS.sub("", said), set()).add(procedure.id)
    return owners


def _texts(procedure: Procedure) -> Iterator[Text]:
    for item in procedure.facts():
        yield item.description if isinstance(item, Cost) else item.text


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_no_answer_holds_a_fact_of_another_procedure(language: Tag) -> None:
    for procedure, _, answer in _answers(language):
        kinds = {block.kind for block in answer.blocks} - {"rights", "contact"}
        for statement in _statements(answer, *kinds):
            assert procedure.id in _owners().get(text_of(statement.runs), {procedure.id})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_shows_every_fact_of_its_procedure(language: Tag) -> None:
    for procedure in record().procedures.values():
        sheet = _assistant().sheet(procedure.id, language=language)
        said = " ".join(text_of(statement.runs) for statement in _statements(sheet))
        for text in _texts(procedure):
            shown = (text.fr if language == "fr" else text.ar) or text.fr or text.ar or text.und
            assert shown is not None
            assert CONTROLS.sub("", shown) in said, procedure.id
        cited = {citation.source for citation in sheet.citations}
        for item in procedure.facts():
            assert {f"{procedure.id}.{key}" for key in item.sources} <= cited


def test_a_summary_without_source_is_shown_as_such_and_in_its_own_language_only() -> None:
    arabic = _assistant().sheet("chikaya", language="ar")
    summary = list(_statements(arabic, "notes"))[-1]
    assert "chikaya.ma" in text_of(summary.runs)
    assert summary.citations == ()
    assert text_of(summary.note) == "كما ورد في السجل، بدون مصدر خاص"
    assert not list(_statements(_assistant().sheet("chikaya", language="fr"), "notes"))


def test_tamazight_says_in_which_language_the_facts_are() -> None:
    answer = _assistant().answer("ⵎⴰⵏⵉ", language="zgh-Tfng", procedure="cnie-first")
    notice = text_of(next(_statements(answer, "notice")).runs)
    assert "ⵜⵄⵔⴰⴱⵜ" in notice
    french = _assistant().answer("ⵎⴰⵏⵉ", language="zgh-Tfng", fallback="fr", procedure="cnie-first")
    assert "ⵜⴼⵔⴰⵏⵙⵉⵙⵜ" in text_of(next(_statements(french, "notice")).runs)


def test_facts_in_one_language_only_are_announced() -> None:
    answer = _assistant().answer("؟", language="ar", procedure="chikaya", facet="legal_basis")
    assert any("بلغة أخرى" in text_of(s.runs) for s in _statements(answer, "notice"))


def test_a_facet_without_facts_is_answered_partly() -> None:
    for procedure in record().procedures.values():
        if not procedure.processing_time:
            partly = _assistant().answer("x", language="fr", procedure=procedure.id, facet="delay")
            assert partly.state is State.ANSWERED_PARTLY
            assert "Aucune source ne précise le délai." in plain_text(partly)


def test_disagreeing_sources_on_the_matter_asked_are_a_conflict() -> None:
    answer = _assistant().answer("x", language="ar", procedure="celibacy-certificate", facet="fees")
    assert answer.state is State.ANSWERED_CONFLICT
    assert "المصادر لا تتفق" in text_of(answer.status)
    assert any("درهمان أو مجان" in text_of(s.runs) for s in _statements(answer, "contradictions"))


def test_an_answer_whose_newest_source_is_two_years_old_is_stale() -> None:
    early = Assistant(record(), today=lambda: date(2021, 1, 1))
    late = Assistant(record(), today=lambda: date(2031, 1, 1))
    asked = {"procedure": "cnie-first", "facet": "fees"}
    assert early.answer("x", language="fr", procedure="cnie-first", facet="fees").state is (
        State.ANSWERED
    )
    stale = late.answer("x", language="fr", procedure="cnie-first", facet="fees")
    assert stale.state is State.ANSWERED_STALE, asked
    assert "date de février 2026" in text_of(stale.status)


def test_a_law_does_not_go_stale_by_its_age() -> None:
    late = Assistant(record(), today=lambda: date(2031, 1, 1))
    answer = late.answer("x", language="fr", procedure=_RIGHTS, facet="conditions")
    assert answer.state is State.ANSWERED


def test_rights_are_cited_and_stay_off_the_ground_of_courts() -> None:
    card = _assistant().answer("x", language="fr", procedure="cnie-first", facet="documents")
    rights = list(_statements(card, "rights"))
    assert rights
    cited = {card.citations[n - 1].source for s in rights for n in s.citations}
    assert cited == {f"{_RIGHTS}.loi55-19"}
    court = _assistant().answer("x", language="fr", procedure="divorce-types", facet="documents")
    assert not list(_statements(court, "rights"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "state",
    [
        State.NO_SOURCE,
        State.REFUSED_SCOPE,
        State.REFUSED_PERSONAL,
        State.REFUSED_UNSAFE,
        State.BUSY,
        State.FAILED,
        State.STOPPED,
    ],
)
def test_every_refusal_names_where_else_to_ask(state: State, language: Tag) -> None:
    answer = _assistant().notice(state, language=language)
    said = plain_text(answer)
    assert answer.procedure is None
    assert "idarati.ma" in said
    assert "chikaya.ma" in said
    assert "37 37" in said or "3737" in said
    assert not CONTROLS.search(said)


@pytest.mark.parametrize(
    ("voice", "label"),
    [
        (Voice("fr", "fr"), "Passeport perdu ou volé"),
        (Voice("ary-Arab", "ar"), "ضياع أو سرقة جواز السفر"),
        (Voice("zgh-Tfng", "ar"), "ضياع أو سرقة جواز السفر"),
    ],
)
def test_a_question_back_offers_the_procedures_by_their_titles(voice: Voice, label: str) -> None:
    near = ("passport-adult", "passport-loss")
    understood = Understanding(Language(voice.language), State.CLARIFY, None, "overview", 0.4, near)
    answer = _assistant().respond(understood, voice)
    assert answer.state is State.CLARIFY
    assert answer.procedure is None
    assert [choice.procedure for choice in answer.choices] == list(near)
    assert text_of(answer.choices[1].label) == label
    assert label in plain_text(answer)
    assert f"- {label}" in "".join(markdown(answer))


def test_a_question_on_a_personal_file_is_sent_to_the_counter_of_its_procedure() -> None:
    understood = Understanding(
        Language("fr"), State.REFUSED_PERSONAL, "passport-adult", "where", 0.9
    )
    answer = _assistant().respond(understood, Voice("fr", "fr"))
    counter = record().get("passport-adult").channels[0].text.fr
    assert counter is not None
    assert counter in plain_text(answer)
    assert "votre dossier" in plain_text(answer)
    assert answer.procedure is None
    assert answer.citations


def test_a_language_not_offered_gets_french_and_the_list_of_languages() -> None:
    understood = Understanding(Language("en"), State.NO_SOURCE, None, "overview", 0.0)
    answer = _assistant().respond(understood, Voice("fr", "fr", offers=True))
    assert answer.asked == "en"
    assert answer.language == "fr"
    assert "en amazighe" in text_of(next(_statements(answer, "notice")).runs)


def test_a_question_without_words_is_not_answered() -> None:
    answer = _assistant().answer("", fallback="fr")
    assert answer.state is State.NO_SOURCE
    assert answer.procedure is None
    assert "le service ne répond pas sans source" in plain_text(answer)


def test_a_procedure_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(NotFound):
        _assistant().answer("x", procedure="no-such-thing")
    with pytest.raises(NotFound):
        _assistant().sheet("no-such-thing", language="fr")


def test_without_a_clock_the_day_is_the_one_on_which_the_record_was_read() -> None:
    still = Assistant(record()).answer("x", language="fr", procedure="cnie-first", facet="fees")
    assert still.state is State.ANSWERED


@pytest.mark.parametrize("question", ["", " ", "؟؟؟", "\x00\x01", "a" * 5_000, "ⵣ" * 100])
def test_any_question_gets_an_answer_with_a_state(question: str) -> None:
    answer = _assistant().answer(question)
    assert answer.state in State
    assert plain_text(answer)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("شحال كتسوى لاكارط و شنو خاصني", "ary-Arab"),
        ("passeport : prix et papiers", "fr"),
        ("ما ثمن جواز السفر وما الوثائق المطلوبة", "ar"),
    ],
)
def test_two_things_asked_are_both_answered_with_their_sources(
    question: str, language: Tag
) -> None:
    answer = _assistant().answer(question)
    assert (answer.language, answer.facet, answer.also) == (language, "fees", ("documents",))
    kinds = [block.kind for block in answer.blocks]
    assert kinds.index("direct") < kinds.index("documents")
    for kind in ("direct", "documents"):
        assert all(statement.citations for statement in _statements(answer, kind))


def test_of_two_things_asked_the_one_that_is_missing_is_said_to_be() -> None:
    answer = _assistant().answer(
        "permis de construire : quels papiers faut-il et combien ça coûte, quel prix ?"
    )
    assert (answer.procedure, answer.facet, answer.also) == (
        "permis-construire",
        "documents",
        ("fees",),
    )
    assert answer.state is State.ANSWERED_PARTLY
    [said] = _statements(answer, "fees")
    assert text_of(said.runs) == "Aucune source ne précise le coût."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_detail_that_no_source_tells_is_said_to_be_missing(language: Tag) -> None:
    answer = _assistant().answer(
        "passeport : à quelle heure ferme le bureau, quels horaires ?", language=language
    )
    assert (answer.procedure, answer.state) == ("passport-adult", State.ANSWERED_PARTLY)
    first = next(_statements(answer, "direct"))
    assert text_of(first.runs) == read(language)["lead.no_detail"]

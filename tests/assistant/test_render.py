"""Answers as Markdown and as plain text."""

import re
from functools import cache
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from siyada.assistant.answer import Answer, Block, Citation, Group, Run, State, Statement
from siyada.assistant.assistant import Assistant
from siyada.assistant.phrases import LANGUAGES
from siyada.assistant.render import markdown, plain_text, source_details
from siyada.language.identify import Tag
from siyada.library.record import load_record

_SOURCE = Citation(
    number=1,
    source="card.guide",
    title="Guide [ancien] *officiel*",
    title_tag="fr",
    url="https://guide.example/a_(b)",
    publisher="Le guide",
    kind="guide",
    date="2024-05",
    read="2026-11",
    checked=None,
)


@cache
def _assistant() -> Assistant:
    return Assistant(load_record(Path(__file__).parents[2] / "data" / "procedures"))


def _answer(*statements: Statement, kind: str = "direct") -> Answer:
    block = Block(kind, (Run("Titre", "fr"),), (Group((), statements),))
    return Answer(
        state=State.ANSWERED,
        language="fr",
        asked="fr",
        title=(Run("Carte", "fr"),),
        status=(Run("Réponse.", "fr"),),
        blocks=(block,),
        citations=(_SOURCE,),
    )


@pytest.mark.parametrize(
    ("text", "note", "shown"),
    [
        ("Deux photos", "", "Deux photos[1]"),
        ("Deux photos.", "", "Deux photos[1]."),
        ("Deux photos.", "non confirmé", "Deux photos (non confirmé)[1]."),
        ("Deux photos", "non confirmé", "Deux photos (non confirmé)[1]"),
    ],
)
def test_a_citation_stands_before_the_full_stop(text: str, note: str, shown: str) -> None:
    reserve = (Run(note, "fr"),) if note else ()
    answer = _answer(Statement((Run(text, "fr"),), (1,), note=reserve))
    assert shown in plain_text(answer).splitlines()
    assert f"{shown}\n" in "".join(markdown(answer))


def test_a_checklist_has_boxes_and_steps_have_numbers() -> None:
    two = (Statement((Run("un", "fr"),)), Statement((Run("deux", "fr"),)))
    assert "- [ ] un\n- [ ] deux\n" in "".join(markdown(_answer(*two, kind="documents")))
    assert "☐ un\n☐ deux\n" in plain_text(_answer(*two, kind="documents"))
    assert "1. un\n2. deux\n" in "".join(markdown(_answer(*two, kind="steps")))
    assert "1. un\n2. deux\n" in plain_text(_answer(*two, kind="steps"))
    assert "- un\n- deux\n" in "".join(markdown(_answer(*two, kind="fees")))


def test_text_of_the_record_cannot_become_marks_or_links() -> None:
    hostile = "[x](https://evil.example) *a* <b> `c` _d_ \\"
    page = MarkdownIt().render("".join(markdown(_answer(Statement((Run(hostile, "fr"),))))))
    assert "evil.example</a>" not in page
    assert 'href="https://evil.example' not in page
    assert "<b>" not in page
    assert "[x](https://evil.example) *a* &lt;b&gt; `c` _d_ \\" in page


def test_markdown_ends_with_the_numbered_sources() -> None:
    pieces = list(markdown(_answer(Statement((Run("un", "fr"),), (1,)))))
    assert len(pieces) == 3
    page = MarkdownIt().render(pieces[-1])
    assert '<a href="https://guide.example/a_(b)">Guide [ancien] *officiel*</a>' in page
    assert "Le guide — guide — date : mai 2024 — lue : novembre 2026" in page


def test_the_three_dates_of_a_source_are_never_merged() -> None:
    assert source_details(_SOURCE, "fr") == (
        "Le guide — guide — date : mai 2024 — lue : novembre 2026"
    )


def test_a_portal_is_a_link_in_markdown() -> None:
    site = Run("cnie.ma", "und", isolate=True, url="https://www.cnie.ma")
    assert "[cnie.ma](https://www.cnie.ma)" in "".join(markdown(_answer(Statement((site,)))))


def test_plain_text_can_leave_the_sources_out() -> None:
    answer = _answer(Statement((Run("un", "fr"),), (1,)))
    assert "https://guide.example" in plain_text(answer)
    assert "https://guide.example" not in plain_text(answer, sources=False)


def test_choices_are_listed() -> None:
    answer = _assistant().answer("x", procedure="cnie-first")
    assert "".join(markdown(answer)).count("\n### ") >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_of_the_record_renders_with_links_to_sources_and_portals_only(
    language: Tag,
) -> None:
    record = load_record(Path(__file__).parents[2] / "data" / "procedures")
    parser = MarkdownIt()
    for procedure in list(record.procedures.values())[::6]:
        answer = _assistant().sheet(procedure.id, language=language)
        page = parser.render("".join(markdown(answer)))
        allowed = {parser.normalizeLink(c.url) for c in answer.citations if c.url}
        allowed |= {parser.normalizeLink(portal.url) for portal in procedure.portals}
        links = {link.replace("&amp;", "&") for link in re.findall(r'href="([^"]*)"', page)}
        assert links <= allowed, links - allowed

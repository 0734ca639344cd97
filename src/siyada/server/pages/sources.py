"""The page of a source: its three dates, its original, and what the record took from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from siyada.assistant.amounts import dirhams
from siyada.assistant.answer import Answer, Statement
from siyada.assistant.values import text_of
from siyada.errors import NotFound
from siyada.language.identify import Tag
from siyada.library.procedure import Cost, Fact, Procedure, Source, Text
from siyada.server.pages.frame import KEPT, Frame, frame, frame_fields, page_response, words_of
from siyada.server.pages.markup import lang_dir, marked, site
from siyada.server.pages.messages import Catalogue
from siyada.server.pages.turn import titled
from siyada.services import Services


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact of the record that rests on a source."""

    field: str
    attributes: Markup
    text: Markup
    asked: bool


@dataclass(frozen=True, slots=True)
class SourcePage(Frame):
    """`source.html`."""

    procedure: str
    procedure_title: Markup
    heading: Markup
    source: Source
    publisher: Markup | None
    kind: Markup
    dates: tuple[tuple[str, Markup], ...]
    """The three dates, each with its label."""
    facts: tuple[FactView, ...]
    address: Markup
    """The address of the original, as text."""


def said(text: Text, tag: Tag) -> tuple[str, Tag]:
    """A text of the record in a language, else in one it has, and which that is."""
    order: tuple[tuple[str | None, Tag], ...] = ((text.ar, "ar"), (text.fr, "fr"))
    for words, language in order[::-1] if tag == "fr" else order:
        if words:
            return words, language
    return text.und or "", "und"


def title_of(procedure: Procedure, words: Catalogue) -> Markup:
    """The title of a procedure, marked for a page in that language."""
    title, tag = said(procedure.title, words.tag)
    return titled(title, tag, words.tag)


def plain_title(procedure: Procedure, words: Catalogue) -> str:
    """The title of a procedure for the browser's tab."""
    return said(procedure.title, words.tag)[0]


async def source_page(request: Request, services: Services) -> Response:
    """A source, its three dates, and what the record took from it."""
    words = words_of(request)
    name, _, key = request.path_params["source"].partition(".")
    procedure = services.record.get(name)
    source = next((source for source in procedure.sources if source.id == key), None)
    if source is None:
        raise NotFound("No source has that id in this procedure.")
    asked = frozenset(request.query_params.get("f", "").split(","))
    base = frame(request, services, title=words.text("source.title"), section="procedures")
    title, tag = said(source.title, words.tag)
    return page_response(
        "source.html",
        SourcePage(
            **frame_fields(base),
            procedure=procedure.id,
            procedure_title=title_of(procedure, words),
            heading=titled(title, tag, words.tag),
            source=source,
            publisher=marked(source.publisher, words.tag) if source.publisher else None,
            kind=words.say(f"kind.{source.kind}"),
            dates=_dates(source, words),
            address=site(source.url or ""),
            facts=tuple(_facts(procedure, source.id, asked, words)),
        ),
        cache=KEPT,
    )


def _dates(source: Source, words: Catalogue) -> tuple[tuple[str, Markup], ...]:
    own = source.date or source.date_note
    unknown, never = words("source.unknown"), words("source.never")
    return (
        (words.text("source.date"), words.date(own) if own else unknown),
        (words.text("source.read"), words.date(source.read) if source.read else unknown),
        (words.text("source.checked"), words.date(source.checked) if source.checked else never),
    )


def _facts(
    procedure: Procedure, key: str, asked: frozenset[str], words: Catalogue
) -> Iterator[FactView]:
    """The facts that cite a source, in the order of the record; `asked` names `field-number`."""
    for field, number, fact in numbered_facts(procedure):
        if key in fact.sources:
            text, tag = said(fact.text if isinstance(fact, Fact) else fact.description, words.tag)
            amount = _amount(fact, tag) if isinstance(fact, Cost) else ""
            yield FactView(
                field=words.text(f"field.{field}"),
                attributes=lang_dir(tag) if tag != words.tag else Markup(""),
                text=marked(text + amount, tag),
                asked=f"{field}-{number}" in asked,
            )


def numbered_facts(procedure: Procedure) -> Iterator[tuple[str, int, Fact | Cost]]:
    """Every fact of a procedure with its field and its number there, from 1."""
    groups: dict[str, tuple[Fact | Cost, ...]] = {
        "administration": (procedure.administration,),
        "audience": procedure.audience,
        "conditions": procedure.conditions,
        "documents": tuple(item for group in procedure.documents for item in group.items),
        "costs": procedure.costs,
        "benefits": procedure.benefits,
        "processing_time": procedure.processing_time,
        "validity": procedure.validity,
        "channels": procedure.channels,
        "contact_points": procedure.contact_points,
        "steps": procedure.steps,
        "legal_resources": procedure.legal_resources,
        "contradictions": procedure.contradictions,
        "notes": procedure.notes,
    }
    for field, facts in groups.items():
        for number, fact in enumerate(facts, 1):
            yield field, number, fact


def _amount(cost: Cost, tag: Tag) -> str:
    if cost.value_text:
        return f" – {cost.value_text}"
    return f" – {dirhams(cost.value, tag)}" if cost.value is not None else ""


def asked_facts(procedure: Procedure, answer: Answer) -> Mapping[int, str]:
    """For each citation of an answer, the facts that it carries there.

    They are named as the page of a source takes them in `f`: `costs-1,costs-2`.
    """
    facts = list(numbered_facts(procedure))
    found: dict[int, list[str]] = {}
    for block in answer.blocks:
        for statement in (s for group in block.groups for s in group.statements):
            names = [f"{field}-{n}" for field, n, fact in facts if _says(statement, fact)]
            for number in statement.citations:
                found.setdefault(number, []).extend(names)
    return {number: ",".join(dict.fromkeys(names)) for number, names in found.items()}


def _says(statement: Statement, fact: Fact | Cost) -> bool:
    text = fact.text if isinstance(fact, Fact) else fact.description
    written = text_of(statement.runs)
    return any(words in written for words in (text.fr, text.ar, text.und) if words)

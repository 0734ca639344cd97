"""The list of procedures with its search, the sheet of one, and what each source gave."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from siyada.language.analyse import tokens
from siyada.language.script import strip_controls
from siyada.library.procedure import Procedure
from siyada.library.record import Record
from siyada.server.pages.frame import (
    KEPT,
    Frame,
    frame,
    frame_fields,
    json_page,
    page_response,
    words_of,
)
from siyada.server.pages.markup import marked
from siyada.server.pages.messages import Catalogue
from siyada.server.pages.sources import asked_facts, plain_title, title_of
from siyada.server.pages.turn import AnswerView, BlockView, Writer
from siyada.services import Services

LIFE_EVENTS: dict[str, tuple[str, ...]] = {
    "identity": ("identity", "citizenship"),
    "family": ("civil-status", "family"),
    "social": ("social", "health"),
    "housing": ("housing", "foncier", "urbanisme"),
    "transport": ("transport",),
    "education": ("education",),
    "work": ("travail", "professions"),
    "business": ("entreprise", "financement", "certification"),
    "tax": ("fiscalite", "douane"),
    "justice": ("justice",),
    "rights": ("droits", "donnees", "services"),
    "abroad": ("diaspora", "mre", "foreigners"),
    "farming": ("agriculture",),
}
"""The moments of life that the list is ordered by, and the categories of the record in each."""

_EVENT_OF = {name: event for event, names in LIFE_EVENTS.items() for name in names}
_LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A procedure in a list."""

    procedure: str
    title: Markup


@dataclass(frozen=True, slots=True)
class Shelf:
    """The procedures of one moment of life."""

    event: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ListPage(Frame):
    """`procedures.html`."""

    shelves: tuple[Shelf, ...]
    query: str
    """What was searched, as typed; empty for the whole list."""
    count: int


@dataclass(frozen=True, slots=True)
class SheetPage(Frame):
    """`sheet.html`."""

    procedure: str
    event: Shelf
    answer: AnswerView
    aliases: Markup
    """Other names of the procedure, one after the other."""
    blocks: tuple[BlockView, ...]
    writer: Writer
    """Gives the sources, once the blocks that cite them are made."""


class ProcedurePages:
    """The pages made from the record alone."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @property
    def _record(self) -> Record:
        return self._services.record  # another one once the record was edited

    async def listing(self, request: Request) -> Response:
        """The procedures by moment of life; with `q`, those that hold the words."""
        words = words_of(request)
        query = strip_controls(request.query_params.get("q", "")).strip()[:_LONGEST_SEARCH]
        found = self._found(query)
        shelves = tuple(self._shelves(found, words))
        if request.url.path.endswith(".json"):
            return json_page([self._summary(procedure) for procedure in found])
        base = frame(
            request, self._services, title=words.text("procedures.title"), section="procedures"
        )
        return page_response(
            "procedures.html",
            ListPage(**frame_fields(base), shelves=shelves, query=query, count=len(found)),
            cache="no-store" if query else KEPT,
        )

    async def sheet(self, request: Request) -> Response:
        """Everything the record holds on one procedure."""
        words = words_of(request)
        procedure = self._record.get(request.path_params["procedure"])
        answer = self._services.assistant.sheet(procedure.id, language=words.tag)
        if request.url.path.endswith(".json"):
            return json_page(procedure.model_dump(mode="json", exclude_none=True))
        self._services.ledger.counts.add("read", procedure.id)
        writer = Writer(answer, facts=asked_facts(procedure, answer))
        event = _EVENT_OF.get(procedure.category, "other")
        base = frame(
            request, self._services, title=plain_title(procedure, words), section="procedures"
        )
        return page_response(
            "sheet.html",
            SheetPage(
                **frame_fields(base),
                procedure=procedure.id,
                event=Shelf(event, words.text(f"event.{event}"), ()),
                answer=writer.head(),
                aliases=words.say("punctuation.separator").join(
                    Markup("<bdi>{}</bdi>").format(marked(alias, words.tag))
                    for alias in procedure.aliases
                ),
                blocks=tuple(writer.block(b, i) for i, b in enumerate(answer.blocks, 1)),
                writer=writer,
            ),
            cache=KEPT,
        )

    def entries(self, names: tuple[str, ...], words: Catalogue) -> tuple[Entry, ...]:
        """The procedures of these ids that the record holds, in their order."""
        known = (self._record.procedures.get(name) for name in names)
        return tuple(Entry(p.id, title_of(p, words)) for p in known if p is not None)

    def _found(self, query: str) -> list[Procedure]:
        """The procedures whose names begin with every word searched, else with most of them."""
        wanted = [token.text for token in tokens(query)]
        if not wanted:
            return list(self._record.procedures.values())
        scores = {
            procedure.id: sum(
                any(word.startswith(start) for word in _names(procedure)) for start in wanted
            )
            for procedure in self._record.procedures.values()
        }
        best = max(scores.values())
        return [
            procedure
            for procedure in self._record.procedures.values()
            if best and scores[procedure.id] == best and best * 2 >= len(wanted)
        ]

    def _shelves(self, found: list[Procedure], words: Catalogue) -> Iterator[Shelf]:
        for event in (*LIFE_EVENTS, "other"):
            entries = sorted(
                (
                    Entry(procedure.id, title_of(procedure, words))
                    for procedure in found
                    if _EVENT_OF.get(procedure.category, "other") == event
                ),
                key=lambda entry: entry.title.striptags(),
            )
            if entries:
                yield Shelf(event, words.text(f"event.{event}"), tuple(entries))

    def _summary(self, procedure: Procedure) -> dict[str, Any]:
        return {
            "id": procedure.id,
            "category": procedure.category,
            "title": procedure.title.model_dump(exclude_none=True),
        }


def _names(procedure: Procedure) -> list[str]:
    title = procedure.title
    text = " ".join(filter(None, (title.fr, title.ar, *procedure.aliases)))
    return [token.text for token in tokens(text)]

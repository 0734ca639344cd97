"""The officers' page of the shield: a text, and what would become of it. Nothing is kept."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response

from siyada.config import ShieldSettings
from siyada.server.pages.frame import Frame, frame, frame_fields, page_response, words_of
from siyada.server.pages.markup import ident
from siyada.server.pages.messages import Catalogue
from siyada.server.pages.officers import check_officer
from siyada.server.pages.question import check_origin, read_form
from siyada.services import Services
from siyada.shield.explain import explained
from siyada.shield.forms import REMOVED
from siyada.shield.law import UNSURE
from siyada.shield.policy import Destination, Policy, destination_of

LONGEST = 20_000
"""Characters of a text."""
_MOST_PIECES = 500
"""Pieces that are listed; a text with more is shown all the same."""
_LONGEST_VALUE = 100
"""Characters of a value that are repeated in the list."""
_WHERE = {
    "here": Destination("here"),
    "country": Destination("country"),
    "listed": Destination("abroad", "FR"),
    "unlisted": Destination("abroad"),
}
_PROVIDER = "provider:"
_REASONS = frozenset(
    {"label", "checksum", "shape", "lexicon", "context", "model", "propagated", "script"}
)

Json = Any
"""A value made for JSON."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A destination that can be chosen."""

    value: str
    name: Markup
    chosen: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that was found."""

    value: str
    kind: Markup
    reason: Markup
    score: Markup
    action: Markup
    articles: Markup


@dataclass(frozen=True, slots=True)
class Shown:
    """What would become of a text."""

    whole: Markup
    original: tuple[Markup, ...]
    """Line by line, with what was found marked."""
    masked: tuple[Markup, ...]
    counts: tuple[tuple[Markup, int], ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class BenchPage(Frame):
    """`bench.html`."""

    text: str
    error: Markup | None
    choices: tuple[Choice, ...]
    purposes: tuple[Choice, ...]
    """The declared purposes, and first that of requests that name none; empty without any."""
    longest: int
    shown: Shown | None


async def bench_page(request: Request, services: Services) -> Response:
    """The empty form, or what would become of the text that it sent."""
    check_officer(request, services)
    words = words_of(request)
    text, chosen, purpose, error, shown = "", "", "", None, None
    if request.method == "POST":
        check_origin(request)
        fields = await read_form(request)
        text = fields.get("text", [""])[0].replace("\r\n", "\n")
        chosen, purpose = (fields.get(name, [""])[0] for name in ("where", "purpose"))
        error = _fault(words, text)
        if error is None:
            policy = Policy(services.settings.shield, _destination(services, chosen, purpose))
            answer = await asyncio.to_thread(explained, text, policy)
            shown = _shown(words, text, answer)
    base = frame(request, services, title=words.text("bench.title"))
    page = BenchPage(
        **frame_fields(replace(base, indexed=False)),
        text=text[:LONGEST],
        error=error,
        choices=tuple(_choices(words, services, chosen or "unlisted")),
        purposes=tuple(_purposes(services.settings.shield, purpose)),
        longest=LONGEST,
        shown=shown,
    )
    return page_response("bench.html", page, status=422 if error else 200)


def _fault(words: Catalogue, text: str) -> Markup | None:
    if not text.strip():
        return words("bench.empty")
    if len(text) > LONGEST:
        return words("bench.too_long", count=ident(f"{LONGEST:,}".replace(",", "\u00a0")))
    return None


def _destination(services: Services, chosen: str, purpose: str) -> Destination:
    """Where the text would go, for a purpose; one must be named where the settings want it."""
    shield = services.settings.shield
    if shield.purpose_required and not (purpose or shield.purpose):
        purpose = next(iter(shield.purposes), "")
    for provider in services.settings.providers:
        if chosen == _PROVIDER + provider.name:
            return destination_of(provider, purpose)
    return replace(_WHERE.get(chosen, _WHERE["unlisted"]), purpose=purpose)


def _purposes(shield: ShieldSettings, chosen: str) -> Iterator[Choice]:
    if not shield.purposes:
        return
    if shield.purpose or not shield.purpose_required:
        yield Choice("", escape("—"), not chosen)
    for name, purpose in shield.purposes.items():
        yield Choice(name, escape(purpose.title), chosen == name)


def _choices(words: Catalogue, services: Services, chosen: str) -> Iterator[Choice]:
    names = {
        "here": words("bench.where_here"),
        "country": words("bench.where_country"),
        "listed": words("bench.where_listed"),
        "unlisted": words("bench.where_unlisted"),
    }
    for value, name in names.items():
        yield Choice(value, name, chosen == value)
    for provider in services.settings.providers:
        value = _PROVIDER + provider.name
        yield Choice(value, escape(provider.name), chosen == value)


def _shown(words: Catalogue, text: str, answer: dict[str, Json]) -> Shown:
    found = [piece for piece in answer["pieces"] if piece["kind"] != UNSURE]
    counts = Counter(piece["kind"] for piece in answer["pieces"])
    return Shown(
        whole=words(f"bench.whole_{answer['action']}"),
        original=tuple(_lines(text, found, masked=False)),
        masked=tuple(_lines(text, found, masked=True)),
        counts=tuple((_kind(words, kind), count) for kind, count in sorted(counts.items())),
        pieces=tuple(
            _piece(words, text[piece["start"] : piece["end"]], piece)
            for piece in answer["pieces"][:_MOST_PIECES]
        ),
    )


def _piece(words: Catalogue, value: str, piece: dict[str, Json]) -> Piece:
    reason = piece["reason"]
    return Piece(
        value=" ".join(value[:_LONGEST_VALUE].split()),
        kind=_kind(words, piece["kind"]),
        reason=words(f"bench.reason_{reason}") if reason in _REASONS else ident(reason),
        score=ident(f"{piece['score']:.0%}".replace("%", "\u00a0%")),
        action=words(f"bench.action_{piece['action']}"),
        articles=ident(piece["articles"]),
    )


def _kind(words: Catalogue, kind: str) -> Markup:
    key = f"bench.kind_{kind.lower()}"
    return words(key if key in words.entries else "bench.kind_other")


def _lines(text: str, found: list[dict[str, Json]], *, masked: bool) -> Iterator[Markup]:
    """The lines of a text with what was found marked, or with what would stand in its place."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        pieces: list[Markup] = []
        done = start
        for piece in found:
            left, right = max(piece["start"], start), min(piece["end"], end)
            if left >= right:
                continue
            pieces.append(escape(text[done:left]))
            pieces.append(
                _marked(piece, text[left:right], first=piece["start"] >= start, masked=masked)
            )
            done = right
        yield Markup("").join((*pieces, escape(text[done:end])))
        start = end + 1


def _marked(piece: dict[str, Json], value: str, *, first: bool, masked: bool) -> Markup:
    if not masked:
        return Markup("<mark><bdi>{}</bdi></mark>").format(value)
    if piece["action"] == "allow":
        return escape(value)
    stands = (piece["becomes"] or REMOVED) if first else ""
    return Markup('<mark><bdi dir="ltr">{}</bdi></mark>').format(stands) if stands else Markup("")

"""A question as a form sends it: read, checked, and rid of personal data before anything else."""

import re
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import get_args
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

from siyada.errors import InvalidRequest, Refused
from siyada.language.identify import Tag
from siyada.language.script import strip_controls
from siyada.library.procedure import Facet
from siyada.shield.detect import detect

MASK = "[•••]"
"""Stands in the question for what was masked; it is no word of any language."""

ANSWER_LANGUAGES: tuple[Tag, ...] = ("ar", "ary-Arab", "zgh-Tfng", "fr")
"""The languages in which an answer can be had."""

EARLIER_KEPT = 4
"""Turns that travel with a page; older ones are forgotten."""

_MOST_FIELDS = 40
_SEARCHED = 20_000
"""A longer text is refused, and never reaches what could remember it."""
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")
_FACETS: tuple[Facet, ...] = get_args(Facet)
_IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PAGE_TOKEN = re.compile(r"[\w-]{22}")


@dataclass(frozen=True, slots=True)
class Earlier:
    """A turn before this one: what was asked (masked), and the procedure that answered."""

    question: str
    procedure: str


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, masked, and what was chosen with it."""

    text: str
    masked: tuple[str, ...]
    """Kinds of personal data that were masked, in the order of the text, each once."""
    language: Tag | None
    """The language asked for the answer; None follows the question."""
    procedure: str | None
    facet: Facet | None
    earlier: tuple[Earlier, ...]
    token: str
    """Of the page that asks, for limits; empty when the form had none."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a question cannot be answered: a key of the catalogue and its values."""

    key: str
    values: dict[str, int]


def new_token() -> str:
    """A token for one page: 128 random bits, known to nobody else and kept nowhere."""
    return token_urlsafe(16)


async def read_form(request: Request) -> dict[str, list[str]]:
    """The fields of a form; raises InvalidRequest when it is not one in UTF-8."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    if body and kind != "application/x-www-form-urlencoded":
        raise InvalidRequest("Send the form as application/x-www-form-urlencoded.")
    try:
        pairs = parse_qsl(
            body.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:  # not UTF-8, before or after decoding, or too many fields
        raise InvalidRequest("Send the form's text in UTF-8.") from None
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def check_origin(request: Request) -> None:
    """Refuse a form that another site sends in somebody's name; raises Refused.

    Browsers say where a request comes from by `Sec-Fetch-Site` (HTTPS and localhost) or else by
    `Origin`. A program says neither, and acts in nobody's name: these pages know no session.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        if site not in {"same-origin", "none"}:
            raise Refused("The form was sent from another site. Use the form of this page.")
        return
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host", ""):
        raise Refused("The form was sent from another site. Use the form of this page.")


def read_question(fields: dict[str, list[str]]) -> Question:
    """The question of a form. What is not one of the choices offered counts as not chosen."""
    text, masked = mask(_typed(_first(fields, "question")))
    language = _first(fields, "answer_language")
    procedure = _first(fields, "procedure")
    facet = _first(fields, "facet")
    token = _first(fields, "page")
    return Question(
        text=text,
        masked=masked,
        language=next((tag for tag in ANSWER_LANGUAGES if tag == language), None),
        procedure=procedure if _IDENTIFIER.fullmatch(procedure) else None,
        facet=next((known for known in _FACETS if known == facet), None),
        earlier=_earlier(fields),
        token=token if _PAGE_TOKEN.fullmatch(token) else "",
    )


def fault_of(question: Question, longest: int) -> Fault | None:
    """What is wrong with the question; None when it can be answered."""
    if not question.text.strip():
        return Fault("errors.empty", {})
    if len(question.text) > longest:
        return Fault("errors.long", {"count": len(question.text), "limit": longest})
    if _UNREADABLE.search(question.text):
        return Fault("errors.unreadable", {})
    return None


def mask(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with personal data masked, and the kinds that were found.

    >>> mask("CIN BK123456 kifach njeddedha?")
    ('CIN [•••] kifach njeddedha?', ('CIN',))
    """
    if len(text) > _SEARCHED:
        return text, ()
    kinds: list[str] = []
    pieces: list[str] = []
    end = 0
    for span in detect(text):
        pieces += [text[end : span.start], MASK]
        kinds.append(span.kind)
        end = span.end
    return "".join((*pieces, text[end:])), tuple(dict.fromkeys(kinds))


def _earlier(fields: dict[str, list[str]]) -> tuple[Earlier, ...]:
    pairs = zip(
        fields.get("earlier_question", ()), fields.get("earlier_procedure", ()), strict=False
    )
    return tuple(
        Earlier(mask(_typed(question)[:300])[0], procedure)
        for question, procedure in list(pairs)[-EARLIER_KEPT:]
        if not procedure or _IDENTIFIER.fullmatch(procedure)
    )


def _typed(text: str) -> str:
    """What a person typed, without invisible signs that could turn the page's order."""
    return strip_controls(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _first(fields: dict[str, list[str]], name: str) -> str:
    return fields.get(name, [""])[0]

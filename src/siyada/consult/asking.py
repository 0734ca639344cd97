"""What is asked of an assistant, and what its caller may choose besides the question."""

from dataclasses import dataclass
from typing import Any

from siyada.consult.resolving import gone_on_with
from siyada.language.identify import Tag
from siyada.library.procedure import Facet
from siyada.wire.body import Checked, check, wrong_field
from siyada.wire.chat import ChatRequest, question, questions_before

Json = Any
"""A value written as JSON."""


class _Wishes(Checked):
    """What a caller may say of the answer, besides the question."""

    language: Tag | None = None
    procedure: str | None = None
    facet: Facet | None = None
    libraries: list[str] | None = None
    """Libraries of the caller's, or shared, to answer from besides the assistant's own."""


class _Fields(Checked):
    siyada: _Wishes | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what went before it. Nothing is kept between requests: clients resend."""

    text: str
    before: tuple[str, ...]
    """The questions that this one goes on with, the newest first; none if it stands alone."""
    language: Tag | None
    procedure: str | None
    facet: Facet | None
    libraries: tuple[str, ...] = ()

    @property
    def in_full(self) -> str:
        """The question with those that it goes on with, to search by."""
        return "\n".join((*reversed(self.before), self.text))


def asked(request: ChatRequest, longest: int) -> Asked:
    """The question of a request; raises InvalidFields for what is none, or too long."""
    text = question(request)
    if len(text) > longest:
        message = f"The question is longer than {longest} characters. Ask it in fewer words."
        raise wrong_field(("messages",), message)
    if request.n > 1:
        raise wrong_field(("n",), "The assistant gives one answer to a question: leave `n` out.")
    wishes = check(_Fields, request.body).siyada or _Wishes()
    return Asked(
        text,
        gone_on_with(text, questions_before(request)),
        wishes.language,
        wishes.procedure,
        wishes.facet,
        tuple(wishes.libraries or ()),
    )


def names_libraries(request: ChatRequest) -> bool:
    """Whether a request asks any model to answer from libraries."""
    wished = request.body.get("siyada")
    return isinstance(wished, dict) and bool(wished.get("libraries"))

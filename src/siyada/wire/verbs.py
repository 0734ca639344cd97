"""The verbs of the API that a model server answers: their addresses, fields and answers.

A verb is one line of a table. All pass the same way: key, route, shield, ledger, provider, restore.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from siyada.wire.body import Checked, check, read_object
from siyada.wire.chat import Message
from siyada.wire.transcriptions import as_chunk

Json = Any
"""A value read from JSON."""


def _texts(value: Json) -> Json:
    """A text, or a list of texts or chunks: what is moderated and classified."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and all(isinstance(item, str | dict) for item in value):
        return value
    raise ValueError("must be a string, or a list of strings")


def _conversations(value: Json) -> Json:
    """A conversation or several, as lists of messages or as objects that hold `messages`."""
    items = value if isinstance(value, list) else [value]
    if items and all(_is_conversation(item) or _is_message(item) for item in items):
        return value
    raise ValueError("must be a list of messages, or a list of such lists")


def _is_conversation(value: Json) -> bool:
    if isinstance(value, dict):
        value = value.get("messages")
    return isinstance(value, list) and bool(value) and all(_is_message(item) for item in value)


def _is_message(value: Json) -> bool:
    return isinstance(value, dict) and isinstance(value.get("role"), str)


class Fim(Checked):
    """Text to go on with, between what stands before and after."""

    model: str = Field(min_length=1)
    prompt: str
    suffix: str | None = None
    stream: bool | None = None
    max_tokens: int | None = Field(None, ge=0)


class AgentMessages(Checked):
    """A conversation with an agent that the provider keeps."""

    agent_id: str = Field(min_length=1)
    messages: list[Message] = Field(min_length=1)
    stream: bool | None = None
    max_tokens: int | None = Field(None, ge=0)


class TextsToJudge(Checked):
    """Texts to moderate or to classify."""

    model: str = Field(min_length=1)
    input: Annotated[Json, AfterValidator(_texts)]


class ConversationsToJudge(Checked):
    """Conversations to moderate or to classify."""

    model: str = Field(min_length=1)
    input: Annotated[Json, AfterValidator(_conversations)]


class Ocr(Checked):
    """A document to read."""

    model: str = Field(min_length=1)
    document: dict[str, Json]


class Rerank(Checked):
    """Documents to put in the order in which they answer a question."""

    model: str = Field(min_length=1)
    query: str
    documents: list[str | dict[str, Json]] = Field(min_length=1)
    top_n: int | None = Field(None, ge=1)


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that can be asked of a model."""

    name: str
    """What it is called in tables and errors."""
    path: str
    """Its address after `/v1`, here and at the providers."""
    shape: type[Checked] | None = None
    """The fields that are checked; None where another module checks them."""
    asks: str = "model"
    """The field that names the model."""
    restored: bool = True
    """Whether its answers hold texts in which pseudonyms may stand."""
    is_form: bool = False
    """Whether it is sent as a form with a file."""
    as_chunk: Callable[[Json], Json] | None = None
    """Reads its streamed events as chunks like chat's, where they are others."""

    def read(self, data: bytes) -> dict[str, Json]:
        """The body of a request, checked; raises InvalidRequest or InvalidFields."""
        body = read_object(data)
        if self.shape is not None:
            check(self.shape, body)
        return body

    def model(self, body: Mapping[str, Json]) -> str:
        """The model that a body asks for."""
        return str(body[self.asks])


CHAT = Verb("chat", "/chat/completions")
EMBEDDINGS = Verb("embeddings", "/embeddings", restored=False)
FIM = Verb("fim", "/fim/completions", Fim)
AGENTS = Verb("agents", "/agents/completions", AgentMessages, asks="agent_id")
MODERATIONS = Verb("moderations", "/moderations", TextsToJudge)
CHAT_MODERATIONS = Verb("chat moderations", "/chat/moderations", ConversationsToJudge)
CLASSIFICATIONS = Verb("classifications", "/classifications", TextsToJudge)
CHAT_CLASSIFICATIONS = Verb("chat classifications", "/chat/classifications", ConversationsToJudge)
OCR = Verb("ocr", "/ocr", Ocr)
RERANK = Verb("rerank", "/rerank", Rerank)
TRANSCRIPTIONS = Verb("transcriptions", "/audio/transcriptions", is_form=True, as_chunk=as_chunk)

VERBS = (
    CHAT, EMBEDDINGS, FIM, AGENTS, MODERATIONS, CHAT_MODERATIONS, CLASSIFICATIONS,
    CHAT_CLASSIFICATIONS, OCR, RERANK, TRANSCRIPTIONS,
)  # fmt: skip

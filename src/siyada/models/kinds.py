"""What each kind of model server offers, and what it accepts of a request."""

from collections.abc import Callable, Mapping
from typing import Any

from siyada.config.providers import Kind
from siyada.models import openai
from siyada.models.mistral import (
    narrow_agents,
    narrow_chat,
    narrow_chat_judging,
    narrow_embeddings,
    narrow_fim,
    narrow_judging,
    narrow_ocr,
    narrow_transcription,
)
from siyada.wire.verbs import (
    AGENTS,
    CHAT,
    CHAT_CLASSIFICATIONS,
    CHAT_MODERATIONS,
    CLASSIFICATIONS,
    EMBEDDINGS,
    FIM,
    MODERATIONS,
    OCR,
    RERANK,
    TRANSCRIPTIONS,
    Verb,
)

Json = Any
"""A value read from JSON."""
Narrow = Callable[[Mapping[str, Json]], tuple[dict[str, Json], dict[str, str]]]
"""Gives the request that a server accepts, and the tool-call ids to map back."""


def _as_it_is(body: Mapping[str, Json]) -> tuple[dict[str, Json], dict[str, str]]:
    return dict(body), {}


def _embeddings(body: Mapping[str, Json]) -> tuple[dict[str, Json], dict[str, str]]:
    """A request for embeddings in OpenAI's words."""
    renamed = {"output_dimension": "dimensions"}
    return {renamed.get(name, name): value for name, value in body.items()}, {}


def _with_lists(body: Mapping[str, Json]) -> tuple[dict[str, Json], dict[str, str]]:
    """A form as OpenAI's servers read it: lists are named with brackets."""
    return {f"{name}[]" if isinstance(v, list) else name: v for name, v in body.items()}, {}


NARROW: Mapping[Kind, Mapping[Verb, Narrow]] = {
    "openai": {
        CHAT: openai.narrow_chat,
        EMBEDDINGS: _embeddings,
        MODERATIONS: _as_it_is,
        RERANK: _as_it_is,
        TRANSCRIPTIONS: _with_lists,
    },
    "vllm": {
        CHAT: openai.narrow_chat_for_vllm,
        EMBEDDINGS: _embeddings,
        RERANK: _as_it_is,
        TRANSCRIPTIONS: _with_lists,
    },
    "mistral": {
        CHAT: narrow_chat,
        EMBEDDINGS: narrow_embeddings,
        FIM: narrow_fim,
        AGENTS: narrow_agents,
        MODERATIONS: narrow_judging,
        CHAT_MODERATIONS: narrow_chat_judging,
        CLASSIFICATIONS: narrow_judging,
        CHAT_CLASSIFICATIONS: narrow_chat_judging,
        OCR: narrow_ocr,
        TRANSCRIPTIONS: narrow_transcription,
    },
}
"""By kind: the verbs that it offers, and what to do to a request for each."""


def offers(kind: Kind, verb: Verb) -> bool:
    """Whether servers of a kind answer a verb."""
    return verb in NARROW[kind]


def offered_by(verb: Verb) -> tuple[Kind, ...]:
    """The kinds of server that answer a verb."""
    return tuple(kind for kind, verbs in NARROW.items() if verb in verbs)

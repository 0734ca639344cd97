"""`GET /v1/models` and `GET /v1/models/{id}`, in the form that Mistral's client demands."""

from collections.abc import Iterable, Iterator
from typing import Any, NoReturn, get_args

from starlette.requests import Request
from starlette.responses import Response

from siyada.config import ModelSettings, Where
from siyada.errors import NotFound, Refused
from siyada.models.provider import Provider
from siyada.server.api.context import caller_of, services_of
from siyada.server.failures import json_response
from siyada.services import ASSISTANT, Services
from siyada.wire.verbs import FIM, MODERATIONS, OCR, TRANSCRIPTIONS

Json = Any
"""A value written as JSON."""

CREATED = 1_763_856_000
"""2025-11-23: model lists need a date, and providers' names come without one."""


async def list_models(request: Request) -> Response:
    """Every model that can be asked here."""
    return json_response({"object": "list", "data": list(_allowed(request))})


async def one_model(request: Request) -> Response:
    """One model; raises NotFound."""
    return json_response(_named(request))


async def delete_model(request: Request) -> NoReturn:
    """Refuse: models are in the settings of the server, and no caller deletes them."""
    _named(request)
    raise Refused(
        "Models are set by the operator of this server: no caller deletes them.", param="model"
    )


def _named(request: Request) -> dict[str, Json]:
    """The model of an address; raises NotFound."""
    name = request.path_params["model"]
    for model in _allowed(request):
        if model["id"] == name:
            return model
    raise NotFound("There is no model of this name here. GET /v1/models lists those there are.")


def _allowed(request: Request) -> Iterator[dict[str, Json]]:
    """The models that the caller's key may ask."""
    allowed = caller_of(request).key.rights.models
    for model in _models(services_of(request)):
        if allowed is None or model["id"] in allowed:
            yield model


def _models(services: Services) -> Iterator[dict[str, Json]]:
    for name in dict.fromkeys((ASSISTANT, *services.settings.assistants)):
        yield _model(name, owner=ASSISTANT, where="here", chat=True)
    for name, providers in services.pool.models():
        where = max((one.where for one in providers), key=get_args(Where).index, default="here")
        owner = ", ".join(provider.name for provider in providers)
        model = _model(name, owner=owner, where=where, chat=not any(w in name for w in _NO_CHAT))
        model["capabilities"] |= _guessed(name, providers)
        yield model | _as_described(model, services.pool.described(name))


_NO_CHAT = ("embed", "ocr", "moderation", "rerank", "whisper")
"""What stands in the names of models that make no conversation."""
_BY_NAME = {
    "completion_fim": (FIM, "codestral"),
    "ocr": (OCR, "ocr"),
    "moderation": (MODERATIONS, "moderation"),
    "audio_transcription": (TRANSCRIPTIONS, "voxtral"),
}
"""By capability: the verb that a provider must offer, and what stands in the names of models."""


def _guessed(name: str, providers: Iterable[Provider]) -> dict[str, bool]:
    """What a model is taken to be able to do: its name says so, and a provider offers it."""
    offering = tuple(providers)
    return {
        capability: word in name and any(one.offers(verb) for one in offering)
        for capability, (verb, word) in _BY_NAME.items()
    }


def _as_described(model: dict[str, Json], described: ModelSettings) -> dict[str, Json]:
    """What the settings say of a model, over what is guessed."""
    can = {"function_calling": described.tools, "vision": described.images}
    said = {name: value for name, value in can.items() if value is not None}
    longest = {} if described.context is None else {"max_context_length": described.context}
    return {"capabilities": model["capabilities"] | said, **longest}


def _model(name: str, *, owner: str, where: str, chat: bool) -> dict[str, Json]:
    """One item. `type` and `capabilities` must be there: Mistral's client refuses a list without.

    What a provider's model can do is known where the settings say it. Else its name is taken at its
    word: `embed`, `ocr` and the like are no chat, any other is chat with tools.
    """
    return {
        "id": name,
        "object": "model",
        "created": CREATED,
        "owned_by": owner,
        "name": name,
        "type": "base",
        "capabilities": {
            "completion_chat": chat,
            "completion_fim": False,
            "function_calling": chat and owner != ASSISTANT,
            "fine_tuning": False,
            "vision": False,
            "classification": False,
        },
        "aliases": [],
        "deprecation": None,
        "siyada": {"where": where},
    }

"""`POST /v1/embeddings`."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from siyada.chat import Asked, ask
from siyada.errors import InvalidRequest
from siyada.server.api.context import body_of, caller_of, dialect_of, services_of
from siyada.server.api.headers import siyada_headers
from siyada.server.failures import json_response
from siyada.services import is_assistant
from siyada.wire.embeddings import embeddings_answer, read_embeddings
from siyada.wire.tokens import text_bytes, tokens
from siyada.wire.verbs import EMBEDDINGS


async def create_embeddings(request: Request) -> Response:
    """Answer a request for embeddings."""
    asked = read_embeddings(await body_of(request))
    if dialect_of(request) == "mistral":
        asked = replace(asked, base64=False)  # its client asks for it, and reads lists only
    if is_assistant(asked.model, services_of(request).settings):
        raise InvalidRequest(
            "The assistant answers questions and makes no embeddings."
            " GET /v1/models lists the models that may.",
            param="model",
        )
    answer, attempt = await ask(
        Asked(EMBEDDINGS, asked.body, caller_of(request)), services_of(request)
    )
    counted = tokens(text_bytes(asked.body["input"]))
    provider = attempt.provider
    headers = siyada_headers(
        provider.where, provider.name, attempt.masked, rerouted=attempt.rerouted
    )
    return json_response(embeddings_answer(asked, answer, counted), headers=headers)

"""Every route on one screen."""

import importlib

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Scope

from siyada.config import TraceSettings
from siyada.errors import ConfigError, SiyadaError
from siyada.server.api.admin import admin_routes
from siyada.server.api.audio import transcribe
from siyada.server.api.audit import audit_routes
from siyada.server.api.chat import chat_completions
from siyada.server.api.contract import openapi
from siyada.server.api.conversations import conversation_routes
from siyada.server.api.embeddings import create_embeddings
from siyada.server.api.feedback import feedback_routes
from siyada.server.api.files import file_routes
from siyada.server.api.identity import users_me, whoami
from siyada.server.api.language import (
    analyse_text,
    identify_language,
    normalise_text,
    transliterate_text,
)
from siyada.server.api.libraries import library_routes
from siyada.server.api.library_documents import document_routes
from siyada.server.api.models import delete_model, list_models, one_model
from siyada.server.api.responses import count_input_tokens, create_response
from siyada.server.api.rest import not_offered
from siyada.server.api.search import search_library
from siyada.server.api.shield import detect_personal_data, explain_policy, mask_personal_data
from siyada.server.api.shield_files import mask_file
from siyada.server.api.state import healthz, metrics, readyz
from siyada.server.api.usage import show_usage
from siyada.server.api.verbs import verb_routes
from siyada.server.direct import Direct
from siyada.server.door import Door
from siyada.server.drain import Drain
from siyada.server.pages.errors import failure_handlers, refusal
from siyada.server.pages.routes import page_routes
from siyada.server.security import Body, Edge
from siyada.server.siblings import Siblings
from siyada.server.signon import signon_routes
from siyada.services import Services

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]

FORM_BYTES = 200_000
"""Bytes of a form besides its file."""
_FORMS = ("/v1/files", "/v1/audio/transcriptions", "/v1/shield/files")


def routes(services: Services) -> list[BaseRoute]:
    """Every address and who answers there: the API, the state of the server, the pages."""
    return [
        Route("/v1/chat/completions", chat_completions, methods=["POST"]),
        Route("/v1/embeddings", create_embeddings, methods=["POST"]),
        *verb_routes(),
        Route("/v1/responses", create_response, methods=["POST"]),
        Route("/v1/responses/input_tokens", count_input_tokens, methods=["POST"]),
        Route("/v1/audio/transcriptions", transcribe, methods=["POST"]),
        *file_routes(),
        Route("/v1/models", list_models),
        Route("/v1/models/{model:path}", one_model),
        Route("/v1/models/{model:path}", delete_model, methods=["DELETE"]),
        Route("/v1/users/me", users_me),
        Route("/v1/whoami", whoami),
        Route("/v1/language/identify", identify_language, methods=["POST"]),
        Route("/v1/language/normalise", normalise_text, methods=["POST"]),
        Route("/v1/language/transliterate", transliterate_text, methods=["POST"]),
        Route("/v1/language/analyse", analyse_text, methods=["POST"]),
        Route("/v1/shield/detect", detect_personal_data, methods=["POST"]),
        Route("/v1/shield/mask", mask_personal_data, methods=["POST"]),
        Route("/v1/shield/explain", explain_policy, methods=["POST"]),
        Route("/v1/shield/files", mask_file, methods=["POST"]),
        Route("/v1/search", search_library, methods=["POST"]),
        *conversation_routes(),
        *feedback_routes(),
        *library_routes(),
        *document_routes(),
        Route("/v1/usage", show_usage),
        *admin_routes(),
        *audit_routes(),
        *signon_routes(services),
        Route("/v1/{rest:path}", not_offered, methods=METHODS),
        Route("/v2/{rest:path}", not_offered, methods=METHODS),
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", metrics),
        Route("/openapi.json", openapi),
        *page_routes(services),
    ]


def create_app(
    services: Services, drain: Drain | None = None, siblings: Siblings | None = None
) -> ASGIApp:
    """The application, inside what every request passes."""
    table = routes(services)
    app = Starlette(routes=table, exception_handlers=failure_handlers(services))
    drain = drain or Drain()
    app.state.services, app.state.drain = services, drain
    app.state.siblings = siblings or Siblings()
    settings = services.settings

    def longest(path: str) -> int:
        file = settings.files.max_bytes + FORM_BYTES if path in _FORMS else 0
        return max(settings.server.max_body_bytes, file)

    def refuse(scope: Scope, error: SiyadaError) -> Response:
        return refusal(Request(scope), services, error)

    inside = Door(Body(Direct(app, table, refuse), longest, refuse), services)
    return traced(Edge(inside, services.ledger.metrics, drain), settings.traces)


def traced(app: ASGIApp, settings: TraceSettings) -> ASGIApp:
    """The application with traces, where the settings say where they go.

    The libraries for that are an extra, so their module is loaded only then; raises ConfigError
    when they are missing.
    """
    if settings.endpoint is None:
        return app
    try:
        module = importlib.import_module("siyada.server.traces")
    except ImportError:
        raise ConfigError(
            "`traces.endpoint` needs OpenTelemetry. Install it: pip install 'siyada[otel]'."
        ) from None
    with_traces: ASGIApp = module.Traces(app, settings)
    return with_traces


def close_app(app: ASGIApp) -> None:
    """Send what an application with traces has not sent yet."""
    close = getattr(app, "close", None)
    if close is not None:
        close()

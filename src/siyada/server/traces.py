"""Traces by OpenTelemetry. Plain ASGI; loaded only when the settings name an address for them.

A span says when a request came, to which of our addresses, how it was answered, and who answered:
what the answer's headers say anyway. Never content, a caller, or the address as it was asked. The
caller's own trace is not gone on with, and nothing of a trace is sent to model servers.
"""

from threading import Thread

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import TraceIdRatioBased
from opentelemetry.trace import Span, SpanKind
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from siyada import __version__
from siyada.config import TraceSettings

_SAID = {
    b"x-siyada-where": "siyada.where",
    b"x-siyada-provider": "siyada.provider",
    b"x-siyada-model": "siyada.model",
    b"x-siyada-masked": "siyada.masked",
    b"x-request-id": "siyada.request",
}
"""Headers of an answer that are said in its span."""


CLOSE_SECONDS = 5.0
"""How long the last traces may take to be sent when the server stops."""


class Traces:
    """Makes a span of each request."""

    def __init__(self, app: ASGIApp, settings: TraceSettings) -> None:
        self._app = app
        provider = TracerProvider(
            sampler=TraceIdRatioBased(settings.share),
            resource=Resource({"service.name": "siyada", "service.version": __version__}),
        )
        exporter = OTLPSpanExporter(endpoint=settings.endpoint)
        provider.add_span_processor(BatchSpanProcessor(exporter))
        self._provider = provider
        self._tracer = provider.get_tracer("siyada")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with self._tracer.start_as_current_span(
            scope["method"],
            kind=SpanKind.SERVER,
            record_exception=False,  # an exception's words may hold anything
            set_status_on_exception=False,
        ) as span:

            async def send_and_say(message: Message) -> None:
                if message["type"] == "http.response.start":
                    _say(span, scope, message)
                await send(message)

            await self._app(scope, receive, send_and_say)

    def close(self) -> None:
        """Send what waits, unless that takes too long: a worker has no other end."""
        sending = Thread(target=self._provider.shutdown, name="traces", daemon=True)
        sending.start()
        sending.join(CLOSE_SECONDS)


def _say(span: Span, scope: Scope, message: Message) -> None:
    route = getattr(scope.get("route"), "path", "none")
    span.update_name(f"{scope['method']} {route}")
    span.set_attribute("http.request.method", scope["method"])
    span.set_attribute("http.route", route)
    span.set_attribute("http.response.status_code", message["status"])
    for name, value in message.get("headers", ()):
        if name in _SAID:
            span.set_attribute(_SAID[name], value.decode("latin-1"))

"""Counts of what happens, for Prometheus. Names and kinds only, never content."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """The counters of one server."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "siyada_requests",
            "Requests by route and status",
            ("route", "status"),
            registry=self._registry,
        )
        self.calls = Counter(
            "siyada_calls",
            "Calls of models by where they run and how they ended",
            ("provider", "where", "outcome"),
            registry=self._registry,
        )
        self.tokens = Counter(
            "siyada_tokens",
            "Tokens, counted here",
            ("provider", "direction"),
            registry=self._registry,
        )
        self.masked = Counter(
            "siyada_masked",
            "Pieces of personal data masked before a call, by kind",
            ("kind",),
            registry=self._registry,
        )
        self.answers = Counter(
            "siyada_answers",
            "Answers of the assistant by state",
            ("state",),
            registry=self._registry,
        )
        self.first_event = Histogram(
            "siyada_first_event_seconds",
            "Time to the first event of an answer",
            ("provider",),
            registry=self._registry,
        )

    def page(self) -> bytes:
        """Everything counted so far, in Prometheus's text format."""
        return generate_latest(self._registry)

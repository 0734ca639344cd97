"""Counts of what happens, for Prometheus. Names and kinds only, never content."""

from typing import NamedTuple

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class CallCounters(NamedTuple):
    """What counts the calls of one provider that ended alike."""

    calls: Counter
    tokens_in: Counter
    tokens_out: Counter
    first_event: Histogram


class Metrics:
    """The counters of one server."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.requests = self._counter(
            "siyada_requests", "Requests by route and status", "route", "status"
        )
        self.calls = self._counter(
            "siyada_calls",
            "Calls of models by where they run and how they ended",
            "provider",
            "where",
            "outcome",
        )
        self.tokens = self._counter(
            "siyada_tokens", "Tokens, counted here", "provider", "direction"
        )
        self.masked = self._counter(
            "siyada_masked", "Pieces of personal data masked before a call, by kind", "kind"
        )
        self.limited = self._counter(
            "siyada_limited", "Requests turned away by a limit of ours, by which", "limit"
        )
        self.answers = self._counter("siyada_answers", "Answers of the assistant by state", "state")
        self.first_event = Histogram(
            "siyada_first_event_seconds",
            "Time to the first event of an answer",
            ("provider",),
            registry=self._registry,
        )
        self._ended: dict[tuple[str, str, str], CallCounters] = {}

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(name, meaning, labels, registry=self._registry)

    def call_ended(self, provider: str, where: str, outcome: str) -> "CallCounters":
        """What counts a call that ended so; looked up once, since there are few."""
        counters = self._ended.get((provider, where, outcome))
        if counters is None:
            counters = self._ended[provider, where, outcome] = CallCounters(
                self.calls.labels(provider, where, outcome),
                self.tokens.labels(provider, "in"),
                self.tokens.labels(provider, "out"),
                self.first_event.labels(provider),
            )
        return counters

    def page(self) -> bytes:
        """Everything counted so far, in Prometheus's text format."""
        return generate_latest(self._registry)

"""A call of a model, from the record written before anything is sent to how it ended."""

import asyncio
import time
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import structlog

from siyada.config import Settings
from siyada.errors import Refused, SiyadaError
from siyada.ledger.audit import Audit
from siyada.ledger.counts import Counts
from siyada.ledger.database import Database
from siyada.ledger.keys import Keys
from siyada.ledger.metrics import Metrics
from siyada.ledger.schema import MIGRATIONS
from siyada.ledger.usage import Allowance, Spent, add_use
from siyada.ledger.verify import Head
from siyada.wire.chat import Event, pieces_of
from siyada.wire.tokens import text_bytes, tokens

log = structlog.get_logger()

Outcome = Literal["complete", "cut", "left", "refused", "failed"]

DATABASE = "siyada.db"


@dataclass(frozen=True, slots=True)
class Opening:
    """What is known before anything is sent."""

    request: str
    """The request's id, as the caller is told it."""
    key: int
    """The number of the caller's key; 0 for the pages, which ask for none."""
    model: str
    provider: str
    where: str
    decision: str
    """What the shield's policy decided: allow, mask or refuse."""
    masked: Mapping[str, int] = field(default_factory=dict)
    """How many pieces of personal data of each kind were masked."""
    digest: str = ""
    """A keyed digest of what is sent."""
    tokens_in: int = 0

    def record(self) -> dict[str, Any]:
        """The fields of the audit's record."""
        return {name: getattr(self, name) for name in self.__slots__}


class Ledger:
    """What the platform remembers."""

    def __init__(self, settings: Settings) -> None:
        """Open the database and go on with the chain; raises LedgerFailed or ConfigError."""
        self.database = Database(settings.data / DATABASE, MIGRATIONS)
        try:
            self.audit = Audit(self.database, key_file(settings), checkpoint_file(settings))
        except SiyadaError:
            self.database.close()
            raise
        self.keys = Keys(self.database)
        self.counts = Counts(self.database)
        self.allowance = Allowance(settings.limits.requests_per_minute)
        self.metrics = Metrics()

    def call(self, opening: Opening) -> "Call":
        """A call, to be entered before anything is sent."""
        return Call(self, opening)

    def close(self) -> None:
        """Commit what is waiting, write the checkpoint, close."""
        try:
            self.database.write(lambda _: None).result()
            self.audit.deposit()
        finally:
            self.database.close()


def key_file(settings: Settings) -> Path:
    """Where the audit's key is."""
    return settings.audit.key_file or settings.data / "audit.key"


def checkpoint_file(settings: Settings) -> Path:
    """Where the end of the chain is noted a second time."""
    return settings.audit.checkpoint_file or settings.data / "audit.checkpoint"


class Call:
    """One call. Entering writes its record; leaving says how it ended, in every case."""

    def __init__(self, ledger: Ledger, opening: Opening) -> None:
        self._ledger = ledger
        self._opening = opening
        self._number = 0
        self._began = 0.0
        self._first: float | None = None
        self._bytes_out = 0
        self._claimed: dict[str, int] = {}

    async def __aenter__(self) -> Self:
        """Write the record; raises LedgerFailed, and then nothing may be sent."""
        self._began = time.monotonic()
        future = self._ledger.audit.add("call opened", self._opening.record())
        try:
            head = await asyncio.shield(asyncio.wrap_future(future))
        except asyncio.CancelledError:
            # The caller left while the record was being written: it is closed once it is there.
            future.add_done_callback(self._close_as_left)
            raise
        self._number = head.number
        for kind, count in self._opening.masked.items():
            self._ledger.metrics.masked.labels(kind).inc(count)
        return self

    def count(self, event: Event) -> None:
        """Count one event of the answer."""
        if self._first is None:
            self._first = time.monotonic() - self._began
        for piece in pieces_of(event):
            self._bytes_out += text_bytes(piece) - text_bytes(piece.get("role"))
        usage = event.get("usage")
        if usage:
            names = ("prompt_tokens", "completion_tokens")
            self._claimed = {n: usage[n] for n in names if isinstance(usage.get(n), int)}

    @property
    def tokens_in(self) -> int:
        """Tokens of what was asked, counted here."""
        return self._opening.tokens_in

    @property
    def tokens_out(self) -> int:
        """Tokens of the answer so far, counted here."""
        return tokens(self._bytes_out)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Say how it ended. Not waited for: the caller has the answer already, or is gone."""
        outcome = self._outcome(error)
        self._write(outcome)
        metrics, opening = self._ledger.metrics, self._opening
        metrics.calls.labels(opening.provider, opening.where, outcome).inc()
        metrics.tokens.labels(opening.provider, "in").inc(self.tokens_in)
        metrics.tokens.labels(opening.provider, "out").inc(self.tokens_out)
        if self._first is not None:
            metrics.first_event.labels(opening.provider).observe(self._first)

    def _outcome(self, error: BaseException | None) -> Outcome:
        if error is None:
            return "complete"
        if isinstance(error, GeneratorExit | asyncio.CancelledError):
            return "left"
        if isinstance(error, Refused):
            return "refused"
        return "failed" if self._first is None else "cut"

    def _close_as_left(self, opened: "Future[Head]") -> None:
        if opened.exception() is None:
            self._number = opened.result().number
            self._write("left")

    def _closing(self, outcome: Outcome) -> dict[str, Any]:
        return {
            "opened": self._number,
            "outcome": outcome,
            "tokens_in": self.tokens_in,
            "tokens_out": self.tokens_out,
            "claimed": self._claimed,
            "first_ms": None if self._first is None else round(self._first * 1000),
            "total_ms": round((time.monotonic() - self._began) * 1000),
        }

    def _write(self, outcome: Outcome) -> None:
        opening = self._opening
        spent = Spent(
            key=opening.key,
            model=opening.model,
            provider=opening.provider,
            outcome=outcome,
            tokens_in=self.tokens_in,
            tokens_out=self.tokens_out,
        )
        closed = self._ledger.audit.add(
            "call closed", self._closing(outcome), lambda connection: add_use(connection, spent)
        )
        closed.add_done_callback(_say_when_not_written)


def _say_when_not_written(future: "Future[Head]") -> None:
    if future.exception() is not None:
        log.error("a call's end was not recorded")

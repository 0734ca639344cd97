"""A call of a model: reserved and recorded before anything is sent, settled however it ends."""

import asyncio
import sqlite3
import time
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import structlog

from siyada.config import Settings
from siyada.errors import Refused, SiyadaError, TooManyRequests
from siyada.ledger.administration import Administration, Kept
from siyada.ledger.audit import Audit
from siyada.ledger.checkpoints import Checkpoints
from siyada.ledger.counting import Counting
from siyada.ledger.counts import Counts
from siyada.ledger.database import Database
from siyada.ledger.keys import Caller, Keys
from siyada.ledger.leases import Lease, Leases
from siyada.ledger.limits import Limit, Meters, Want
from siyada.ledger.metrics import Metrics
from siyada.ledger.opening import SENT, Opening, demand_rights
from siyada.ledger.people import People
from siyada.ledger.policy import note_policy, policy_digest
from siyada.ledger.prices import ASSISTANT, read_prices
from siyada.ledger.progress import BYTES_OUT, CLAIMED_IN, CLAIMED_OUT, Known, Mark
from siyada.ledger.schema import MIGRATIONS
from siyada.ledger.sessions import Sessions
from siyada.ledger.settle import Books, Ended, close, close_lost
from siyada.ledger.totals import today
from siyada.ledger.usage import NOTHING, Tokens, billed, claimed
from siyada.ledger.verify import Head
from siyada.wire.chat import Event, pieces_of
from siyada.wire.tokens import text_bytes, texts_in, tokens

Json = Any
"""A value read from JSON."""

log = structlog.get_logger()

STOPPING = "the server stops"
"""With what a request is cancelled that outlasts the server: its caller did not leave."""

Outcome = Literal["complete", "cut", "left", "refused", "failed", "lost"]

DATABASE = "siyada.db"

UNBILLED = frozenset({"refused", "failed"})
"""Nothing was answered, so nothing is billed. Neither is what asks no model."""


class Ledger:
    """What the platform remembers."""

    def __init__(self, settings: Settings) -> None:
        """Open the database and go on with the chain; raises LedgerFailed or ConfigError."""
        self.settings = settings
        prices = read_prices(settings.accounting.prices)
        self.counting = Counting(settings.accounting.tokenizers)
        self.database = Database(settings.data / DATABASE, MIGRATIONS)
        try:
            self.audit = Audit(self.database, key_file(settings), checkpoint_file(settings))
            self.meters = Meters(_key_limit(settings))
            self.database.gather(self.meters)
            self.database.write(self.meters.renew).result()
            self.books = Books(self.audit, self.meters, prices)
            self.leases = Leases(
                self.database, settings.data / "workers", self._close_lost, self.meters.recount
            )
            self.checkpoints = Checkpoints(
                self.database, self.audit, settings.audit, signing_key_file(settings)
            )
            self.leases.start()
            self.checkpoints.start()
        except SiyadaError:
            self.database.close()
            raise
        self.keys = Keys(self.database)
        self.administration = Administration(
            Kept(self.database, self.audit, self.keys, self.meters, prices),
        )
        self.counts = Counts(self.database)
        self.sessions = Sessions(self.database, self.audit)
        self.people = People(self.database, self.audit)
        self.metrics = Metrics()

    def call(self, opening: Opening) -> "Call":
        """A call, to be entered before anything is sent."""
        return Call(self, opening)

    async def take(self, caller: Caller) -> None:
        """Count a request that opens no call; raises TooManyRequests, LedgerFailed."""
        account, want = caller.key.account, Want(calls=0)

        def take(connection: sqlite3.Connection) -> None:
            self.meters.check(connection, account, want)
            self.meters.hold(account, want)

        caller.counted = True
        try:
            await self.database.written(take)
        except TooManyRequests as error:
            self.metrics.limited.labels(error.limit).inc()
            raise

    def note(self, caller: Caller) -> None:
        """Count a request that was answered without a call; not waited for, and never refused."""
        account, want = caller.key.account, Want(calls=0)
        caller.counted = True

        def note(connection: sqlite3.Connection) -> None:
            self.meters.load(connection, account, today())
            self.meters.hold(account, want)

        self.database.write(note)

    def reload(self, settings: Settings) -> None:
        """Take new limits, for keys of which nothing else is said, and note another policy."""
        self.settings = settings
        self.meters.take_default(_key_limit(settings))
        self.database.write(self.meters.renew)
        self.note_policy()

    def note_policy(self) -> None:
        """Record it where the policy is another than a server's on this data before."""
        digest = policy_digest(self.settings)
        self.database.write(lambda connection: note_policy(connection, self.audit, digest))

    def close(self) -> None:
        """Commit what is waiting, write and sign the checkpoint, close."""
        try:
            self.counting.close()
            self.leases.close()
            self.database.write(lambda _: None).result()
            self.audit.deposit()
        finally:
            self.checkpoints.close()
            self.database.close()

    def _close_lost(self, connection: sqlite3.Connection, lease: Lease, known: Known) -> None:
        close_lost(connection, self.books, lease, known, self.settings.accounting.billed)


def key_file(settings: Settings) -> Path:
    """Where the audit's key is."""
    return settings.audit.key_file or settings.data / "audit.key"


def checkpoint_file(settings: Settings) -> Path:
    """Where the end of the chain is noted a second time."""
    return settings.audit.checkpoint_file or settings.data / "audit.checkpoint"


def signing_key_file(settings: Settings) -> Path:
    """Where the key that signs checkpoints is."""
    return settings.audit.signing_key_file or settings.data / "audit.sign"


def _key_limit(settings: Settings) -> Limit:
    """What a key may use of which nothing else is said."""
    limits = settings.limits
    return Limit(
        limits.requests_per_minute,
        limits.tokens_per_minute,
        limits.tokens_per_day,
        limits.calls_at_once,
        limits.mad_per_month,
    )


class Call:
    """One call. Entering reserves and writes its record; leaving settles, in every case."""

    def __init__(self, ledger: Ledger, opening: Opening) -> None:
        self._ledger = ledger
        self._opening = opening
        self._lease: Lease
        self._mark: Mark
        self._began = 0.0
        self._first: float | None = None
        self._bytes_out = 0
        self._claimed: Tokens | None = None
        exact = opening.asked is not None and ledger.counting.of(opening.model)
        self._said: list[str] | None = [] if exact else None
        """The answer, held until its tokens are counted; None where they are estimated."""

    async def __aenter__(self) -> Self:
        """Reserve and write the record: one transaction.

        Raises Refused for a model that the key may not ask or a budget that cannot be reckoned,
        TooManyRequests or InvalidRequest for a limit, LedgerFailed when it cannot be written; then
        nothing may be sent.
        """
        self._began = time.monotonic()
        demand_rights(self._opening)
        self._mark = self._ledger.leases.mark()
        told = asyncio.get_running_loop().create_future()
        future = self._ledger.audit.follow(self._ledger.database.write(self._reserve, told))
        try:
            await told
            head = future.result()
        except asyncio.CancelledError:
            # The caller left while the record was being written: it is closed once it is there.
            future.add_done_callback(self._close_as_left)
            raise
        except SiyadaError as error:
            self._ledger.leases.ended(self._mark)
            self._note_refusal(error)
            raise
        self._opening.caller.counted = True
        self._ledger.leases.opened(head.number, self._mark)
        for kind, count in self._opening.masked.items():
            self._ledger.metrics.masked.labels(kind).inc(count)
        return self

    def count(self, event: Event) -> None:
        """Count one event of the answer."""
        if self._first is None:
            self._first = time.monotonic() - self._began
        for piece in pieces_of(event):
            if len(piece) == 1 and "content" in piece:  # most pieces
                self._bytes_out += text_bytes(piece["content"])
            else:
                self._bytes_out += text_bytes(piece) - text_bytes(piece.get("role"))
            if self._said is not None:
                self._said += texts_in({n: v for n, v in piece.items() if n != "role"})
        self._mark[BYTES_OUT] = self._bytes_out
        said = event.get("usage")
        if said:
            self._claim(said)

    def _claim(self, said: Json) -> None:
        """Take what the provider says that it counted, if it can be true."""
        told = claimed(said)
        if told is not None:
            self._claimed = told
            self._mark[CLAIMED_IN], self._mark[CLAIMED_OUT] = told

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
        self._settle_later(outcome)
        opening = self._opening
        counters = self._ledger.metrics.call_ended(opening.provider, opening.where, outcome)
        counters.calls.inc()
        counters.tokens_in.inc(self.tokens_in)
        counters.tokens_out.inc(self.tokens_out)
        if self._first is not None:
            counters.first_event.observe(self._first)

    def _want(self) -> Want:
        """What this call may use at most."""
        opening = self._opening
        requests = 0 if opening.caller.counted else 1
        if opening.decision not in SENT or opening.provider == ASSISTANT:
            return Want(requests, calls=0)
        most = opening.tokens_most
        if most is None:
            most = self._ledger.settings.accounting.tokens_out_reserved
        prices = self._ledger.books.prices
        cost = prices.cost(opening.model, opening.provider, opening.tokens_in, most)
        return Want(requests, 1, opening.tokens_in + most, cost.micro_mad if cost else None)

    def _reserve(self, connection: sqlite3.Connection) -> Head:
        """Reserve, lease and record, in the writing thread."""
        ledger, opening, want = self._ledger, self._opening, self._want()
        account = opening.caller.key.account
        ledger.meters.check(connection, account, want)
        self._lease = Lease(
            number=ledger.audit.next_number(connection),
            worker=ledger.leases.worker(),
            key=account.key,
            project=account.project,
            organisation=account.organisation,
            model=opening.model,
            provider=opening.provider,
            tokens_in=opening.tokens_in,
            calls=want.calls,
            held=want.tokens,
            cost=want.cost or 0,
        )
        ledger.leases.take(connection, self._lease)
        head = ledger.audit.append(connection, "call opened", opening.record(), opening.who())
        ledger.meters.hold(account, want)
        return head

    def _note_refusal(self, error: SiyadaError) -> None:
        if isinstance(error, TooManyRequests):
            self._opening.caller.counted = True
            self._ledger.metrics.limited.labels(error.limit).inc()

    def _outcome(self, error: BaseException | None) -> Outcome:
        if error is None:
            return "complete"
        if isinstance(error, asyncio.CancelledError) and STOPPING in error.args:
            return "failed" if self._first is None else "cut"
        if isinstance(error, GeneratorExit | asyncio.CancelledError):
            return "left"
        if isinstance(error, Refused):
            return "refused"
        return "failed" if self._first is None else "cut"

    def _close_as_left(self, opened: "Future[Head]") -> None:
        if opened.exception() is None:
            self._settle_later("left")
        else:
            self._ledger.leases.ended(self._mark)

    def _settle_later(self, outcome: Outcome) -> None:
        """Settle, once the tokens are counted."""
        took = round((time.monotonic() - self._began) * 1000)
        estimate, counting = Tokens(self.tokens_in, self.tokens_out), self._ledger.counting
        if self._said is None or not self._lease.calls:
            self._settle(self._ended(outcome, took, estimate))
            return
        model = self._opening.model

        def settle(counted: Tokens | None) -> None:
            tokenizer = counting.of(model) if counted else None
            self._settle(self._ended(outcome, took, counted or estimate, tokenizer))

        # One text, as it was said: pieces cut in the middle of a token would count for more.
        counting.later(model, texts_in(self._opening.asked), ("".join(self._said),), settle)

    def _settle(self, ended: Ended) -> None:
        """Settle in the writing thread; where that fails, again until it is written."""
        ledger, lease = self._ledger, self._lease

        def settle(connection: sqlite3.Connection) -> Head:
            ledger.leases.release(connection, lease.number)
            return close(connection, ledger.books, lease, ended)

        def see(future: "Future[Head]") -> None:
            if future.exception() is None:
                ledger.leases.ended(self._mark)
            else:
                log.error("a call's end was not recorded")
                ledger.leases.again(settle, self._mark)

        written = ledger.database.write(settle, soon=False)
        ledger.audit.follow(written).add_done_callback(see)

    def _ended(
        self, outcome: Outcome, took: int, counted: Tokens, tokenizer: str | None = None
    ) -> Ended:
        due = billed(counted, self._claimed, self._ledger.settings.accounting.billed)
        return Ended(
            outcome=outcome,
            counted=counted,
            claimed=self._claimed,
            billed=due if self._lease.calls and outcome not in UNBILLED else NOTHING,
            first_ms=None if self._first is None else round(self._first * 1000),
            total_ms=took,
            tokenizer=tokenizer,
        )

"""What keys, projects and organisations may use: reserved before a call, settled after it.

What is used lives in the database, so that every process counts the same, and is kept in memory
between two writes of this process. Buckets of a minute drain by the monotonic clock, which all
processes of a machine share and which no correction of the time moves; days and months are UTC.
"""

import math
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from siyada.errors import InvalidRequest, QuotaReached, Refused, TooManyRequests
from siyada.ledger.changes import CHANGES
from siyada.ledger.totals import MICRO, Totals

Subject = str
"""Who has a limit: `key 3`, `project 1`, `organisation 1`."""

Limited = Literal[
    "requests_per_minute", "tokens_per_minute", "tokens_per_day", "calls_at_once", "mad_per_month"
]

_MAY = {
    "requests_per_minute": "make {} requests a minute",
    "tokens_per_minute": "use {} tokens a minute",
    "tokens_per_day": "use {} tokens a day (UTC)",
    "calls_at_once": "have {} calls open at once",
    "mad_per_month": "spend {} MAD a month (UTC)",
}
_BUSY_SECONDS = 1
_ALMOST = 1e-6
"""A share of a request or token that is only rounding."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What one subject may use; None is no limit."""

    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    tokens_per_day: int | None = None
    calls_at_once: int | None = None
    mad_per_month: int | None = None

    def over(self, default: "Limit") -> "Limit":
        """This limit, with what is not set taken from a default."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return replace(default, **{n: value for n, value in values.items() if value is not None})

    @property
    def counts_tokens(self) -> bool:
        """Whether anything but requests is limited, so that the end of a call matters."""
        return any(getattr(self, name) is not None for name in self.__slots__[1:])


NO_LIMIT = Limit()

_Bound = tuple[Subject, Limit, bool]
"""A subject, its limit, and whether that counts tokens."""


class Account(NamedTuple):
    """Whose use is counted: a key, its project and its organisation."""

    key: int
    project: int
    organisation: int

    def subjects(self) -> tuple[Subject, ...]:
        """The subjects, the narrowest first; none for the pages, which ask for no key."""
        if not self.key:
            return ()
        return (
            f"key {self.key}",
            f"project {self.project}",
            f"organisation {self.organisation}",
        )


class Want(NamedTuple):
    """What a call may use at most, as far as that is known before it."""

    requests: int = 1
    """0 where the request was counted already: a second attempt, or at the door."""
    calls: int = 1
    tokens: int = 0
    cost: int | None = 0
    """Millionths of a dirham; None where no price is known."""


@dataclass(slots=True)
class Meter:
    """What a subject uses now."""

    requests: float = 0.0
    tokens: float = 0.0
    counted: float = 0.0
    calls: int = 0
    held: int = 0
    cost: int = 0

    def drain(self, limit: Limit, now: float) -> None:
        """Let go what the time since the last count frees.

        A clock that is behind the last count (the machine started anew) frees nothing yet.
        """
        passed = max(0.0, now - self.counted) / 60
        self.requests = max(0.0, self.requests - passed * (limit.requests_per_minute or math.inf))
        self.tokens = max(0.0, self.tokens - passed * (limit.tokens_per_minute or math.inf))
        self.counted = now


_METER = "SELECT requests, tokens, counted, calls, held, cost FROM meters WHERE subject = ?"
_SAVE_METER = "INSERT OR REPLACE INTO meters VALUES (?, ?, ?, ?, ?, ?, ?)"
_LIMIT = (
    "SELECT requests_per_minute, tokens_per_minute, tokens_per_day, calls_at_once, mad_per_month"
    " FROM limits WHERE subject = ?"
)
_HOLDING = "SELECT subject FROM meters WHERE calls OR held OR cost"
_HELD = " UNION ALL ".join(
    f"SELECT '{column} ' || {column}, sum(calls), sum(held), sum(cost) FROM leases"  # noqa: S608 - constants
    f" WHERE {column} GROUP BY {column}"
    for column in ("key", "project", "organisation")
)


class Meters:
    """What is used now, by subject. Lives in the writing thread; `look` may be asked anywhere."""

    def __init__(self, default: Limit, clock: Callable[[], float] = time.monotonic) -> None:
        self._default = default
        self._clock = clock
        self._meters: dict[Subject, Meter] = {}
        self._changed: set[Subject] = set()
        self._limits: dict[Account, tuple[_Bound, ...]] = {}
        self._limits_of = -1
        """The number of changes at which the limits were read."""
        self._stale = True
        self.totals = Totals()

    def take_default(self, default: Limit) -> None:
        """Let this be what a key may use of which nothing else is said."""
        self._default, self._limits_of, self._stale = default, -1, True

    def renew(self, connection: sqlite3.Connection) -> None:
        """Look at the limits anew, within a write: this process has set some, or may have.

        Other processes notice by themselves.
        """
        self.totals.anew(connection)
        self._stale = True

    def forget(self) -> None:
        """Read everything anew."""
        self._meters = {}
        self._changed.clear()
        self._stale = True
        self.totals.forget()

    def end(self, connection: sqlite3.Connection) -> None:
        """Write what changed."""
        if self._changed:
            rows = []
            for subject in self._changed:
                m = self._meters[subject]
                rows.append((subject, m.requests, m.tokens, m.counted, m.calls, m.held, m.cost))
            connection.executemany(_SAVE_METER, rows)
            self._changed.clear()
        self.totals.end(connection)

    def look(self, account: Account) -> None:
        """Raise TooManyRequests where the last count already says so; takes nothing.

        It spares the work that comes before a call is opened. Other processes may have used more.
        """
        now = self._clock()
        for subject, limit, _ in self._limits.get(account, ()):
            meter = self._meters.get(subject)
            if meter is None or limit.requests_per_minute is None:
                continue
            freed = max(0.0, now - meter.counted) * limit.requests_per_minute / 60
            wait = _wait(meter.requests - freed + 1, limit.requests_per_minute)
            if wait:
                raise _reached(subject, "requests_per_minute", limit, wait)

    def check(self, connection: sqlite3.Connection, account: Account, want: Want) -> None:
        """Raise TooManyRequests, QuotaReached or Refused where a limit does not allow it."""
        now = self._clock()
        for subject, limit, _ in self._limited(connection, account):
            meter = self._meter(connection, subject)
            meter.drain(limit, now)
            _check_minute(subject, limit, meter, want)
            if want.calls:
                self._check_quota(connection, subject, limit, want)

    def hold(self, account: Account, want: Want) -> None:
        """Count what `check` allowed, in the same write. Cannot fail: it is arithmetic."""
        for subject, _, counts_tokens in self._limits[account]:
            meter = self._meters[subject]
            meter.requests += want.requests
            if (
                counts_tokens
            ):  # else the end of the call is not looked at, and would give nothing back
                meter.calls += want.calls
                meter.tokens += want.tokens
                meter.held += want.tokens
                meter.cost += want.cost or 0
            self._changed.add(subject)

    def load(self, connection: sqlite3.Connection, account: Account, day: str) -> None:
        """Read what `hold` and `settle` change, so that they are arithmetic only."""
        now = self._clock()
        for subject, limit, counts_tokens in self._limited(connection, account):
            self._meter(connection, subject).drain(limit, now)
            if counts_tokens:
                self.totals.load(connection, subject, day)

    def settle(self, account: Account, want: Want, used: tuple[int, int]) -> None:
        """Give back what a call held and count what it used: tokens, and millionths of a dirham."""
        tokens, cost = used
        for subject, _, counts_tokens in self._limits[account]:
            if not counts_tokens:
                continue
            meter = self._meters[subject]
            meter.tokens = max(0.0, meter.tokens + tokens - want.tokens)
            meter.calls = max(0, meter.calls - want.calls)
            meter.held = max(0, meter.held - want.tokens)
            meter.cost = max(0, meter.cost - (want.cost or 0))
            self._changed.add(subject)
            self.totals.add(subject, tokens, cost)

    def recount(self, connection: sqlite3.Connection) -> None:
        """Set what is held to what the open calls hold, whatever came between."""
        held: dict[Subject, tuple[int, int, int]] = {
            subject: (0, 0, 0) for (subject,) in connection.execute(_HOLDING)
        }
        held |= {subject: tuple(sums) for subject, *sums in connection.execute(_HELD)}
        for subject, sums in held.items():
            meter = self._meter(connection, subject)
            if (meter.calls, meter.held, meter.cost) != sums:
                meter.calls, meter.held, meter.cost = sums
                self._changed.add(subject)

    def _limited(self, connection: sqlite3.Connection, account: Account) -> "tuple[_Bound, ...]":
        """The subjects of an account that have a limit, and which."""
        if self._stale:
            (number,) = connection.execute(CHANGES).fetchone()
            self._stale = False
            if number != self._limits_of:
                self._limits, self._limits_of = {}, number
        bounds = self._limits.get(account)
        if bounds is None:
            read = ((name, self._read_limit(connection, name)) for name in account.subjects())
            bounds = tuple((n, one, one.counts_tokens) for n, one in read if one != NO_LIMIT)
            self._limits[account] = bounds
        return bounds

    def _read_limit(self, connection: sqlite3.Connection, subject: Subject) -> Limit:
        row = connection.execute(_LIMIT, (subject,)).fetchone()
        limit = Limit(*row) if row else NO_LIMIT
        return limit.over(self._default) if subject.startswith("key ") else limit

    def _meter(self, connection: sqlite3.Connection, subject: Subject) -> Meter:
        meter = self._meters.get(subject)
        if meter is None:
            row = connection.execute(_METER, (subject,)).fetchone()
            meter = self._meters[subject] = Meter(*row) if row else Meter(counted=self._clock())
        return meter

    def _check_quota(
        self, connection: sqlite3.Connection, subject: Subject, limit: Limit, want: Want
    ) -> None:
        meter = self._meters[subject]
        if limit.calls_at_once is not None and meter.calls + 1 > limit.calls_at_once:
            raise _reached(subject, "calls_at_once", limit, _BUSY_SECONDS)
        if limit.tokens_per_day is not None:
            _demand_possible(subject, "tokens_per_day", limit, want.tokens)
            used = self.totals.of_day(connection, subject).tokens + meter.held
            if used + want.tokens > limit.tokens_per_day:
                raise _reached(subject, "tokens_per_day", limit, _until_tomorrow())
        if limit.mad_per_month is not None:
            if want.cost is None:
                raise Refused(
                    "There is a budget and this model has no price, so it is not asked. The"
                    " operator adds its price to the file of accounting.prices.",
                    param="model",
                )
            _demand_possible(subject, "mad_per_month", limit, want.cost / MICRO)
            spent = self.totals.of_month(connection, subject).cost + meter.cost
            if spent + want.cost > limit.mad_per_month * MICRO:
                raise _reached(subject, "mad_per_month", limit, _until_next_month())


def _check_minute(subject: Subject, limit: Limit, meter: Meter, want: Want) -> None:
    if want.requests and limit.requests_per_minute is not None:
        wait = _wait(meter.requests + want.requests, limit.requests_per_minute)
        if wait:
            raise _reached(subject, "requests_per_minute", limit, wait)
    if want.tokens and limit.tokens_per_minute is not None:
        _demand_possible(subject, "tokens_per_minute", limit, want.tokens)
        wait = _wait(meter.tokens + want.tokens, limit.tokens_per_minute)
        if wait:
            raise _reached(subject, "tokens_per_minute", limit, wait)


def _demand_possible(subject: Subject, which: Limited, limit: Limit, wanted: float) -> None:
    """Raise InvalidRequest for a request that is alone more than a limit: no waiting helps it."""
    if wanted > getattr(limit, which):
        may, takes = _MAY[which].format(getattr(limit, which)), f"{wanted:.2f}".removesuffix(".00")
        raise InvalidRequest(
            f"The request may take {takes}, and {_whose(subject)} may {may}."
            " Ask for less, or set `max_tokens` lower.",
            param="max_tokens",
        )


def _wait(wanted: float, per_minute: int) -> int:
    """Seconds until so much fits into a bucket of a minute; 0 when it does."""
    too_much = wanted - per_minute
    return int(too_much * 60 / per_minute) + 1 if too_much > _ALMOST else 0


def _whose(subject: Subject) -> str:
    return f"this {subject.partition(' ')[0]}"


def _reached(subject: Subject, which: Limited, limit: Limit, wait: int) -> TooManyRequests:
    kind = QuotaReached if which in {"tokens_per_day", "mad_per_month"} else TooManyRequests
    may = _MAY[which].format(getattr(limit, which))
    return kind(
        f"{_whose(subject).capitalize()} may {may}. Wait {wait} s.",
        retry_after=wait,
        limit=f"{subject.partition(' ')[0]}.{which}",
    )


def _until_tomorrow() -> int:
    now = datetime.now(UTC)
    tomorrow = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return int((tomorrow - now).total_seconds()) + 1


def _until_next_month() -> int:
    now = datetime.now(UTC)
    first = (now.replace(day=1) + timedelta(days=32)).replace(
        day=1, hour=0, minute=0, second=0, microsecond=0
    )
    return int((first - now).total_seconds()) + 1

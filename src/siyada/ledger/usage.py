"""What keys used, and how much they may ask in a minute."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from siyada.errors import TooManyRequests
from siyada.ledger.database import Database

_ADD = (
    "INSERT INTO usage VALUES (?, ?, ?, ?, ?, 1, ?, ?)"
    " ON CONFLICT (day, key, model, provider, outcome) DO UPDATE SET requests = requests + 1,"
    " tokens_in = tokens_in + excluded.tokens_in, tokens_out = tokens_out + excluded.tokens_out"
)
_ALL = "SELECT * FROM usage ORDER BY day, key, model, provider, outcome"


@dataclass(frozen=True, slots=True)
class Use:
    """What one key used of one model in one day, among the calls that ended alike."""

    day: str
    key: int
    model: str
    provider: str
    outcome: str
    requests: int
    tokens_in: int
    tokens_out: int


@dataclass(frozen=True, slots=True)
class Spent:
    """What one call used."""

    key: int
    model: str
    provider: str
    outcome: str
    tokens_in: int
    tokens_out: int


def add_use(connection: sqlite3.Connection, spent: Spent) -> None:
    """Count a call, within a transaction of the writing thread."""
    day = datetime.now(UTC).date().isoformat()
    what = (spent.key, spent.model, spent.provider, spent.outcome)
    connection.execute(_ADD, (day, *what, spent.tokens_in, spent.tokens_out))


def uses(database: Database) -> Iterator[Use]:
    """Everything that was used, by day."""
    for row in database.read().execute(_ALL).fetchall():
        yield Use(*row)


class Allowance:
    """How many requests each key may make: a bucket that fills again in a minute.

    Kept in memory: one server runs on one data folder, so there is nobody to agree with, and a
    restart owes nothing to anyone.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = float(per_minute)
        self._clock = clock
        self._left: dict[int, tuple[float, float]] = {}
        """By key: requests left, and when they were counted."""

    def take(self, key: int) -> None:
        """Take one request; raises TooManyRequests with the seconds to wait."""
        now = self._clock()
        left, counted = self._left.get(key, (self._size, now))
        left = min(self._size, left + (now - counted) * self._size / 60)
        if left < 1:
            wait = int((1 - left) * 60 / self._size) + 1
            raise TooManyRequests(
                f"This key may make {self._size:.0f} requests a minute. Wait {wait} s.",
                retry_after=wait,
            )
        self._left[key] = (left - 1, now)

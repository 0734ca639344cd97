"""What each subject that has limits used in a day and in a month (UTC), kept as running sums."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

MICRO = 1_000_000
"""Millionths in one dirham or euro."""

_READ = "SELECT tokens, cost FROM totals WHERE subject = ? AND period = ?"
_SAVE = "INSERT OR REPLACE INTO totals VALUES (?, ?, ?, ?)"
_USED = (
    "SELECT coalesce(sum(billed_in + billed_out), 0), coalesce(sum(micro_mad), 0) FROM usage"
    " WHERE substr(day, 1, length(:period)) = :period AND day >= :period AND key IN "
)
_KEYS_OF = {
    "key": "(:number)",
    "project": "(SELECT number FROM keys WHERE project = :number)",
    "organisation": (
        "(SELECT keys.number FROM keys JOIN projects ON projects.number = keys.project"
        " WHERE organisation = :number)"
    ),
}


@dataclass(slots=True)
class Total:
    """What was used in a period: tokens, and millionths of a dirham."""

    tokens: int
    cost: int


class Totals:
    """The sums of this day and month. Lives in the writing thread."""

    def __init__(self) -> None:
        self._totals: dict[tuple[str, str], Total] = {}
        self._changed: set[tuple[str, str]] = set()
        self._day = ""

    def forget(self) -> None:
        """Read everything anew."""
        self._totals = {}
        self._changed.clear()

    def anew(self, connection: sqlite3.Connection) -> None:
        """Make every sum anew from the usage, since sums are kept only while there are limits."""
        connection.execute("DELETE FROM totals")
        self.forget()

    def end(self, connection: sqlite3.Connection) -> None:
        """Write what changed."""
        if self._changed:
            rows = [(*at, self._totals[at].tokens, self._totals[at].cost) for at in self._changed]
            connection.executemany(_SAVE, rows)
            self._changed.clear()

    def of_day(self, connection: sqlite3.Connection, subject: str) -> Total:
        """What was used today."""
        return self._total(connection, subject, today())

    def of_month(self, connection: sqlite3.Connection, subject: str) -> Total:
        """What was used this month."""
        return self._total(connection, subject, today()[:7])

    def load(self, connection: sqlite3.Connection, subject: str, day: str) -> None:
        """Read both sums, so that `add` is arithmetic only; before `usage` has the call."""
        if day != self._day:
            self._day = day
            self._let_go(day)
        self._total(connection, subject, self._day)
        self._total(connection, subject, self._day[:7])

    def add(self, subject: str, tokens: int, cost: int) -> None:
        """Count what a call used, in the day in which the sums were loaded."""
        for period in (self._day, self._day[:7]):
            total = self._totals[(subject, period)]
            total.tokens += tokens
            total.cost += cost
            self._changed.add((subject, period))

    def _let_go(self, day: str) -> None:
        """Keep in memory what is of this day and month, or is not written yet."""
        of_now = (day, day[:7])
        self._totals = {
            at: total
            for at, total in self._totals.items()
            if at[1] in of_now or at in self._changed
        }

    def _total(self, connection: sqlite3.Connection, subject: str, period: str) -> Total:
        total = self._totals.get((subject, period))
        if total is None:
            row = connection.execute(_READ, (subject, period)).fetchone()
            if row is None:
                row = _from_usage(connection, subject, period)
            total = self._totals[(subject, period)] = Total(*row)
        return total


def _from_usage(connection: sqlite3.Connection, subject: str, period: str) -> tuple[int, int]:
    kind, _, number = subject.partition(" ")
    row: tuple[int, int] = connection.execute(
        _USED + _KEYS_OF[kind], {"period": period, "number": int(number)}
    ).fetchone()
    return row


def today() -> str:
    """The day now, UTC."""
    return datetime.now(UTC).date().isoformat()

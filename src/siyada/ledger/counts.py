"""What is counted: readings of a procedure, opinions, questions left open. Numbers, by day."""

import sqlite3
from datetime import UTC, datetime
from typing import Literal

import structlog

from siyada.errors import LedgerFailed
from siyada.ledger.database import Database

log = structlog.get_logger()

Matter = Literal["read", "useful", "unanswered"]
"""What is counted: a procedure was read; somebody said whether an answer was useful; a question
was not answered, under the procedure nearest to it."""

_ADD = """
INSERT INTO counts VALUES (?, ?, ?, ?, 1)
ON CONFLICT (day, matter, procedure, value) DO UPDATE SET number = number + 1
"""
_MOST = """
SELECT procedure FROM counts WHERE matter = 'read' AND day >= date('now', '-30 days')
GROUP BY procedure ORDER BY sum(number) DESC, procedure LIMIT ?
"""
_TOTALS = """
SELECT value, sum(number) FROM counts WHERE matter = ? AND procedure = ? GROUP BY value
"""
_SINCE = """
SELECT procedure, value, sum(number) FROM counts
WHERE matter = ? AND day >= date('now', ? || ' days')
GROUP BY procedure, value ORDER BY sum(number) DESC, procedure, value
"""


class Counts:
    """Counters that survive a restart. Nothing about who, from where, or what was asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, matter: Matter, procedure: str, value: str = "") -> None:
        """Count one; returns at once, and a page is never refused because a count failed."""
        day = datetime.now(UTC).date().isoformat()

        def write(connection: sqlite3.Connection) -> None:
            connection.execute(_ADD, (day, matter, procedure, value))

        self._database.write(write)

    def most_read(self, number: int) -> tuple[str, ...]:
        """The procedures most read in the last 30 days, the most read first."""
        try:
            rows = self._database.read().execute(_MOST, (number,)).fetchall()
        except (sqlite3.Error, LedgerFailed):
            log.warning("counts cannot be read")
            return ()
        return tuple(procedure for (procedure,) in rows)

    def totals(self, matter: Matter, procedure: str) -> dict[str, int]:
        """The totals of a matter by value, for one procedure."""
        rows = self._database.read().execute(_TOTALS, (matter, procedure)).fetchall()
        return dict(rows)

    def since(self, matter: Matter, days: int) -> list[tuple[str, str, int]]:
        """Procedure, value and number of a matter over the last days, the most frequent first."""
        rows = self._database.read().execute(_SINCE, (matter, str(-days))).fetchall()
        return [(procedure, value, number) for procedure, value, number in rows]

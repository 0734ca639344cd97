"""What is counted of the pages: readings of a procedure and opinions. Numbers only, by day."""

import sqlite3
from datetime import UTC, datetime
from typing import Literal

import structlog

from siyada.errors import LedgerFailed
from siyada.ledger.database import Database

log = structlog.get_logger()

Matter = Literal["read", "useful"]
"""What is counted: a procedure was read; somebody said whether an answer was useful."""

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

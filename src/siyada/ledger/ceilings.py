"""Which limits are set, of whom, and setting them."""

import sqlite3
from dataclasses import astuple

from siyada.errors import InvalidRequest
from siyada.ledger.changes import CHANGED, Also
from siyada.ledger.database import Database
from siyada.ledger.limits import NO_LIMIT, Limit, Meters, Subject

_READ = (
    "SELECT requests_per_minute, tokens_per_minute, tokens_per_day, calls_at_once, mad_per_month"
    " FROM limits WHERE subject = ?"
)
_SET = "INSERT OR REPLACE INTO limits VALUES (?, ?, ?, ?, ?, ?)"
MOST = 10**12


class Ceilings:
    """The limits of a ledger."""

    def __init__(self, database: Database, meters: Meters) -> None:
        self._database = database
        self._meters = meters

    def of(self, subject: Subject) -> Limit:
        """The limits set for a subject; None where nothing is set."""
        row = self._database.read().execute(_READ, (subject,)).fetchone()
        return Limit(*row) if row else NO_LIMIT

    def set(self, subject: Subject, limit: Limit, also: Also | None = None) -> Limit:
        """Set the limits of a subject, all at once; raises InvalidRequest.

        They hold from the next call on; calls that are open go on.
        """
        for name in limit.__slots__:
            value = getattr(limit, name)
            least = 0 if name == "mad_per_month" else 1
            if value is not None and not least <= value <= MOST:
                raise InvalidRequest(f"`{name}` is a number from {least}, or null.", param=name)

        def write(connection: sqlite3.Connection) -> None:
            connection.execute(_SET, (subject, *astuple(limit)))
            connection.execute(CHANGED)
            self._meters.renew(connection)
            if also is not None:
                also(connection, int(subject.partition(" ")[2]))

        self._database.write(write).result()
        return limit

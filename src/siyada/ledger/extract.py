"""A part of the audit, by days, that can be verified like the whole."""

import sqlite3
from collections.abc import Iterator

from siyada.ledger.audit import Audit
from siyada.ledger.checkpoints import SIGNED
from siyada.ledger.report import Period
from siyada.ledger.verify import Head, Item, Link, Signed, Start

_SPAN = (
    "SELECT min(number), max(number) FROM audit"
    " WHERE substr(json_extract(record, '$.time'), 1, 10) BETWEEN ? AND ?"
)
_BEFORE = f"SELECT {SIGNED} FROM audit_signed WHERE number < ? ORDER BY number DESC LIMIT 1"  # noqa: S608 - constants
_AFTER = "SELECT number, mac FROM audit_signed WHERE number >= ? ORDER BY number LIMIT 1"
_START = "SELECT number, mac, hash, seal FROM audit_start"
_LINKS = "SELECT number, record, mac, who FROM audit WHERE number BETWEEN ? AND ? ORDER BY number"
_SIGNED = f"SELECT {SIGNED} FROM audit_signed WHERE number BETWEEN ? AND ? ORDER BY number"  # noqa: S608
_HEAD = "SELECT number, mac, seal FROM audit_head"


def extract(connection: sqlite3.Connection, audit: Audit, when: Period) -> Iterator[Item]:
    """The records of some days, widened to the signed checkpoints around them.

    So whoever has the public key only can check them too. Nothing where nothing was recorded.
    """
    days = (when.first.isoformat(), when.last.isoformat())
    first, last = connection.execute(_SPAN, days).fetchone()
    if first is None:
        return
    start = _start(connection, audit, first)
    begin = 0 if start is None else start.number
    end = _end(connection, audit, last)
    signed = [Signed(*row) for row in connection.execute(_SIGNED, (begin, end.number))]
    if start is not None:
        yield start
    while signed and signed[0].number <= begin:
        yield signed.pop(0)
    for row in connection.execute(_LINKS, (begin + 1, end.number)):
        yield Link(*row)
        while signed and signed[0].number <= row[0]:
            yield signed.pop(0)
    yield end


def _start(connection: sqlite3.Connection, audit: Audit, first: int) -> Start | None:
    row = connection.execute(_BEFORE, (first,)).fetchone()
    if row is not None:
        signed = Signed(*row)
        seal = audit.start_seal(signed.number, signed.mac, signed.hash)
        return Start(signed.number, signed.mac, signed.hash, seal)
    row = connection.execute(_START).fetchone()
    return Start(*row) if row else None


def _end(connection: sqlite3.Connection, audit: Audit, last: int) -> Head:
    row = connection.execute(_AFTER, (last,)).fetchone()
    if row is None:
        return Head(*connection.execute(_HEAD).fetchone())
    return Head(row[0], row[1], audit.part_seal(*row))

"""The end of a call: its lease given up, its use counted, its record appended, in one write."""

import sqlite3
from dataclasses import dataclass
from typing import Any, NamedTuple

from siyada.ledger.audit import Audit
from siyada.ledger.leases import Lease
from siyada.ledger.limits import Meters
from siyada.ledger.prices import Cost, Prices
from siyada.ledger.progress import Known
from siyada.ledger.totals import today
from siyada.ledger.usage import NOTHING, Spent, Tokens, add_use, billed
from siyada.ledger.verify import Head
from siyada.wire.tokens import tokens


@dataclass(frozen=True, slots=True)
class Books:
    """Where the end of a call is written."""

    audit: Audit
    meters: Meters
    prices: Prices


class Ended(NamedTuple):
    """How a call ended and what was counted."""

    outcome: str
    counted: Tokens
    claimed: Tokens | None = None
    billed: Tokens = NOTHING
    first_ms: int | None = None
    total_ms: int | None = None
    tokenizer: str | None = None
    """Which tokenizer counted; None where the count is an estimate."""


def close(connection: sqlite3.Connection, books: Books, lease: Lease, ended: Ended) -> Head:
    """Settle a call whose lease was given up; in the writing thread.

    What is kept in memory changes last, when nothing can fail any more.
    """
    due, account = ended.billed, lease.account
    cost = books.prices.cost(lease.model, lease.provider, due.tokens_in, due.tokens_out)
    day = today()  # once: the sums and the usage are of one day, whenever midnight comes
    books.meters.load(connection, account, day)
    add_use(
        connection,
        Spent(
            key=lease.key,
            model=lease.model,
            provider=lease.provider,
            outcome=ended.outcome,
            counted=ended.counted,
            claimed=ended.claimed or NOTHING,
            billed=due,
            cost=cost,
        ),
        day,
    )
    record: dict[str, Any] = {
        "opened": lease.number,
        "outcome": ended.outcome,
        "tokens_in": ended.counted.tokens_in,
        "tokens_out": ended.counted.tokens_out,
        "tokenizer": ended.tokenizer,
        "claimed": ended.claimed and _pair(ended.claimed),
        "billed": _pair(due),
        "cost": cost and _cost(cost, books.prices.dated),
        "first_ms": ended.first_ms,
        "total_ms": ended.total_ms,
    }
    head = books.audit.append(connection, "call closed", record)
    used = due.tokens_in + due.tokens_out
    books.meters.settle(account, lease.want, (used, cost.micro_mad if cost else 0))
    return head


def _pair(tokens: Tokens) -> dict[str, int]:
    return {"tokens_in": tokens.tokens_in, "tokens_out": tokens.tokens_out}


def _cost(cost: Cost, dated: str) -> dict[str, Any]:
    return {
        "micro_mad": cost.micro_mad,
        "micro_eur": cost.micro_eur,
        "milli_wh": cost.milli_wh,
        "prices": dated,
    }


def close_lost(
    connection: sqlite3.Connection, books: Books, lease: Lease, known: Known, rule: str
) -> None:
    """Settle the call of a dead process: billed, by a rule, is what it is known to have used."""
    if not lease.calls:
        close(connection, books, lease, Ended("lost", NOTHING))
        return
    counted = Tokens(lease.tokens_in, tokens(known.bytes_out))
    due = billed(counted, known.claimed, rule)
    close(connection, books, lease, Ended("lost", counted, known.claimed, due))

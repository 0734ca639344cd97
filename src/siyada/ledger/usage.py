"""What keys used: tokens counted here, tokens claimed, what is billed, what it cost."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from siyada.ledger.database import Database
from siyada.ledger.prices import Cost

SUMS = (
    "tokens_in",
    "tokens_out",
    "claimed_in",
    "claimed_out",
    "billed_in",
    "billed_out",
    "micro_mad",
    "micro_eur",
    "unpriced",
    "milli_wh",
    "unmeasured",
)
"""What is added up in a row, besides the requests."""
_NAMES = ("day", "key", "model", "provider", "outcome", "requests", *SUMS)
_COLUMNS = ", ".join(_NAMES)
_ADD = (
    f"INSERT INTO usage ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, 1{', ?' * len(SUMS)})"  # noqa: S608 - names of this file
    " ON CONFLICT (day, key, model, provider, outcome) DO UPDATE SET requests = requests + 1, "
    + ", ".join(f"{name} = {name} + excluded.{name}" for name in SUMS)
)
_ALL = f"SELECT {_COLUMNS} FROM usage ORDER BY day, key, model, provider, outcome"  # noqa: S608 - names of this file


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
    claimed_in: int
    claimed_out: int
    billed_in: int
    billed_out: int
    micro_mad: int
    micro_eur: int
    unpriced: int
    """How many of the calls have no price, and so no part in the cost."""
    milli_wh: int
    unmeasured: int
    """How many of the calls have no figure of energy."""


class Tokens(NamedTuple):
    """A count of tokens, in and out."""

    tokens_in: int = 0
    tokens_out: int = 0


NOTHING = Tokens()


class Spent(NamedTuple):
    """What one call used."""

    key: int
    model: str
    provider: str
    outcome: str
    counted: Tokens
    claimed: Tokens = NOTHING
    billed: Tokens = NOTHING
    cost: Cost | None = None


def add_use(connection: sqlite3.Connection, spent: Spent, day: str) -> None:
    """Count a call in a day, within a transaction of the writing thread."""
    cost, energy = spent.cost or Cost(), spent.cost and spent.cost.milli_wh
    connection.execute(
        _ADD,
        (
            day,
            spent.key,
            spent.model,
            spent.provider,
            spent.outcome,
            spent.counted.tokens_in,
            spent.counted.tokens_out,
            spent.claimed.tokens_in,
            spent.claimed.tokens_out,
            spent.billed.tokens_in,
            spent.billed.tokens_out,
            cost.micro_mad,
            cost.micro_eur,
            int(spent.cost is None),
            energy or 0,
            int(energy is None),
        ),
    )


def uses(database: Database) -> Iterator[Use]:
    """Everything that was used, by day."""
    for row in database.read().execute(_ALL).fetchall():
        yield Use(*row)


def claimed(usage: object) -> Tokens | None:
    """What a provider says it counted; None where it says nothing that can be true."""
    if not isinstance(usage, dict):
        return None
    said = [usage.get(name, 0) for name in ("prompt_tokens", "completion_tokens")]
    if not any(said) or not all(type(one) is int and 0 <= one <= _MOST_TOKENS for one in said):
        return None
    return Tokens(*said)


_MOST_TOKENS = 1_000_000_000
"""A call of more is a fault of the provider's."""

_DOUBTFUL = 4
"""A claim under this share of our own count is not believed: it would make limits worthless."""


def billed(counted: Tokens, said: Tokens | None, rule: str) -> Tokens:
    """What is billed: docs/accounting.md says why.

    >>> billed(Tokens(10, 10), Tokens(12, 9), "provider")
    Tokens(tokens_in=12, tokens_out=9)
    >>> billed(Tokens(10, 10), Tokens(12, 1), "provider")
    Tokens(tokens_in=12, tokens_out=10)
    """
    if said is None or rule == "here":
        return counted
    pairs = ((counted.tokens_in, said.tokens_in), (counted.tokens_out, said.tokens_out))
    if rule == "greater":
        return Tokens(*(max(pair) for pair in pairs))
    return Tokens(*(ours if theirs * _DOUBTFUL < ours else theirs for ours, theirs in pairs))

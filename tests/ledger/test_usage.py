"""What keys used and may use."""

from functools import partial
from pathlib import Path

import pytest

from siyada.errors import TooManyRequests
from siyada.ledger.database import Database
from siyada.ledger.schema import MIGRATIONS
from siyada.ledger.usage import Allowance, Spent, add_use, uses


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_allowance_fills_again_with_time() -> None:
    clock = Clock()
    allowance = Allowance(3, clock)
    for _ in range(3):
        allowance.take(1)
    with pytest.raises(TooManyRequests) as raised:
        allowance.take(1)
    assert raised.value.retry_after == 21
    clock.now = 20.0
    allowance.take(1)
    with pytest.raises(TooManyRequests):
        allowance.take(1)
    clock.now = 1_000.0
    for _ in range(3):
        allowance.take(1)
    with pytest.raises(TooManyRequests):
        allowance.take(1)


def test_each_key_has_its_own_allowance() -> None:
    allowance = Allowance(1, Clock())
    allowance.take(1)
    allowance.take(2)
    with pytest.raises(TooManyRequests):
        allowance.take(1)


def test_calls_that_ended_alike_are_added_up(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.db", MIGRATIONS)
    for outcome, tokens in (("complete", 3), ("complete", 4), ("cut", 5)):
        spent = Spent(1, "m", "rack", outcome, tokens_in=tokens, tokens_out=1)
        database.write(partial(add_use, spent=spent)).result()
    counted = [(use.outcome, use.requests, use.tokens_in, use.tokens_out) for use in uses(database)]
    assert counted == [("complete", 2, 7, 2), ("cut", 1, 5, 1)]
    database.close()

"""What keys used: counted here, claimed by providers, billed by a rule."""

from functools import partial
from pathlib import Path

import pytest

from siyada.ledger.database import Database
from siyada.ledger.prices import Cost
from siyada.ledger.schema import MIGRATIONS
from siyada.ledger.totals import today
from siyada.ledger.usage import Spent, Tokens, add_use, billed, claimed, uses


def test_calls_that_ended_alike_are_added_up(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.db", MIGRATIONS)
    cost = Cost(30, 3, 2)
    for outcome, tokens, price in (("complete", 3, cost), ("complete", 4, None), ("cut", 5, cost)):
        spent = Spent(1, "m", "rack", outcome, Tokens(tokens, 1), Tokens(9, 9), cost=price)
        database.write(partial(add_use, spent=spent, day=today())).result()
    complete, cut = uses(database)
    assert (complete.outcome, complete.requests, complete.tokens_in) == ("complete", 2, 7)
    assert (complete.claimed_in, complete.micro_mad, complete.unpriced) == (18, 30, 1)
    assert (complete.milli_wh, complete.unmeasured) == (2, 1)
    assert (cut.outcome, cut.requests, cut.tokens_out, cut.unpriced) == ("cut", 1, 1, 0)
    database.close()


@pytest.mark.parametrize(
    ("said", "believed"),
    [
        ({"prompt_tokens": 9, "completion_tokens": 8, "x": "y"}, Tokens(9, 8)),
        ({"prompt_tokens": 9}, Tokens(9, 0)),
        ({"prompt_tokens": 9, "completion_tokens": -8}, None),
        ({"prompt_tokens": 9, "completion_tokens": True}, None),
        ({"prompt_tokens": 9, "completion_tokens": 10**18}, None),
        ({"prompt_tokens": "9", "completion_tokens": 1}, None),
        ({"prompt_tokens": 0, "completion_tokens": 0}, None),
        ({}, None),
        ([9, 8], None),
    ],
    ids=repr,
)
def test_only_a_claim_that_can_be_true_is_kept(said: object, believed: Tokens | None) -> None:
    assert claimed(said) == believed


def test_whose_count_is_billed_is_a_rule() -> None:
    ours = Tokens(100, 40)
    assert billed(ours, None, "provider") == ours
    assert billed(ours, Tokens(80, 4000), "provider") == Tokens(80, 4000)
    assert billed(ours, Tokens(24, 9), "provider") == ours
    assert billed(ours, Tokens(80, 50), "here") == ours
    assert billed(ours, Tokens(80, 50), "greater") == Tokens(100, 50)

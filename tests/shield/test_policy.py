"""The policy: the first rule that fits decides."""

import pytest

from siyada.config import Action, ShieldRule, ShieldSettings, Where
from siyada.shield.policy import UNREAD, decide

_SETTINGS = ShieldSettings(
    default="mask",
    rules=(
        ShieldRule(kinds=("HEALTH", "CIN"), where="abroad", action="refuse"),
        ShieldRule(kinds=("CIN",), where="abroad", action="allow"),
        ShieldRule(kinds=("*",), where="here", action="allow"),
    ),
)


@pytest.mark.parametrize(
    ("kind", "where", "action"),
    [
        ("CIN", "abroad", "refuse"),
        ("PHONE", "abroad", "mask"),
        ("CIN", "here", "allow"),
        (UNREAD, "abroad", "refuse"),
        (UNREAD, "here", "allow"),
    ],
)
def test_the_first_rule_that_fits_decides(kind: str, where: Where, action: Action) -> None:
    assert decide(kind, where, _SETTINGS) == action


def test_without_rules_everything_is_masked_even_here() -> None:
    assert decide("PHONE", "here", ShieldSettings(rules=())) == "mask"


def test_what_cannot_be_masked_is_refused_unless_allowed() -> None:
    rule = ShieldRule(kinds=(UNREAD,), where="abroad", action="allow")
    assert decide(UNREAD, "abroad", ShieldSettings(rules=(rule,))) == "allow"

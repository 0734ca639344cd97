"""Limits of the public pages."""

from datetime import date

import pytest

from siyada.errors import TooManyRequests
from siyada.server.pages.limits import QuestionLimits, network_of


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.day = date(2026, 11, 23)

    def limits(self, size: int = 3) -> QuestionLimits:
        return QuestionLimits(size, clock=lambda: self.now, today=lambda: self.day)


def test_a_network_may_ask_so_many_questions_then_waits() -> None:
    clock = Clock()
    limits = clock.limits(3)
    for last in (1, 2, 3):
        limits.take(f"192.0.2.{last}")

    with pytest.raises(TooManyRequests) as refused:
        limits.take("192.0.2.200")
    assert refused.value.retry_after == 200

    limits.take("198.51.100.1")
    clock.now += 200
    limits.take("192.0.2.9")


def test_a_page_may_send_six_questions_a_minute() -> None:
    limits = Clock().limits(1000)
    for _ in range(6):
        limits.take("192.0.2.1", "token")

    with pytest.raises(TooManyRequests) as refused:
        limits.take("192.0.2.1", "token")
    assert refused.value.retry_after == 10
    limits.take("192.0.2.1", "other")


def test_a_new_day_forgets_everything() -> None:
    clock = Clock()
    limits = clock.limits(1)
    limits.take("192.0.2.1")
    clock.day = date(2026, 11, 24)

    limits.take("192.0.2.1")


def test_no_address_is_kept() -> None:
    limits = Clock().limits()
    limits.take("192.0.2.77", "a-token-of-a-page-22-ch")

    assert "192.0.2" not in repr(vars(limits))
    assert "token" not in repr(limits._buckets)


def test_neighbours_share_a_network_and_an_unknown_address_has_its_own() -> None:
    assert network_of("192.0.2.1") == network_of("192.0.2.254") != network_of("192.0.3.1")
    assert network_of("2001:db8::1") == network_of("2001:db8:0:00ff::9")
    assert network_of("not an address") == "unknown"

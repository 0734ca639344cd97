"""Limits of the public pages."""

import hmac
from datetime import date
from pathlib import Path

import httpx2
import pytest

from siyada.config import load_settings
from siyada.errors import TooManyRequests
from siyada.server.pages.limits import QuestionLimits, network_of
from siyada.server.trial import trial


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


def test_after_a_run_neither_the_address_nor_its_hash_is_in_any_file(
    tmp_path: Path, few_procedures: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    del few_procedures
    keys: list[bytes] = []
    kept = hmac.digest

    class Seen:
        """The same digest, remembered."""

        @staticmethod
        def digest(key: bytes, name: bytes, kind: str) -> bytes:
            keys.append(kept(key, name, kind))
            return keys[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("siyada.server.pages.limits.hmac", Seen)
        with trial(load_settings({"SIYADA_DATA": str(tmp_path / "data")})) as served:
            for _ in range(3):
                httpx2.post(f"{served.url}/fr/ask", data={"question": "passeport"})
    told = capfd.readouterr()
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    written += [told.out.encode(), told.err.encode()]
    assert keys
    forms = {form for key in keys for form in (key[:16], key[:16].hex().encode())}
    assert not any(form in text for form in forms for text in written)
    assert not any(b"127.0.0.1" in text.replace(served.url.encode(), b"") for text in written)

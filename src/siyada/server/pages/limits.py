"""How many questions a network may ask, without knowing who asks.

The key of a count is a hash of the network's prefix, made with random bytes that live in memory
only and change every day. Neither the address nor the hash is ever written.
"""

import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from secrets import token_bytes

from siyada.errors import TooManyRequests

_MOST_BUCKETS = 50_000
_PAGE_PER_MINUTE = 6


@dataclass(slots=True)
class _Bucket:
    """What is left, and when that was counted."""

    left: float
    counted: float


@dataclass(frozen=True, slots=True)
class _Rate:
    """So many at once, which come back evenly over so many seconds."""

    size: int
    seconds: float


def _today() -> date:
    return datetime.now(UTC).date()


class QuestionLimits:
    """Counts questions by network prefix and by page. Lives in memory; a restart forgets."""

    def __init__(
        self,
        per_ten_minutes: int,
        *,
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], date] = _today,
    ) -> None:
        self._network = _Rate(per_ten_minutes, 600.0)
        self._page = _Rate(_PAGE_PER_MINUTE, 60.0)
        self._clock = clock
        self._today = today
        self._day = today()
        self._key = token_bytes(32)
        self._buckets: dict[bytes, _Bucket] = {}

    def take(self, address: str, page_token: str = "") -> None:
        """Count one question; raises TooManyRequests with the seconds to wait."""
        self._renew()
        wait = self._wait(f"net:{network_of(address)}", self._network)
        if page_token:
            wait = max(wait, self._wait(f"page:{page_token}", self._page))
        if wait > 0:
            raise TooManyRequests(
                "Too many requests came from this network. Wait, then ask again.",
                retry_after=ceil(wait),
            )

    def _renew(self) -> None:
        if (today := self._today()) != self._day or len(self._buckets) > _MOST_BUCKETS:
            self._day, self._key = today, token_bytes(32)
            self._buckets.clear()

    def _wait(self, name: str, rate: _Rate) -> float:
        """Take one if there is one; the seconds until there is."""
        key = hmac.digest(self._key, name.encode(), "sha256")[:16]
        now = self._clock()
        bucket = self._buckets.setdefault(key, _Bucket(rate.size, now))
        pace = rate.size / rate.seconds
        bucket.left = min(rate.size, bucket.left + (now - bucket.counted) * pace)
        bucket.counted = now
        if bucket.left >= 1:
            bucket.left -= 1
            return 0.0
        return (1 - bucket.left) / pace


def network_of(address: str) -> str:
    """The network that an address belongs to: /24, or /56 in IPv6; one for what is no address.

    >>> network_of("192.0.2.77"), network_of("2001:db8:1:2ff::9"), network_of("::ffff:192.0.2.1")
    ('192.0.2.0/24', '2001:db8:1:200::/56', '192.0.2.0/24')
    """
    try:
        known = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(known, IPv6Address) and known.ipv4_mapped:
        known = known.ipv4_mapped
    width = 24 if known.version == 4 else 56
    return str(ip_network(f"{known}/{width}", strict=False))

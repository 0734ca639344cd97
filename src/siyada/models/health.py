"""Whether a provider works: a circuit breaker, as M. Nygard drew it in Release It! (2007).

Closed, every request passes. After some failures in a row it opens: the provider is not asked, so
that callers do not wait for what will fail. After a rest one request tries it (half open): if that
is answered the breaker closes, else the next rest is twice as long.
"""

import time
from collections.abc import Callable
from typing import Literal

from siyada.config import RoutingSettings

State = Literal["closed", "open", "half-open"]

Try = int
"""A request: the number of the try that it is, or `USUAL`."""

USUAL: Try = 0


class Health:
    """The health of one provider."""

    def __init__(
        self, settings: RoutingSettings, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.settings = settings
        self._clock = clock
        self._failures = 0
        self._rests = 0
        self._tries = 0
        self._trying: Try = USUAL
        """The request that tries now, if one does."""
        self._until = float("-inf")
        """Until when it rests, be it because it failed or because it said that it is full."""

    @property
    def state(self) -> State:
        """The state of the breaker."""
        if self._failures < self.settings.failures:
            return "closed"
        return "open" if self._clock() < self._until else "half-open"

    @property
    def may_be_asked(self) -> bool:
        """Whether a request may go there now."""
        state = self.state
        return state == "closed" or (state == "half-open" and not self._trying)

    @property
    def resting(self) -> bool:
        """Whether another is to be asked first: it failed a moment ago, or is full."""
        return self._clock() < self._until

    @property
    def seconds_left(self) -> float:
        """Seconds until it may be asked, 0 when it may."""
        return max(0.0, self._until - self._clock())

    def asked(self) -> Try | None:
        """Take note of a request; None when it may not go there, since another one tries.

        Give back with its end what was given here: requests from before the breaker opened end
        while another one tries.
        """
        if not self.may_be_asked:
            return None
        if self.state != "half-open":
            return USUAL
        self._tries += 1
        self._trying = self._tries
        return self._trying

    def answered(self, one: Try) -> None:
        """An answer began: a provider that was being tried works again."""
        if one and one == self._trying:
            self.succeeded()

    def succeeded(self) -> None:
        """An answer came to its end."""
        self._failures = self._rests = 0
        self._trying = USUAL
        self._until = float("-inf")

    def failed(self, one: Try, seconds: float | None = None) -> None:
        """A request failed; `seconds` is how long the provider said to wait.

        Each of those under way when the breaker opened would double the rest: the one that tries
        does, and no other.
        """
        was_open = self._failures >= self.settings.failures
        self._failures += 1
        if was_open and (one == USUAL or one != self._trying):
            self._until = max(self._until, self._clock() + (seconds or 0.0))
            return
        self.let_go(one)
        rest = self.settings.rest_seconds
        if self._failures >= self.settings.failures:
            rest = min(rest * 2**self._rests, self.settings.longest_rest_seconds)
            self._rests = min(self._rests + 1, 20)
        self._until = self._clock() + (seconds or rest)

    def full(self, one: Try, seconds: float) -> None:
        """The provider takes no more for so long. It works, so the breaker does not count it."""
        self.let_go(one)
        self._until = max(self._until, self._clock() + seconds)

    def let_go(self, one: Try) -> None:
        """A request ended without saying anything about the provider: its caller left."""
        if one == self._trying:
            self._trying = USUAL

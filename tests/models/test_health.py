"""The circuit breaker of a provider."""

from siyada.config import RoutingSettings
from siyada.models.health import Health

SETTINGS = RoutingSettings(failures=3, rest_seconds=5, longest_rest_seconds=15)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def broken() -> tuple[Health, Clock]:
    """A provider that failed three times, just now."""
    clock = Clock()
    health = Health(SETTINGS, clock)
    for _ in range(3):
        assert health.asked()
        health.failed()
    return health, clock


def test_one_failure_lets_others_go_first_and_no_more() -> None:
    clock = Clock()
    health = Health(SETTINGS, clock)
    health.asked()
    health.failed()
    assert (health.state, health.resting, health.may_be_asked) == ("closed", True, True)
    clock.now += 5
    assert not health.resting


def test_failures_in_a_row_open_the_breaker() -> None:
    health, clock = broken()
    assert (health.state, health.may_be_asked, health.seconds_left) == ("open", False, 5.0)
    assert not health.asked()
    clock.now += 5
    assert (health.state, health.may_be_asked) == ("half-open", True)


def test_an_answer_between_failures_starts_the_count_anew() -> None:
    health = Health(SETTINGS, Clock())
    for _ in range(5):
        health.failed()
        health.failed()
        health.succeeded()
    assert health.state == "closed"


def test_one_request_alone_tries_a_provider_that_rested() -> None:
    health, clock = broken()
    clock.now += 5
    assert health.asked()
    assert not health.may_be_asked
    assert not health.asked()
    health.answered()
    assert (health.state, health.resting) == ("closed", False)


def test_each_failed_try_makes_the_next_rest_longer_up_to_a_limit() -> None:
    health, clock = broken()
    rests = []
    for _ in range(4):
        rests.append(health.seconds_left)
        clock.now += health.seconds_left
        assert health.asked()
        health.failed()
    assert rests == [5.0, 10.0, 15.0, 15.0]


def test_a_caller_who_leaves_gives_the_try_to_the_next() -> None:
    health, clock = broken()
    clock.now += 5
    assert health.asked()
    health.let_go()
    assert health.may_be_asked


def test_a_provider_that_says_how_long_to_wait_is_believed() -> None:
    clock = Clock()
    health = Health(SETTINGS, clock)
    health.failed(30)
    assert health.seconds_left == 30.0


def test_one_that_is_full_is_not_broken() -> None:
    health = Health(SETTINGS, Clock())
    for _ in range(10):
        health.asked()
        health.full(30)
    assert (health.state, health.resting, health.may_be_asked) == ("closed", True, True)

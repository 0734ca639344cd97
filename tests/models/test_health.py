"""The circuit breaker of a provider."""

from siyada.config import RoutingSettings
from siyada.models.health import USUAL, Health, Try

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
        health.failed(ask(health))
    return health, clock


def ask(health: Health) -> Try:
    """A request that may go there."""
    one = health.asked()
    assert one is not None
    return one


def test_one_failure_lets_others_go_first_and_no_more() -> None:
    clock = Clock()
    health = Health(SETTINGS, clock)
    health.failed(ask(health))
    assert (health.state, health.resting, health.may_be_asked) == ("closed", True, True)
    clock.now += 5
    assert not health.resting


def test_failures_in_a_row_open_the_breaker() -> None:
    health, clock = broken()
    assert (health.state, health.may_be_asked, health.seconds_left) == ("open", False, 5.0)
    assert health.asked() is None
    clock.now += 5
    assert (health.state, health.may_be_asked) == ("half-open", True)


def test_an_answer_between_failures_starts_the_count_anew() -> None:
    health = Health(SETTINGS, Clock())
    for _ in range(5):
        health.failed(USUAL)
        health.failed(USUAL)
        health.succeeded()
    assert health.state == "closed"


def test_one_request_alone_tries_a_provider_that_rested() -> None:
    health, clock = broken()
    clock.now += 5
    one = ask(health)
    assert not health.may_be_asked
    assert health.asked() is None
    health.answered(one)
    assert (health.state, health.resting) == ("closed", False)


def test_each_failed_try_makes_the_next_rest_longer_up_to_a_limit() -> None:
    health, clock = broken()
    rests = []
    for _ in range(4):
        rests.append(health.seconds_left)
        clock.now += health.seconds_left
        health.failed(ask(health))
    assert rests == [5.0, 10.0, 15.0, 15.0]


def test_a_caller_who_leaves_gives_the_try_to_the_next() -> None:
    health, clock = broken()
    clock.now += 5
    health.let_go(ask(health))
    assert health.may_be_asked


def test_what_was_asked_before_lets_no_second_one_try_and_makes_no_rest_longer() -> None:
    clock = Clock()
    health = Health(SETTINGS, clock)
    under_way = [ask(health) for _ in range(20)]
    for one in under_way[:12]:
        health.failed(one)
    assert health.seconds_left == 5.0
    clock.now += 5
    one = ask(health)
    health.failed(under_way[12])
    health.full(under_way[13], 0)
    health.let_go(under_way[14])
    health.answered(under_way[15])
    assert (health.state, health.asked()) == ("half-open", None)
    health.failed(one)
    assert health.seconds_left == 10.0
    clock.now += 10
    assert ask(health) != one
    health.let_go(one)
    assert health.asked() is None


def test_a_provider_that_says_how_long_to_wait_is_believed() -> None:
    clock = Clock()
    health = Health(SETTINGS, clock)
    health.failed(USUAL, 30)
    assert health.seconds_left == 30.0


def test_one_that_is_full_is_not_broken() -> None:
    health = Health(SETTINGS, Clock())
    for _ in range(10):
        health.full(ask(health), 30)
    assert (health.state, health.resting, health.may_be_asked) == ("closed", True, True)

"""A change of the policy is a record of the audit, once."""

from collections.abc import Mapping

import orjson

from siyada.config import Settings, load_settings
from siyada.ledger.calls import DATABASE, Ledger
from siyada.ledger.policy import policy_digest
from siyada.ledger.verify import Link, read_database
from siyada.wire.chat import Json

ABROAD = {"name": "far", "url": "https://far.example/v1", "models": ["m"]}


def settings(**changed: Json) -> Settings:
    plain = load_settings().model_dump(mode="json")
    return Settings.model_validate(plain | changed)


def serve(*policies: Settings) -> None:
    """A server that starts with the first and reads the others anew."""
    ledger = Ledger(policies[0])
    try:
        ledger.note_policy()
        for one in policies[1:]:
            ledger.reload(one)
    finally:
        ledger.close()


def changes() -> list[Mapping[str, str]]:
    items = read_database(load_settings().data / DATABASE)
    records = [orjson.loads(item.record) for item in items if isinstance(item, Link)]
    return [one for one in records if one["what"] == "policy changed"]


def test_a_change_is_recorded_with_what_was_before() -> None:
    old, new = settings(), settings(providers=[ABROAD])
    serve(old, new)

    (change,) = changes()

    assert change["before"] == policy_digest(old)
    assert change["policy"] == policy_digest(new)
    assert change["by"] == "settings"


def test_a_change_between_two_starts_is_recorded() -> None:
    serve(settings(providers=[ABROAD]))
    serve(settings(providers=[ABROAD | {"country": "FR"}]))

    assert len(changes()) == 1


def test_the_same_policy_read_by_several_workers_is_recorded_once() -> None:
    first, second = settings(), settings(providers=[ABROAD])
    serve(first, second)
    serve(second, second)

    assert len(changes()) == 1


def test_what_decides_nothing_about_data_is_no_change() -> None:
    slower = [ABROAD | {"timeout_seconds": 5.0, "key_env": "FAR_KEY"}]
    one, other = settings(providers=[ABROAD]), settings(providers=slower, log_level="error")

    assert policy_digest(one) == policy_digest(other)
    assert policy_digest(one) != policy_digest(settings(providers=[ABROAD | {"country": "FR"}]))

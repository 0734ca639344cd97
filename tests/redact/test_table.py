"""The sealed way back: only its owner opens it, and nobody changes it unseen."""

import base64

import orjson
import pytest

from siyada.errors import InvalidRequest
from siyada.redact.table import Way, new_key, opened, sealed

WAY = Way(
    {"[CIN_1]": ["BH451207"]},
    {"Salma": "Fatima"},
    ["0600"],
    {"a": {"[CIN_1]": [("CIN ", "BH451207")]}},
)
PASSPHRASE = "une phrase assez longue"


def test_it_opens_with_its_passphrase_and_no_other() -> None:
    content = sealed(WAY, passphrase=PASSPHRASE)
    assert opened(content, passphrase=PASSPHRASE) == WAY
    for wrong in ("une autre phrase longue", ""):
        with pytest.raises(InvalidRequest):
            opened(content, passphrase=wrong)


def test_it_opens_with_the_owners_key_and_no_other() -> None:
    secret, public = new_key()
    content = sealed(WAY, public_key=public)
    assert opened(content, secret_key=secret) == WAY
    with pytest.raises(InvalidRequest, match="does not open"):
        opened(content, secret_key=new_key()[0])
    with pytest.raises(InvalidRequest, match="secret key"):
        opened(content, passphrase=PASSPHRASE)


def test_nothing_of_a_value_can_be_read_in_it() -> None:
    for content in (sealed(WAY, passphrase=PASSPHRASE), sealed(WAY, public_key=new_key()[1])):
        assert b"BH451207" not in content
        assert b"BH451207" not in base64.urlsafe_b64decode(orjson.loads(content)["sealed"])


@pytest.mark.parametrize("field", ["nonce", "salt", "sealed", "for", "n", "format"])
def test_a_change_of_any_field_is_seen(field: str) -> None:
    values = orjson.loads(sealed(WAY, passphrase=PASSPHRASE))
    value = values[field]
    values[field] = value // 2 if isinstance(value, int) else value[:-4] + "AAA" + value[-1]
    with pytest.raises(InvalidRequest):
        opened(orjson.dumps(values), passphrase=PASSPHRASE)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b'{"sealed": 1}', b"\xff"])
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidRequest):
        opened(content, passphrase=PASSPHRASE)


def test_work_that_would_never_end_is_not_done() -> None:
    values = orjson.loads(sealed(WAY, passphrase=PASSPHRASE))
    values["n"] = 1 << 30
    with pytest.raises(InvalidRequest):
        opened(orjson.dumps(values), passphrase=PASSPHRASE)


@pytest.mark.parametrize(
    "owner",
    [
        {},
        {"passphrase": "court"},
        {"public_key": "x"},
        {"passphrase": PASSPHRASE, "public_key": "x"},
    ],
)
def test_an_owner_must_be_named_rightly(owner: dict[str, str]) -> None:
    with pytest.raises(InvalidRequest):
        sealed(WAY, **owner)

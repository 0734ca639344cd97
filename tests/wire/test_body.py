"""Bodies that are not requests, each refused with what to do."""

import pytest

from siyada.errors import InvalidFields, InvalidRequest
from siyada.wire.body import Checked, check, read_object, wrong_field


class Shape(Checked):
    name: str
    count: int | None = None


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        ("سؤال".encode("utf-16"), "UTF-8"),
        ("é".encode("latin-1"), "UTF-8"),
        (b"\x00\xff\xfe\x80binary", "UTF-8"),
        (b"{", "line 1"),
        (b'{"a":\n nothing}', "line 2"),
        (b'{"a": NaN}', "not JSON"),
        (b'"text"', "not an object"),
        (b"[1]", "not an object"),
        (b'{"a": "\\ud800"}', "character is not whole, at line 1, column"),
        (b'{"a": "\\udc00 b"}', "character is not whole, at line 1, column"),
        (b'{"a": "\\ud83d\\ud83d"}', "character is not whole, at line 1, column"),
        (b'{"a": "\\u12"}', "not JSON"),
        (b'{"a":' * 5_000, "not JSON"),
        (b'{"a":' * 101 + b"1" + b"}" * 101, "within each other"),
        (b'{"a":' + b"[" * 100 + b"]" * 100 + b"}", "within each other"),
    ],
)
def test_what_is_not_an_object_of_json_is_refused(body: bytes, said: str) -> None:
    with pytest.raises(InvalidRequest, match=said):
        read_object(body)


@pytest.mark.parametrize(
    "body", [b'{"a":' * 100 + b"1" + b"}" * 100, b'{"a":[%s]}' % b",".join([b"{}"] * 500)]
)
def test_what_is_long_and_not_deep_is_read(body: bytes) -> None:
    assert "a" in read_object(body)


def test_a_refusal_repeats_nothing_of_what_was_sent() -> None:
    with pytest.raises(InvalidFields) as raised:
        check(Shape, {"name": ["BE1234567"], "count": "0612345678"})
    assert raised.value.detail == [
        {"loc": ["body", "name"], "msg": "Input should be a valid string", "type": "string_type"},
        {"loc": ["body", "count"], "msg": "Input should be a valid integer", "type": "int_type"},
    ]
    assert raised.value.param == "name"
    assert raised.value.message == "Some fields are missing or wrong: count, name. See `detail`."


def test_fields_that_are_not_known_are_carried() -> None:
    assert check(Shape, {"name": "a", "next_year": 1}).name == "a"


def test_a_field_that_cannot_be_used_is_named_by_its_path() -> None:
    error = wrong_field(("messages", 2, "content"), "Send text.")
    assert (error.param, error.status, error.code) == ("messages.2.content", 422, "invalid_fields")

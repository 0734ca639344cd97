"""JSON and data addresses within strings."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.wire.embedded import escape_json, is_json, join_data, map_json, split_data

_OBJECTS = st.dictionaries(st.text(max_size=8), st.text(max_size=8) | st.integers(), max_size=4)


@pytest.mark.parametrize("text", ["", "[PHONE_1]", "{", '"a"', "12", "{a}", "[" * 100_000])
def test_what_is_no_json_document_is_none(text: str) -> None:
    assert not is_json(text)


def test_keys_and_numbers_are_told_apart() -> None:
    seen = []

    def note(key: str, value: str, is_key: bool) -> str:
        seen.append((key, value, is_key))
        return value

    map_json('{"a": {"b": [1, "x"]}}', note)
    assert seen == [("", "a", True), ("a", "b", True), ("b", "1", False), ("b", "x", False)]


@given(_OBJECTS)
def test_a_changed_document_stays_valid(document: dict[str, str | int]) -> None:
    written = json.dumps(document)
    changed = map_json(written, lambda _key, value, is_key: value if is_key else value + 'é"')
    assert list(json.loads(changed)) == list(json.loads(written))
    assert map_json(written, lambda _key, value, _is_key: value) == written


@given(st.text(max_size=30))
def test_escapes_stand_between_quotes(text: str) -> None:
    assert json.loads(f'"{escape_json(text)}"') == text


@pytest.mark.parametrize(
    ("address", "head", "payload"),
    [
        ("data:text/plain;base64,Ym9uam91cg==", "data:text/plain;base64,", "Ym9uam91cg=="),
        ("DATA:text/csv;charset=utf-8;base64,YTti", "DATA:text/csv;charset=utf-8;base64,", "YTti"),
        ("data:,bonjour%20a", "data:,", "bonjour%20a"),
    ],
)
def test_a_data_address_is_parted(address: str, head: str, payload: str) -> None:
    assert split_data(address) == (head, payload, "base64" in head)


def test_a_text_is_put_into_a_data_address() -> None:
    assert join_data("data:text/plain;base64,", "bonjour") == "data:text/plain;base64,Ym9uam91cg=="
    assert join_data("data:,", "bonjour") == "data:,bonjour"


def test_what_is_no_data_address_is_none() -> None:
    assert split_data("data") is None

"""Which strings of a body are text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.wire.fields import map_strings, map_texts, role_of, texts

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**5), 10**5) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=20,
)


def test_every_string_that_no_rule_names_is_text() -> None:
    body = {
        "model": "m",
        "next_year": {"a": ["b", {"c": "d"}]},
        "messages": [{"role": "user", "name": "n", "content": "x"}],
    }
    assert dict(texts(body)) == {
        ("messages", 0, "name"): "n",
        ("messages", 0, "content"): "x",
        ("next_year", "a", 0): "b",
        ("next_year", "a", 1, "c"): "d",
    }


def test_the_conversation_comes_first() -> None:
    body = {"user": "u", "tools": ["t"], "messages": [{"content": "x"}]}
    assert [text for _, text in texts(body)] == ["x", "u", "t"]
    assert list(map_texts(body, lambda _, text: text)) == ["user", "tools", "messages"]


@pytest.mark.parametrize(
    ("path", "text", "role"),
    [
        (("messages", 0, "role"), "user", "word"),
        (("messages", 0, "role"), "0661234567", "text"),
        (("messages", 0, "content", 1, "type"), "text", "word"),
        (("messages", 2, "tool_calls", 0, "id"), "D681PevKs", "identifier"),
        (("messages", 2, "tool_calls", 0, "id"), "un nom à moi", "text"),
        (("messages", 2, "tool_calls", 0, "function", "name"), "find", "name"),
        (("messages", 2, "tool_calls", 0, "function", "arguments"), "{}", "text"),
        (("tools", 0, "function", "parameters", "properties", "p", "type"), "string", "word"),
        (("tools", 0, "function", "parameters", "properties", "p", "enum", 0), "Rabat", "text"),
        (("tools", 0, "function", "parameters", "$defs", "x", "$ref"), "#/$defs/y", "name"),
        (("metadata", "role"), "user", "text"),
        (("a.role",), "user", "text"),
    ],
)
def test_structure_is_known_by_place_and_look(
    path: tuple[str | int, ...], text: str, role: str
) -> None:
    assert role_of(path, text) == role


def test_long_numbers_of_free_data_may_be_someones() -> None:
    seen = []

    def note(path: tuple[str | int, ...], role: str, text: str) -> str:
        seen.append((path[-1], role))
        return "x" if role == "number" else text

    body = {"seed": 123456789, "metadata": {"phone": 212661234567, "n": 12, "yes": True}}
    changed = map_strings(body, note)
    assert changed == {"seed": 123456789, "metadata": {"phone": "x", "n": 12, "yes": True}}
    assert ("phone", "number") in seen


def test_two_keys_that_become_one_are_an_error() -> None:
    with pytest.raises(ValueError, match="two keys"):
        map_strings({"metadata": {"a": 1, "b": 2}}, lambda *_: "same")


@given(_JSON)
def test_changing_nothing_changes_nothing(body: Any) -> None:  # noqa: ANN401 - any JSON
    assert map_texts(body, lambda _, text: text) == body

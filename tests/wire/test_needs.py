"""What a request asks of a model."""

import pytest

from siyada.wire.chat import Json
from siyada.wire.needs import needs

CALL = {"role": "assistant", "tool_calls": [{"id": "a"}]}


@pytest.mark.parametrize(
    ("body", "within"),
    [
        ({"messages": [{"role": "user", "content": "Salam"}]}, []),
        ({"messages": [{"role": "user", "content": [{"type": "text", "text": "a"}]}]}, []),
        ({"messages": [{"content": [{"type": "image_url"}]}]}, ["images"]),
        ({"messages": [], "tools": [{"type": "function"}]}, ["tools"]),
        ({"messages": [], "tools": []}, []),
        ({"messages": [CALL]}, ["tools"]),
        ({"messages": [{"role": "tool", "content": "7"}]}, ["tools"]),
        ({"messages": [], "response_format": {"type": "json_schema"}}, ["json_schema"]),
        ({"messages": [], "response_format": {"type": "json_object"}}, ["json_schema"]),
        ({"messages": [], "response_format": {"type": "text"}}, []),
        ({"prompt": "a", "messages": "nonsense"}, []),
    ],
)
def test_what_is_asked_is_seen(body: dict[str, Json], within: list[str]) -> None:
    asked = needs({"model": "m", **body})
    assert (list(asked.within()), asked.other) == (within, False)


@pytest.mark.parametrize("kind", ["input_audio", "document_url", "file", "next_year"])
def test_what_no_setting_speaks_of_is_seen(kind: str) -> None:
    assert needs({"model": "m", "messages": [{"content": [{"type": kind}]}]}).other


def test_room_is_the_request_and_the_longest_answer() -> None:
    body = {"model": "a long name", "messages": [{"role": "user", "content": "a" * 400}]}
    assert needs({**body, "max_tokens": 50}).room == 151

"""The shield on the wire: other forms than pseudonyms, and answers that are searched."""

from collections.abc import Iterable
from typing import Any

import orjson
import pytest

from siyada.config import ShieldRule, ShieldSettings
from siyada.errors import Refused
from siyada.guard import Restoration, guard, restore_answer

Json = Any

_PHONE = "0661234567"
_ABROAD = ShieldSettings()


def _body(content: str) -> dict[str, Json]:
    return {"model": "m", "messages": [{"role": "user", "content": content}]}


def _event(delta: Json, finish: str | None = None) -> dict[str, Json]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "x", "model": "m", "choices": [choice]}


def _content(events: Iterable[dict[str, Json]], restoration: Restoration) -> str:
    restored = [out for event in events for out in restoration.feed(event)] + restoration.finish()
    return "".join(event["choices"][0]["delta"].get("content", "") for event in restored)


def test_the_forms_of_the_settings_stand_in_the_request_and_come_back() -> None:
    settings = ShieldSettings(forms={"PHONE": "surrogate", "CIN": "remove"})
    guarded = guard(_body(f"tel {_PHONE}, CIN BH451207, a@gmail.com"), "abroad", settings)
    sent = guarded.body["messages"][0]["content"]
    assert sent == "tel 0600000001, CIN [•••], [EMAIL_1]"
    assert guarded.counts_by_kind == {"PHONE": 1, "CIN": 1, "EMAIL": 1}
    events = [_event({"content": piece}) for piece in (sent[:6], sent[6:20], sent[20:])]
    restored = _content(events, Restoration(guarded))
    assert restored == f"tel {_PHONE}, CIN [•••], a@gmail.com"


def test_what_a_model_invents_is_masked_where_the_settings_say_so() -> None:
    settings = ShieldSettings(invented=("*",))
    guarded = guard(_body(f"tel {_PHONE}"), "abroad", settings)
    events = [_event({"content": "Le [PHO"}), _event({"content": "NE_1] ou le 066"}),
              _event({"content": "2345678 ?"}, "stop")]  # fmt: skip
    assert _content(events, Restoration(guarded)) == f"Le {_PHONE} ou le [•••] ?"
    call = {"index": 0, "id": "a", "function": {"name": "f", "arguments": '{"tel": 661999999'}}
    rest = {"index": 0, "function": {"arguments": ', "of": "[PHONE_1]"}'}}
    restoration = Restoration(guarded)
    fed = [_event({"tool_calls": [call]}), _event({"tool_calls": [rest]}), _event({}, "tool_calls")]
    out = [one for event in fed for one in restoration.feed(event)]
    arguments = "".join(
        call["function"]["arguments"]
        for event in out
        for call in event["choices"][0]["delta"].get("tool_calls", ())
    )
    assert orjson.loads(arguments) == {"tel": "[•••]", "of": _PHONE}


def test_by_default_the_answer_is_not_edited() -> None:
    guarded = guard(_body(f"tel {_PHONE}"), "abroad", _ABROAD)
    answer = {"choices": [{"index": 0, "message": {"content": "Appelez le 0662345678."}}]}
    assert restore_answer(answer, guarded) == answer


def test_a_script_that_nothing_reads_goes_where_unsure_text_may() -> None:
    with pytest.raises(Refused, match="UNSURE"):
        guard(_body("Меня зовут Иван"), "abroad", _ABROAD)
    rule = ShieldRule(sensitivity="unsure", action="mask")
    body = _body("Меня зовут Иван")
    assert guard(body, "abroad", ShieldSettings(rules=(rule,))).body == body

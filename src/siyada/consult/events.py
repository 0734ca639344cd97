"""An answer as the events of a chat model."""

import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import asdict
from typing import Any
from uuid import uuid4

from siyada.assistant.answer import Answer
from siyada.assistant.values import text_of
from siyada.consult.telling import Telling
from siyada.ledger.calls import Call
from siyada.wire.chat import Event, usage
from siyada.wire.tokens import text_bytes, tokens

Json = Any
"""A value written as JSON."""


class Speaker:
    """Makes the events of one answer. Where `most` tokens are the limit, parts are left out."""

    def __init__(self, model: str, most: int | None) -> None:
        self._most = most
        self._said = 0
        self._same: Event = {
            "id": f"chatcmpl-{uuid4().hex}",
            "object": "chat.completion.chunk",
            "created": int(time.time()),
            "model": model,
        }

    async def events(self, telling: Telling, call: Call) -> AsyncGenerator[Event, None]:
        """The events: one that opens, one for each part, one that closes, cites and counts."""
        yield self._event({"role": "assistant", "content": ""})
        finish = "stop"
        async with aclosing(telling.pieces()) as pieces:
            async for piece in pieces:
                self._said += text_bytes(piece)
                if self._most is not None and tokens(self._said) > self._most:
                    finish = "length"
                    break
                yield self._event({"content": piece})
        yield {
            **self._event({"content": ""}, finish),
            "citations": [asdict(citation) for citation in telling.answer.citations],
            "siyada": _about(telling.answer, telling.report()),
            "usage": usage(call.tokens_in, call.tokens_out),
        }

    def _event(self, delta: dict[str, Json], finish: str | None = None) -> Event:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return {**self._same, "choices": [choice]}


def _about(answer: Answer, report: Json) -> dict[str, Json]:
    choices = [{"procedure": c.procedure, "title": text_of(c.label)} for c in answer.choices]
    return {
        "state": answer.state,
        "procedure": answer.procedure,
        "facet": answer.facet,
        "also": list(answer.also),
        "language": answer.language,
        "asked": answer.asked,
        "confidence": answer.confidence,
        "checked": answer.checked,
        "choices": choices,
    } | ({"model": report} if report else {})

"""The assistant as a model: a question in, its cited answer as events, block by block."""

import asyncio
import time
from collections.abc import AsyncGenerator, Iterator
from dataclasses import asdict
from typing import Any
from uuid import uuid4

from siyada.assistant.answer import Answer
from siyada.assistant.assistant import Assistant
from siyada.assistant.follow import goes_on
from siyada.assistant.render import markdown
from siyada.assistant.values import text_of
from siyada.language.identify import Tag
from siyada.ledger.calls import Call, Opening
from siyada.ledger.keys import Caller
from siyada.library.procedure import Facet
from siyada.services import ASSISTANT, Services
from siyada.wire.body import Checked, check, wrong_field
from siyada.wire.chat import ChatRequest, Event, question, questions_before, usage
from siyada.wire.tokens import text_bytes, tokens

Json = Any
"""A value written as JSON."""


class _Wishes(Checked):
    """What a caller may say of the answer, besides the question."""

    language: Tag | None = None
    procedure: str | None = None
    facet: Facet | None = None


class _Fields(Checked):
    siyada: _Wishes | None = None


async def consult(
    request: ChatRequest, caller: Caller, services: Services
) -> AsyncGenerator[Event, None]:
    """The assistant's answer: an event for each finished block; the last one cites and counts.

    Raises InvalidFields for what is not a question, NotFound for a procedure that is not there.
    """
    asked = _question(request, services.settings.server.max_question_characters)
    wishes = check(_Fields, request.body).siyada or _Wishes()
    async with services.ledger.call(_opening(asked, caller)) as call:
        answer = await asyncio.to_thread(_compose, services.assistant, request, asked, wishes)
        services.ledger.metrics.answers.labels(answer.state).inc()
        for event in _events(answer, call, request.max_tokens):
            call.count(event)
            yield event


def _question(request: ChatRequest, longest: int) -> str:
    asked = question(request)
    if len(asked) > longest:
        message = f"The question is longer than {longest} characters. Ask it in fewer words."
        raise wrong_field(("messages",), message)
    if request.n > 1:
        raise wrong_field(("n",), "The assistant gives one answer to a question: leave `n` out.")
    return asked


def _compose(assistant: Assistant, request: ChatRequest, asked: str, wishes: _Wishes) -> Answer:
    """The answer. A question that names no matter ("and the price?") goes on with the one before.

    Nothing is kept between requests: clients resend the conversation, so the same text gives the
    same answer each time.
    """
    procedure = wishes.procedure
    if procedure is None and goes_on(asked):
        before = (text for text in questions_before(request) if text.strip() and not goes_on(text))
        procedure = next((assistant.answer(text).procedure for text in before), None)
    return assistant.answer(
        asked, language=wishes.language, procedure=procedure, facet=wishes.facet
    )


def _opening(asked: str, caller: Caller) -> Opening:
    return Opening(
        request=caller.request,
        key=caller.key.number,
        model=ASSISTANT,
        provider=ASSISTANT,
        where="here",
        decision="allow",
        tokens_in=tokens(text_bytes(asked)),
    )


def _events(answer: Answer, call: Call, most: int | None) -> Iterator[Event]:
    """The answer's events. Where `most` tokens are the limit, whole blocks are left out."""
    same: Event = {
        "id": f"chatcmpl-{uuid4().hex}",
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": ASSISTANT,
    }
    yield {**same, "choices": [_choice({"role": "assistant", "content": ""})]}
    finish, said = "stop", 0
    for piece in markdown(answer):
        said += text_bytes(piece)
        if most is not None and tokens(said) > most:
            finish = "length"
            break
        yield {**same, "choices": [_choice({"content": piece})]}
    yield {
        **same,
        "choices": [_choice({"content": ""}, finish)],
        "citations": [asdict(citation) for citation in answer.citations],
        "siyada": _about(answer),
        "usage": usage(call.tokens_in, call.tokens_out),
    }


def _choice(delta: dict[str, Json], finish: str | None = None) -> dict[str, Json]:
    return {"index": 0, "delta": delta, "finish_reason": finish}


def _about(answer: Answer) -> dict[str, Json]:
    choices = [{"procedure": c.procedure, "title": text_of(c.label)} for c in answer.choices]
    return {
        "state": answer.state,
        "procedure": answer.procedure,
        "facet": answer.facet,
        "language": answer.language,
        "asked": answer.asked,
        "confidence": answer.confidence,
        "checked": answer.checked,
        "choices": choices,
    }

"""One question to an assistant: what is known of it, then who says it, a model or the record."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from siyada.config.assistants import AssistantSettings
from siyada.consult.asking import Asked, asked
from siyada.consult.counting import count_answer
from siyada.consult.events import Speaker
from siyada.consult.knowing import REFUSED, Known, know
from siyada.consult.modelled import Ask, Modelled
from siyada.consult.telling import Composed, Telling
from siyada.ledger.keys import Caller
from siyada.ledger.opening import Opening
from siyada.services import ASSISTANT, Services
from siyada.wire.chat import ChatRequest, Event
from siyada.wire.tokens import text_bytes, tokens


async def consult(
    request: ChatRequest, caller: Caller, services: Services, ask: Ask
) -> AsyncGenerator[Event, None]:
    """The assistant's answer: an event for each finished part; the last one cites and counts.

    `ask` asks a model on behalf of the caller. Raises InvalidFields for what is not a question,
    NotFound for a procedure or a library that is not there.
    """
    settings = _settings(request.model, services)
    question = asked(request, services.settings.server.max_question_characters)
    async with services.ledger.call(_opening(request.model, question, caller)) as call:
        known = await know(question, settings, services, caller)
        telling = await asyncio.to_thread(_telling, question, known, settings, ask)
        speaker = Speaker(request.model, request.max_tokens)
        async with aclosing(speaker.events(telling, call)) as events:
            async for event in events:
                call.count(event)
                yield event
        await asyncio.to_thread(count_answer, services, question.in_full, telling.answer)


def _settings(model: str, services: Services) -> AssistantSettings:
    """Those of the assistant; a model that is asked to answer from libraries is one for a while."""
    known = services.settings.assistants.get(model)
    if known is not None or model == ASSISTANT:
        return known or AssistantSettings(model=None)
    return AssistantSettings(model=model, record=False)


def _telling(question: Asked, known: Known, settings: AssistantSettings, ask: Ask) -> Telling:
    """Who answers: a model where there is one and something to rest on, else the record."""
    ready = known.without_model(question)
    if settings.model is None or known.composed.state in REFUSED or not known.ground.passages:
        return Composed(ready)
    return Modelled(question, known, ready, settings, ask)


def _opening(model: str, question: Asked, caller: Caller) -> Opening:
    return Opening(
        caller=caller,
        model=model,
        provider=ASSISTANT,
        where="here",
        decision="allow",
        tokens_in=tokens(text_bytes(question.text)),
    )

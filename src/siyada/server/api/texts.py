"""Answers to requests that hold texts: worked on away from the loop when they are long."""

import asyncio
from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from siyada.server.failures import json_response
from siyada.wire.texts import Texts

Json = Any
"""A value written as JSON."""

LONG_CHARACTERS = 5_000
"""From here on a thread does the work, so that nobody else waits for it."""


async def answer_texts(texts: Texts, handle: Callable[[str], dict[str, Json]]) -> Response:
    """What `handle` says of each text: one object for one `text`, `results` for `inputs`."""
    return await answer_all(texts, lambda given: [handle(text) for text in given])


async def answer_all(
    texts: Texts, handle: Callable[[list[str]], list[dict[str, Json]]]
) -> Response:
    """The same, where `handle` answers all texts at once."""

    def work() -> Response:
        answers = handle([item["text"] for item in texts.items])
        results = list(map(_with_id, texts.items, answers))
        return json_response(results[0] if texts.single else {"results": results})

    return await asyncio.to_thread(work) if texts.characters > LONG_CHARACTERS else work()


def _with_id(item: dict[str, Json], answer: dict[str, Json]) -> dict[str, Json]:
    return {"id": item["id"], **answer} if "id" in item else answer

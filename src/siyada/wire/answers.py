"""Answers to the verbs that are not streamed, with every field that the published clients demand.

Mistral's client raises on an answer that lacks a field which it calls required; servers of other
makes leave some of them out. What is missing is put in place; what is no answer at all is an error.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from siyada.errors import ProviderFailed
from siyada.wire.chat import Event, usage
from siyada.wire.verbs import (
    CHAT_CLASSIFICATIONS,
    CHAT_MODERATIONS,
    CLASSIFICATIONS,
    MODERATIONS,
    OCR,
    RERANK,
    Verb,
)

Json = Any
"""A value read from JSON."""


def widen_answer(verb: Verb, model: str, answer: Mapping[str, Json]) -> dict[str, Json]:
    """The answer complete for its verb; raises ProviderFailed when it is none."""
    return _WIDEN[verb](verb, {**answer, "model": answer.get("model") or model})


def counted(answer: Mapping[str, Json]) -> Event:
    """An answer as the ledger counts it: its texts, and the tokens that the provider claims."""
    said = [text for place in _TEXTS for text in _strings(answer.get(place))]
    choices = [{"index": 0, "delta": {"content": "".join(said)}}] if said else []
    claimed = answer.get("usage")
    event: Event = {"choices": choices}
    if isinstance(claimed, dict):
        event["usage"] = claimed
    return event


_TEXTS = ("text", "pages", "document_annotation")
"""The fields of an answer that hold what a model wrote."""


def _strings(value: Json) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [
            text
            for page in value
            if isinstance(page, dict)
            for text in _strings(page.get("markdown"))
        ]
    return []


def _with_id(answer: dict[str, Json], prefix: str) -> dict[str, Json]:
    return {**answer, "id": answer.get("id") or f"{prefix}-{uuid4().hex}"}


def _objects(verb: Verb, value: Json) -> list[dict[str, Json]]:
    """A list of objects, at least one; raises ProviderFailed when it is something else."""
    if not isinstance(value, list) or not value or not all(isinstance(i, dict) for i in value):
        raise ProviderFailed(
            f"The provider sent no answer to {verb.name}. Check that this model gives one."
        )
    return value


def _moderated(verb: Verb, answer: dict[str, Json]) -> dict[str, Json]:
    results = []
    for result in _objects(verb, answer.get("results")):
        categories = result.get("categories")
        categories = categories if isinstance(categories, dict) else {}
        scores = result.get("category_scores")
        results.append(
            {
                "flagged": any(value is True for value in categories.values()),
                **result,
                "categories": categories,
                "category_scores": scores if isinstance(scores, dict) else {},
            }
        )
    return {**_with_id(answer, "modr"), "results": results}


def _classified(verb: Verb, answer: dict[str, Json]) -> dict[str, Json]:
    return {**_with_id(answer, "clsf"), "results": _objects(verb, answer.get("results"))}


def _read(verb: Verb, answer: dict[str, Json]) -> dict[str, Json]:
    pages = [
        {
            **page,
            "index": page.get("index", place),
            "markdown": page.get("markdown") or "",
            "images": page.get("images") or [],
            "dimensions": page.get("dimensions"),
        }
        for place, page in enumerate(_objects(verb, answer.get("pages")))
    ]
    used = answer.get("usage_info")
    used = used if isinstance(used, dict) else {}
    return {**answer, "pages": pages, "usage_info": {"pages_processed": len(pages), **used}}


def _ranked(verb: Verb, answer: dict[str, Json]) -> dict[str, Json]:
    found = answer.get("results", answer.get("data"))
    results = []
    for place, result in enumerate(_objects(verb, found)):
        score = result.get("relevance_score", result.get("score", 0.0))
        results.append({**result, "index": result.get("index", place), "relevance_score": score})
    rest = {name: value for name, value in answer.items() if name != "data"}
    return {**_with_id(rest, "rank"), "usage": rest.get("usage") or usage(0, 0), "results": results}


_WIDEN: Mapping[Verb, Callable[[Verb, dict[str, Json]], dict[str, Json]]] = {
    MODERATIONS: _moderated,
    CHAT_MODERATIONS: _moderated,
    CLASSIFICATIONS: _classified,
    CHAT_CLASSIFICATIONS: _classified,
    OCR: _read,
    RERANK: _ranked,
}

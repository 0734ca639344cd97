"""Tifinagh in Latin letters on the wire: every text of a request there, every delta back.

For providers whose setting `tifinagh` is `latin`. It comes after the shield, which must see texts
as they were written; on the way back it comes before the restorer, so that personal data is
restored in the letters that it had.
"""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import Any

from siyada.language import tifinagh
from siyada.language.thrift import Returner, Sent, to_latin, to_tifinagh, words_sent
from siyada.wire.deltas import (
    Event,
    Key,
    Rewriter,
    Rewriting,
    asks_for_json,
    holds_json,
    rewrite,
)
from siyada.wire.embedded import is_json, map_json
from siyada.wire.fields import Path, map_texts, texts

Json = Any
"""A value read from JSON."""

_FEWEST_WORDS = 3
"""Words of a string within JSON that may come back unmarked. Shorter ones are choices and names, on
which programs depend."""


@dataclass(frozen=True, slots=True)
class Lettered:
    """A request in the letters that its provider gets."""

    body: dict[str, Json]
    sent: Sent | None = None
    """What was sent in Latin letters instead of Tifinagh; None when nothing was."""
    json_answer: bool = False
    """Whether the answer was asked for as JSON."""


def in_latin(body: dict[str, Json]) -> Lettered:
    """The request with its Tifinagh in marked Latin letters; as it is when it holds none."""
    if all(tifinagh.latin(text) == text for _, text in texts(body)):
        return Lettered(body)
    written: list[str] = []

    def change(path: Path, text: str) -> str:
        if "pattern" in path:
            return text
        # What an answer is cut at must be as the model writes it: models leave out marks.
        latin = tifinagh.latin(text) if path[0] == "stop" else to_latin(text)
        written.append(latin)
        return latin

    changed = map_texts(body, change)
    return Lettered(changed, words_sent(written), asks_for_json(body))


def bringing_back(lettered: Lettered) -> Rewriting:
    """What puts the Tamazight of an answer's events in Tifinagh, if Tifinagh was sent."""
    return Rewriting(_maker(lettered))


def bring_back(events: AsyncGenerator[Event], lettered: Lettered) -> AsyncGenerator[Event]:
    """The events of an answer with its Tamazight in Tifinagh, if Tifinagh was sent."""
    return rewrite(events, bringing_back(lettered))


def _maker(lettered: Lettered) -> Callable[[Key], Rewriter] | None:
    sent = lettered.sent
    if sent is None:
        return None
    json = lettered.json_answer
    return lambda key: _JsonReturner(sent) if holds_json(key, json_answer=json) else Returner(sent)


class _JsonReturner:
    """Brings back a JSON document: its strings one by one, once it is whole."""

    def __init__(self, sent: Sent) -> None:
        self._sent = sent
        self._held = ""

    def feed(self, piece: str) -> str:
        """Nothing yet: no part of a document can be used before the rest."""
        self._held += piece
        return ""

    def finish(self) -> str:
        """The document."""
        text, self._held = self._held, ""
        return map_json(text, self._string) if is_json(text) else to_tifinagh(text)

    def _string(self, _key: str, text: str, is_key: bool) -> str:  # noqa: FBT001 - as map_json has it
        if is_key or len(text.split()) < _FEWEST_WORDS:
            return to_tifinagh(text)
        returner = Returner(self._sent)
        return returner.feed(text) + returner.finish()

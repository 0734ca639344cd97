"""Personal data that a model invents, masked in its answer while that arrives in pieces."""

import re
from collections.abc import Callable, Iterable

from siyada.shield.detect import KINDS, detect
from siyada.shield.forms import REMOVED
from siyada.shield.identity import person, same
from siyada.shield.span import Span

Known = frozenset[tuple[str, str]]
"""Kinds and values of the request: what an answer may repeat."""

_CONTEXT = 160
"""Characters before a sentence that are read with it: a label may stand there."""
_LONGEST = 600
"""Characters after which a sentence is cut where it is least likely to be within a value."""
_END = re.compile(r"[^\W\d_]{2}[.!?؟…][\"'»)\]]*\s+(?=\S)|[^\d\s\-:,/]\s*\n\s*(?=\S)")
_GAP = re.compile(r"[^\W\d_]{2},?\s+(?=[^\W\d_])")


def known_values(kind: str, value: str) -> Iterable[tuple[str, str]]:
    """What tells that an answer repeats a value: its kind and what its writings have in common."""
    yield kind, same(kind, value)
    if kind == "PERSON":
        yield from ((kind, part) for part in person(value))


class Inventions:
    """Masks what a model invented, sentence by sentence, wherever the text was cut.

    A sentence is held back until it ends: what is in it can be told only then.
    """

    def __init__(self, kinds: Iterable[str], known: Known) -> None:
        """`kinds` are those to mask; `known` is what the request held, which may be repeated."""
        self._kinds = frozenset(KINDS) if "*" in kinds else frozenset(kinds)
        self._known = known
        self._context = ""
        self._held = ""

    def feed(self, piece: str) -> str:
        """The sentences that the next piece ends, masked."""
        self._held += piece
        pieces: list[str] = []
        while (end := self._end()) is not None:
            pieces.append(self._sentence(self._held[:end]))
            self._held = self._held[end:]
        return "".join(pieces)

    def finish(self) -> str:
        """What was held back; nothing more follows."""
        held, self._held = self._held, ""
        return self._sentence(held) if held else ""

    def masked(self, text: str, label: str = "") -> str:
        """A text with what was invented removed; `label` is what is said about it outside it."""
        pieces: list[str] = []
        done = 0
        for span in detect(label + text):
            start, end = max(span.start - len(label), 0), span.end - len(label)
            if start < end and start >= done and self._is_invented(span, text[start:end]):
                pieces += (text[done:start], REMOVED)
                done = end
        return "".join((*pieces, text[done:]))

    def _sentence(self, text: str) -> str:
        shown = self.masked(text, self._context)
        self._context = (self._context + text)[-_CONTEXT:]
        return shown

    def _end(self) -> int | None:
        """Where the first sentence of what is held ends; None while it goes on."""
        found = _END.search(self._held)
        if found is not None and found.end() <= _LONGEST:
            return found.end()
        if len(self._held) <= _LONGEST:
            return None
        gaps = [match.end() for match in _GAP.finditer(self._held, 0, _LONGEST)]
        return gaps[-1] if gaps else _LONGEST

    def _is_invented(self, span: Span, value: str) -> bool:
        if span.kind not in self._kinds:
            return False
        names = person(value) if span.kind == "PERSON" else frozenset()
        if names:
            return not {("PERSON", part) for part in names} <= self._known
        return (span.kind, same(span.kind, value)) not in self._known


class WholeInventions:
    """Masks what a model invented in a JSON document, which must arrive whole to be changed."""

    def __init__(self, inventions: Inventions, rewrite: Callable[[str, Inventions], str]) -> None:
        self._inventions = inventions
        self._rewrite = rewrite
        self._held = ""

    def feed(self, piece: str) -> str:
        """Nothing yet."""
        self._held += piece
        return ""

    def finish(self) -> str:
        """The whole document, masked."""
        held, self._held = self._held, ""
        return self._rewrite(held, self._inventions)

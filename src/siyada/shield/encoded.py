"""Text within base64: what it hides is found, and the whole block is masked."""

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Iterator

from siyada.language.identify import Language
from siyada.shield.reading import Reading
from siyada.shield.span import Span

_BLOCK = re.compile(r"(?<![A-Za-z0-9+/_\-])[A-Za-z0-9+/_\-]{40,}={0,2}")
_SHORTEST = 40
"""Signs of a block, at least."""
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")


def text_of_base64(payload: str) -> str | None:
    """The text that base64 (RFC 4648, both alphabets) stands for; None when it is no text.

    >>> text_of_base64("MDY2MTIzNDU2Nw")
    '0661234567'
    """
    signs = re.sub(r"\s", "", payload).rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        text = base64.b64decode(signs + "=" * (-len(signs) % 4), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return None if _CONTROLS.search(text) else text


class Encoded:
    """The recogniser of what stands within blocks of base64, a token of RFC 7519 included."""

    def __init__(self, kinds: frozenset[str], detect: Callable[[str], Iterable[Span]]) -> None:
        """`detect` finds these kinds in the text that a block stands for."""
        self._kinds = kinds
        self._detect = detect

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that are looked for within."""
        return self._kinds

    def find(self, reading: Reading, language: Language | None) -> Iterator[Span]:
        """A span over each block that holds personal data, of the kind of its surest value."""
        del language
        if max(map(len, reading.text.split()), default=0) < _SHORTEST:
            return
        for match in _BLOCK.finditer(reading.text):
            text = text_of_base64(match.group())
            if text is None:
                continue
            within = max(self._detect(text), key=lambda span: span.score, default=None)
            if within is not None:
                yield Span(match.start(), match.end(), within.kind, within.score, within.reason)

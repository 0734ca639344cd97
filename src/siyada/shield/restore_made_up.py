"""Values in the place of made-up ones, in a text that arrives in pieces."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from siyada.shield.fold import fold
from siyada.shield.surrogates import Surrogates

_SKIPPED = re.compile(
    "[\u00ad\u061c\u0640\u064b-\u0652\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_SEPARATORS = frozenset(" .-/()+\u00a0\u202f")
_CLITICS = frozenset("وفبلكد")
_LONGEST_GAP = 3


@dataclass(slots=True)
class _Node:
    """A place in the tree of what may be read."""

    next: "dict[str, _Node]" = field(default_factory=dict)
    value: str | None = None


class MadeUpRestorer:
    """Restores made-up values; the result does not depend on where the text was cut.

    Holds back only a tail that could still become one. Case, vowels, marks of direction and the
    figures' script do not matter, nor do separators within numbers.
    """

    def __init__(
        self, surrogates: Surrogates, *, encode: Callable[[str], str] | None = None
    ) -> None:
        """`encode` is applied to each restored value: within JSON, its escapes."""
        self._exact = surrogates.writings
        exact = {made: v for made, v in surrogates.writings.items() if made not in surrogates.loose}
        loose = {made: v for made, v in surrogates.writings.items() if made in surrogates.loose}
        self._trees = (_tree(exact, loose=False), _tree(loose, loose=True))
        firsts = {sign for tree in self._trees for sign in tree.next}
        self._firsts = {form for sign in firsts for form in (sign, sign.upper())}
        self._encode = encode
        self._replaced: list[tuple[int, int, str]] = []
        self._held = ""
        self._before = ""
        """The last character before what is held."""

    def feed(self, piece: str) -> str:
        """The next piece restored, as far as it is sure; what is not is held back."""
        return self._read(self._held + piece, last=False)

    def finish(self) -> str:
        """What was held back; nothing more follows."""
        return self._read(self._held, last=True) if self._held else ""

    def edits(self, text: str) -> list[tuple[int, int, str]]:
        """The places of a whole text that are restored: start, end, and value."""
        self._before, self._replaced = "", []
        self._read(text, last=True)
        return self._replaced

    def _read(self, text: str, *, last: bool) -> str:
        pieces: list[str] = []
        self._held, at, done = "", 0, 0
        while at < len(text):
            if not self._may_begin(text, at):
                at += 1
                continue
            end, value, more = self._look(text, at)
            if more and not last:
                self._held = text[at:]
                break
            if value is None:
                at += 1
                continue
            pieces += (text[done:at], self._encode(value) if self._encode else value)
            self._replaced.append((at, end, value))
            self._before = text[end - 1]
            at = done = end
        shown = text[done:at]
        self._before = shown[-1:] or self._before
        return "".join((*pieces, shown))

    def _may_begin(self, text: str, at: int) -> bool:
        if _sign(text[at]) not in self._firsts:
            return False
        before = text[at - 1] if at else self._before
        return not before.isalnum() or before in _CLITICS

    def _look(self, text: str, start: int) -> tuple[int, str | None, bool]:
        """The longest made-up value that begins here: its end, and what it stands for.

        Then whether the text ends before that is sure.
        """
        best: tuple[int, str | None] = (start, None)
        more = False
        for tree, loose in zip(self._trees, (False, True), strict=True):
            end, value, ran_out = _walk(text, start, tree, loose=loose)
            more = more or ran_out
            if value is not None and end > best[0]:
                best = (end, value)
        end, value = best
        # In the very form in which one was written it stands for what was written there.
        return end, self._exact.get(text[start:end], value), more


def _walk(text: str, start: int, tree: _Node, *, loose: bool) -> tuple[int, str | None, bool]:
    node, at, gap = tree, start, 0
    found: tuple[int, str | None] = (start, None)
    while at < len(text):
        character = text[at]
        sign = _sign(character)
        if sign in node.next:
            node, gap = node.next[sign], 0
            at += 1
            if node.value is not None:
                if at == len(text):
                    return at, node.value, True
                if not text[at].isalnum():
                    found = (at, node.value)
            continue
        skips = _SKIPPED.match(character) or (loose and character in _SEPARATORS)
        blank = sign == " " and at > start and text[at - 1].isspace()
        if gap >= _LONGEST_GAP or not (skips or blank):
            return *found, False
        gap, at = gap + 1, at + 1
    return *found, node is not tree


def _tree(values: Mapping[str, str], *, loose: bool) -> _Node:
    root = _Node()
    for made, value in values.items():
        node = root
        for character in made:
            sign = _sign(character)
            if _SKIPPED.match(character) or (loose and character in _SEPARATORS):
                continue
            node = node.next.setdefault(sign, _Node())
        node.value = value if node.value is None else node.value
    return root


def _sign(character: str) -> str:
    if character.isspace():
        return " "
    digit = unicodedata.digit(character, None)
    return fold(character) if digit is None else str(digit)

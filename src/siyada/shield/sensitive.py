"""Sensitive data other than health: offences, religion, opinion, union membership, ethnic origin.

Law 09-08, articles 1(3) and 12(1)(d). Only what is said of someone counts: a word of the table
behind words that say so, in the same sentence. Words alone tell little, so much is missed; what is
found is rather surely sensitive.
"""

import re
from collections.abc import Iterator
from functools import cache

from siyada.language.identify import Language
from siyada.shield.phrases import Phrases
from siyada.shield.reading import Reading
from siyada.shield.span import CONTEXT, Span
from siyada.shield.tables import rows

KINDS = ("OFFENCE", "RELIGION", "OPINION", "UNION", "ORIGIN")
_REACH = 24
"""Characters between the words that say it of someone and the thing."""
_BROKEN = re.compile(r"[.!?؟;؛\n]")


@cache
def _phrases() -> Phrases:
    table = ((f"{kind} {role}", phrases) for kind, role, phrases in rows("sensitive-words"))
    return Phrases("sensitive-words", table)


class Sensitive:
    """The recogniser of five kinds of sensitive data."""

    @property
    def kinds(self) -> frozenset[str]:
        """OFFENCE, RELIGION, OPINION, UNION and ORIGIN."""
        return frozenset(KINDS)

    def find(self, reading: Reading, language: Language | None) -> Iterator[Span]:
        """What is said of someone. `Le vol est puni` is about nobody."""
        del language
        said: dict[str, int] = {}
        for found in _phrases().find(reading.text, reading.words, reading.marks):
            kind, role = found.kinds
            if role == "said":
                said[kind] = found.end
                continue
            behind = said.get(kind)
            if behind is None or found.start - behind > _REACH:
                continue
            if not _BROKEN.search(reading.text, behind, found.start):
                yield Span(found.start + found.glued, found.end, kind, 0.75, CONTEXT)
                said[kind] = found.end

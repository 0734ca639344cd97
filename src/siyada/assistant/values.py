"""A text as runs: values that must keep their order, and words in another script."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final

from siyada.assistant.answer import Run
from siyada.language.identify import Tag

CONTROLS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
"""Signs that turn the direction of a text, and tags that nobody sees. Runs mark the direction."""

_NUMBER = r"\d+(?:[.,:/\-–]\d+)*"
_VALUE = "|".join(
    (
        r"(?P<site>https?://[^\s<>«»()،؛]+(?<![.,;:!?])"
        r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
        r"|\b(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:ma|com|org|net|info|fr|eu)\b(?:/[\w./%?=&-]*\w)?)",
        r"(?P<value>(?<!\d)(?:\+\d{1,3}(?:[ .-]?\d){8,11}"  # telephones, then short numbers
        r"|0\d(?:[ \u00a0.-]\d\d){4}"
        r"|\d\d[ \u00a0]\d\d(?![ \u00a0]?\d|[.,]\d)"
        r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?(?!\d)"  # thousands
        r"|\d+(?:[.,]\d+)?(?:[ \u00a0]?×[ \u00a0]?\d+(?:[.,]\d+)?)+"  # dimensions
        rf"|(?<![\w+-])[+-]?{_NUMBER}|{_NUMBER})"  # a sign belongs to a number, not to a word
        r"(?:[ \u00a0\u202f]?[%٪])?)",
    )
)
_LATIN = r"[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]"
_LATIN_WORD = rf"{_LATIN}(?:[\w'’&/+.-]*[\w+])?"
_ARABIC_WORD = r"[\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f]+"
_TIFINAGH_WORD = r"[\u2d30-\u2d7f]+"
_FOREIGN: Final = {
    "arabic": re.compile(
        rf"{_VALUE}|(?P<latin>{_LATIN_WORD}(?: {_LATIN_WORD})*)"
        rf"|(?P<tifinagh>{_TIFINAGH_WORD}(?: {_TIFINAGH_WORD})*)"
    ),
    "latin": re.compile(
        rf"{_VALUE}|(?P<arabic>{_ARABIC_WORD}(?:،? {_ARABIC_WORD})*)"
        rf"|(?P<tifinagh>{_TIFINAGH_WORD}(?: {_TIFINAGH_WORD})*)"
    ),
    "tifinagh": re.compile(
        rf"{_VALUE}|(?P<latin>{_LATIN_WORD}(?: {_LATIN_WORD})*)"
        rf"|(?P<arabic>{_ARABIC_WORD}(?:،? {_ARABIC_WORD})*)"
    ),
}
_SCRIPTS: Final[dict[Tag, str]] = {"ar": "arabic", "ary-Arab": "arabic", "zgh-Tfng": "tifinagh"}
_WORDS: Final[dict[str, Tag]] = {"latin": "fr", "arabic": "ar", "tifinagh": "zgh-Tfng"}


@lru_cache(maxsize=32_768)
def runs(text: str, tag: Tag) -> tuple[Run, ...]:
    """The text cut at its values and at words of another script; joined, the runs are the text.

    Only invisible direction signs are left out. A run of `tag` "und" is an address.

    >>> [run.text for run in runs("القانون 55.19 على idarati.ma", "ar") if run.isolate]
    ['55.19', 'idarati.ma']
    """
    text = CONTROLS.sub("", text)
    found, end = [], 0
    for match in _FOREIGN[_SCRIPTS.get(tag, "latin")].finditer(text):
        if match.start() > end:
            found.append(Run(text[end : match.start()], tag))
        found.append(_run(match, tag))
        end = match.end()
    if end < len(text):
        found.append(Run(text[end:], tag))
    return tuple(found)


def stretches(parts: Iterable[Run]) -> Iterator[tuple[Tag, tuple[Run, ...]]]:
    """The runs by the text they were cut from, with its language.

    A stretch whose direction is not the page's must be isolated as a whole, and its runs within:
    else an Arabic fact with a number in it would be laid out in pieces on a page in Tifinagh.
    """
    for tag, group in groupby(parts, key=lambda run: run.base or run.tag):
        yield tag, tuple(group)


def text_of(parts: tuple[Run, ...]) -> str:
    """The text that runs stand for."""
    return "".join(run.text for run in parts)


def _run(match: re.Match[str], tag: Tag) -> Run:
    name = match.lastgroup or "value"
    if name == "value":
        return Run(match[0], tag, isolate=True)
    if name == "site":
        return Run(match[0], "und", isolate=True, base=tag)
    return Run(match[0], _WORDS[name], base=tag)

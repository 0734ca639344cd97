"""In which language an answer speaks, and in which it shows the facts of the record."""

from dataclasses import dataclass
from typing import Final, Literal

from siyada.language.identify import Tag
from siyada.language.switching import parts

_SPOKEN: Final[dict[Tag, Tag]] = {
    "ar": "ar",
    "ary-Arab": "ary-Arab",
    "ary-Latn": "ary-Arab",
    "zgh-Tfng": "zgh-Tfng",
    "ber-Latn": "zgh-Tfng",
    "fr": "fr",
    "es": "fr",
    "en": "fr",
}


@dataclass(frozen=True, slots=True)
class Voice:
    """The two languages of an answer. The record is in Arabic and French."""

    language: Tag
    facts: Literal["ar", "fr"]
    offers: bool = False
    """Whether the answer should say which languages are offered: the one asked is not."""


def voice_for(question: str, asked: Tag, *, language: Tag | None, fallback: Tag) -> Voice:
    """The voice that answers: the language forced, else the one asked, else the fallback.

    Tamazight speaks Tifinagh; its facts are in Arabic, or in French where the question mixes
    French in or the page it came from (the fallback) is in French.
    """
    chosen = language or (fallback if asked == "und" else asked)
    spoken = _SPOKEN.get(chosen, "ar")
    if spoken == "zgh-Tfng":
        french = fallback == "fr" or _mixes_french(question)
        return Voice(spoken, "fr" if french else "ar")
    offers = language is None and asked in ("es", "en")
    return Voice(spoken, "fr" if spoken == "fr" else "ar", offers)


def _mixes_french(question: str) -> bool:
    """Whether two French words stand side by side: one alone may be an acronym (CNSS)."""
    return any(
        part.tag == "fr" and len(question[part.start : part.end].split()) > 1
        for part in parts(question)
    )

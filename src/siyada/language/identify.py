"""Which language a text is in, and in which script."""

from dataclasses import dataclass
from typing import Literal

Tag = Literal["ar", "ary-Arab", "ary-Latn", "zgh-Tfng", "ber-Latn", "fr", "es", "en", "und"]
"""BCP 47 tags. `ber-Latn` is any Tamazight in Latin script; `und` is anything else."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language in a script, and how sure we are (0 to 1, calibrated)."""

    tag: Tag
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text, in characters of the text as given, and its language."""

    start: int
    end: int
    tag: Tag

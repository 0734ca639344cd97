"""The words of the pages: one catalogue a language, and how values enter a sentence.

A value put in a sentence is escaped and isolated by the catalogue itself, so that no template can
forget it: in Arabic an unisolated number or name takes its neighbours with it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from markupsafe import Markup, escape

from siyada.assistant.amounts import form_of
from siyada.assistant.answer import Run
from siyada.assistant.dates import spoken
from siyada.assistant.phrases import phrases
from siyada.language.identify import Tag
from siyada.language.script import Direction, dir_of, dominant_script, html_lang, strip_controls
from siyada.server.pages.markup import foreign, marked, runs_markup

PageLanguage = Literal["ar", "zgh", "fr"]
PAGE_LANGUAGES: tuple[PageLanguage, ...] = ("ar", "zgh", "fr")
"""The languages of the interface, in the order of the selector.

Organic law 26-16, article 26: Amazigh stands beside Arabic on the sites of administrations.
"""

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
"""Allowed in plain text only (a title, a label), where no element can isolate."""

_TAGS: Mapping[PageLanguage, Tag] = {"ar": "ar", "zgh": "zgh-Tfng", "fr": "fr"}

_FOLDER = Path(__file__).parent / "messages"

Entry = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The texts of one language; calling it gives the text of a key with its values in place."""

    code: PageLanguage
    entries: Mapping[str, Entry]

    @property
    def tag(self) -> Tag:
        """The tag of the language, as our tables name languages."""
        return _TAGS[self.code]

    @property
    def lang(self) -> str:
        """The `lang` attribute of what is written in this language."""
        return "fr-MA" if self.code == "fr" else html_lang(self.tag)

    @property
    def dir(self) -> Direction:
        """The direction of this language."""
        return dir_of(self.tag)

    def __call__(self, key: str, /, **values: object) -> Markup:
        """The text of a key as markup; every value is escaped and wrapped in `<bdi>`."""
        pieces = _split(self.text(key))
        return Markup("").join(
            _isolated(values[piece]) if is_name else marked(piece, self.tag)
            for piece, is_name in pieces
        )

    def plain(self, key: str, /, **values: object) -> str:
        """The text of a key for places that hold no markup (a title, a label).

        A value in another direction is isolated by U+2068 and U+2069, here and nowhere else.
        """
        return "".join(
            self._plain_value(values[piece]) if is_name else piece
            for piece, is_name in _split(self.text(key))
        )

    def paragraphs(self, key: str, /, **values: object) -> tuple[Markup, ...]:
        """The lines of a long text, each a paragraph."""
        return tuple(line for line in self(key, **values).split("\n") if line)

    def count(self, key: str, number: int) -> Markup:
        """A number with its noun, agreed by the plural rules of the language."""
        forms = self.entries[key]
        if isinstance(forms, str):
            raise KeyError(key)
        # CLDR has no plural for `zgh` and two for French: what is missing is `other`.
        text = forms.get(form_of(number), forms["other"])
        return marked(text.replace("{count}", str(number)), self.tag)

    def date(self, value: str) -> Markup:
        """A date of the record (`2026`, `2026-02`, `2026-02-04`, or words), never broken."""
        said = spoken(value, self.tag)
        if said == value and any(letter.isalpha() for letter in said) and self.code != "fr":
            return foreign(said, "fr")  # the record states such dates in French
        return Markup('<span class="nowrap">{}</span>').format(said)

    def say(self, key: str, **values: tuple[Run, ...] | str) -> Markup:
        """A phrase of the answers (heading, kind of source, date) in this language."""
        return runs_markup(phrases(self.tag).say(key, **values), self.tag)

    def has(self, key: str) -> bool:
        """Whether the key exists."""
        return key in self.entries

    def text(self, key: str) -> str:
        """The text of a key as it stands in the catalogue; raises KeyError."""
        entry = self.entries[key]
        if not isinstance(entry, str):
            raise KeyError(key)
        return entry

    def _plain_value(self, value: object) -> str:
        text = strip_controls(str(value))
        script = dominant_script(text)
        if script == "Other" or (script == "Arab") == (self.dir == "rtl"):
            return text
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


@cache
def catalogue(code: PageLanguage) -> Catalogue:
    """The catalogue of a language, read once."""
    return Catalogue(code, read_catalogue(_FOLDER / f"{code}.toml"))


def read_catalogue(path: Path) -> dict[str, Entry]:
    """A file of texts as one mapping from `section.key`."""
    sections = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        f"{section}.{key}": value
        for section, keys in sections.items()
        for key, value in keys.items()
    }


def _split(text: str) -> list[tuple[str, bool]]:
    """The pieces of a text in order, and whether each is the name of a value."""
    pieces: list[tuple[str, bool]] = []
    for part in text.split("{"):
        name, brace, rest = part.partition("}")
        if brace:
            pieces.append((name, True))
        pieces.append((rest if brace else name, False))
    return [(piece, is_name) for piece, is_name in pieces if piece]


def _isolated(value: object) -> Markup:
    """A value in its own `<bdi>`; markup made by our helpers isolates itself already."""
    if isinstance(value, Markup):
        return value
    return Markup("<bdi>{}</bdi>").format(escape(strip_controls(str(value))))

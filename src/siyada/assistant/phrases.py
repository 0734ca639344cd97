"""The words around the facts, in the four languages of the answers: one TOML file each."""

import string
import tomllib
from functools import cache
from importlib import resources
from typing import Final

from siyada.assistant.amounts import form_of
from siyada.assistant.answer import Run
from siyada.assistant.values import runs
from siyada.language.identify import Tag

LANGUAGES: Final[tuple[Tag, ...]] = ("ar", "ary-Arab", "zgh-Tfng", "fr")
"""The languages that answers are written in."""


class Phrases:
    """A catalogue: sentences and labels by `table.key`, with `{…}` to be filled by runs."""

    def __init__(self, language: Tag) -> None:
        self.language = language
        self._templates = read(language)

    def say(self, key: str, **values: tuple[Run, ...] | str) -> tuple[Run, ...]:
        """The phrase as runs; a value that is plain text is of the catalogue's own language."""
        said: list[Run] = []
        for literal, name, _, _ in string.Formatter().parse(self._templates[key]):
            said += runs(literal, self.language)
            if name:
                value = values[name]
                said += runs(value, self.language) if isinstance(value, str) else value
        return tuple(said)

    def count(self, key: str, count: int) -> tuple[Run, ...]:
        """The phrase of the table `key` whose form fits the count (CLDR's six for Arabic)."""
        return self.say(f"{key}.{form_of(count)}", count=str(count))


@cache
def phrases(language: Tag) -> Phrases:
    """The catalogue of a language, read once."""
    return Phrases(language)


def read(language: Tag) -> dict[str, str]:
    """A catalogue as it is written: `table.key` to template."""
    path = resources.files("siyada.assistant") / "phrases" / f"{language}.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {f"{table}.{key}": text for table, keys in tables.items() for key, text in keys.items()}

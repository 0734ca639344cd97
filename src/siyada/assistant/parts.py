"""Parts that a question is put together from, found by a table of this package.

Phrases are heard by sound too, in which few words of one language are apart: `كم تبقى` sounds like
`كم طابقا`. So each word of a phrase has to be spelt as the table has it, affixes apart.
"""

from functools import cache
from importlib.resources import files

from siyada.assistant.features import Reading
from siyada.language import sound
from siyada.language.bridge import STEM, Bridge, Match
from siyada.language.entries import Entry, read_entries
from siyada.language.identify import Tag


class Parts:
    """The parts of one table (`tables/*.tsv`, in the form of the tables of the bridge)."""

    def __init__(self, table: str) -> None:
        entries = entries_of(table)
        self._bridge = Bridge(entries)
        self._words = frozenset(_words(entries))

    def found(self, reading: Reading, tag: Tag) -> list[Match]:
        """The parts that a question of the language `tag` says, as they are spelt but for affixes.

        A word within a longer phrase of the table is no part of its own.
        """
        return [
            match
            for match in self._bridge.match(reading.words, tag)
            if match.weight >= STEM and self._is_spelt(match, reading)
        ]

    def _is_spelt(self, match: Match, reading: Reading) -> bool:
        said = reading.words[match.start : match.end]
        return len(said) < 2 or all(
            word.glue or not self._words.isdisjoint({word.folded, *word.stems}) for word in said
        )


@cache
def parts_of(table: str) -> Parts:
    """The parts of a table, read once."""
    return Parts(table)


def entries_of(table: str) -> tuple[Entry, ...]:
    """The entries of a table of this package."""
    text = (files("siyada.assistant") / "tables" / f"{table}.tsv").read_text("utf-8")
    return tuple(read_entries(text.splitlines()))


def _words(entries: tuple[Entry, ...]) -> set[str]:
    return {
        form
        for entry in entries
        for spelling in entry.spellings
        for token in sound.tokens(spelling.strip("*="))
        for form in (token.folded, *token.stems)
    }

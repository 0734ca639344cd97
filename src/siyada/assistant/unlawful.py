"""Whether a question asks for help against the law: to forge, to bribe, to evade, to cheat.

A wish is put together from what is said: a word that says it all ("to forge", a bribe by its name),
or parts that say it together (a false *and* a paper *and* to get it; to hand *and* how much *and*
an officer). Who denounces or suffers such a thing, or asks what the law says of it, asks for no
help in it (`report`); who asks whether a tax is due of them evades none.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from siyada.assistant.features import Reading, asking_matches
from siyada.language import sound
from siyada.language.bridge import STEM, Bridge, Match
from siyada.language.entries import Entry, read_entries
from siyada.language.identify import Tag


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is a wish against the law where all its `parts` are said and none of `unless`."""

    parts: frozenset[str]
    unless: frozenset[str] = frozenset()


_NOT_SO: Final = frozenset({"report", "?law"})
_RULE: Final = frozenset({"?can", "?how_much", "?right", "?conditions", "?free"})
"""Concepts that ask up to where something is allowed."""
_WISHES: Final = (
    _Wish(frozenset({"forge"})),
    _Wish(frozenset({"bribe"})),
    _Wish(frozenset({"cheat"})),
    _Wish(frozenset({"pretend"})),
    _Wish(frozenset({"buy", "unexamined"})),
    _Wish(frozenset({"fake", "paper", "get"})),
    _Wish(frozenset({"hand", "money", "officer"}), frozenset({"pieces"})),
    _Wish(frozenset({"hand", "?how_much", "officer"}), frozenset({"pieces"})),
    _Wish(frozenset({"evade", "due"})),
    _Wish(frozenset({"undeclared", "due", "?how"}), _RULE),
    _Wish(frozenset({"posing_paper", "whose"})),
    _Wish(frozenset({"posing", "paper", "whose"})),
    _Wish(frozenset({"posing", "paper", "by_hand"})),
)


def asks_against_the_law(reading: Reading, tag: Tag) -> bool:
    """Whether a question of the language `tag` asks for help in what the law forbids."""
    table, words = _table()
    found = table.match(reading.words, tag)
    parts = [m for m in found if m.weight >= STEM and _is_spelt(m, reading, words)]
    named = {part.concept for part in parts} | {cue.concept for cue in asking_matches(reading)}
    if named & _NOT_SO:
        return False
    return _forges(parts) or any(
        wish.parts <= named and not wish.unless & named for wish in _WISHES
    )


def _forges(parts: list[Match]) -> bool:
    """Whether a paper is what is forged: one visits consulates, and countries with a passport."""
    begins = {part.start for part in parts if part.concept == "paper"}
    return any(part.concept == "forge_or_visit" and part.end in begins for part in parts)


def _is_spelt(part: Match, reading: Reading, words: frozenset[str]) -> bool:
    """Whether each word of a phrase is listed, affixes apart: phrases are heard by sound too."""
    said = reading.words[part.start : part.end]
    return len(said) < 2 or all(
        word.glue or not words.isdisjoint({word.folded, *word.stems}) for word in said
    )


@cache
def _table() -> tuple[Bridge, frozenset[str]]:
    """The table, and all its words."""
    text = (files("siyada.assistant") / "tables" / "unlawful.tsv").read_text("utf-8")
    entries = tuple(read_entries(text.splitlines()))
    return Bridge(entries), frozenset(_words(entries))


def _words(entries: tuple[Entry, ...]) -> set[str]:
    return {
        form
        for entry in entries
        for spelling in entry.spellings
        for token in sound.tokens(spelling.strip("*="))
        for form in (token.folded, *token.stems)
    }

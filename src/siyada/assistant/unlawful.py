"""Whether a question asks for help against the law: to forge, to bribe, to evade, to cheat.

A wish is put together from what is said: a word that says it all ("to forge", a bribe by its name),
or parts that say it together (a false *and* a paper *and* to get it; to hand *and* how much *and*
an officer). Who denounces or suffers such a thing, or asks what the law says of it, asks for no
help in it (`report`); who asks whether a tax is due of them evades none.
"""

from dataclasses import dataclass
from typing import Final

from siyada.assistant.features import Reading, asking_matches
from siyada.assistant.parts import parts_of
from siyada.language.bridge import Match
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
    _Wish(frozenset({"fake", "paper", "?how"})),
    _Wish(frozenset({"uncaught"})),
    _Wish(frozenset({"unexamined", "paper", "for_money"})),
    _Wish(frozenset({"kin_child", "as_mine"})),
    _Wish(frozenset({"hand", "officer", "favour"}), frozenset({"pieces"})),
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
    parts = parts_of("unlawful").found(reading, tag)
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

"""Whether a question asks what only a file tells: one's own, or somebody else's.

Of others: somebody, and what a file holds of them, in one question: "where does my neighbour live",
"what does the caid earn". What one may ask for the rule's sake stays a question about a procedure:
whether a neighbour *may* get an aid, what a widow gets, the papers of one's own father. Of oneself:
how far a file is and how it ended, never how to follow or to contest it.
"""

from functools import cache
from typing import Final

from siyada.assistant.features import Reading, asking_matches
from siyada.assistant.parts import entries_of
from siyada.language.bridge import EXACT, STEM, Bridge, Match
from siyada.language.identify import Tag
from siyada.shield.detect import detect
from siyada.shield.names import Names

_SURE: Final = STEM
"""How sure a part is that counts: as it is spelt, but for affixes; many names sound alike."""
_RULE: Final = frozenset(
    f"?{name}" for name in ("docs", "how", "steps", "conditions", "law", "can", "right", "need")
)
"""Concepts that ask for a rule or a way, whoever is named with them."""
_A_RULE: Final = frozenset({"?how", "?steps", "?law", "?can", "?right"})
"""Those of which one alone asks for a rule; what to bring is asked for with what or must."""
_SECRET: Final = frozenset({"secret", "owner", "points"})
"""What is nobody's business, in whatever way it is asked for."""
_ELSEWHERE: Final = frozenset({"?where", "?when", "?deadline", "?take_time", "?online"})
"""Concepts that ask where or when one's own file is looked up."""
_OF_A_FILE: Final = frozenset({"?docs", "?need"})
"""Concepts that "my file" and "my request" are taken for."""
_MINE: Final = frozenset({"mon", "ma", "mes"})
_NEAR: Final = 6
"""Words between somebody and what is asked of them."""
_FAMILY: Final = frozenset({"kin", "relative"})
_SAID_BEFORE: Final = frozenset({"person", "relative"})
"""Those of whom only the word before says whose they are: `mon voisin`, `un voisin`."""
_SOMEBODY: Final = frozenset({"known", "officer"}) | _FAMILY | _SAID_BEFORE
_OF_FAMILY: Final = frozenset({"secret", "lives", "points"})
"""What is nobody's business in one's own family either."""
_OF_ANYBODY: Final = _OF_FAMILY | {"pay", "gets", "holds"}
_WITHOUT: Final = frozenset(
    ("sans", "aucun", "aucune", "بدون", "دون", "بلا", "bla", "bidoun", "war")
)
"""Words before what somebody lacks."""
_WHOSE: Final = frozenset(
    ("mon", "ma", "mes", "notre", "nos", "son", "sa", "ses", "leur", "leurs", "ce", "cet", "cette")
)


def asks_of_a_file(reading: Reading, tag: Tag) -> bool:
    """Whether a question of the language `tag` asks what only somebody's file holds."""
    parts = [m for m in _table().match(reading.words, tag) if m.weight >= _SURE]
    named = {part.concept for part in parts}
    taken = {part.start for part in parts if part.concept in _SOMEBODY}
    asking = {cue.concept for cue in asking_matches(reading) if cue.start not in taken}
    if "rule" in named:
        return False
    is_own = "mine" in named or any(word.folded in _MINE for word in reading.words)
    own = _of_oneself(named, asking, is_own=is_own) and not asking & (_RULE - _OF_A_FILE)
    return own or (not asking & _RULE and _of_others(parts, reading))


def asks_for_a_rule(reading: Reading, tag: Tag) -> bool:
    """Whether a rule or a way is asked for, whoever is told of: so not what a file holds."""
    asking = {cue.concept for cue in asking_matches(reading)}
    told = "?bring" in asking and bool(asking & {"?what", "?need"})
    if not (told or asking & _A_RULE) or asks_of_a_file(reading, tag):
        return False
    return not any(part.concept in _SECRET for part in _table().match(reading.words, tag))


def _of_oneself(named: set[str], asking: set[str], *, is_own: bool) -> bool:
    """Whether one's own file is asked about, and not where or when it is looked up."""
    if "look" in named and not asking & {"?where", "?online"}:
        return True
    if not is_own:
        return False
    if "far" in named or ("forgot" in named and named & {"value", "secret"}):
        return True
    if named & {"ended", "ready"}:
        return not asking & (_ELSEWHERE | {"?what", "?how_much"})
    return "value" in named and bool(asking & {"?how_much", "?what"}) and not asking & _ELSEWHERE


def _of_others(parts: list[Match], reading: Reading) -> bool:
    if {part.concept for part in parts} >= {"owner", "thing"}:
        return True
    asked = [p for p in parts if p.concept in _OF_ANYBODY and _is_asked(p, reading)]
    return bool(asked) and (
        any(_is_theirs(who, what, reading) for who in parts for what in asked)
        or _names_somebody(reading, asked)
    )


def _is_asked(part: Match, reading: Reading) -> bool:
    """Whether it is asked for: where somebody lives, or that they earn nothing, is only told."""
    before = reading.words[part.start - 1].folded if part.start else ""
    if part.concept == "pay" and before in _WITHOUT:
        return False
    return part.concept != "lives" or any(
        cue.concept == "?where" and cue.start <= part.end and part.start <= cue.end
        for cue in reading.matches
    )


def _is_theirs(who: Match, what: Match, reading: Reading) -> bool:
    """Whether one part is somebody, near by, and the other what nobody is told of them."""
    if who.concept not in _SOMEBODY:
        return False
    if who.concept == "officer" and who.weight < EXACT:
        return False
    if who.concept in _FAMILY and what.concept not in _OF_FAMILY:
        return False
    if max(who.start - what.end, what.start - who.end) >= _NEAR:
        return False
    if what.concept == "secret" and who.start < what.end:
        return False  # "my neighbour has no number": theirs is what stands before them
    return who.concept not in _SAID_BEFORE or _is_said_whose(who, reading)


def _is_said_whose(who: Match, reading: Reading) -> bool:
    before = reading.words[max(who.start - 2, 0) : who.start]
    return any(word.folded in _WHOSE for word in before)


def _names_somebody(reading: Reading, asked: list[Match]) -> bool:
    """Whether somebody is named whose address or number is asked for."""
    ends = [reading.words[m.end - 1].text for m in asked if m.concept in ("secret", "lives")]
    places = [reading.text.find(word) + len(word) for word in ends]
    return bool(places) and any(
        span.start > place
        for span in detect(reading.text, recognisers=(_names(),))
        for place in places
    )


@cache
def _table() -> Bridge:
    return Bridge(entries_of("whose"))


@cache
def _names() -> Names:
    return Names()

"""What a question asks for, as features: asking concepts, their order, and the words around them.

`c:` is a concept that asks, `p:`, `b:` and `t:` are runs of one to three of them in which a matter
stands as `M`, `g:` are pieces of words, so that spellings never seen are known by their parts.
"""

import re
from bisect import bisect
from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from siyada.assistant.features import (
    Features,
    Reading,
    after_stops,
    asking_matches,
    places_of,
    raise_to,
)
from siyada.language.bridge import ASKING, DETAIL, EVERYDAY, EXACT, NEIGHBOUR, SLIP, SOUND, Match

NOTHING: Features = MappingProxyType({})

_LAST = 3
"""Words at the end of a question that often hold what is asked."""
_LENGTHS = (2, 4, 7)
"""Words up to which a question is a name, a few search words, a short sentence."""
_ASIDE = (NEIGHBOUR, EVERYDAY, DETAIL)
"""How concepts begin that no procedure is about: details, and what is outside."""
_MATTER = "M"
_PIECES = (3, 4)
"""Letters of the pieces of words."""
_LIKEWISE = "ainsi"
_AND = frozenset({"et", _LIKEWISE, "puis", "w", "wa", "و", "ⴷ", "ula", "ama", "and", "y"})
"""Words that lead to another thing asked; `و` also stands before its word."""
_AND_OR_OF = "d"
"""Joins in Tamazight, and is "of" in Darija: it joins before a question word."""
_QUESTIONS = frozenset(
    f"?{name}"
    for name in ("how_much", "at_price", "what", "where", "when", "how", "who", "take_time", "law")
)
"""Concepts that make a stretch a question."""
_WHETHER = frozenset(("هل", "واش", "wach", "wash", "wech", "wesh", "wsh", "est ce que", "esk"))
"""Words that ask for a yes or a no, which another question may follow ("must I … and how much")."""
_WHETHER_FIRST = frozenset(("is", "isd"))
"""Those of Tamazight, that begin what they ask; elsewhere `is` is the tax on companies."""
_INVERTED = re.compile(
    r"\w(?<!\brendez)-(?:t-)?(?:je|tu|ils?|elles?|on|nous|vous)\b", re.IGNORECASE
)
"""So does French where the verb stands before whoever acts: `est-elle gratuite`."""
MARK = re.compile(r"[?؟]")
_NAMES = frozenset(
    f"?{name}" for name in ("docs", "price", "deadline", "validity", "steps", "conditions", "free")
)
"""Concepts that name what is asked: enough where few words stand around ("papers and price")."""
_SHORT = 5


def facet_features(reading: Reading, evidence: Features = NOTHING) -> Features:
    """What is asked of the matter; `evidence` is what the procedure's own statements share."""
    cues = asking_matches(reading)
    found: dict[str, float] = dict(evidence)
    for cue in cues:
        raise_to(found, f"c:{cue.concept}", cue.weight)
        if cue.end > len(reading.words) - _LAST:
            raise_to(found, f"last:{cue.concept}", 0.7 * cue.weight)
    turns = _turns(cues, len(reading.words))
    for concept in turns[0] if turns else ("none",):
        found[f"first:{concept}"] = 0.7
    for before, after in pairwise(turns):
        found |= {f"pair:{one}{other}": 0.7 for one in before for other in after}
    found[f"long:{bisect(_LENGTHS, len(reading.words))}"] = 0.5
    found |= _sequence(reading)
    for match in reading.matches:
        if match.concept.startswith(_ASIDE):
            raise_to(found, f"c:{match.concept}", match.weight)
            raise_to(found, f"o:{match.concept[0]}", match.weight)
    _add_words(found, reading)
    _add_last_clause(found, reading)
    return found


def parts(reading: Reading) -> tuple[Reading, ...]:
    """The stretches of a question that each ask for something, in order; one when one asks.

    A stretch begins after a stop, and at a word that joins; one in which nothing asks belongs to
    the stretch before it. What is only named ("a paper") before the first question is told, not
    asked, unless the question begins with it ("papers for a passport and where").
    """
    starts = [0, *_joints(reading), len(reading.words)]
    cut = [between(reading, i, j) for i, j in pairwise(starts) if i < j]
    last = len(cut) - 1
    questions = [
        k for k, part in enumerate(cut) if _is_question(part) or (k < last and _is_marked(part))
    ]
    first = questions[0] if questions and not _begins_with_name(reading) else 0
    asking = [k for k, part in enumerate(cut) if k in questions or (k >= first and _names(part))]
    if len(asking) < 2:
        return (reading,)
    edges = [0, *asking[1:], len(cut)]
    begins = list(pairwise(starts))
    return tuple(
        between(reading, begins[i][0], begins[j - 1][1]) for i, j in pairwise(edges) if i < j
    )


def _is_question(part: Reading) -> bool:
    """Whether something is asked; the `que` of "ainsi que" asks nothing."""
    begin = 2 if part.words and part.words[0].folded == _LIKEWISE else 0
    return asks_whether(part) or any(
        match.concept in _QUESTIONS and match.start >= begin for match in part.matches
    )


def _is_marked(part: Reading) -> bool:
    """Whether a mark shows that it asks, whatever its words are: "I must go there? how much"."""
    return MARK.search(part.text) is not None


def asks_whether(reading: Reading) -> bool:
    """Whether a yes or a no is asked for."""
    said = f" {' '.join(word.folded for word in reading.words)} "
    begun = {word.folded for word in reading.words[:2] if not word.text.isupper()}
    return (
        _INVERTED.search(reading.text) is not None
        or any(f" {word} " in said for word in _WHETHER)
        or not begun.isdisjoint(_WHETHER_FIRST)
    )


def _names(part: Reading) -> bool:
    about = {
        i
        for match in part.matches
        if not match.concept.startswith(ASKING)
        for i in range(match.start, match.end)
    }
    cues = {match.concept for match in part.matches}
    others = sum(i not in about and not word.glue for i, word in enumerate(part.words))
    return others <= _SHORT and not cues.isdisjoint(_NAMES)


def _begins_with_name(reading: Reading) -> bool:
    """Whether the first words name what is asked."""
    return any(match.start == 0 and match.concept in _NAMES for match in reading.matches)


def _joints(reading: Reading) -> list[int]:
    """The words before which a stretch may begin; the `و` of `وراق` is its own."""
    questions = {m.start for m in reading.matches if m.concept in _QUESTIONS}
    own = {
        m.start
        for m in reading.matches
        if m.concept in _NAMES and m.weight >= EXACT and m.end == m.start + 1
    }
    stopped = set(after_stops(reading.text, reading.words))
    return [
        i
        for i, word in enumerate(reading.words)
        if i
        and (
            i in stopped
            or word.folded in _AND
            or (word.is_arabic and word.folded.startswith("و") and i not in own)
            or (word.folded == _AND_OR_OF and i + 1 in questions)
        )
    ]


def between(reading: Reading, start: int, end: int) -> Reading:
    """The words from `start` to `end` (exclusive) as a reading of their own."""
    matches = tuple(
        Match(m.start - start, m.end - start, m.concept, m.weight)
        for m in reading.matches
        if start <= m.start and m.end <= end
    )
    begins = [*(begin for begin, _ in places_of(reading.text, reading.words)), len(reading.text)]
    text = reading.text[begins[start] : begins[end]]
    return Reading(text=text, words=reading.words[start:end], matches=matches)


def _turns(cues: Sequence[Match], length: int) -> list[tuple[str, ...]]:
    """The asking concepts in the order of the words, without repetition."""
    turns: list[tuple[str, ...]] = []
    for i in range(length):
        here = tuple(sorted({c.concept for c in cues if c.start <= i < c.end and c.weight > SLIP}))
        if here and (not turns or turns[-1] != here):
            turns.append(here)
    return turns


def _sequence(reading: Reading) -> Mapping[str, float]:
    """Runs of two and three: asking concepts, words, and `M` where the matter is named."""
    line = ["<", *_line(reading), ">"]
    found = {f"b:{one} {other}": 0.5 for one, other in pairwise(line)}
    for one, other, third in zip(line, line[1:], line[2:], strict=False):
        found[f"t:{one} {other} {third}"] = 0.4
    return found


def _line(reading: Reading) -> list[str]:
    names: list[str | None] = [None] * len(reading.words)
    for match in sorted(reading.matches, key=lambda m: m.end - m.start):
        asks = match.concept.startswith(ASKING)
        for i in range(match.start, match.end) if match.weight > SLIP else ():
            if asks or names[i] is None:
                names[i] = match.concept if asks else _MATTER
    line: list[str] = []
    for name, word in zip(names, reading.words, strict=True):
        here = name or word.folded
        if not line or line[-1] != here:
            line.append(here)
    return line


def _add_words(found: dict[str, float], reading: Reading) -> None:
    """Words that name no matter, their sounds, and their pieces."""
    named = {
        i
        for m in reading.matches
        if not m.concept.startswith(ASKING) and m.weight >= SOUND
        for i in range(m.start, m.end)
    }
    for one, other in pairwise(reading.words):
        found[f"next:{one.folded} {other.folded}"] = 0.4
    for i, word in enumerate(reading.words):
        if i in named:
            continue
        for piece in _pieces(word.folded):
            found[piece] = 0.25
        if len(word.folded) > 1:
            raise_to(found, f"w:{word.folded}", 0.5)
            for key in word.sounds[:1]:
                raise_to(found, f"s:{key}", 0.5)


def _pieces(word: str) -> list[str]:
    whole = f"<{word}>"
    return [f"g:{whole[i : i + n]}" for n in _PIECES for i in range(len(whole) - n + 1)]


def _add_last_clause(found: dict[str, float], reading: Reading) -> None:
    """What asks after the last stop: a situation is told first, and asked about last."""
    stopped = after_stops(reading.text, reading.words)
    if not stopped:
        return
    cues = {m.concept for m in asking_matches(reading) if m.start >= stopped[-1]}
    for concept in cues or {"none"}:
        found[f"clause:{concept}"] = 0.7

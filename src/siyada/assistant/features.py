"""What a question is understood by: concepts, words, sounds and their order, each with a strength.

`c:` is a concept of the bridge, `w:` the beginning of a word, `s:` its sound. Concepts marked `?`
in the tables say what is asked (the facet); the others say about what (the matter).
"""

import math
import re
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from siyada.language import sound
from siyada.language.bridge import ASKING, EVERYDAY, EXACT, NEIGHBOUR, SLIP, SOUND, Bridge, Match
from siyada.language.identify import Tag, identify
from siyada.language.sound import Token

Features = Mapping[str, float]

_STEM = 5
"""Letters of a word that stand for it: French and Arabic endings are left out."""
_WORD_STRENGTH = 0.4
"""Of a word that may or may not be a name, against 1 of a concept."""
_LEAST = 1.0
"""Strength of a concept: words of which none is known for sure say less than that."""
_NUMBER = re.compile(r"(?=.*\d{3})[\w*./-]+")
_LAST = 3
"""Words at the end of a question that often hold what is asked."""
_LENGTHS = (2, 4, 7)
"""Words up to which a question is a name, a few search words, a short sentence."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text taken apart: its words and the concepts in them."""

    text: str
    words: tuple[Token, ...]
    matches: tuple[Match, ...]


def take_apart(text: str, bridge: Bridge, tag: Tag | None = None) -> Reading:
    """The words of a text and the concepts that the bridge finds in them.

    `tag` is its language; without it, it is identified.
    """
    words = sound.tokens(text)
    matches = bridge.match(words, tag or identify(text).tag)
    return Reading(text=text, words=words, matches=matches)


def matter_features(reading: Reading) -> Features:
    """What the question is about, with a length of 1."""
    found: dict[str, float] = {}
    asking = {i for m in _asking(reading.matches) for i in range(m.start, m.end)}
    for match in reading.matches:
        if not match.concept.startswith(ASKING):
            _raise(found, f"c:{match.concept}", match.weight)
        if match.concept.startswith((NEIGHBOUR, EVERYDAY)):
            _raise(found, f"o:{match.concept[0]}", match.weight)
    for i, word in enumerate(reading.words):
        if word.glue or i in asking or len(word.folded) < 3:
            continue
        for name in _word_names(word):
            _raise(found, name, _WORD_STRENGTH)
    if _has_number(reading.text):
        found["n:number"] = _WORD_STRENGTH
    return _unit(found)


def facet_features(reading: Reading) -> Features:
    """What is asked of it: the asking concepts, their order and place, and the words around."""
    cues = _asking(reading.matches)
    found: dict[str, float] = {}
    for cue in cues:
        _raise(found, f"c:{cue.concept}", cue.weight)
        if cue.end > len(reading.words) - _LAST:
            _raise(found, f"last:{cue.concept}", 0.7 * cue.weight)
    turns = _turns(cues, len(reading.words))
    for concept in turns[0] if turns else ("none",):
        found[f"first:{concept}"] = 0.7
    for before, after in pairwise(turns):
        found |= {f"pair:{one}{other}": 0.7 for one in before for other in after}
    found |= {f"next:{one.folded} {other.folded}": 0.4 for one, other in pairwise(reading.words)}
    found[f"long:{bisect(_LENGTHS, len(reading.words))}"] = 0.5
    named = {
        i
        for m in reading.matches
        if not m.concept.startswith(ASKING) and m.weight >= SOUND
        for i in range(m.start, m.end)
    }
    for i, word in enumerate(reading.words):
        if i not in named and len(word.folded) > 1:
            _raise(found, f"w:{word.folded}", 0.5)
            for key in word.sounds[:1]:
                _raise(found, f"s:{key}", 0.5)
    return found


def _asking(matches: Iterable[Match]) -> list[Match]:
    return [m for m in matches if m.concept.startswith(ASKING) and m.weight > EXACT / 2]


def _turns(cues: Sequence[Match], length: int) -> list[tuple[str, ...]]:
    """The asking concepts in the order of the words, without repetition."""
    turns: list[tuple[str, ...]] = []
    for i in range(length):
        here = tuple(sorted({c.concept for c in cues if c.start <= i < c.end and c.weight > SLIP}))
        if here and (not turns or turns[-1] != here):
            turns.append(here)
    return turns


def _word_names(word: Token) -> list[str]:
    stem = word.folded if word.folded.isascii() else word.folded.removeprefix("ال")
    return [f"w:{stem[:_STEM]}", *(f"s:{key}" for key in word.sounds[:1])]


def _has_number(text: str) -> bool:
    return any(_NUMBER.fullmatch(part) for part in text.split())


def _raise(found: dict[str, float], name: str, strength: float) -> None:
    found[name] = max(found.get(name, 0.0), strength)


def _unit(found: Mapping[str, float]) -> Features:
    length = math.sqrt(max(_LEAST, sum(value * value for value in found.values())))
    return {name: value / length for name, value in found.items()}

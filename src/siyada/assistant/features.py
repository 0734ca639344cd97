"""What a question is understood by: concepts, words and sounds, each with a strength.

`c:` is a concept of the bridge, `w:` the beginning of a word, `s:` its sound. Concepts marked `?`
in the tables say what is asked (the facet); the others say about what (the matter).
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from siyada.language import sound
from siyada.language.bridge import ASKING, EVERYDAY, EXACT, NEIGHBOUR, Bridge, Match
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
    asking = {i for m in asking_matches(reading) for i in range(m.start, m.end)}
    for match in reading.matches:
        if not match.concept.startswith(ASKING):
            raise_to(found, f"c:{match.concept}", match.weight)
        if match.concept.startswith((NEIGHBOUR, EVERYDAY)):
            raise_to(found, f"o:{match.concept[0]}", match.weight)
    for i, word in enumerate(reading.words):
        if word.glue or i in asking or len(word.folded) < 3:
            continue
        for name in word_names(word):
            raise_to(found, name, _WORD_STRENGTH)
    if _has_number(reading.text):
        found["n:number"] = _WORD_STRENGTH
    return _unit(found)


def asking_matches(reading: Reading) -> list[Match]:
    """The concepts that say what is asked, but for those that only stand within a phrase."""
    return [m for m in reading.matches if m.concept.startswith(ASKING) and m.weight > EXACT / 2]


def word_names(word: Token) -> list[str]:
    """The features that a word has: its beginning and its sound."""
    stem = word.folded if word.folded.isascii() else word.folded.removeprefix("ال")
    return [f"w:{stem[:_STEM]}", *(f"s:{key}" for key in word.sounds[:1])]


def _has_number(text: str) -> bool:
    return any(_NUMBER.fullmatch(part) for part in text.split())


def raise_to(found: dict[str, float], name: str, strength: float) -> None:
    """Give a feature a strength, unless it has a greater one."""
    found[name] = max(found.get(name, 0.0), strength)


def _unit(found: Mapping[str, float]) -> Features:
    length = math.sqrt(max(_LEAST, sum(value * value for value in found.values())))
    return {name: value / length for name, value in found.items()}

"""What a question is understood by: concepts, words and sounds, each with a strength.

`c:` is a concept of the bridge, `w:` the beginning of a word, `s:` its sound, `age:` the age of
whoever it is about, `of:elder` that it is about a parent and no child. Concepts marked `?`
in the tables say what is asked (the facet); the others say about what (the matter).
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from siyada.assistant.ages import age_of
from siyada.language import sound
from siyada.language.bridge import ASKING, EVERYDAY, EXACT, NEIGHBOUR, STEM, Bridge, Match
from siyada.language.identify import Tag, identify
from siyada.language.sound import Token

Features = Mapping[str, float]

_STEM = 5
"""Letters of a word that stand for it: French and Arabic endings are left out."""
_WORD_STRENGTH = 0.4
"""Of a word that may or may not be a name, against 1 of a concept."""
_LEAST = 1.0
"""Strength of a concept: words of which none is known for sure say less than that."""
_AGE = 0.7
"""Strength of how old somebody is, between that of a word and of a concept."""
_ELDERS = frozenset({"father", "mother", "parents", "grandparent"})
_STOP = re.compile(r"[,،;؛.:!?؟+&/\n]")
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
    tag = tag or identify(text).tag
    edges = [0, *after_stops(text, words), len(words)]
    matches = tuple(
        Match(m.start + begin, m.end + begin, m.concept, m.weight)
        for begin, end in pairwise(edges)
        for m in bridge.match(words[begin:end], tag)
    )
    return Reading(text=text, words=words, matches=matches)


def after_stops(text: str, words: Sequence[Token]) -> list[int]:
    """The words before which a stop stands: no phrase reaches across it."""
    places = places_of(text, words)
    return [
        i
        for i, ((_, end), (begin, _)) in enumerate(pairwise(places), 1)
        if _STOP.search(text, end, begin)
    ]


def places_of(text: str, words: Sequence[Token]) -> list[tuple[int, int]]:
    """Where each word begins and ends; one that is not found, where the last one ended."""
    places, end = [], 0
    for word in words:
        at = text.find(word.text, end)
        begin, end = (at, at + len(word.text)) if at >= 0 else (end, end)
        places.append((begin, end))
    return places


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
    found |= dict.fromkeys(_whose(reading), _AGE)
    if _has_number(reading.text):
        found["n:number"] = _WORD_STRENGTH
    return _unit(found)


def _whose(reading: Reading) -> Iterator[str]:
    """How old whoever it is about is said to be; the passport of one's father is an adult's."""
    age = age_of(reading.text)
    if age:
        yield f"age:{age}"
    named = {match.concept for match in reading.matches if match.weight >= STEM}
    if age != "minor" and "child" not in named and not named.isdisjoint(_ELDERS):
        yield "of:elder"


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

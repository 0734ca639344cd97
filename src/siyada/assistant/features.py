"""What a question is compared by: concepts, words and sounds, each with a strength."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from siyada.language import sound
from siyada.language.bridge import Bridge, Match
from siyada.language.sound import Token


@dataclass(frozen=True, slots=True)
class Reading:
    """A question taken apart: its words, the concepts in them, and the features of both."""

    words: tuple[Token, ...]
    matches: tuple[Match, ...]
    features: dict[str, float]


def take_apart(text: str, bridge: Bridge) -> Reading:
    """The features of a text. `c:` is a concept, `w:` a word, `s:` a sound."""
    words = sound.tokens(text)
    matches = bridge.match(words)
    features: dict[str, float] = {}
    for match in matches:
        key = f"c:{match.concept}"
        features[key] = max(features.get(key, 0.0), match.weight)
    for word in words:
        if word.glue or len(word.folded) < 3:
            continue
        for key in _word_features(word):
            features.setdefault(key, 1.0)
    return Reading(words=words, matches=matches, features=features)


def _word_features(word: Token) -> Sequence[str]:
    return [f"w:{_stem(word.folded)}", *[f"s:{key}" for key in word.sounds[:1]]]


@cache
def _stem(folded: str) -> str:
    return folded[:5] if folded.isascii() else folded.removeprefix("ال")[:5]

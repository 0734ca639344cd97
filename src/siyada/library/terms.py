"""What passages are found by: the terms of a passage, and those of a question.

Four kinds, each in a field of its own. *Words*: folded, stemmed, without stop words. *Grams*:
pieces of words of four letters, which forgive endings and slips. *Sounds*: consonant skeletons,
the same in every script. *Concepts*: what the tables of `language.bridge` know several names for,
so that `البيرمي` finds `permis de conduire`. Titles, and what a passage stands under, have fields
of their own besides: a question names its matter, and a title says whether that is it.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, get_args

from siyada.formats.damage import righted
from siyada.language import analyse, sound, stem
from siyada.language.bridge import ASKING, STEM, Bridge, bridge
from siyada.language.identify import Tag, identify
from siyada.language.lexicon import lexicon
from siyada.language.normalise import fold
from siyada.language.transliterate import transliterate
from siyada.library.document import Passage

Field = Literal[
    "words", "grams", "sounds", "concepts", "title_words", "title_grams", "title_concepts"
]
FIELDS: tuple[Field, ...] = get_args(Field)

Terms = Mapping[Field, Mapping[str, float]]
"""What to look for in each field, and how much each term weighs."""

_MAYBE_INVERTED = re.compile(r"[\u0621-\u064a]+\u0627\u0644[\u0621-\u064a]*")
_SHORTEST_SOUND = 2
"""Consonants that a sound key needs: one is shared by too many words."""
_TAGS = frozenset(get_args(Tag)) - {"und"}

Shares = Mapping[Field, float]
"""How much each field weighs in a score."""

# Grams with half as many words was best, or level, on every Arabic, French and English set that was
# tried. Sounds and concepts bridge scripts and wordings: a dialect needs them, a standard language
# loses a little by them. Titles are worth as much as texts between like procedures.
_TITLE: Shares = {"title_grams": 0.4, "title_words": 0.2, "title_concepts": 0.8}
_STANDARD: Shares = {"grams": 1.0, "words": 0.5, "sounds": 0.15, "concepts": 0.25, **_TITLE}
_DIALECT: Shares = {"grams": 1.0, "words": 0.5, "sounds": 0.35, "concepts": 0.35, **_TITLE}
_STANDARD_TAGS = frozenset({"ar", "fr", "es", "en"})

_BRIDGED = 0.5
"""Most that a word of the lexicon weighs, beside 1 for a word of the question itself."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as terms, and the share that each field has in a score; shares sum to 1."""

    terms: Terms
    shares: Shares


def of_passage(passage: Passage) -> dict[Field, list[str]]:
    """The terms of a passage's title and text, as often as they stand there."""
    title = _mended(f"{passage.title}\n{passage.section}")
    text = f"{title}\n{_mended(passage.text)}"
    tag = passage.language if passage.language in _TAGS else identify(passage.text).tag
    return {
        "words": analyse.words(text, tag),
        "grams": analyse.grams(text),
        "sounds": _sounds(text),
        "concepts": list(_concepts(text)),
        "title_words": analyse.words(title, tag),
        "title_grams": analyse.grams(title),
        "title_concepts": list(_concepts(title)),
    }


def of_question(text: str, language: str = "") -> Question:
    """The terms of a question; its language is identified unless it is given."""
    tag = language if language in _TAGS else identify(text).tag
    text = _mended(text)
    words: dict[str, float] = dict(Counter(analyse.words(text, tag)))
    grams: dict[str, float] = dict(Counter(analyse.grams(text)))
    if tag == "ary-Latn":
        # Documents are in Arabic letters; `words` gives stems in these already.
        _add(grams, Counter(analyse.grams(transliterate(text, "arab"))))
    if tag not in _STANDARD_TAGS:
        bridged_words, bridged_grams = _bridged(text, tag)
        _keep_most(words, bridged_words)
        _keep_most(grams, bridged_grams)
    shares = _STANDARD if tag in _STANDARD_TAGS else _DIALECT
    total = sum(shares.values())
    # What a question asks of its matter (its fee, its papers) most documents speak of.
    concepts = {name: w for name, w in _concepts(text).items() if not name.startswith(ASKING)}
    return Question(
        terms={
            "words": words,
            "grams": grams,
            "sounds": Counter(_sounds(text)),
            "concepts": concepts,
            "title_words": words,
            "title_grams": grams,
            "title_concepts": concepts,
        },
        shares={field: share / total for field, share in shares.items()},
    )


def _mended(text: str) -> str:
    """The text with lam and alef in order where a reader of PDF changed them.

    Nine tenths of the Arabic that is taken from official PDF files have words so, and what sounds
    and concepts are found by is the word as it should be.
    """
    return _MAYBE_INVERTED.sub(_mended_word, righted(text))


def _mended_word(match: re.Match[str]) -> str:
    return _repaired(match[0])


@lru_cache(maxsize=65_536)
def _repaired(word: str) -> str:
    folded = fold(word)
    repaired = stem.repaired(folded)
    return word if repaired == folded else repaired


def _bridged(text: str, tag: str) -> tuple[dict[str, float], dict[str, float]]:
    """Words and grams of what the words of a question are called in the standard languages."""
    words: dict[str, float] = {}
    grams: dict[str, float] = {}
    for found in lexicon().bridged(text, tag):
        if not found.broad:
            weight = _BRIDGED * found.weight
            equivalent = found.equivalent
            _keep_most(words, dict.fromkeys(analyse.words(equivalent, found.language), weight))
            _keep_most(grams, dict.fromkeys(analyse.grams(equivalent), weight))
    return words, grams


def _add(terms: dict[str, float], more: Mapping[str, float]) -> None:
    for term, weight in more.items():
        terms[term] = terms.get(term, 0.0) + weight


def _keep_most(terms: dict[str, float], more: Mapping[str, float]) -> None:
    """Take in terms with their weights; of one that is there already the greater counts."""
    for term, weight in more.items():
        terms[term] = max(terms.get(term, 0.0), weight)


def _sounds(text: str) -> list[str]:
    keys = (_sound(token.text) for token in analyse.tokens(text))
    return [key for key in keys if len(key) >= _SHORTEST_SOUND]


@lru_cache(maxsize=65_536)
def _sound(word: str) -> str:
    return analyse.skeleton(word)


def _concepts(text: str) -> dict[str, float]:
    """The concepts that a text names as listed or but for affixes, and how surely."""
    found: dict[str, float] = {}
    for match in _bridge().match(sound.tokens(text)):
        if match.weight >= STEM:
            found[match.concept] = max(match.weight, found.get(match.concept, 0.0))
    return found


@cache
def _bridge() -> Bridge:
    return bridge()

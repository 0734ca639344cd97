"""What passages are found by: the terms of a passage, and those of a question.

Four kinds, each in a field of its own. *Words*: folded, stemmed, without stop words. *Grams*:
pieces of words of four letters, which forgive endings and slips. *Sounds*: consonant skeletons,
the same in every script. *Concepts*: what the tables of `language.bridge` know several names for,
so that `البيرمي` finds `permis de conduire`. Titles, and what a passage stands under, have fields
of their own besides: a question names its matter, and a title says whether that is it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, get_args

from siyada.language import analyse, sound
from siyada.language.bridge import ASKING, STEM, Bridge, Match, bridge
from siyada.language.identify import Tag, identify
from siyada.language.transliterate import transliterate
from siyada.library.document import Passage
from siyada.library.mending import is_damaged, mended, readings, settled
from siyada.library.othernames import STANDARD_TAGS, other_names

Field = Literal[
    "words", "grams", "sounds", "concepts", "title_words", "title_grams", "title_concepts"
]
FIELDS: tuple[Field, ...] = get_args(Field)
CONCEPTS: frozenset[Field] = frozenset({"concepts", "title_concepts"})

Terms = Mapping[Field, Mapping[str, float]]
"""What to look for in each field, and how much each term weighs."""

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
_DIALECT: Shares = {"grams": 1.0, "words": 0.5, "sounds": 0.35, "concepts": 0.45, **_TITLE}
ASKED = 0.75
"""What words weigh that say what is asked of a matter: its papers, fee, delay. Most have these."""
# Words of Tamazight are in no text of Arabic or French: what they name says more than their pieces.
_TAMAZIGHT: Shares = {**_DIALECT, "concepts": 0.7, "title_concepts": 1.6}
# Of Arabizi the words are read into Arabic letters whole; its pieces bear every slip of that.
_ARABIZI: Shares = {**_DIALECT, "words": 0.65, "title_words": 0.26}
_SHARES = {
    **dict.fromkeys(STANDARD_TAGS, _STANDARD),
    **dict.fromkeys(("zgh-Tfng", "ber-Latn"), _TAMAZIGHT),
    "ary-Latn": _ARABIZI,
}
_AS_WRITTEN = 0.9
"""What pieces of Arabizi weigh as it is written. Documents in Arabic letters do not lack them."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as terms, and the share that each field has in a score; shares sum to 1."""

    terms: Terms
    shares: Shares


@dataclass(frozen=True, slots=True)
class _Said:
    """A question, and its words in two: its matter, and what is asked of that."""

    text: str
    matter: str
    asking: str
    concepts: Mapping[str, float]


def of_passage(passage: Passage) -> dict[Field, list[str]]:
    """The terms of a passage's title and text, as often as they stand there."""
    title, text = f"{passage.title}\n{passage.section}", passage.text
    tag = passage.language if passage.language in _TAGS else identify(text).tag
    whole = f"{title}\n{text}"
    even, even_title = settled(whole), settled(title)
    read = readings if is_damaged(whole) else _as_mended
    said = read(whole)
    return {
        "words": analyse.words(even, tag),
        "grams": analyse.grams(even),
        "sounds": _sounds(said[0]),
        "concepts": _any_concepts(said),
        "title_words": analyse.words(even_title, tag),
        "title_grams": analyse.grams(even_title),
        "title_concepts": _any_concepts(read(title)),
    }


def of_question(text: str, language: str = "") -> Question:
    """The terms of a question; its language is identified unless it is given."""
    tag = language if language in _TAGS else identify(text).tag
    text = mended(text)
    said = _matched(text)
    words = _weighed(said, lambda part: _words(part, tag))
    grams = _weighed(said, _grams)
    if tag == "ary-Latn":
        # Documents are in Arabic letters; `words` gives stems in these already.
        grams = {gram: weight * _AS_WRITTEN for gram, weight in grams.items()}
        _add(grams, Counter(_grams(transliterate(text, "arab"))))
    for more_words, more_grams in other_names(text, tag):
        _keep_most(words, more_words)
        _keep_most(grams, more_grams)
    shares = _SHARES.get(tag, _DIALECT)
    total = sum(shares.values())
    # What a question asks of its matter (its fee, its papers) most documents speak of.
    concepts = {name: w for name, w in said.concepts.items() if not name.startswith(ASKING)}
    return Question(
        terms={
            "words": words,
            "grams": grams,
            "sounds": _weighed(said, _sounds),
            "concepts": concepts,
            "title_words": words,
            "title_grams": grams,
            "title_concepts": concepts,
        },
        shares={field: share / total for field, share in shares.items()},
    )


def _weighed(said: _Said, find: Callable[[str], Iterable[str]]) -> dict[str, float]:
    """The terms that `find` gives for a question, as often as they stand in it.

    Those that only say what is asked of its matter weigh less.
    """
    lesser = set(find(said.asking)).difference(find(said.matter)) if said.asking else set()
    counted = Counter(find(said.text))
    return {term: n * ASKED if term in lesser else float(n) for term, n in counted.items()}


def _words(text: str, tag: str) -> list[str]:
    return analyse.words(settled(text), tag)


def _grams(text: str) -> list[str]:
    return analyse.grams(settled(text))


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


def _as_mended(text: str) -> tuple[str, ...]:
    return (mended(text),)


def _any_concepts(texts: Iterable[str]) -> list[str]:
    """The concepts that one of some readings of a text names."""
    return list(dict.fromkeys(name for text in texts for name in _concepts(text)))


def _concepts(text: str) -> dict[str, float]:
    """The concepts that a text names as listed or but for affixes, and how surely."""
    return _surest(_bridge().match(sound.tokens(text)))


def _surest(matches: Iterable[Match]) -> dict[str, float]:
    found: dict[str, float] = {}
    for match in matches:
        if match.weight >= STEM:
            found[match.concept] = max(match.weight, found.get(match.concept, 0.0))
    return found


def _matched(text: str) -> _Said:
    tokens = sound.tokens(text)
    matches = _bridge().match(tokens)
    asking = {
        place
        for match in matches
        if match.concept.startswith(ASKING)
        for place in range(match.start, match.end)
    }
    parts: tuple[list[str], list[str]] = ([], [])
    for place, token in enumerate(tokens):
        parts[place in asking].append(token.text)
    matter, asked = map(" ".join, parts)
    return _Said(text, matter, asked, _surest(matches))


@cache
def _bridge() -> Bridge:
    return bridge()

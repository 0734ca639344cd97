"""What the words of a question are called otherwise, in the languages that texts are in.

Of a word of Darija or Tamazight, its names in Standard Arabic and French; of one of Arabic or
French, its names in the other; of one of Arabic, other names of the same, and the noun of a
verb. Each is worth less than the word itself.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from siyada.language import analyse
from siyada.language.arabizi import is_listed
from siyada.language.equivalents import Named, heard, renamed, synonyms
from siyada.language.identify import Tag
from siyada.language.kin import listed_nouns, verbal_nouns
from siyada.language.lexicon import SOUND, lexicon
from siyada.language.script import script_of
from siyada.library.mending import settled

STANDARD_TAGS = frozenset({"ar", "fr", "es", "en"})

Weights = dict[str, float]

_BRIDGED, _BRIDGED_DIALECT = 0.5, 0.7
"""Most that another name weighs, beside 1 for a word of the question itself. Words of a dialect
are rarely those of a text; words of a standard language may be."""
_PIECES = 0.5
"""What the pieces of such a word weigh beside it in a question of a standard language."""
_SYNONYM = 0.3
"""Most that another name in Arabic of a word of Arabic weighs."""
_NOUN, _INDEFINITE = 0.5, 0.7
"""What the verbal noun of a verb weighs, and a word without the alef of an indefinite object."""
_OF_NAME, _FURTHER = 0.8, 0.85
"""What the verbal noun of another name is worth beside that, and a second noun beside the first."""
_BORROWED = 0.9
"""What a verb of French with the prefixes of Darija is worth: a form of that verb."""
_PREFIXED = re.compile("(?:ka|ta|gha|ghan|kan|tan)?[nty]([a-z]{5,})")
"""A verb of Darija, in small letters: what marks its time, its person, and the rest of it."""
_SHORTEST = 5
"""Letters from which a word that ends in alef may have that."""


def other_names(text: str, tag: str) -> Iterator[tuple[Weights, Weights]]:
    """Search words and pieces of words to look for besides those of a question, with weights."""
    is_standard = tag in STANDARD_TAGS
    most, pieces = (_BRIDGED, _PIECES) if is_standard else (_BRIDGED_DIALECT, 1.0)
    for name, language, near in _names(text, tag):
        yield _weighed(name, language, most * near, pieces)
        if language == "ar" and not is_standard and " " not in name:
            yield from _acts(analyse.words(name, "ar"), most * near * _OF_NAME, pieces)
    if tag not in {"fr", "es", "en"}:
        stems = analyse.words(text, tag)
        for name, language, near in _arabic(synonyms(stems)):
            yield _weighed(name, language, _SYNONYM * near, pieces)
        if not is_standard:
            yield from _acts(stems, _NOUN, pieces)
        for stem in stems:
            yield dict.fromkeys(verbal_nouns(stem), _NOUN), {}
            if stem.endswith("ا") and len(stem) >= _SHORTEST:
                yield dict.fromkeys(analyse.words(stem[:-1], "ar"), _INDEFINITE), {}


def _acts(stems: Sequence[str], weight: float, pieces: float) -> Iterator[tuple[Weights, Weights]]:
    """The verbal nouns that a table has for some of these search words."""
    for stem in stems:
        for place, noun in enumerate(listed_nouns(stem)):
            yield _weighed(noun, "ar", weight * _FURTHER**place, pieces)


def _weighed(name: str, language: Tag, weight: float, pieces: float) -> tuple[Weights, Weights]:
    name = settled(name)
    return (
        dict.fromkeys(analyse.words(name, language), weight),
        dict.fromkeys(analyse.grams(name), weight * pieces),
    )


def _names(text: str, tag: str) -> Iterator[tuple[str, Tag, float]]:
    """Names of the words of a text in the standard languages, and how near they are."""
    if tag == "ar":
        for names in dict.fromkeys(renamed(analyse.words(text, tag), "ar")):
            yield from ((name, "fr", near) for name, near in names)
    elif tag not in STANDARD_TAGS:
        yield from _of_dialect(text, tag)
    if tag not in {"ar", "es", "en"}:
        # Words of French stand among those of Darija too: `n7el pharmacie`.
        yield from _arabic(renamed(analyse.words(text, tag), "fr"))


def _of_dialect(text: str, tag: str) -> Iterator[tuple[str, Tag, float]]:
    tokens = analyse.tokens(text)
    known: set[int] = set()
    for found in lexicon().bridged(text, tag, tokens):
        known.update(range(found.start, found.end))
        if not found.broad:
            yield found.equivalent, found.language, found.weight
    for token in tokens:
        if token.start in known:
            continue
        if script_of(token.text[0]) == "Arab":
            yield from ((name, "ar", near * SOUND) for name, near in heard(token.text))
        elif tag == "ary-Latn":
            yield from ((name, "ar", near * _BORROWED) for name, near in _of_borrowed(token.text))


def _of_borrowed(word: str) -> Named:
    """What a verb of French with the prefixes of Darija is called in Arabic: `nimporter`."""
    found = _PREFIXED.fullmatch(word)
    if not found or is_listed(word):
        return ()
    return next(renamed(analyse.words(found[1], "fr")[:1], "fr"), ())


def _arabic(found: Iterable[Named]) -> Iterator[tuple[str, Tag, float]]:
    for names in dict.fromkeys(found):
        yield from ((name, "ar", near) for name, near in names)

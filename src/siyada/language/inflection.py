"""What an inflected word may be a form of: headwords to look for, the least changed first.

Where `stem` cuts a word to what it is searched by, this gives whole words as a dictionary lists
them: `بطاقتي` is a form of `بطاقة`, `كيشريو` of the verb whose present is `يشري`. Only what a
part of speech can carry is taken off: no verb has an article.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import repeat
from operator import itemgetter
from typing import Literal

from siyada.language.tables import rows

Kind = Literal["noun", "verb"]
"""What may stand in a form: `noun` is every word that is no verb."""

_NOUNS: Iterator[Kind] = repeat("noun")
_VERBS: Iterator[Kind] = repeat("verb")
_CONJUNCTIONS = "وف"
_DOUBLED = re.compile(r"(.)\1+")
_FIRST = itemgetter(1)
"""What one of several is written as: a function, for a template is read anew for each word."""
_LETTERS = 4096
"""Letters for which the affixes that they may be part of are kept."""
_LEAST = 3
"""Letters of a form from which something was taken off. A hollow or doubled verb has two."""


@cache
def affixes(kind: str) -> tuple[str, ...]:
    """The affixes of a kind, in the order of the table."""
    return tuple(next(values for name, values in rows("inflection") if name == kind).split())


@cache
def pairs(kind: str) -> tuple[tuple[str, str], ...]:
    """What stands on either side of the colon in each affix of a kind."""
    parted = (pair.partition(":") for pair in affixes(kind))
    return tuple((before, after) for before, _, after in parted)


def arabic(word: str) -> Iterator[tuple[str, Kind]]:
    """Headwords, folded, of which a folded word of Darija may be a form, and what they must be.

    One may come more than once.

    >>> ("بطاقه", "noun") in arabic("وبطاقتي"), ("شري", "verb") in arabic("غنشريوها")
    (True, True)
    """
    bases = tuple(_unjoined(word))
    affirmed = tuple(map(_affirmed, bases))
    for base in bases:
        yield from zip(_noun(base), _NOUNS, strict=False)
    for base in affirmed:
        yield from zip(_verb(base), _VERBS, strict=False)
    if affirmed != bases:
        for base in affirmed:
            yield from zip(_noun(base), _NOUNS, strict=False)
    # ما stands without ش too: in an oath, and where ش is left out.
    for base in bases:
        if base.startswith("ما") and len(base) > _LEAST + 2:
            yield from zip(_verb(base[2:]), _VERBS, strict=False)


def _affirmed(word: str) -> str:
    """The word without ما and ش around it, or ش after it."""
    if word.endswith("ش") and len(word) > _LEAST + 1:
        shorter = word.removesuffix("ش")
        return shorter.removeprefix("ما") if len(shorter) > _LEAST + 1 else shorter
    return word


def _unjoined(word: str) -> Iterator[str]:
    """The word, and the word without a conjunction."""
    yield word
    for joined in _CONJUNCTIONS:
        if word.startswith(joined) and len(word) > _LEAST:
            yield word[1:]


def _noun(word: str) -> Iterator[str]:
    heads = [word, *_without_front(word, "article"), *_without_front(word, "preposition")]
    yield from heads
    endings = _noun_endings(word[-1:])
    for head in heads:
        for ending, least in endings:
            if head.endswith(ending) and len(head) - len(ending) >= least:
                yield from _singulars(head.removesuffix(ending), ending)


@lru_cache(_LETTERS)
def _noun_endings(last: str) -> tuple[tuple[str, int], ...]:
    """Endings of nouns that end in a letter, and how many letters must be left before them."""
    endings = dict.fromkeys(affixes("plural"), _LEAST)
    endings = dict.fromkeys(affixes("possessive"), _LEAST - 1) | {
        ending: least for ending, least in endings.items() if ending not in affixes("possessive")
    }
    return tuple(pair for pair in endings.items() if pair[0].endswith(last))


def _singulars(base: str, ending: str) -> Iterator[str]:
    """What a word without its ending is a form of: the feminine is heard as ت before one."""
    if base.endswith("ت") and ending in affixes("possessive"):
        yield base[:-1] + "ه"
    if ending in {"ات", "يات"}:
        yield base + "ه"
        yield base + "ا"
    yield base
    if ending == "يات":
        yield base + "يه"
    for plural in ("ات", "ين"):
        if base.endswith(plural) and len(base) - 2 >= _LEAST:
            yield base[:-2] + "ه" if plural == "ات" else base[:-2]
            yield base[:-2]


def _without_front(word: str, kind: str) -> Iterator[str]:
    for front in _beginning(kind, word[:1]):
        if word.startswith(front) and len(word) - len(front) >= _LEAST - (len(front) > 1):
            yield word[len(front) :]


def _verb(word: str) -> Iterator[str]:
    """Stems of the present and of the past, without marker, subject, person and object."""
    ends = [word, *_without_end(word, _ending("object", word[-1:]))]
    for end in ends:
        yield end
        for present in _without_front(end, "marker"):
            yield present
            yield from _without_end(present, ("يو", "و", "ي"))
            if present.startswith("ت"):  # of the passive
                yield present[1:]
        for past in (end, *_without_end(end, _ending("person", end[-1:]))):
            yield past
            if past.startswith("ت") and len(past) > _LEAST:
                yield past[1:]


@lru_cache(_LETTERS)
def _beginning(kind: str, first: str) -> tuple[str, ...]:
    """The affixes of a kind that begin with a letter, in the order of the table."""
    return tuple(affix for affix in affixes(kind) if affix.startswith(first))


@lru_cache(_LETTERS)
def _ending(kind: str, last: str) -> tuple[str, ...]:
    """The affixes of a kind that end in a letter, in the order of the table."""
    return tuple(affix for affix in affixes(kind) if affix.endswith(last))


def _without_end(word: str, ends: Iterable[str]) -> Iterator[str]:
    for end in ends:
        if word.endswith(end) and len(word) - len(end) >= _LEAST - 1:
            yield word[: -len(end)]


def arabic_verb_stems(past: str, present: str) -> Iterable[str]:
    """Under which stems a verb of Darija is found, from its listed forms, both folded.

    >>> sorted(arabic_verb_stems("باع", "يبيع")), sorted(arabic_verb_stems("قرا", "يقرا"))
    (['باع', 'بع', 'بيع'], ['قر', 'قرا', 'قري'])
    """
    stems = [past]
    if present.startswith("ي") and len(present) >= _LEAST:
        stems.append(present[1:])
    if len(past) == _LEAST and past[1] == "ا":
        stems.append(past[0] + past[2])
    if past[-1:] in {"ا", "ي"} and len(past) >= _LEAST:
        stems += [past[:-1] + "ي", past[:-1] + "ا", past[:-1]]
    return dict.fromkeys(stem for stem in stems if stem)


def tamazight(word: str) -> Iterator[tuple[str, Kind]]:
    """Headwords, in one spelling, of which a word of Tamazight may be a form.

    >>> ("takarda", "noun") in tamazight("tkarda"), ("sɣ", "verb") in tamazight("tsɣit")
    (True, True)
    """
    found: dict[tuple[str, Kind], None] = {}
    for pair in _tamazight(word):
        if pair not in found:
            found[pair] = None
            yield pair
    singles = single("\n".join(form for form, _ in found)).split("\n")
    for (form, kind), one in zip(found, singles, strict=True):
        if one != form:
            yield one, kind


def _tamazight(word: str) -> Iterator[tuple[str, Kind]]:
    for base in (word, *_without_end(word, _ending("belonging", word[-1:]))):
        yield from zip(_free(base), _NOUNS, strict=False)
        for one in _singular_tamazight(base):
            yield from zip(_free(one), _NOUNS, strict=False)
    for before, after in _subjects(word[:1], word[-1:]):
        size = len(word) - len(before) - len(after)
        if size > 1 and word.startswith(before) and word.endswith(after):
            for stem in _unvowelled(word[len(before) : len(word) - len(after)]):
                yield stem, "verb"


def single(word: str) -> str:
    """The word without doubled letters: few who write Tamazight double all that are long.

    >>> single("bddl"), single("tanbbaḍt")
    ('bdl', 'tanbaḍt')
    """
    return _DOUBLED.sub(_FIRST, word)


def _free(noun: str) -> Iterator[str]:
    """A noun, and what it may be when it stands alone."""
    yield noun
    if len(noun) > _LEAST:
        for construct, free in _states(noun[0]):
            if noun.startswith(construct):
                yield free + noun[len(construct) :]


def _singular_tamazight(word: str) -> Iterator[str]:
    """What a regular plural is one of, and the masculine that a feminine is made from."""
    for before, after, base in _around(word[:1], word[-1:]):
        if word.endswith(after) and word.startswith(before):
            middle = word[len(before) : len(word) - len(after)]
            if len(middle) >= _LEAST:
                yield base.replace("_", middle)


@lru_cache(_LETTERS)
def _around(first: str, last: str) -> tuple[tuple[str, str, str], ...]:
    """What stands around a derived word, before and after, and what is listed."""
    parted = ((*derived.partition("_"), base) for derived, base in pairs("around"))
    every = ((before, after, base) for before, _, after, base in parted)
    return tuple(one for one in every if _may_stand(*one[:2], first, last))


@lru_cache(_LETTERS)
def _subjects(first: str, last: str) -> tuple[tuple[str, str], ...]:
    """What a verb has before its stem and after it that begins and ends in these letters."""
    return tuple(pair for pair in pairs("subject") if _may_stand(*pair, first, last))


def _may_stand(before: str, after: str, first: str, last: str) -> bool:
    """Whether these may stand around the rest of a word that begins and ends in these letters."""
    return before[:1] in ("", first) and after[-1:] in ("", last)


@lru_cache(_LETTERS)
def _states(first: str) -> tuple[tuple[str, str], ...]:
    """What nouns that begin with a letter begin with in the construct state and in the free one."""
    return tuple(pair for pair in pairs("state") if pair[0][:1] in ("", first))


def _unvowelled(stem: str) -> Iterator[str]:
    """The stem of a verb, and it without the vowel that changes with the person."""
    yield stem
    if stem[-1:] in "iau" and len(stem) >= _LEAST:
        yield stem[:-1]


def tamazight_verb_stems(form: str) -> Iterator[str]:
    """Under which stems a verb of Tamazight is found, from one listed form.

    >>> list(tamazight_verb_stems("isɣa")), list(tamazight_verb_stems("ara"))
    (['isɣa', 'sɣa', 'sɣ'], ['ara', 'ar'])
    """
    yield form
    stem = form[1:] if form[0] in "iy" and len(form) >= _LEAST else form
    if stem != form:
        yield stem
    if stem[-1:] in "iau" and len(stem) >= _LEAST - 1 + (stem == form):
        yield stem[:-1]

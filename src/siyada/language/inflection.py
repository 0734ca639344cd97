"""What an inflected word may be a form of: headwords to look for, the least changed first.

Where `stem` cuts a word to what it is searched by, this gives whole words as a dictionary lists
them: `بطاقتي` is a form of `بطاقة`, `كيشريو` of the verb whose present is `يشري`. Only what a
part of speech can carry is taken off: no verb has an article.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import Literal

from siyada.language.tables import rows

Kind = Literal["noun", "verb"]
"""What may stand in a form: `noun` is every word that is no verb."""

Forms = tuple[list[str], Kind]
"""Forms, and what a word must be of which one may be a form."""

_CONJUNCTIONS = ("و", "ف")
_PLURALS_OF_FEMININES = frozenset({"ات", "يات"})
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
    return each(arabic_forms(word))


def each(groups: Iterable[Forms]) -> Iterator[tuple[str, Kind]]:
    """Each form of several groups, and what it must be."""
    return ((form, kind) for forms, kind in groups for form in forms)


def arabic_forms(word: str) -> Iterator[Forms]:
    """What `arabic` gives, those that must be of one kind together: lists are made sooner."""
    bases = [word]
    if word[:1] in _CONJUNCTIONS and len(word) > _LEAST:
        bases.append(word[1:])
    affirmed = [_affirmed(base) for base in bases]
    for base in bases:
        yield _noun(base), "noun"
    for base in affirmed:
        yield _verb(base), "verb"
    if affirmed != bases:
        for base in affirmed:
            yield _noun(base), "noun"
    # ما stands without ش too: in an oath, and where ش is left out.
    for base in bases:
        if base.startswith("ما") and len(base) > _LEAST + 2:
            yield _verb(base[2:]), "verb"


def _affirmed(word: str) -> str:
    """The word without ما and ش around it, or ش after it."""
    if word.endswith("ش") and len(word) > _LEAST + 1:
        shorter = word.removesuffix("ش")
        return shorter.removeprefix("ما") if len(shorter) > _LEAST + 1 else shorter
    return word


def _noun(word: str) -> list[str]:
    heads = [word]
    size = len(word)
    for front, length, least in _noun_fronts().get(word[:1], ()):
        if size - length >= least and word.startswith(front):
            heads.append(word[length:])
    endings = _noun_endings().get(word[-1:], ())
    forms = heads.copy()
    for head in heads:
        size = len(head)
        for ending, length, least in endings:
            if size - length >= least and head.endswith(ending):
                _add_singulars(forms, head[:-length], ending)
    return forms


_Ends = Mapping[str, Sequence[tuple[str, int, int]]]
"""Affixes by the letter that a word must begin, or end, with for one of them to be tried: the
affix, its length, and how many letters must be left."""


def _by_letter(least: Mapping[str, int], place: int) -> _Ends:
    """Affixes, in their order, by their letter at a place: 0 the first one, -1 the last."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for affix, letters in least.items():
        found.setdefault(affix[place], []).append((affix, len(affix), letters))
    return found


def _fronts_of(kind: str) -> dict[str, int]:
    """Affixes of a kind, and how many letters must be left after them."""
    return {front: _LEAST - (len(front) > 1) for front in affixes(kind)}


@cache
def _noun_fronts() -> _Ends:
    return _by_letter(_fronts_of("article") | _fronts_of("preposition"), 0)


@cache
def _verb_fronts() -> _Ends:
    return _by_letter(_fronts_of("marker"), 0)


@cache
def _noun_endings() -> _Ends:
    plural = dict.fromkeys(affixes("plural"), _LEAST)
    possessive = dict.fromkeys(affixes("possessive"), _LEAST - 1)
    return _by_letter(possessive | plural | possessive, -1)  # what is both is as the latter


@cache
def _verb_endings(kind: str) -> _Ends:
    return _by_letter(dict.fromkeys(affixes(kind), _LEAST - 1), -1)


@cache
def _feminine_before() -> frozenset[str]:
    """The endings before which the feminine is heard as ت."""
    return frozenset(affixes("possessive"))


def _add_singulars(forms: list[str], base: str, ending: str) -> None:
    """Add what a word without its ending is a form of."""
    if base.endswith("ت") and ending in _feminine_before():
        forms.append(base[:-1] + "ه")
    if ending in _PLURALS_OF_FEMININES:
        forms.append(base + "ه")
        forms.append(base + "ا")
    forms.append(base)
    if ending == "يات":
        forms.append(base + "يه")
    if len(base) - 2 >= _LEAST:
        if base.endswith("ات"):
            forms.append(base[:-2] + "ه")
            forms.append(base[:-2])
        elif base.endswith("ين"):
            forms.append(base[:-2])
            forms.append(base[:-2])


def _verb(word: str) -> list[str]:
    """Stems of the present and of the past, without marker, subject, person and object."""
    forms: list[str] = []
    for end in (word, *_without_end(word, _verb_endings("object"))):
        forms.append(end)
        size = len(end)
        for marker, length, least in _verb_fronts().get(end[:1], ()):
            if size - length >= least and end.startswith(marker):
                present = end[length:]
                forms.append(present)
                forms += _without_end(present, _PRESENT)
                if present.startswith("ت"):  # of the passive
                    forms.append(present[1:])
        for past in (end, *_without_end(end, _verb_endings("person"))):
            forms.append(past)
            if past.startswith("ت") and len(past) > _LEAST:
                forms.append(past[1:])
    return forms


def _without_end(word: str, ends: _Ends) -> list[str]:
    size = len(word)
    return [
        word[:-length]
        for end, length, least in ends.get(word[-1:], ())
        if size - length >= least and word.endswith(end)
    ]


_PRESENT = _by_letter(dict.fromkeys(("يو", "و", "ي"), _LEAST - 1), -1)
"""What the present has after its stem."""


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
    return each(tamazight_forms(word))


def tamazight_forms(word: str) -> Iterator[Forms]:
    """What `tamazight` gives, those that must be of one kind together."""
    nouns = list(dict.fromkeys(_nouns(word)))
    yield nouns, "noun"
    verbs = list(dict.fromkeys(_verbs(word)))
    yield verbs, "verb"
    yield _singles(nouns), "noun"
    yield _singles(verbs), "verb"


def _singles(forms: Sequence[str]) -> list[str]:
    """Forms without doubled letters, where they have some."""
    singles = single("\n".join(forms)).split("\n") if forms else []
    return [one for form, one in zip(forms, singles, strict=True) if one != form]


def _nouns(word: str) -> list[str]:
    forms: list[str] = []
    for base in (word, *_without_end(word, _belonging())):
        _add_free(forms, base)
        for one in _singular_tamazight(base):
            _add_free(forms, one)
    return forms


@cache
def _belonging() -> _Ends:
    return _by_letter(dict.fromkeys(affixes("belonging"), _LEAST - 1), -1)


def _verbs(word: str) -> list[str]:
    forms: list[str] = []
    for before, after in _subjects(word[:1], word[-1:]):
        size = len(word) - len(before) - len(after)
        if size > 1 and word.startswith(before) and word.endswith(after):
            stem = word[len(before) : len(word) - len(after)]
            forms.append(stem)
            if size >= _LEAST and stem[-1] in "iau":  # the vowel that changes with the person
                forms.append(stem[:-1])
    return forms


def single(word: str) -> str:
    """The word without doubled letters: few who write Tamazight double all that are long.

    >>> single("bddl"), single("tanbbaḍt")
    ('bdl', 'tanbaḍt')
    """
    return _DOUBLED.sub(_FIRST, word)


def _add_free(forms: list[str], noun: str) -> None:
    """Add a noun, and what it may be when it stands alone."""
    forms.append(noun)
    if len(noun) > _LEAST:
        for construct, free in _states(noun[0]):
            if noun.startswith(construct):
                forms.append(free + noun[len(construct) :])


def _singular_tamazight(word: str) -> list[str]:
    """What a regular plural is one of, and the masculine that a feminine is made from."""
    size = len(word)
    return [
        base.replace("_", word[len(before) : size - len(after)])
        for before, after, base in _around(word[:1], word[-1:])
        if size - len(before) - len(after) >= _LEAST
        and word.endswith(after)
        and word.startswith(before)
    ]


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

"""The verbal noun of a verb of Arabic: `تسجيل` for `أسجل`, `اعتماد` for `نعتمد`.

Citizens ask with verbs what titles say with verbal nouns. Of a stem (`analyse.words`) that may be a
verb the noun of its measure is made; roots of three sound letters are served, and what is no word
is in no text. Of verbs whose noun no rule gives (`كراء` for `يكتري`), the table `verbs` has it.
Wright, A Grammar of the Arabic Language, I §§ 35-47, 196-202.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from siyada.language.analyse import words
from siyada.language.tables import rows

_MEASURES = (
    ("123", "ت12ي3"),
    ("ا123", "ا12ا3"),
    ("ا1ت23", "ا1ت2ا3"),
    ("ان123", "ان12ا3"),
    ("است123", "است12ا3"),
)
"""Verb and verbal noun of each measure that has one of its own; letters of the root by number."""
_WEAK = "ي"
"""What و becomes after i: `إيداع` from `أودع`."""
_SHORTEST, _LONGEST = 3, 8
_PERSON = "اينت"
"""What a verb of the present begins with; Darija has ن for the first person, Arabic ا."""
_REMEMBERED = 16_384
_VERBS = tuple(
    (re.compile(re.sub(r"\d", lambda digit: f"(?P<r{digit[0]}>[^ا])", verb)), noun)
    for verb, noun in _MEASURES
)


@lru_cache(maxsize=_REMEMBERED)
def verbal_nouns(stem: str) -> tuple[str, ...]:
    """The verbal nouns of what a stem may be the verb of; none of what can be no verb.

    >>> verbal_nouns("اعتمد"), verbal_nouns("سترجع"), verbal_nouns("تسجيل")
    (('اعتماد',), ('استرجاع',), ())
    """
    if not _SHORTEST <= len(stem) <= _LONGEST:
        return ()
    verbs = [stem]
    if len(stem) > _SHORTEST:
        verbs += [stem[1:]] * (stem[0] in _PERSON)
        verbs.append("ا" + stem)  # the present has lost it: `نسترجع`
    found = dict.fromkeys(noun for verb in verbs for noun in _nouns(verb))
    return tuple(noun for noun in found if noun != stem)


def listed_nouns(stem: str) -> tuple[str, ...]:
    """The verbal nouns that the table has for a search word, the usual one first.

    >>> listed_nouns("اكتر"), listed_nouns("كتاب")
    (('كراء', 'اكتراء'), ())
    """
    return _listed().get(stem, ())


@cache
def _listed() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for nouns, *forms in rows("verbs"):
        for stem in {stem for form in forms for stem in words(form, "ar")}:
            found.setdefault(stem, {}).update(dict.fromkeys(nouns.split("|")))
    return {stem: tuple(nouns) for stem, nouns in found.items()}


def _nouns(verb: str) -> list[str]:
    return [
        _made(noun, match["r1"], match["r2"], match["r3"])
        for pattern, noun in _VERBS
        if (match := pattern.fullmatch(verb))
    ]


def _made(noun: str, first: str, second: str, third: str) -> str:
    if first == "و" and noun in {"ا12ا3", "است12ا3"}:
        first = _WEAK
    return noun.replace("1", first).replace("2", second).replace("3", third)

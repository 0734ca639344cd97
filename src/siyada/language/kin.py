"""Search words of Arabic that are one measure of one root: `سجل` for `تسجيل`, `جدد` for `أجدد`.

Citizens ask with verbs what titles say with verbal nouns. Of a stem (`analyse.words`) the verb, the
verbal noun and the passive participle of its measure are made; nearly all roots of three sound
letters are served, and what is no word is in no text. Wright, A Grammar of the Arabic Language,
I §§ 35-47, 195-202, 236.
"""

import re
from functools import lru_cache

_MEASURES = (
    ("123", "ت12ي3", "12ا3"),
    ("ا123", "ا12ا3", "م123"),
    ("ت123", "مت123"),
    ("ت1ا23", "مت1ا23"),
    ("1ا23", "م1ا23"),
    ("ا1ت23", "ا1ت2ا3", "م1ت23"),
    ("ان123", "ان12ا3", "من123"),
    ("است123", "است12ا3", "مست123"),
)
"""Forms of each measure, letters of the root by number; the first is the verb."""
_WEAK = "ي"
"""What و becomes after i: `إيداع` from `ودع`."""
_SHORTEST, _LONGEST = 3, 8
_PERSON = "اينت"
"""What a verb of the present begins with; Darija has ن for the first person, Arabic ا."""
_REMEMBERED = 16_384


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\d", lambda digit: f"(?P<r{digit[0]}>[^ا])", form))


_KNOWN = tuple((form, _pattern(form), measure) for measure in _MEASURES for form in measure)


@lru_cache(maxsize=_REMEMBERED)
def kin(stem: str) -> tuple[str, ...]:
    """Other stems of a stem's measure, without itself; none for what has no such form.

    >>> kin("تسجيل")[:2]
    ('سجل', 'سجال')
    >>> "تجديد" in kin("اجدد"), "اعتماد" in kin("اعتمد"), kin("في")
    (True, True, ())
    """
    if not _SHORTEST <= len(stem) <= _LONGEST:
        return ()
    found = dict.fromkeys(_of(stem))
    if len(stem) > _SHORTEST:
        if stem[0] in _PERSON:
            found |= dict.fromkeys((stem[1:], *_of(stem[1:])))
        found |= dict.fromkeys(_of("ا" + stem))  # the present has lost it: `نسترجع`
    found.pop(stem, None)
    return tuple(found)


def _of(stem: str) -> list[str]:
    return [
        other
        for form, pattern, measure in _KNOWN
        if (root := _root(pattern, stem))
        for other in (_made(each, root) for each in measure if each != form)
        if other != stem
    ]


def _root(pattern: re.Pattern[str], stem: str) -> str:
    """The three letters of the root, when a stem has a form."""
    match = pattern.fullmatch(stem)
    if match is None:
        return ""
    first, second, third = (match[f"r{number}"] for number in "123")
    has_i = first == _WEAK and pattern.pattern.endswith("ا(?P<r3>[^ا])")
    return ("و" if has_i else first) + second + third


def _made(form: str, root: str) -> str:
    first = _WEAK if root[0] == "و" and form in {"ا12ا3", "است12ا3"} else root[0]
    return form.replace("1", first).replace("2", root[1]).replace("3", root[2])

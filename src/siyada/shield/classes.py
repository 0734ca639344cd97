"""What the lists know of a word on its own: whether it is a name, a place, an ordinary word.

Each word gets three numbers, its name class, its word class and what it does beside names, and how
many letters Arabic glued before it. Words of the lists are classed once; others each time they are
met, so that nothing of a text stays in memory.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from string import ascii_lowercase
from typing import NamedTuple

from siyada.shield.fold import fold
from siyada.shield.lexicon import (
    Entry,
    bare,
    bare_names,
    clipped,
    family_names,
    given_names,
    latin,
    name_words,
    ordinary_words,
    places,
    plain_words,
    sound,
)
from siyada.shield.phrases import known_words
from siyada.shield.tables import rows

NAMES = (
    "", "given", "given or word", "family", "family or word", "either", "given, heard",
    "family, heard", "servant", "shape", "bare",
)  # fmt: skip
"""Name classes. `heard`: spelt otherwise than the lists do. `servant`: عبد and what God is called.
`shape`: built as family names are. `bare`: a given name in Tifinagh, without its vowels."""
GIVEN = frozenset(map(NAMES.index, ("given", "either", "given, heard", "servant")))
"""Classes of given names that are no words."""
ANY_GIVEN = GIVEN | {NAMES.index("given or word")}
"""The same, and those that are words too."""
ONLY_NAMES = GIVEN | {NAMES.index("family")}
"""Those, and families as the lists spell them."""
LISTED = frozenset(range(len(NAMES))) - frozenset(map(NAMES.index, ("", "shape", "bare")))
"""Classes of names that are in the lists, in a spelling or in another."""
WORDS = ("", "common", "plain", "place", "common and place", "plain and place")
"""Word classes. `plain`: chosen by hand as never a name."""
DEEDS = (
    "", "particle", "more", "honour", "office", "place", "reign", "street", "unit", "rural",
    "number", "join",
)  # fmt: skip
"""What a word does beside names and in addresses: kinds of the tables `name-words` and
`address-words`."""

_SHAPE = re.compile(
    r"ال[\u0620-\u064a]{3,}ي|(?:بن|بو|او|ايت|بل)[\u0620-\u064a]{3,}"
    r"|(?:ben|bou|ait|bel|ou)[a-z]{4,}|el[a-z]{5,}i|[a-z]{3,}"
    r"(?:aoui|awi|ani|iri|adi|idi|ali|ami|afi|aki|ati|outi|oussi|ouni|ouri|oubi|assi|azi|ari)"
)
_SERVANT = re.compile(r"3?abd(?!om[ie]n)(?:[eaou]?[a-z])[a-z2-9]{3,}|عبدال[\u0620-\u064a]{3,}")
_ARTICLE = re.compile(r"[ae]?l(?=[a-z2-9]{4})(?=.*[a-z])")
CLITICS = ("و", "ف", "ب", "ل", "ك", "د", "وب", "ول", "فل")
"""What Arabic glues before a name."""
_GLUED = frozenset("وفبلكد")
_BEFORE_NAMES = {first: [one for one in CLITICS if one[0] == first] for first in _GLUED}
"""The same by their first letters."""
_CLITICS = {
    first: [
        one for one in (*CLITICS, "ال", "وال", "بال", "فال", "كال", "لل", "ولل") if one[0] == first
    ]
    for first in "وفبلكدا"
}
"""The same with the article."""
_OF_PLACES = frozenset(map(DEEDS.index, ("place", "street", "rural")))
_PLACE = WORDS.index("place")
_FAMILIES = frozenset({"الصديقي", "الحبيبي", "العزيزي", "السيدي"})
"""Names of families that are no ordinary words with an article: `my` takes none."""
_MAYBE = frozenset({"given or word", "family or word", "shape"})


class Classed(NamedTuple):
    """What the lists say of a word: places in `NAMES`, `WORDS` and `DEEDS`."""

    name: int
    word: int
    deed: int
    cut: int = 0
    """Letters glued before the name."""


_NEW = {name: Classed(number, 0, 0) for number, name in enumerate(NAMES)}
"""What is said of words in Latin letters that no list holds."""


def classed(word: str) -> Classed:
    """What the lists say of a folded word.

    >>> NAMES[classed("fatima").name], classed("وفاطمه").cut
    ('given', 1)
    """
    return listed().get(word) or work_out(word)


@cache
def listed() -> dict[str, Classed]:
    """Every word of the lists, and those of no list that texts of any subject have."""
    shared: dict[Classed, Classed] = {}
    found = {}
    for word, known in _bare().items():
        whole = known if word[0] not in _CLITICS else _worked_out(word)
        found[word] = shared.setdefault(whole, whole)
    for word in _everywhere():
        whole = work_out(word)
        found.setdefault(word, shared.setdefault(whole, whole))
    return found


def _everywhere() -> Iterator[str]:
    """Single letters, pairs of Latin ones, and the words of phrases in Latin letters.

    They name nobody, and are classed once so that texts need not wait for it.
    """
    yield from ascii_lowercase
    yield from map("".join, product(ascii_lowercase, repeat=2))
    yield from map(chr, range(ord("\u0621"), ord("\u064b")))
    yield from filter(str.isascii, known_words())


@cache
def _deeds() -> dict[str, int]:
    found: dict[str, int] = {}
    for kind, words in rows("address-words"):
        found |= {fold(word): DEEDS.index(kind) for word in words.split()}
    for kind in DEEDS[1:7]:
        found |= dict.fromkeys(name_words(kind), DEEDS.index(kind))
    return found


@cache
def _parts_of_places() -> frozenset[str]:
    """The words of places; given names only if they are a place alone: not that of Sidi Youssef."""
    found = [words for some in places().values() for words in some]
    alone = {words[0] for words in found if len(words) == 1}
    parts = {word for words in found for word in words if len(word) > 2}
    return frozenset(alone | (parts - given_names().spellings.keys()))


def work_out(word: str) -> Classed:
    """What is said of a folded word that is not among the `listed`."""
    if word.isascii():
        return _NEW[_latin(word)]
    return _worked_out(word)


def _worked_out(word: str) -> Classed:
    as_it_stands = _bare()
    name, here, deed, cut = as_it_stands.get(word) or _NEW[_unlisted(word)]
    if not name and word[0] in _GLUED:
        name, cut = _unglued(word, here % _PLACE)
    if word[0] not in _CLITICS or (here and here != _PLACE):
        return Classed(name, here, deed, cut)
    if word in _FAMILIES:
        return Classed(name, here, deed, cut)
    for rest in _without_clitics(word):
        known = as_it_stands.get(rest)
        if known is not None:
            here = here or known.word
            deed = deed or (known.deed if known.deed in _OF_PLACES else 0)
    return Classed(name, here, deed, cut)


@cache
def _bare() -> dict[str, Classed]:
    """What is said of each word of the lists as it stands, whatever is glued before it."""
    shared: dict[Classed, Classed] = {}  # few are different, and each word would have its own
    found = {}
    deeds, places, plain, ordinary = _deeds(), _parts_of_places(), plain_words(), ordinary_words()
    for word in {*given_names().spellings, *family_names().spellings, *ordinary, *deeds, *places}:
        here = (2 if word in plain else 1 if word in ordinary else 0) + 3 * (word in places)
        known = Classed(_name(word), here, deeds.get(word, 0))
        found[word] = shared.setdefault(known, known)
    return found


def _without_clitics(word: str) -> Iterator[str]:
    """An Arabic word without what may be glued before it, and with its article again."""
    for clitic in _CLITICS[word[0]]:
        rest = word[len(clitic) :]
        if len(rest) > 1 and word.startswith(clitic):
            yield rest
            if clitic.endswith("ل"):
                yield "ال" + rest


def _name(word: str) -> int:
    """The name class of a word as it stands."""
    given, family = given_names().spellings.get(word), family_names().spellings.get(word)
    if given or family:
        return NAMES.index(_of_entries(word, given, family))
    return NAMES.index(_unlisted(word))


def _unlisted(word: str) -> str:
    """The name class of a word that spells none of the listed names."""
    if word.isascii():
        return _latin(word)
    if word >= "\u2d30":
        return _tifinagh(word)
    return "" if len(word) < 4 or word in ordinary_words() else shape(word)


def _of_entries(spelt: str, given: Entry | None, family: Entry | None) -> str:
    arabic = not spelt.isascii()
    if given and family:
        return "either"
    entry, kind = (given, "given") if given else (family, "family")
    word = entry is not None and (entry.word_in_arabic if arabic else entry.word)
    return f"{kind} or word" if word else kind


def _latin(word: str) -> str:
    if len(word) < 4 or word in ordinary_words():
        return ""
    heard = sound(word)
    if heard in given_names().sounds:
        return "given, heard"
    if heard in family_names().sounds or _is_son(word, "u"):
        return "family, heard"
    return _behind_article(word) or _clipped(heard) or shape(word)


def _clipped(heard: str) -> str:
    given = clipped(heard)
    return "" if given is None else "given, heard" if given else "family, heard"


def _behind_article(word: str) -> str:
    """The name class of a word in Latin letters with its article glued on: lfassi, el3alami.

    The same letter says to whom in Darija: lyoussef. Given names that are words are left: lkarim.
    """
    article = _ARTICLE.match(word)
    rest = word[article.end() :] if article else ""
    if not rest or rest in ordinary_words():
        return ""
    heard = sound(rest)
    given = given_names().sounds.get(heard)
    if given is not None:
        return "" if given.word else "given, heard"
    family = family_names().sounds.get(heard)
    if family is None:
        return _clipped(heard)
    return "family or word" if family.word else "family, heard"


def _is_son(word: str, son: str) -> bool:
    """Whether a folded word is a family's name as Tamazight has them, son of somebody: Uḥemmu."""
    father = word[len(son) :]
    return word.startswith(son) and len(father) > 2 and father in given_names().spellings


def shape(word: str) -> str:
    """The name class of a word by how it is built alone."""
    return "servant" if _SERVANT.fullmatch(word) else "shape" if _SHAPE.fullmatch(word) else ""


def _tifinagh(word: str) -> str:
    if len(word) < 3:
        return ""
    spelt = latin(word)
    entry = given_names().find(spelt, heard=len(spelt) > 3)
    if entry:
        return "given or word" if entry.word else "given"
    if family_names().find(spelt, heard=len(spelt) > 3) or _is_son(spelt, "ou"):
        return "family"
    return "bare" if len(bare(spelt)) > 2 and bare(spelt) in bare_names() else ""


def _unglued(word: str, common: int) -> tuple[int, int]:
    """The name class of an Arabic word without what is glued before it, and how much that is.

    `common`: its word class where it is no place: whether it is an ordinary one, or plain.
    """
    if WORDS[common] == "plain":
        return 0, 0
    for clitic in _BEFORE_NAMES[word[0]]:
        rest = word[len(clitic) :]
        if len(rest) < 3 or not word.startswith(clitic):
            continue
        known = _bare().get(rest)
        name = known.name if known else NAMES.index(_unlisted(rest))
        if name and not (common and NAMES[name] in _MAYBE):
            return name, len(clitic)
    return 0, 0

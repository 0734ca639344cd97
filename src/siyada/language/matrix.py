"""The matrix language of a text that mixes languages: the one whose grammar carries it.

In a clause of two languages one of them, the matrix, gives the order and the words that relate
others (verbs as they are inflected, prepositions, possessives, negation); the other one gives
content words and whole phrases, which keep their own articles (Myers-Scotton, Duelling Languages,
1993: the Matrix Language Frame; Contact Linguistics, 2002). So `bghit nrenouvler la carte ديالي` is
Darija, however long its French phrases are, and `je passe demain inchallah` is French.

The words that show it are a table, `tables/matrix.tsv`.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import islice, zip_longest
from typing import NamedTuple

from siyada.language.switching import languages
from siyada.language.tables import rows
from siyada.language.tags import Tag
from siyada.language.units import units

LEAST, MOST, LONGEST = 3, 60, 1000
"""A text of fewer or more words, or of more characters, is no sentence: it keeps the language of
most of its letters."""
CARRIES, CONTENT = 1.0, 0.5
"""What a word counts that shows the grammar, and what any other one does."""
ISLAND = 0.5
"""What the other words of a phrase in French, Spanish or English count together, however many they
are: whole phrases of these go into Darija and Tamazight far more often than the other way round
(Bentahila and Davies, The syntax of Arabic-French code-switching, Lingua 59, 1983)."""
HOSTS = frozenset({"ary", "ber", "ar"})
"""Languages that such phrases go into; as much for one of them as for another language decides for
it, if the text holds a word that no other language has."""

_REMEMBERED = 8192
"""Words whose form in the table is kept."""
_FAMILY: dict[Tag, str] = {
    "ary-Latn": "ary",
    "ary-Arab": "ary",
    "ber-Latn": "ber",
    "zgh-Tfng": "ber",
    "ar": "ar",
    "fr": "fr",
    "es": "es",
    "en": "en",
}
_FIGURE = re.compile(r"[a-z]+[379][a-z]|[a-z]{3,}[379]$|[379][a-z]{2}")
"""A word with a figure for a letter."""
_POLITE = re.compile("s['\u2019]il (?:te|vous) pla[iî]t", re.IGNORECASE)
"""A formula that goes whole into any language, although it is a clause."""
_SPELT = (("sh", "ch"), ("ou", "o"), ("u", "o"), ("8", "h"), ("5", "kh"), ("q", "9"))


class Grammar(NamedTuple):
    """What shows that the grammar of a clause is of a language."""

    clause: frozenset[str]
    link: frozenset[str]
    owner: frozenset[str]
    affixes: re.Pattern[str]


class Matrix(NamedTuple):
    """The language that carries a text, and its share of what was counted (0 to 1)."""

    tag: Tag
    share: float


def matrix(text: str) -> Matrix | None:
    """The matrix language of a text, or None: it is in one language, undecided, or no sentence.

    >>> matrix("bghit la carte ديالي")
    Matrix(tag='ary-Latn', share=0.8)
    """
    text = _POLITE.sub(" ", text[: LONGEST + 1])
    found = list(islice(units(text), MOST + 1)) if len(text) <= LONGEST else []
    if not LEAST <= len(found) <= MOST:
        return None
    words = [text[unit.start : unit.end] for unit in found]
    tags = languages(text, found)
    counted = weigh(words, tags)
    _join_arabics(counted)
    if len(counted) < 2:
        return None
    best = max(counted, key=lambda family: (counted[family], family in HOSTS))
    if list(counted.values()).count(counted[best]) > 1 and not may_switch(text):
        return None
    return Matrix(_tag(best, words, tags), counted[best] / sum(counted.values()))


def may_switch(text: str, least: int = 1) -> bool:
    """Whether a text holds so many words, in Latin letters, that only Darija or Tamazight has.

    Quick, for texts that are in another language by most of their letters.
    """
    text = text[:LONGEST].lower()
    words = text.split()
    known = 0 if signs().isdisjoint(words) else len(signs().intersection(words))
    if known < least and ("3" in text or "7" in text or "9" in text):
        known += sum(_FIGURE.match(word) is not None for word in words)
    return known >= least


def weigh(words: Sequence[str], tags: Sequence[Tag]) -> dict[str, float]:
    """How much speaks for each language, by words whose languages are known."""
    families = [_FAMILY.get(tag, "") for tag in tags]
    counted: dict[str, float] = defaultdict(float)
    before = ["", *families[:-1]]
    for word, family, last, following in zip_longest(words, families, before, families[1:]):
        if family and family not in HOSTS and family != last:
            counted[family] += ISLAND
        if family and carries(word, family, last, following or ""):
            counted[family] += CARRIES
        elif family in HOSTS:
            counted[family] += CONTENT
    return counted


def carries(word: str, family: str, last: str = "", following: str = "") -> bool:
    """Whether a word, between words of these languages, shows the grammar of its own.

    Languages are named as in the table: `ary`, `ber`, `ar`, `fr`, `es`, `en`.
    """
    grammar = grammars()[family]
    pieces = _pieces(word, family)
    if any(piece in grammar.clause for piece in pieces):
        return True
    if following not in ("", family) and pieces[-1] in grammar.link:
        return True
    if last not in ("", family) and pieces[0] in grammar.owner:
        return True
    return grammar.affixes.fullmatch(pieces[-1]) is not None


def _join_arabics(counted: dict[str, float]) -> None:
    """Let Standard Arabic and Darija, which share most words, speak as one: as the stronger."""
    if "ar" in counted and "ary" in counted:
        stronger, weaker = ("ary", "ar") if counted["ary"] >= counted["ar"] else ("ar", "ary")
        counted[stronger] += counted.pop(weaker)


def _tag(family: str, words: Sequence[str], tags: Sequence[Tag]) -> Tag:
    """The tag of a language, in the script of most of its letters."""
    letters: Counter[Tag] = Counter()
    for word, tag in zip(words, tags, strict=True):
        if _FAMILY.get(tag) == family:
            letters[tag] += len(word)
    return letters.most_common(1)[0][0]


@lru_cache(_REMEMBERED)
def _pieces(word: str, family: str) -> tuple[str, ...]:
    """A word as the table writes it, cut at its apostrophes."""
    bare = unicodedata.normalize("NFD", word.lower())
    bare = "".join(sign for sign in bare if unicodedata.category(sign) not in ("Mn", "Cf", "Lm"))
    found = (_folded(piece, family) for piece in re.split("['\u2019]", bare) if piece)
    return tuple(found) or ("",)


def _folded(word: str, family: str) -> str:
    word = re.sub(r"([a-z])\1+", r"\1", word) if family in ("ary", "ber") else word
    if family == "ary":
        for written, usual in _SPELT:
            word = word.replace(written, usual)
    return word


@cache
def grammars() -> dict[str, Grammar]:
    """The table, by language."""
    forms: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for family, kind, cell in rows("matrix"):
        forms[family][kind] += (
            "…".join(_pieces(end, family)[0] for end in form.split("…")) for form in cell.split("|")
        )
    return {family: _grammar(kinds) for family, kinds in forms.items()}


@cache
def signs() -> frozenset[str]:
    """Words as they are typed that neither French nor Spanish nor English has."""
    cells = (cell for _, kind, cell in rows("matrix") if kind == "sign")
    return frozenset(form for cell in cells for form in cell.split("|"))


def _grammar(kinds: dict[str, list[str]]) -> Grammar:
    begins = [f"{re.escape(form)}\\w{{3,}}" for form in kinds["begins"]]
    ends = [re.escape(form).replace("…", r"\w{3,}") for form in kinds["encloses"]]
    return Grammar(
        clause=frozenset(kinds["clause"]),
        link=frozenset(kinds["link"]),
        owner=frozenset(kinds["owner"]),
        affixes=re.compile("|".join([*begins, *ends]) or "(?!)"),
    )

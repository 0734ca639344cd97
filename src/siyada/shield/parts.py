"""What a word may be in a name: by list, by shape, by how it is written."""

import re
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Literal

from siyada.shield.lexicon import (
    bare,
    bare_names,
    family_names,
    given_names,
    latin,
    name_words,
    ordinary_words,
    plain_words,
)
from siyada.shield.reading import Reading

Class = Literal[
    "given", "maybe", "family", "shape", "particle", "more", "initial", "word", "unknown"
]
"""`maybe`: a given name that is also a word. `shape`: built as family names are (الصقلي, بنجلون).
`more`: what follows a given name within it (الدين, الله)."""

_SHAPE = re.compile(
    r"ال[\u0620-\u064a]{3,}ي|(?:بن|بو|او|ايت|بل)[\u0620-\u064a]{3,}"
    r"|(?:ben|bou|ait|bel|ou)[a-z]{4,}|el[a-z]{5,}i|[a-z]{3,}"
    r"(?:aoui|awi|ani|iri|adi|idi|ali|ami|afi|aki|ati|outi|oussi|ouni|ouri|oubi|assi|azi|ari)"
)
_SERVANT = re.compile(r"3?abd(?:[eaou]?[a-z])[a-z]{3,}|عبدال[\u0620-\u064a]{3,}")
_SERVANT_OF = re.compile("[وف]?[بلكد]?عبد")
_NO_NAMES = frozenset({"على", "مني", "هدي"})
"""Words as written that only folding makes alike to names: علي, منى, هدى."""
_CLITICS = ("و", "ف", "ب", "ل", "ك", "د", "وب", "ول", "فل")


@dataclass(frozen=True, slots=True)
class Part:
    """A word as a part of a name."""

    start: int
    """Behind a clitic, if there is one."""
    end: int
    text: str
    """Folded, without clitic."""
    classed: Class
    capital: bool = True
    """Whether it is written as Latin names are; other scripts always are."""
    glued: bool = False
    """Whether a clitic stood before it."""

    @property
    def arabic(self) -> bool:
        """Whether it is in Arabic letters."""
        return "\u0600" < self.text[0] < "\u0700"

    @property
    def ascii(self) -> bool:
        """Whether it is in Latin letters, as every folded Latin word is."""
        return self.text.isascii()


class Parts:
    """The words of a text, each classed when it is first asked for."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.words = reading.words
        self._parts: dict[int, Part] = {}

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, index: int) -> Part:
        part = self._parts.get(index)
        if part is None:
            part = self._parts[index] = self._beside(index, self._part(self.words[index]))
        return part

    def _beside(self, index: int, part: Part) -> Part:
        """A part as what stands beside it shows it."""
        before = self.words[index - 1].group() if index else ""
        if part.text.startswith("ال") and _SERVANT_OF.fullmatch(before):
            return replace(part, classed="given")
        if part.classed == "more":
            behind = index and self[index - 1].classed in {"given", "maybe", "more"}
            entry = given_names().spellings.get(part.text)
            return part if behind or entry is None else replace(part, classed="maybe")
        if (
            len(part.text) == 1
            and part.arabic
            and self.reading.text[part.end : part.end + 1] == "."
        ):
            return replace(part, classed="initial")
        return part

    def ordinary(self, index: int) -> bool:
        """Whether a word is surely no part of a name, without classing it."""
        return self.words[index].group() in _never_names()

    def written(self, index: int) -> str:
        """The word as it is written."""
        return self.reading.text[self.words[index].start() : self.words[index].end()]

    @cached_property
    def casual(self) -> bool:
        """Whether capitals say nothing here: there are hardly any, as in chats, or nothing else."""
        written = self._latin_words
        titles = sum(word.istitle() and not word.isupper() for word in written)
        capitals = sum(word.isupper() for word in written)
        return titles * 12 <= len(written) and (self.shouting or capitals * 3 <= len(written))

    @cached_property
    def shouting(self) -> bool:
        """Whether the text is written in capitals."""
        capitals = sum(word.isupper() for word in self._latin_words)
        return len(self._latin_words) > 4 and capitals * 10 > len(self._latin_words) * 7

    @cached_property
    def known(self) -> bool:
        """Whether the Latin words are mostly of a language whose ordinary words we know."""
        latins = [match.group() for match in self.words if match.group().isascii()]
        return sum(word in ordinary_words() for word in latins) * 5 > len(latins) * 2

    @cached_property
    def _latin_words(self) -> list[str]:
        text = self.reading.text
        return [
            text[match.start() : match.end()]
            for match in self.words
            if match.end() - match.start() > 2 and match.group().isascii()
        ]

    def _part(self, match: re.Match[str]) -> Part:
        word, start, end = match.group(), match.start(), match.end()
        written = self.reading.text[start:end]
        if word.isascii():
            capital = written[0].isupper() and not (self.shouting and written.isupper())
            return Part(start, end, word, self._latin(word, capital=capital), capital)
        if word >= "\u2d30":
            return Part(start, end, word, _tifinagh(word))
        if written in _NO_NAMES:
            return Part(start, end, word, "word")
        classed = _arabic(word)
        if classed in {"unknown", "word"} and word not in plain_words():
            return _unglued(Part(start, end, word, classed))
        return Part(start, end, word, classed)

    def _latin(self, word: str, *, capital: bool) -> Class:
        """What a folded Latin word may be in a name."""
        joint = _joint(word, capital=capital)
        if joint:
            return joint
        shown = capital or self.casual
        arabizi = any(digit in word for digit in "2379")
        heard = word not in ordinary_words() and (
            capital or (self.casual and (arabizi or len(word) > 5))
        )
        given = given_names().find(word, heard=heard)
        if given and (capital or not (given.foreign or len(word) < 3)):
            doubted = given.word and not arabizi and (given.always or not capital)
            doubted = doubted or (not capital and len(word) < (4 if shown else 5))
            return "maybe" if doubted else "given"
        if heard and _SERVANT.fullmatch(word):
            return "given"
        family = family_names().find(word, heard=heard)
        if family and (capital or not (family.foreign or word in ordinary_words())):
            return "family"
        if not shown or word in (plain_words() if capital else ordinary_words()):
            return "word"
        return "shape" if _SHAPE.fullmatch(word) else "unknown"


def clitics(word: str) -> tuple[str, ...]:
    """What may be glued before a folded word: nothing, or the small words of Arabic."""
    return ("", *_CLITICS) if "\u0600" < word[0] < "\u0700" else ("",)


@cache
def _never_names() -> frozenset[str]:
    """Ordinary words that no list of names holds."""
    names = given_names().spellings.keys() | family_names().spellings.keys()
    parts = name_words("particle") | name_words("more")
    return frozenset(word for word in ordinary_words() - names - parts if len(word) > 1)


def _joint(word: str, *, capital: bool) -> Class | None:
    """What a Latin word is that holds a name together; None when it is no such word."""
    if word in name_words("particle") and (capital or word not in name_words("assimilated")):
        return "particle"
    if word in name_words("more"):
        return "more"
    if len(word) == 1:
        return "initial" if capital else "word"
    return None


def _unglued(part: Part) -> Part:
    """An Arabic word that is no name as it stands, as what is left of it without a clitic."""
    for clitic in _CLITICS:
        bare = part.text.removeprefix(clitic)
        if len(bare) < 3 or len(bare) == len(part.text):
            continue
        length = len(clitic)
        classed = _arabic(bare)
        likely = classed in {"given", "family"} or bare == "عبد"
        if likely or (classed in {"shape", "maybe"} and part.classed == "unknown"):
            return replace(part, start=part.start + length, text=bare, classed=classed, glued=True)
        if classed == "word":
            part = replace(part, classed="word")
    return part


def _tifinagh(word: str) -> Class:
    """What a word in Tifinagh may be in a name."""
    if word in name_words("particle"):
        return "particle"
    spelt = latin(word)
    entry = given_names().find(spelt, heard=len(spelt) > 4) if len(word) > 2 else None
    if entry is None:
        return "maybe" if len(bare(spelt)) > 2 and bare(spelt) in bare_names() else "unknown"
    return "maybe" if entry.word else "given"


def _arabic(word: str) -> Class:
    """What a folded Arabic word may be in a name."""
    if len(word) < 2:
        return "word"
    if word in name_words("more"):
        return "more"
    given = given_names().spellings.get(word)
    if given:
        return "maybe" if given.word_in_arabic else "given"
    if word in name_words("particle"):
        return "particle"
    family = family_names().spellings.get(word)
    if family:
        return "shape" if family.word_in_arabic else "family"
    if word in ordinary_words():
        return "word"
    return "given" if _SERVANT.fullmatch(word) else "shape" if _SHAPE.fullmatch(word) else "unknown"

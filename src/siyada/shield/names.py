"""Persons: names by list, by shape and by what announces them; then every part of them again."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from siyada.language.identify import Language
from siyada.shield.labels import PERSON, ROLE, TITLE
from siyada.shield.lexicon import family_names, given_names, latin, name_words, ordinary_words
from siyada.shield.reading import Reading
from siyada.shield.span import Span

Class = Literal[
    "given", "maybe", "family", "shape", "particle", "more", "initial", "word", "unknown"
]
"""What a word may be in a name. `maybe`: a given name that is also a word. `shape`: built as family
names are (الصقلي, بنجلون). `more`: what follows a given name within it (الدين, الله)."""

_JOINT = re.compile(r" {1,2}|-|'| - |\. ?")
_INTRODUCED = re.compile(r"[\s:.\-–_*\"'()|=>]{0,8}")
_FAMILY_SHAPE = re.compile(
    r"ال[\u0620-\u064a]{3,}ي|(?:بن|بو|او|ايت|بل)[\u0620-\u064a]{3,}|(?:ben|bou|ait|bel|ou)[a-z]{4,}|el[a-z]{5,}i"
)
_SERVANT = re.compile(r"abd(?:[eaou]?[a-z])[a-z]{3,}|عبدال[\u0620-\u064a]{3,}")
_VERB = re.compile(r"[يت][\u0620-\u064a]{3,}(?<!ي)\Z|س[يت]\w{3,}\Z|ك[يت]\w{3,}\Z")
_CLITICS = ("و", "ف", "ب", "ل", "ك", "د", "وب", "ول", "فل")
_LONGEST = 8
"""Words in a name with its chain of fathers."""

SURE, LISTED, LIKELY = 0.95, 0.9, 0.7


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    """Behind a clitic, if there is one."""
    end: int
    text: str
    """Folded, without clitic."""
    classed: Class
    capital: bool
    glued: bool
    """Whether a clitic stood before it."""


class Names:
    """The recogniser of persons."""

    @property
    def kinds(self) -> frozenset[str]:
        """PERSON."""
        return frozenset({PERSON})

    def find(self, reading: Reading, language: Language | None) -> Iterable[Span]:
        """The names, without titles and clitics."""
        del language
        scan = _Scan(reading)
        names = list(scan.names())
        yield from (name.span for name in names)
        yield from scan.again(names)


@dataclass(frozen=True, slots=True)
class _Name:
    first: int
    last: int
    span: Span


class _Scan:
    """One reading of a text for names."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.found = reading.words
        self._words: dict[int, _Word] = {}
        self._announced = {
            label.end: label.kinds for label in reading.labels if label.kinds[0] in _NAMING
        }
        self._ends = sorted(self._announced)
        self._labels = set(self._labelled())

    def _labelled(self) -> Iterator[int]:
        """Where the words of labels begin."""
        labels = iter(self.reading.labels)
        label = next(labels, None)
        for match in self.found:
            while label is not None and label.end <= match.start():
                label = next(labels, None)
            if label is not None and label.start <= match.start():
                yield match.start()

    @cached_property
    def casual(self) -> bool:
        """Whether the text is written without capitals, as chats are."""
        capitals = sum(1 for match in self.found if self.reading.text[match.start()].isupper())
        latins = sum(1 for match in self.found if match.group().isascii())
        return capitals * 12 <= latins

    def word(self, index: int) -> _Word:
        """A word of the text, classed when it is first asked for."""
        if index not in self._words:
            word = self._classed(self.found[index])
            if index and self.found[index - 1].group() == "عبد" and word.text.startswith("ال"):
                word = replace(word, classed="given")
            self._words[index] = word
        return self._words[index]

    def _classed(self, match: re.Match[str]) -> _Word:
        word, start = match.group(), match.start()
        written = self.reading.text[start : match.end()]
        if word.isascii():
            classed = self._latin(word, written)
            return _Word(start, match.end(), word, classed, written[0].isupper(), glued=False)
        if word >= "\u2d30":
            return _Word(start, match.end(), word, _tifinagh(word), capital=True, glued=False)
        if written == "على":
            return _Word(start, match.end(), word, "word", capital=True, glued=False)
        classed = _arabic(word)
        if classed in {"unknown", "word"}:
            for length in _clitics(word):
                inner = _arabic(word[length:])
                if inner in {"given", "family"} or (inner == "shape" and classed == "unknown"):
                    return _Word(start + length, match.end(), word[length:], inner,
                                 capital=True, glued=True)  # fmt: skip
                if inner == "word":
                    classed = "word"
        return _Word(start, match.end(), word, classed, capital=True, glued=False)

    def _latin(self, word: str, written: str) -> Class:
        capital = written[0].isupper()
        if word in name_words("particle") and not (
            word in name_words("assimilated") and not capital
        ):
            return "particle"
        if word in name_words("more") and (capital or self.casual):
            return "more"
        if len(word) == 1 or (len(word) < 4 and not capital):
            return "initial" if capital else "word"
        heard = (capital or self.casual) and word not in ordinary_words()
        given = given_names().find(word, heard=heard)
        if given and (capital or (self.casual and not given.foreign)):
            return "maybe" if given.word and (given.foreign or not capital) else "given"
        if _SERVANT.fullmatch(word) and heard:
            return "given"
        family = family_names().find(word, heard=heard)
        if (
            family
            and (capital or (self.casual and not family.foreign))
            and not (word in ordinary_words() and not capital)
        ):
            return "family"
        if word in ordinary_words() or not (capital or self.casual):
            return "word"
        return "shape" if _FAMILY_SHAPE.fullmatch(word) else "unknown"

    def names(self) -> Iterator[_Name]:
        """The names of the text, in order."""
        index = 0
        while index < len(self.found):
            name = self._name(index)
            if name is not None:
                yield name
            index = name.last if name is not None else index + 1

    def _name(self, index: int) -> _Name | None:
        first = self.word(index)
        begins = self.found[index].start()
        if first.classed in {"word", "more"} or (
            begins in self._labels and first.classed != "particle"
        ):
            return None
        introduced = self._introduced(begins)
        last = self._extend(index, introduced)
        if last == index:
            return None
        if self._place_before(index) or self._reign_behind(last):
            return None
        score = self._score(index, last, introduced)
        if not score:
            return None
        span = Span(self.word(index).start, self.word(last - 1).end, PERSON, score)
        return _Name(index, last, span)

    def _introduced(self, start: int) -> str | None:
        """What announces the word at a place: PERSON, TITLE, ROLE or nothing."""
        for gap in range(9):
            kinds = self._announced.get(start - gap)
            if kinds and _INTRODUCED.fullmatch(self.reading.text, start - gap, start):
                return kinds[0]
        return None

    def _extend(self, first: int, introduced: str | None) -> int:
        """Where the name that begins at a word ends, past its last word."""
        unknown, last = 0, first
        allowed = 2 if introduced in {PERSON, TITLE} else 1
        while last < min(len(self.found), first + _LONGEST):
            word = self.word(last)
            if last > first and not self._goes_on(last):
                break
            if word.classed == "word":
                break
            if word.classed == "unknown":
                unknown += 1
                if unknown > (allowed if word.text > "\u0600" or self.casual else 3):
                    break
                if last > first and not introduced and not self._may_follow(first, word):
                    break
            last += 1
        while last > first and self.word(last - 1).classed in {"particle", "initial"}:
            last -= 1
        return last

    def _may_follow(self, first: int, word: _Word) -> bool:
        """Whether a word that no list knows may be the family name behind a given name."""
        if word.text.isascii():
            return True
        return self.word(first).classed == "given" and not _VERB.match(word.text)

    def _goes_on(self, index: int) -> bool:
        """Whether a word may continue the name of the word before it."""
        before, word = self.word(index - 1), self.word(index)
        gap = self.reading.text[before.end : word.start]
        if not _JOINT.fullmatch(gap) or word.glued:
            return False
        if "." in gap and before.classed != "initial" and before.text not in {"med", "mly"}:
            return False
        if word.start in self._labels and word.classed not in {"particle", "given", "family"}:
            return False
        if word.text.isascii() and before.text.isascii() and before.capital != word.capital:
            return word.classed in {"particle", "more"} or before.classed == "particle"
        return word.text.isascii() == before.text.isascii()

    def _place_before(self, index: int) -> bool:
        """Whether the words before say that this is a street, a school, a firm."""
        for back in (1, 2):
            if index - back < 0:
                return False
            word = self.found[index - back].group()
            if word in name_words("place") or re.sub(
                r"\A[وف]?[بلك]?(?:ال|ل)?", "", word
            ) in name_words("place"):
                return self.found[index].start() - self.found[index - back].end() < 12
            if (
                word not in name_words("honour")
                and word not in name_words("particle")
                and word not in {"de", "du", "d"}
            ):
                return False
        return False

    def _reign_behind(self, last: int) -> bool:
        """Whether the name is a king's, as on streets and universities."""
        return last < len(self.found) and self.found[last].group() in name_words("reign")

    def _score(self, first: int, last: int, introduced: str | None) -> float:
        """How sure it is that these words are a name; 0 when they are not taken for one."""
        words = [self.word(index) for index in range(first, last)]
        count = {kind: sum(word.classed == kind for word in words) for kind in _COUNTED}
        family = count["family"] + count["shape"]
        if introduced in {PERSON, TITLE} and words[0].text < "\u2d30":
            office = words[0].text in name_words("office") and not count["given"]
            plain = words[0].classed == "unknown" and not words[0].capital and not self.casual
            return 0.0 if office or plain else SURE
        if words[0].text in name_words("honour") and introduced is None and len(words) < 3:
            return 0.0
        if count["given"]:
            return LISTED if len(words) > 1 else LIKELY
        if words[0].text >= "\u2d30":
            return LIKELY if introduced and count["maybe"] else 0.0
        known = family + count["maybe"]
        if introduced == ROLE and (known or (words[0].text.isascii() and len(words) > 1)):
            return LISTED
        if count["maybe"] and (
            family or (count["unknown"] and words[0].text.isascii() and words[0].capital)
        ):
            return LISTED
        if count["initial"] and family:
            return LISTED
        return LIKELY if count["family"] > 1 and words[0].capital else 0.0

    def again(self, names: list[_Name]) -> Iterator[Span]:
        """Every other place where a part of a name that was found stands."""
        taken = {index for name in names for index in range(name.first, name.last)}
        parts = {
            word.text
            for name in names
            if name.last - name.first > 1 or name.span.score >= SURE
            for word in map(self.word, range(name.first, name.last))
            if word.classed in {"given", "family", "shape", "unknown"} and len(word.text) > 2
        } - ordinary_words()  # fmt: skip
        for index, match in enumerate(self.found):
            if index in taken or not parts:
                continue
            word = match.group()
            cut = next((cut for cut in (0, *_clitics(word)) if word[cut:] in parts), None)
            if cut is None or self._place_before(index):
                continue
            if word.isascii() and not (self.casual or self.reading.text[match.start()].isupper()):
                continue
            yield Span(match.start() + cut, match.end(), PERSON, LIKELY)


_NAMING = frozenset({PERSON, TITLE, ROLE})
_COUNTED = ("given", "maybe", "family", "shape", "unknown", "initial")


def _clitics(word: str) -> Iterator[int]:
    """How many letters may be glued before a name in an Arabic word."""
    if word > "\u0600" and len(word) > 3:
        yield from (len(clitic) for clitic in _CLITICS if word.startswith(clitic))


def _tifinagh(word: str) -> Class:
    """What a word in Tifinagh may be in a name."""
    if word in name_words("particle"):
        return "particle"
    spelt = latin(word)
    entry = given_names().find(spelt, heard=len(spelt) > 4) if len(word) > 2 else None
    if entry is None:
        return "unknown"
    return "maybe" if entry.word else "given"


def _arabic(word: str) -> Class:
    """What a folded Arabic word may be in a name."""
    if len(word) < 2:
        return "word"
    if word in name_words("more"):
        return "more"
    given = given_names().spellings.get(word)
    if given:
        return "maybe" if given.word else "given"
    family = family_names().spellings.get(word)
    if family:
        return "shape" if family.word else "family"
    if word in name_words("particle"):
        return "particle"
    if word in ordinary_words():
        return "word"
    if _SERVANT.fullmatch(word):
        return "given"
    return "shape" if _FAMILY_SHAPE.fullmatch(word) else "unknown"

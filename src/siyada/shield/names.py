"""Persons: names by list, by shape and by what announces them; then every part of them again."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from siyada.language.identify import Language
from siyada.shield.labels import PERSON, ROLE, TITLE
from siyada.shield.lexicon import name_words, ordinary_words, places, plain_words
from siyada.shield.parts import Part, Parts, clitics
from siyada.shield.reading import Reading, read
from siyada.shield.span import Span

SURE, LISTED, LIKELY = 0.95, 0.9, 0.7

_NAMING = frozenset({PERSON, TITLE, ROLE})
_LONGEST = 8
"""Words in a name with its chain of fathers."""
_OF_FATHERS = frozenset({"ابن", "بنت", "ولد", "بن", "ابنه"})
_TRIBES = frozenset({"oulad", "ouled", "beni", "bni", "ait", "اولاد", "بني", "ايت"})
_JOINT = re.compile(r" {1,2}|-|'| - |\. ?")
_WRAP = re.compile(r" ?\n(?:> ?)* ?")
_AND = re.compile(r" ?[,،;] ?(?:و ?)?| (?:et|و|and|w|o) ?|[ ,;]*\n[ \-•*\d.)]{0,6}")
_CONJUNCTIONS = frozenset({"et", "and", "w", "o", "و"})
_INTRODUCED = re.compile(r"[\s:.\-–_*\"'()|=>]{0,8}")
_CLOSED = re.compile(r"\s*(?:[،,.؛;:|()\n\-–\d]|\Z)")
_VERB = re.compile(r"[يت][\u0620-\u064a]{3,}(?<!ي)\Z|س[يت]\w{3,}\Z|ك[يت]\w{3,}\Z|\w{2,}او\Z")
_LATIN_VERB = re.compile(r"\A(?:ka[nty]|gha|bgh|mch|ta[nty])|(?:aw|aou|ti|na)\Z")


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
        names += scan.listed(names)
        yield from (name.span for name in names)
        yield from scan.again(names)


@dataclass(frozen=True, slots=True)
class _Name:
    first: int
    last: int
    """Past its last word."""
    span: Span


class _Scan:
    """One reading of a text for names."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.text
        self.parts = Parts(reading)
        self._announced: dict[int, str] = {}
        self._labels: set[int] = set()
        """Where the words of labels begin."""
        starts = {match.start() for match in reading.words}
        for label in reading.labels:
            if label.kinds[0] in _NAMING:
                self._announced[label.end] = label.kinds[0]
            if label.start < label.end:
                self._labels |= starts & set(range(label.start, label.end))

    def names(self) -> Iterator[_Name]:
        """The names of the text, in order."""
        index = 0
        while index < len(self.parts):
            if self.parts.ordinary(index):
                index += 1
                continue
            introduced = self._introduced(self.parts.words[index].start())
            last = self._extend(index, introduced) if self._begins(index, introduced) else index
            if last > index and self._is_elsewhere(index, last, introduced):
                index = last
                continue
            score = self._score(index, last, introduced) if last > index else 0.0
            if score:
                start, end = self.parts[index].start, self.parts[last - 1].end
                yield _Name(index, last, Span(start, end, PERSON, score))
            index = last if score else index + 1

    def _begins(self, index: int, introduced: str) -> bool:
        """Whether a name may begin with a word."""
        first = self.parts[index]
        if first.classed in {"word", "more"}:
            return False
        labelled = self.parts.words[index].start() in self._labels
        if labelled and first.classed != "particle":
            return False
        return bool(introduced) or self._may_begin(index)

    def _is_elsewhere(self, first: int, last: int, introduced: str) -> bool:
        """Whether these words name a street, a school, a king, a town, a tribe."""
        if self._place_before(first) or self._reign_behind(last):
            return True
        few = last - first < 3 and not introduced
        return few and self._is_place([self.parts[index] for index in range(first, last)])

    def _introduced(self, start: int) -> str:
        """What announces the word at a place: PERSON, TITLE, ROLE or nothing."""
        for gap in range(9):
            kind = self._announced.get(start - gap)
            if kind and _INTRODUCED.fullmatch(self.text, start - gap, start):
                ended = ". " in self.text[start - gap : start]
                return "" if ended and kind != TITLE else kind
        return ""

    def _may_begin(self, index: int) -> bool:
        """Whether a name that nothing announces may begin with a word."""
        part = self.parts[index]
        if part.classed == "unknown":
            return part.ascii and part.capital and self.parts.written(index).isupper()
        if part.text in _OF_FATHERS and index + 1 < len(self.parts):
            behind = self.parts[index + 1]
            return behind.classed not in {"given", "maybe"} and behind.text != "عبد"
        return True

    def _extend(self, first: int, introduced: str) -> int:
        """Where the name that begins at a word ends, past its last word."""
        unknown, last = 0, first
        few = 2 if introduced in {PERSON, TITLE} else 1
        while last < min(len(self.parts), first + _LONGEST):
            part = self.parts[last]
            if last > first and not self._goes_on(last):
                break
            if part.classed == "word" and (last == first or not self._closes(first, last)):
                break
            if part.classed in {"unknown", "word"}:
                unknown += 1
                if unknown > (3 if part.ascii and not self.parts.casual else few):
                    break
                if last > first and not self._may_follow(first, last):
                    break
            last += 1
        while last > first and self._is_loose_end(last - 1):
            last -= 1
        return last

    def _is_loose_end(self, index: int) -> bool:
        """Whether a word cannot end a name: a particle, or a letter without its dot."""
        part = self.parts[index]
        if part.classed == "initial":
            return self.text[part.end : part.end + 1] != "." or part.arabic
        return part.classed == "particle"

    def _may_follow(self, first: int, index: int) -> bool:
        """Whether a word that no list knows may be the family name of the words before it."""
        part, before = self.parts[index], self.parts[index - 1]
        if part.ascii:
            return part.capital or not _LATIN_VERB.search(part.text)
        if before.classed == "particle":
            return True
        if before.classed in {"family", "shape", "unknown", "word"} or part.text[0] == "و":
            return self.parts[first].classed == before.classed == "unknown"
        return not _VERB.match(part.text)

    def _closes(self, first: int, index: int) -> bool:
        """Whether an ordinary word behind a given name ends the phrase, as a family name does."""
        part = self.parts[index]
        if part.text in plain_words() or self.parts[index - 1].classed != "given":
            return False
        return self.parts[first].arabic and _CLOSED.match(self.text, part.end) is not None

    def _goes_on(self, index: int) -> bool:
        """Whether a word may continue the name of the word before it."""
        before, part = self.parts[index - 1], self.parts[index]
        gap = self.text[before.end : part.start]
        if part.glued:
            # لعزيز and لكبير are family names too, and only behind a given name.
            return gap == " ل" and part.classed == "maybe" and before.classed == "given"
        if part.text in name_words("reign") or (
            part.text == "ابن" and before.classed in {"family", "shape"}
        ):
            return False
        if gap == " - " and part.classed not in {"given", "maybe", "family"}:
            return False
        if not _JOINT.fullmatch(gap) and not self._wraps(index):
            return False
        if "." in gap and before.classed != "initial" and before.text not in {"med", "mly"}:
            return False
        if part.start in self._labels and part.classed not in {"particle", "given", "family"}:
            return False
        if part.ascii and before.ascii and before.capital != part.capital:
            return part.classed in {"particle", "more"} or before.classed == "particle"
        return part.ascii == before.ascii

    def _wraps(self, index: int) -> bool:
        """Whether a line of a text, and not of a list, ended between a given and a family name."""
        before, part = self.parts[index - 1], self.parts[index]
        if not _WRAP.fullmatch(self.text, before.end, part.start) or part.classed == "word":
            return False
        if before.classed == "particle":
            return True
        line = self.text.rfind("\n", 0, before.start) + 1
        least = 25 if part.classed == "unknown" else 6
        flows = ">" in self.text[before.end : part.start] or before.start - line > least
        fits = before.classed in {"given", "maybe", "more"}
        fits = fits and part.classed not in {"given", "maybe"}
        return flows and fits and (part.capital or self.parts.casual)

    def _place_before(self, index: int) -> bool:
        """Whether the words before say that this is a street, a school, a firm."""
        places, skipped = name_words("place"), name_words("honour") | name_words("particle")
        words = self.parts.words
        for back in range(1, min(index, 2) + 1):
            word = words[index - back].group()
            if word in places or re.sub(r"\A[وف]?[بلك]?(?:ال|ل)?", "", word) in places:
                return words[index].start() - words[index - back].end() < 12
            if word not in skipped and word not in {"de", "du", "d"}:
                return False
        return False

    def _reign_behind(self, last: int) -> bool:
        """Whether the name is a king's, as on streets and universities."""
        return last < len(self.parts) and self.parts.words[last].group() in name_words("reign")

    def _score(self, first: int, last: int, introduced: str) -> float:
        """How sure it is that these words are a name; 0 when they are not taken for one."""
        parts = [self.parts[index] for index in range(first, last)]
        classes = [part.classed for part in parts]
        if parts[0].text >= "\u2d30" and "given" not in classes:
            return LIKELY if introduced and "maybe" in classes else 0.0
        if introduced in {PERSON, TITLE}:
            return SURE if self._is_announced(parts) else 0.0
        if "given" in classes:
            return LISTED if len(parts) > 1 else LIKELY
        return self._score_of_maybe(parts, introduced)

    def _is_place(self, parts: list[Part]) -> bool:
        """Whether one or two words are rather a place or a tribe: Sidi Kacem, Ben Slimane."""
        words = tuple(part.text for part in parts)
        return words[0] in name_words("honour") | _TRIBES or words in places().get(words[0], ())

    def _is_announced(self, parts: list[Part]) -> bool:
        """Whether words behind a title are a name, not an office or an ordinary word."""
        if parts[0].text in name_words("office") and all(part.classed != "given" for part in parts):
            return False
        if all(part.text in ordinary_words() for part in parts):
            return False
        return parts[0].classed != "unknown" or parts[0].capital or self.parts.casual

    def _score_of_maybe(self, parts: list[Part], introduced: str) -> float:
        """How sure it is without a given name that is only a name."""
        classes = [part.classed for part in parts]
        family = "family" in classes or "shape" in classes
        maybe = "maybe" in classes
        if introduced == ROLE and (family or maybe or (parts[0].ascii and len(parts) > 1)):
            return LISTED
        family = family or "particle" in classes
        readable = parts[0].capital or self.parts.known
        if maybe and (family or ("unknown" in classes and readable)):
            return LISTED
        if "initial" in classes and family:
            return LISTED
        return LIKELY if classes.count("family") > 1 and parts[0].capital else 0.0

    def listed(self, names: list[_Name]) -> list[_Name]:
        """Names that no list knows, behind one that is known in an enumeration of people."""
        found: list[_Name] = []
        ends = {name.last: name for name in names if name.last - name.first > 1}
        taken = {index for name in names for index in range(name.first, name.last)}
        for end in range(1, len(self.parts)):
            if end not in ends:
                continue
            index = end + (self.parts.words[end].group() in _CONJUNCTIONS)
            last = self._unknown_name(index)
            if last == index or not taken.isdisjoint(range(index, last)):
                continue
            if _AND.fullmatch(self.text, self.parts[end - 1].end, self.parts[index].start):
                span = Span(self.parts[index].start, self.parts[last - 1].end, PERSON, LIKELY)
                found.append(_Name(index, last, span))
                ends[last] = found[-1]
        return found

    def _unknown_name(self, index: int) -> int:
        """Where a name that no list knows ends; the word itself if there is none."""
        if index >= len(self.parts) or self.parts.words[index].start() in self._labels:
            return index
        last = self._extend(index, PERSON)
        parts = [self.parts[one] for one in range(index, last)]
        if len(parts) < 2 or any(part.text in ordinary_words() for part in parts):
            return index
        if parts[0].ascii:
            return last if all(part.capital for part in parts) else index
        return last if {"family", "shape"} & {part.classed for part in parts[1:]} else index

    def again(self, names: list[_Name]) -> Iterator[Span]:
        """Every other place where a part of a name that was found stands."""
        taken = {index for name in names for index in range(name.first, name.last)}
        again = self.parts.reading.names.union(*map(self._repeatable, names))
        cuts = _forms(again)
        for index, match in enumerate(self.parts.words if again else ()):
            word = match.group()
            cut = cuts.get(word)
            if cut is None or index in taken or self._place_before(index):
                continue
            if word.isascii() and not (self.parts.casual or self.text[match.start()].isupper()):
                continue
            yield Span(match.start() + cut, match.end(), PERSON, LIKELY)

    def _repeatable(self, name: _Name) -> set[str]:
        """The parts of a name that mean the same person when they stand alone."""
        if name.last - name.first < 2 and name.span.score < SURE:
            return set()
        return _repeatable(self.parts[index] for index in range(name.first, name.last))


def _forms(words: Iterable[str]) -> dict[str, int]:
    """Words with what Arabic glues before them, and how many letters that is."""
    return {clitic + word: len(clitic) for word in words for clitic in clitics(word)}


def _repeatable(parts: Iterable[Part]) -> set[str]:
    classes = {"given", "family", "shape", "unknown"}
    words = {part.text for part in parts if part.classed in classes and len(part.text) > 2}
    return words - ordinary_words()


def parts_of_names(text: str, spans: Iterable[Span]) -> frozenset[str]:
    """The parts of the sure names of a text, to be known in the texts around it."""
    sure = (
        text[span.start : span.end]
        for span in spans
        if span.kind == PERSON and span.score >= LISTED
    )
    names = (Parts(read(name)) for name in sure)
    return frozenset(
        word for parts in names for word in _repeatable(parts[index] for index in range(len(parts)))
    )

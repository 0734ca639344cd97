"""What the rules take for names: by list, by shape and by what announces them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from siyada.shield.labels import PERSON, ROLE, TITLE
from siyada.shield.lexicon import figures, name_words, ordinary_words, places, plain_words
from siyada.shield.parts import Part, Parts
from siyada.shield.span import CONTEXT, LABEL, LEXICON, Span

SURE, LISTED, LIKELY = 0.95, 0.9, 0.7
_NAMING = frozenset({PERSON, TITLE, ROLE})
_LONGEST = 8
"""Words in a name with its chain of fathers."""
_OF_FATHERS = frozenset({"ابن", "بنت", "ولد", "بن", "ابنه"})
TRIBES = frozenset({"oulad", "ouled", "beni", "bni", "ait", "اولاد", "بني", "ايت"})
_SONS = frozenset({"ايت", "اد", "ولد", "اولاد", "ait", "oulad", "ould", "ⴰⵢⵜ"})
"""Words before the name of a family, whatever it means."""
_ARTICLES = frozenset({"le", "la", "un", "une", "du", "des", "au", "ce", "cette"})
_MARRIED = re.compile(r",? (?:ep\.?|epouse|nee|veuve|حرم|زوجه|ارمله|ز\.) ")
_JOINT = re.compile(r" {1,2}|-|'| - |\. ?")
_WRAP = re.compile(r" ?\n(?:> ?)* ?")
_AND = re.compile(r" ?[,،;] ?(?:و ?)?| (?:et|و|and|w|o) ?|[ ,;]*\n[ \-•*\d.)]{0,6}")
_CONJUNCTIONS = frozenset({"et", "and", "w", "o", "و"})
_INTRODUCED = re.compile(r"[\s:.\-–_*\"'()|=>]{0,8}")
_CLOSED = re.compile(r"\s*(?:[،,.؛;:|()\n\-–\d]|\Z)")
_VERB = re.compile(r"[يت][\u0620-\u064a]{3,}(?<!ي)\Z|س[يت]\w{3,}\Z|ك[يت]\w{3,}\Z|\w{2,}او\Z")
_LATIN_VERB = re.compile(r"\A(?:ka[nty]|gha|bgh|mch|ta[nty])|(?:aw|aou|ti|na)\Z")


@dataclass(frozen=True, slots=True)
class Name:
    """Words that are a name."""

    first: int
    last: int
    """Past its last word."""
    span: Span


class Scan:
    """One reading of a text for names."""

    def __init__(self, parts: Parts) -> None:
        self.parts, reading = parts, parts.reading
        self.text = reading.text
        self._announced: dict[int, str] = {}
        self.labels: set[int] = set()
        """Where the words of labels begin."""
        starts = {match.start() for match in reading.words}
        for label in reading.labels:
            if label.kinds[0] in _NAMING:
                self._announced[label.end] = label.kinds[0]
            if label.start < label.end:
                self.labels |= starts & set(range(label.start, label.end))

    def ruled(self) -> list[Name]:
        """The names that lists, shapes and announcements tell."""
        names = list(self.names())
        return names + self.listed(names)

    def names(self) -> Iterator[Name]:
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
            if score and score < SURE and self.is_thing(index, last):
                score = 0.0
            if score:
                last = self._married(index, last)
                start, end = self.parts[index].start, self.parts[last - 1].end
                reason = LABEL if score == SURE else LEXICON
                yield Name(index, last, Span(start, end, PERSON, score, reason))
            index = last if score else index + 1

    def is_thing(self, first: int, last: int) -> bool:
        """Whether an article shows that one word is none of a person: le Mouloud, un fassi."""
        return last - first == 1 and first > 0 and self.parts.words[first - 1].group() in _ARTICLES

    def _married(self, first: int, last: int) -> int:
        """Where a name ends with that of a husband or of birth behind it: Nadia Tazi ép. Alami."""
        match = _MARRIED.match(self.parts.reading.folded, self.parts[last - 1].end)
        behind = last + 1
        if match is None or behind >= len(self.parts) or last - first < 2:
            return last
        part = self.parts[behind]
        if part.start != match.end() or part.classed == "word" or not part.capital:
            return last
        return max(self._extend(behind, PERSON), behind + 1)

    def _begins(self, index: int, introduced: str) -> bool:
        """Whether a name may begin with a word."""
        first = self.parts[index]
        if first.classed in {"word", "more"}:
            return False
        labelled = self.parts.words[index].start() in self.labels
        if labelled and first.classed != "particle":
            return False
        return bool(introduced) or self._may_begin(index)

    def _is_elsewhere(self, first: int, last: int, introduced: str) -> bool:
        """Whether these words name a street, a school, a king, a town, a tribe."""
        if self.place_before(first) or self._reign_behind(last):
            return True
        if tuple(match.group() for match in self.parts.words[first:last]) in figures():
            return True
        few = last - first < 3 and not introduced
        return few and self.is_place([self.parts[index] for index in range(first, last)])

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
            if last > first and not self.goes_on(last):
                break
            if part.classed == "word" and (last == first or not self._ends(first, last)):
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

    def _ends(self, first: int, index: int) -> bool:
        """Whether an ordinary word is the family name of the words before it: أيت بلا."""
        tribal = self.parts[index - 1].text in _SONS and index - first > 1
        return tribal or self._closes(first, index)

    def _closes(self, first: int, index: int) -> bool:
        """Whether an ordinary word behind a given name ends the phrase, as a family name does."""
        part = self.parts[index]
        if part.text in plain_words() or self.parts[index - 1].classed != "given":
            return False
        return self.parts[first].arabic and _CLOSED.match(self.text, part.end) is not None

    def goes_on(self, index: int) -> bool:
        """Whether a word may continue the name of the word before it."""
        before, part = self.parts[index - 1], self.parts[index]
        gap = self.text[before.end : part.start]
        if part.glued and before.text not in _SONS:
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
        if part.start in self.labels and part.classed not in {"particle", "given", "family"}:
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

    def place_before(self, index: int) -> bool:
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

    def is_place(self, parts: list[Part]) -> bool:
        """Whether one or two words are rather a place or a tribe: Sidi Kacem, Ben Slimane."""
        words = tuple(part.text for part in parts)
        return words[0] in name_words("honour") | TRIBES or words in places().get(words[0], ())

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

    def listed(self, names: list[Name]) -> list[Name]:
        """Names that no list knows, behind one that is known in an enumeration of people."""
        found: list[Name] = []
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
                start, stop = self.parts[index].start, self.parts[last - 1].end
                found.append(Name(index, last, Span(start, stop, PERSON, LIKELY, CONTEXT)))
                ends[last] = found[-1]
        return found

    def _unknown_name(self, index: int) -> int:
        """Where a name that no list knows ends; the word itself if there is none."""
        if index >= len(self.parts) or self.parts.words[index].start() in self.labels:
            return index
        last = self._extend(index, PERSON)
        parts = [self.parts[one] for one in range(index, last)]
        if len(parts) < 2 or any(part.text in ordinary_words() for part in parts):
            return index
        if parts[0].ascii:
            return last if all(part.capital for part in parts) else index
        return last if {"family", "shape"} & {part.classed for part in parts[1:]} else index

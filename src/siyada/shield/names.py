"""Persons: what the rules find, what a learned model says of it, and every part of them again."""

from collections.abc import Iterable, Iterator

from siyada.language.identify import Language
from siyada.shield.labels import PERSON
from siyada.shield.lexicon import ordinary_words, places, plain_words
from siyada.shield.parts import Part, Parts, clitics
from siyada.shield.reading import Reading, read
from siyada.shield.scan import LIKELY, LISTED, SURE, TRIBES, Name, Scan
from siyada.shield.sequence import chances
from siyada.shield.span import MODEL, PROPAGATED, Span

_FOUND = {
    "given": 0.2, "maybe": 0.38, "family": 0.25, "shape": 0.35, "unknown": 0.55,
    "particle": 0.5, "more": 0.4, "initial": 0.6,
}  # fmt: skip
"""From which chance on a word is a part of a name, by what it may be."""
_BEHIND = 0.3
"""From which chance on an unknown word behind a given name is the family's."""
_DOUBTED = {LIKELY: 0.2, LISTED: 0.15}
"""Below which chance one that the rules found, and how surely, is none."""


class Names:
    """The recogniser of persons."""

    @property
    def kinds(self) -> frozenset[str]:
        """PERSON."""
        return frozenset({PERSON})

    def find(self, reading: Reading, language: Language | None) -> Iterable[Span]:
        """The names, without titles and clitics."""
        del language
        judge = _Judge(Scan(Parts(reading)))
        names = judge.names()
        yield from (name.span for name in names)
        yield from judge.again(names)


def ruled(parts: Parts) -> dict[int, int]:
    """The words that the rules take for parts of names, and how sure they are: 1 to 3."""
    return _grades(Scan(parts).ruled())


class _Judge:
    """What the rules found in a text, against what stands around it."""

    def __init__(self, scan: Scan) -> None:
        self.scan, self.parts, self.text = scan, scan.parts, scan.text

    def names(self) -> list[Name]:
        """What the rules find, less what stands oddly, and what stands as names do."""
        names = self.scan.ruled()
        odds = chances(self.parts, _grades(names))
        kept = [name for name in names if self._stands(name, odds)]
        taken = {at for name in kept for at in range(name.first, name.last)}
        found: list[Name] = []
        for at, (first, further) in odds.items():
            if at in taken or not self._is_likely(at, first + further):
                continue
            if found and found[-1].last == at and further > first and self.scan.goes_on(at):
                found[-1] = self._likely(found[-1].first, at + 1)
            else:
                found.append(self._likely(at, at + 1))
        found = [name for name in map(self._trimmed, found) if not self._is_tribe(name)]
        return sorted([*kept, *found], key=lambda name: name.first)

    def _trimmed(self, name: Name) -> Name:
        """A name without particles at its end, with the letter before it: A. Nadifi."""
        last = name.last
        while last > name.first and self.parts[last - 1].classed in {"particle", "initial"}:
            last -= 1
        first, before = name.first, name.first - 1
        if first and self.parts[before].classed == "initial" and self.scan.goes_on(first):
            first = before
        return self._likely(first, last) if last > name.first else Name(0, 0, name.span)

    def _is_tribe(self, name: Name) -> bool:
        """Whether nothing is left of a name, or only what places are called too: Oulad Said."""
        short = name.last - name.first < 3
        return name.first == name.last or (short and self.parts[name.first].text in TRIBES)

    def _stands(self, name: Name, odds: dict[int, tuple[float, float]]) -> bool:
        """Whether what stands around a name that the rules found lets it be one."""
        least = _DOUBTED.get(name.span.score, 0.0)
        if name.last - name.first > 1:
            least /= 2
        places = range(name.first, name.last)
        return not least or max(sum(odds.get(at, (0.0, 0.0))) for at in places) > least

    def _is_likely(self, at: int, chance: float) -> bool:
        """Whether a word that the rules passed over is a part of a name all the same."""
        part = self.parts[at]
        least = _FOUND.get(part.classed, 1.0)
        if part.classed == "unknown" and at and self.parts[at - 1].classed == "given":
            least = _BEHIND if self.scan.goes_on(at) else least
        if chance < least or part.text in plain_words():
            return False
        if part.classed in {"unknown", "shape"} and self.scan.is_thing(at, at + 1):
            return False
        if self.parts.words[at].start() in self.scan.labels or self.scan.place_before(at):
            return False
        return not self._in_a_place(at)

    def _in_a_place(self, at: int) -> bool:
        """Whether a word is a part of the name of a city or a quarter: Sidi Kacem."""
        spelt = [match.group() for match in self.parts.words[max(0, at - 3) : at + 4]]
        here = min(at, 3)
        for back in range(here + 1):
            first = spelt[here - back]
            for bare in (first, first[1:] if first[0] in "وفبلك" else first):
                for words in places().get(bare, ()):
                    end = here - back + len(words)
                    if len(words) > back and (*words[1:],) == (*spelt[here - back + 1 : end],):
                        return True
        return False

    def _likely(self, first: int, last: int) -> Name:
        start, end = self.parts[first].start, self.parts[last - 1].end
        return Name(first, last, Span(start, end, PERSON, LIKELY, MODEL))

    def again(self, names: list[Name]) -> Iterator[Span]:
        """Every other place where a part of a name that was found stands."""
        taken = {index for name in names for index in range(name.first, name.last)}
        again = self.parts.reading.names.union(*map(self._repeatable, names))
        cuts = _forms(again)
        for index, match in enumerate(self.parts.words if again else ()):
            word = match.group()
            cut = cuts.get(word)
            if cut is None or index in taken or self.scan.place_before(index):
                continue
            if word.isascii() and not (self.parts.casual or self.text[match.start()].isupper()):
                continue
            yield Span(match.start() + cut, match.end(), PERSON, LIKELY, PROPAGATED)

    def _repeatable(self, name: Name) -> set[str]:
        """The parts of a name that mean the same person when they stand alone."""
        if name.last - name.first < 2 and name.span.score < SURE:
            return set()
        return _repeatable(self.parts[index] for index in range(name.first, name.last))


def _grades(names: Iterable[Name]) -> dict[int, int]:
    """How sure each word of some names is."""
    grades = {LIKELY: 1, LISTED: 2, SURE: 3}
    return {at: grades[name.span.score] for name in names for at in range(name.first, name.last)}


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

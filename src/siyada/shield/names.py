"""Persons: what the network takes for names, and every part of them again."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from siyada.language.identify import Language
from siyada.shield.classes import CLITICS, DEEDS, NAMES, WORDS, Classed, classed
from siyada.shield.labels import PERSON, TITLE
from siyada.shield.lexicon import figures, name_words, ordinary_words, places
from siyada.shield.network import FIRST, FURTHER, Floats, network
from siyada.shield.phrases import find_words
from siyada.shield.reading import Reading, read
from siyada.shield.span import CONTEXT, LABEL, LEXICON, MODEL, PROPAGATED, Reason, Span
from siyada.shield.traits import describe

SURE, LISTED = 0.95, 0.9
_LEAST = {
    "": 0.5, "given": 0.3, "given or word": 0.4, "family": 0.35, "family or word": 0.4,
    "either": 0.3, "given, heard": 0.4, "family, heard": 0.45, "servant": 0.3, "shape": 0.45,
    "bare": 0.45,
}  # fmt: skip
"""From which chance on a word begins a name, by what the lists say of it."""
_BESIDE = 0.25
"""From which chance on a word goes on with the name beside it."""
_UNLISTED, _ORDINARY, _PARTICLE = 0.4, 0.6, 0.12
"""The same for a word in no list of names, for an ordinary word, for a particle."""
_AGAIN = 0.02
"""From which chance on a word that is a part of a name elsewhere is one here too."""
TRIBES = frozenset({"oulad", "ouled", "beni", "bni", "ait", "اولاد", "بني", "ايت"})
_JOINT = re.compile(r" {1,2}|-|'|’| - |\. ?| ?\n(?:> ?)*| \((?=[^\W\d_])")
_LOOSE = frozenset({DEEDS.index("particle")})
_OF_PLACES = DEEDS.index("place")
_SKIPPED = frozenset(map(DEEDS.index, ("particle", "honour", "join")))
_NEAR = 12
"""Characters between the word of a place and whom it is named after, at most."""
_SHORTENED = frozenset({"med", "mly", "abd"})
_LEASTS = np.array([_LEAST[name] for name in NAMES], np.float32)
_LISTED = frozenset(map(NAMES.index, ("given", "family", "either", "given, heard", "servant")))


@dataclass(frozen=True, slots=True)
class Name:
    """Words that are a name."""

    first: int
    last: int
    """Past its last word."""
    span: Span


class Names:
    """The recogniser of persons."""

    @property
    def kinds(self) -> frozenset[str]:
        """PERSON."""
        return frozenset({PERSON})

    def find(self, reading: Reading, language: Language | None) -> Iterable[Span]:
        """The names, without titles and clitics."""
        del language
        if not reading.words:
            return
        page = _Page(reading)
        names = list(page.names())
        yield from (name.span for name in names)
        yield from page.again(names)


class _Page:
    """A text with what the network says of its words."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.words = reading, reading.words
        traits = describe(reading, network().seen)
        self.classes = traits.classes
        odds = network().chances(traits.rows)
        self.chance: Floats = odds[:, FIRST] + odds[:, FURTHER]
        self.further = odds[:, FURTHER] > odds[:, FIRST]
        self.titles = {label.end for label in reading.labels if label.kinds[0] in {PERSON, TITLE}}

    def names(self) -> Iterator[Name]:
        """The names of the text, in order."""
        leasts = _LEASTS[np.fromiter((one.name for one in self.classes), np.int32)]
        begins = np.flatnonzero(self.chance >= leasts)
        last = 0
        for begin in begins.tolist():
            if begin < last:
                continue
            first = begin
            while first > last and self._joins(first - 1, first):
                first -= 1
            last = begin + 1
            while last < len(self.words) and self._joins(last, last):
                last += 1
            name = self._trimmed(first, last)
            if name:
                yield name

    def _joins(self, other: int, behind: int) -> bool:
        """Whether a word beside a name is a part of it; `behind` is the later one of the two."""
        if self.chance[other] < self._beside(other) or self.classes[behind].cut:
            return False
        before, after = self.words[behind - 1], self.words[behind]
        gap = self.reading.text[before.end() : after.start()]
        if gap in {" ", "-"}:
            return True
        if "." in gap and len(before.group()) > 1 and before.group() not in _SHORTENED:
            return False
        return bool(self.further[behind]) and _JOINT.fullmatch(gap) is not None

    def _beside(self, at: int) -> float:
        """From which chance on a word goes on with the name beside it, by what it is."""
        known = self.classes[at]
        if known.deed in _LOOSE:
            return _PARTICLE
        if known.name:
            return _BESIDE
        return _ORDINARY if known.word else _UNLISTED

    def _trimmed(self, first: int, last: int) -> Name | None:
        """A name without particles at its end, and without letters that no dot shortens."""
        while last > first and self._is_loose(last - 1):
            last -= 1
        if self._is_elsewhere(first, last):
            return None
        start = self.words[first].start() + self.classes[first].cut
        chance = float(self.chance[first:last].max())
        score = round(min(0.99, chance), 2)
        span = Span(start, self.words[last - 1].end(), PERSON, score, self._reason(first, last))
        return Name(first, last, span)

    def _is_elsewhere(self, first: int, last: int) -> bool:
        """Whether what looks like a name is a letter, a code, a place, or named after someone."""
        words = self.words[first:last]
        if all(word.end() - word.start() < 2 for word in words) or self._is_code(first, last):
            return True
        return self._is_a_place(first, last) or self._is_named_after(first, last)

    def _is_code(self, first: int, last: int) -> bool:
        """Whether a figure stands against Latin letters: a code, a hash, base64, a file."""
        start, end = self.words[first].start(), self.words[last - 1].end()
        around = self.reading.text[max(0, start - 1) : start] + self.reading.text[end : end + 1]
        return any(sign.isdigit() for sign in around) and self.words[first].group().isascii()

    def _is_loose(self, at: int) -> bool:
        word = self.words[at]
        letter = len(word.group()) == 1 and self.reading.text[word.end() : word.end() + 1] != "."
        return letter or self.classes[at].deed in _LOOSE

    def _is_named_after(self, first: int, last: int) -> bool:
        """Whether these words name a street, a school, a king, a scholar of old."""
        words = tuple(self.words[at].group() for at in range(first, last))
        behind = self.words[last].group() if last < len(self.words) else ""
        if behind in name_words("reign") or words in figures():
            return True
        for at in range(first - 1, max(-1, first - 3), -1):
            deed = self.classes[at].deed
            if deed == _OF_PLACES:
                return self.words[first].start() - self.words[at].end() < _NEAR
            if deed not in _SKIPPED and self.words[at].group() not in {"de", "du", "d"}:
                return False
        return False

    def _is_a_place(self, first: int, last: int) -> bool:
        """Whether one or two words are rather a place or a tribe: Sidi Kacem, Oulad Said."""
        if last - first > 2 or self._is_announced(first):
            return False
        words = tuple(self.words[at].group() for at in range(first, last))
        before = self.words[first - 1].group() if first else ""
        return bool(
            words[0] in TRIBES
            or words in places().get(words[0], ())
            or (before, *words) in places().get(before, ())
        )

    def _is_announced(self, first: int) -> bool:
        """Whether a title or a label stands before a word."""
        start = self.words[first].start()
        return any(start - gap in self.titles for gap in range(4))

    def _reason(self, first: int, last: int) -> Reason:
        """What speaks for a name first of all."""
        if self._is_announced(first):
            return LABEL
        if any(one.name in _LISTED for one in self.classes[first:last]):
            return LEXICON
        return CONTEXT if last - first > 1 else MODEL

    def again(self, names: list[Name]) -> Iterator[Span]:
        """Every other place where a part of a name that was found stands."""
        taken = {index for name in names for index in range(name.first, name.last)}
        again = self.reading.names.union(*map(self._repeatable, names))
        cuts = {clitic + word: len(clitic) for word in again for clitic in _clitics(word)}
        for index, match in enumerate(self.words if again else ()):
            cut = cuts.get(match.group())
            if cut is not None and index not in taken and self.chance[index] > _AGAIN:
                yield Span(match.start() + cut, match.end(), PERSON, 0.7, PROPAGATED)

    def _repeatable(self, name: Name) -> set[str]:
        """The parts of a name that mean the same person when they stand alone."""
        if name.last - name.first < 2 and name.span.score < SURE:
            return set()
        places = range(name.first, name.last)
        return {word for at in places if (word := _telling(self._bare(at), self.classes[at]))}

    def _bare(self, at: int) -> str:
        return self.words[at].group()[self.classes[at].cut :]


def _clitics(word: str) -> tuple[str, ...]:
    """What may be glued before a folded word: nothing, or the small words of Arabic."""
    return ("", *CLITICS) if "\u0600" < word[0] < "\u0700" else ("",)


def _telling(word: str, known: Classed) -> str:
    """A part of a name, if it means somebody wherever it stands."""
    plain = known.deed or len(word) < 3 or word in ordinary_words() or WORDS[known.word] == "plain"
    return "" if plain else word


def parts_of_names(text: str, spans: Iterable[Span]) -> frozenset[str]:
    """The parts of the sure names of a text, to be known in the texts around it."""
    sure = (
        text[span.start : span.end]
        for span in spans
        if span.kind == PERSON and span.score >= LISTED
    )
    words = (match.group() for name in sure for match in find_words(read(name).folded))
    return frozenset(part for word in words if (part := _telling(word, classed(word))))

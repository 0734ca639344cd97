"""Each sentence of a model's answer held to the passages that it cites, else dropped.

A sentence stands when it cites a passage that was given, each figure and proper name in it stands
in one of the passages cited, enough of its words do (in any of the languages), it denies nothing
that they affirm, affirms nothing that they deny, and it is in the language asked. Nothing here
believes a model about itself.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from siyada.grounding.evidence import Meaning, knows_name, meaning, without_instructions
from siyada.grounding.figures import supports
from siyada.grounding.instructions import is_instruction
from siyada.grounding.polarity import Clause, clauses, is_contrary
from siyada.grounding.sentences import Said, Splitter
from siyada.language.identify import Tag, identify
from siyada.language.normalise import fold
from siyada.language.script import Script, dominant_script

Reason = Literal[
    "citation", "figure", "name", "words", "negation", "language", "instruction", "repeat"
]

LEAST = 0.3
"""Share of a sentence's words that its passages must hold. Measured on 980 statements of the record
that stand in both languages: 92 in 100 reach it against their own translation, 8 in 100 against
another statement of the same procedure, 3 in 100 against one of another."""

_SCRIPTS: Mapping[Tag, Script] = {
    "ar": "Arab",
    "ary-Arab": "Arab",
    "ary-Latn": "Latn",
    "zgh-Tfng": "Tfng",
    "ber-Latn": "Latn",
    "fr": "Latn",
    "es": "Latn",
    "en": "Latn",
}
_FEWEST_LETTERS = 12
"""Letters of a sentence from which its script must be the one asked: shorter ones are names."""
_FEWEST_WORDS = 6
_SURE = 0.9


@dataclass(frozen=True)
class Evidence:
    """A passage that a model may cite by its number, from 1."""

    number: int
    title: str
    text: str
    """Without sentences that speak to a model."""
    language: Tag | None = None

    @cached_property
    def meaning(self) -> Meaning:
        """What the title and the text say."""
        return meaning(f"{self.title}\n{self.text}", self.language)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses of the text."""
        return clauses(self.text, self.language or identify(self.text).tag)

    @cached_property
    def topic(self) -> frozenset[str]:
        """The forms of the title's words."""
        return meaning(self.title, self.language).forms

    @cached_property
    def folded(self) -> str:
        """The title and the text, folded, to look for names."""
        return fold(f"{self.title}\n{self.text}")


def evidence(passages: Sequence[tuple[str, str]]) -> tuple[Evidence, ...]:
    """Titles and texts as numbered evidence."""
    return tuple(
        Evidence(number, title, without_instructions(text))
        for number, (title, text) in enumerate(passages, 1)
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence that stands."""

    said: Said
    cites: tuple[int, ...]
    """The passages that it rests on; of those it cites, the ones that were given."""


@dataclass(slots=True)
class Verifier:
    """Checks one answer as it streams. Feed it pieces; it gives the sentences that stand."""

    passages: Mapping[int, Evidence]
    language: Tag
    """The language that was asked for."""
    kept: int = 0
    dropped: Counter[Reason] = field(default_factory=Counter)
    """How many sentences did not stand, by the first reason."""
    lost_items: int = 0
    """How many of those were items of a list, which now looks whole and is not."""
    _splitter: Splitter = field(default_factory=Splitter)
    _told: set[str] = field(default_factory=set)
    """What was told, folded: a model that goes in circles is heard once."""
    _lead: Checked | None = None
    """An announcement (`Documents:`) that waits for something to announce."""
    _in_table: bool = False
    """Whether a row of a table was the last that was heard: the first one names its columns."""
    _inherited: tuple[int, ...] = ()
    """What the announcement cites: its items may leave it out."""

    def feed(self, piece: str) -> Iterator[Checked]:
        """The sentences that are complete with this piece, and stand."""
        yield from self._checked(self._splitter.feed(piece))

    def finish(self) -> Iterator[Checked]:
        """The rest, when the model has ended."""
        yield from self._checked(self._splitter.finish())

    def _checked(self, sentences: Sequence[Said]) -> Iterator[Checked]:
        for said in sentences:
            if said.is_heading or self._names_columns(said):
                continue
            if said.leads:
                self._announce(said)
                continue
            if not said.marker.strip():
                self._inherited = ()
            cites = self._given(said) or self._inherited
            reason = self._repeated(said) or self._fault(said, cites)
            if reason:
                self.dropped[reason] += 1
                self.lost_items += bool(said.marker.strip()) and reason != "repeat"
                continue
            if self._lead:
                yield self._lead
                self._lead = None
            self.kept += 1
            self._told.add(fold(said.text))
            yield Checked(said, self._bearing(said, cites))

    def _names_columns(self, said: Said) -> bool:
        """Whether it is the first row of a table and cites nothing: no item is lost with it."""
        is_first, self._in_table = said.is_row and not self._in_table, said.is_row
        return is_first and not said.cites

    def _announce(self, said: Said) -> None:
        cites = self._given(said)
        self._inherited = cites
        known = cites or tuple(self.passages)
        own = meaning(said.text, self.language)
        fault = self._speaks(said) or self._says_more(own, known)
        self._lead = None if fault else Checked(said, cites)
        if fault:
            self.dropped[fault] += 1

    def _repeated(self, said: Said) -> Reason | None:
        return "repeat" if fold(said.text) in self._told else None

    def _given(self, said: Said) -> tuple[int, ...]:
        return tuple(number for number in said.cites if number in self.passages)

    def _bearing(self, said: Said, cites: tuple[int, ...]) -> tuple[int, ...]:
        """Those of the passages cited that bear the sentence out alone; all where none does.

        A model that cites everything it was given cites what says something else as well.
        """
        if len(cites) == 1:
            return cites
        return tuple(one for one in cites if self._fault(said, (one,)) is None) or cites

    def _fault(self, said: Said, cites: tuple[int, ...]) -> Reason | None:
        """Why a sentence does not stand; None when it does."""
        if not cites:
            return "citation"
        own = meaning(said.text, self.language)
        return (
            self._speaks(said)
            or self._says_more(own, cites)
            or self._says_else(own, cites)
            or self._says_contrary(said, cites)
        )

    def _speaks(self, said: Said) -> Reason | None:
        if is_instruction(said.text):
            return "instruction"
        return None if speaks(said.text, self.language) else "language"

    def _says_more(self, own: Meaning, cites: tuple[int, ...]) -> Reason | None:
        """Whether it holds a figure or a name that its passages do not."""
        known = [self.passages[number] for number in cites]
        figures = [figure for passage in known for figure in passage.meaning.figures]
        if not all(supports(figures, figure) for figure in own.figures):
            return "figure"
        meanings, texts = [p.meaning for p in known], [p.folded for p in known]
        return None if all(knows_name(meanings, texts, name) for name in own.names) else "name"

    def _says_else(self, own: Meaning, cites: tuple[int, ...]) -> Reason | None:
        """Whether it is about something else, or denies what its passages say."""
        known = [self.passages[number].meaning for number in cites]
        forms = frozenset().union(*(passage.forms for passage in known))
        if not own.words and not own.figures:
            return "words"  # `Oui [1].` answers, and nothing in a passage can hold it
        shared = sum(1 for word in own.words if word & forms)
        if own.words and shared < LEAST * len(own.words):
            return "words"
        if own.negated and not any(passage.negated for passage in known):
            return "negation"
        return None

    def _says_contrary(self, said: Said, cites: tuple[int, ...]) -> Reason | None:
        """Whether the clause that it is closest to says the contrary."""
        passages = [self.passages[number] for number in cites]
        known = [clause for passage in passages for clause in passage.clauses]
        topic = frozenset().union(*(passage.topic for passage in passages))
        own = clauses(said.text, self.language)
        return "negation" if is_contrary(own, known, topic) else None


def speaks(sentence: str, language: Tag) -> bool:
    """Whether a sentence is in the script of a language, and not surely in a foreign language.

    >>> speaks("Les documents sont les suivants", "fr"), speaks("The documents are these", "fr")
    (True, True)
    >>> speaks("الوثائق المطلوبة هي التالية", "fr")
    False
    """
    letters = sum(character.isalpha() for character in sentence)
    if letters < _FEWEST_LETTERS:
        return True
    if dominant_script(sentence) != _SCRIPTS.get(language, dominant_script(sentence)):
        return False
    if len(sentence.split()) < _FEWEST_WORDS:
        return True
    found = identify(sentence)
    foreign = {"fr", "es", "en"} - {language}
    return not (found.tag in foreign and found.confidence > _SURE)

"""What the models of matters and facets learn, and how (`tools/train_assistant.py` writes them).

Two multinomial logistic regressions: the matter (a procedure, or why there is none) and the facet.
They learn from the wordings of `src/siyada/assistant/tables`, from the titles of the record and
from questions with known answers.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from siyada.assistant.answer import State
from siyada.assistant.asking import NOTHING, facet_features
from siyada.assistant.compose import has
from siyada.assistant.evidence import Evidence
from siyada.assistant.features import Features, Reading, matter_features, take_apart
from siyada.assistant.linear import Linear
from siyada.assistant.rank import REFUSALS
from siyada.assistant.wordings import Wording, facet_wordings, outside_wordings, wordings
from siyada.language import arabizi
from siyada.language.bridge import EVERYDAY, EXACT, NEIGHBOUR, bridge, listed
from siyada.library.record import Record
from tools.regression import RARE, Fitting, fit

QUESTION_WEIGHT = 2.0
NAME_WEIGHT = 0.5
"""Of a bare name of what is outside the record."""
FACET_LINE_WEIGHT = 0.3
NAME = 5
"""Words from which a wording is no name, but tells a situation."""
ASKED_WEIGHT, ASKED_SHARE = 0.3, 0.5
"""Of examples that ask for a facet of a name: how much they count, how many names have one."""
PASSING_WEIGHT, PASSING_SHARE = 0.3, 0.3
"""Of examples that name in passing what is outside: how much they count, how many have one."""
UNSEEN_WEIGHT = 0.5
"""Of an example from outside without the words of its own, against one with them."""
NAMES = 4
"""How many names stand in turn for the X of a line about nothing of the record."""
ABSENT = "absent"
"""What a question asks for that its procedure's record does not hold."""
MATTER, FACET = Fitting(strength=0.1, turns=150), Fitting(strength=2.0, turns=240)
"""How the models are fitted."""
FURTHER = 2
"""Models that go on from others take one turn of so many."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text, what it asks, and how much it counts."""

    text: str
    answer: str
    weight: float = 1.0
    procedure: str | None = None
    """Of an example of a facet: the procedure asked about, where one is meant."""


@cache
def reading(text: str) -> Reading:
    """A text taken apart; many stand in both models, and in each round across files."""
    return take_apart(text, bridge())


def matter_examples(record: Record, questions: Iterable[dict[str, Any]]) -> list[Example]:
    """Texts and the procedure they are about, or the state that says why there is none."""
    found = [
        Example(text, key)
        for key, procedure in record.procedures.items()
        for text in (procedure.title.fr, procedure.title.ar, *procedure.aliases)
        if text
    ]
    found += [Example(w.text, w.about) for w in wordings() if w.about in record.procedures]
    found += _in_passing(found)
    found += _asked_for(record)
    found += _outside_examples()
    for question in questions:
        found.append(Example(question["question"], _about(question), QUESTION_WEIGHT))
    return found


def _asked_for(record: Record) -> list[Example]:
    """Names of procedures in lines that ask for a facet: the words that ask are no matter."""
    chance = Random(4)  # noqa: S311 - not for secrets
    lines: dict[str, list[str]] = {}
    for line in facet_wordings():
        if "X" in line.text.split():
            lines.setdefault(line.language, []).append(line.text)
    named = [w for w in wordings() if w.about in record.procedures and len(w.text.split()) < NAME]
    return [
        Example(chance.choice(lines[w.language]).replace("X", w.text, 1), w.about, ASKED_WEIGHT)
        for w in named
        if chance.random() < ASKED_SHARE
    ]


def _in_passing(examples: Sequence[Example]) -> list[Example]:
    """Examples that name besides what is outside: whoever lost a passport on a train asks so."""
    chance = Random(3)  # noqa: S311 - not for secrets
    names = [
        spelling
        for entry in listed()
        if entry.concept.startswith((NEIGHBOUR, EVERYDAY)) and "_abroad" not in entry.concept
        if "foreign" not in entry.concept
        for spelling in entry.spellings
    ]
    return [
        Example(f"{example.text}, {chance.choice(names)}", example.answer, PASSING_WEIGHT)
        for example in examples
        if chance.random() < PASSING_SHARE
    ]


def _outside_examples() -> list[Example]:
    """What is not answered; lines that hold X get the names of some procedures."""
    names, chance = _names(), Random(2)  # noqa: S311 - not for secrets
    found = [
        Example(_filled(line, names[line.language], chance, lead=0.0), line.about)
        for line in outside_wordings()
        for _ in range(NAMES if "X" in line.text.split() else 1)
    ]
    states = {NEIGHBOUR: State.NO_SOURCE, EVERYDAY: State.REFUSED_SCOPE}
    found += [
        Example(spelling, states[entry.concept[0]], NAME_WEIGHT)
        for entry in listed()
        if entry.concept[0] in states
        for spelling in entry.spellings
    ]
    return found


def _names() -> dict[str, list[str]]:
    """Short wordings of procedures by language."""
    names: dict[str, list[str]] = {}
    for wording in wordings():
        if len(wording.text.split()) < NAME:
            names.setdefault(wording.language, []).append(wording.text)
    names["lat"] = [" ".join(map(arabizi.latin, name.split())) for name in names["ary"]]
    return names


def _about(question: dict[str, Any]) -> str:
    """The class of a question; of one outside the record, by whether it names anything of it."""
    if question["procedure"]:
        return str(question["procedure"])
    if question["facet"] == "personal":
        return State.REFUSED_PERSONAL
    if question.get("kind") == "unsafe":
        return State.REFUSED_UNSAFE
    matches = reading(question["question"]).matches
    named = any(not m.concept.startswith("?") and m.weight >= EXACT for m in matches)
    return State.NO_SOURCE if named else State.REFUSED_SCOPE


def facet_examples(record: Record, questions: Iterable[dict[str, Any]]) -> list[Example]:
    """Texts and the facet they ask for; lines that hold X get the names of some procedures."""
    names, chance = _names(), Random(1)  # noqa: S311 - not for secrets
    found = [
        Example(
            _filled(line, names[line.language], chance, lead=0.6), line.about, FACET_LINE_WEIGHT
        )
        for line in facet_wordings()
        for _ in range(2)
    ]
    for question in questions:
        if question["procedure"]:
            found += _facets_of(record, question)
    return found


def _facets_of(record: Record, question: dict[str, Any]) -> list[Example]:
    """A question by each facet that it asks for.

    What its procedure lacks is `ABSENT`, but for a whole facet: who asks for a price asks for one
    though none is known.
    """
    known = record.procedures[question["procedure"]]
    facets = question.get("facets", [question["facet"]])
    told = question.get("in_record", True)
    return [
        Example(
            question["question"],
            facet if told or not has(known, facet) else ABSENT,
            1 / len(facets),
            procedure=known.id,
        )
        for facet in facets
    ]


def _filled(line: Wording, names: list[str], chance: Random, *, lead: float) -> str:
    """The line with a name for each X; without one, with a name before it at odds of `lead`."""
    name = chance.choice(names)
    words = line.text.split()
    if "X" in words:
        return " ".join(name if word == "X" else word for word in words)
    return f"{name} {line.text}" if chance.random() < lead else line.text


def read_questions(files: Iterable[Path]) -> list[dict[str, Any]]:
    """The questions of files that hold one a line."""
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def train_matter(examples: Sequence[Example], start: Linear | None) -> Linear:
    """The model of matters."""
    features = [_matter_features(example.text) for example in examples]
    unseen = _as_unseen(features, examples)
    features += [found for found, _ in unseen]
    return _fitted(features, [*examples, *(e for _, e in unseen)], MATTER, start)


@cache
def _matter_features(text: str) -> Features:
    return matter_features(reading(text))


def _as_unseen(
    features: Sequence[Features], examples: Sequence[Example]
) -> list[tuple[Features, Example]]:
    """Examples from outside with what only those from outside have left out.

    So it is with matters that nobody thought of: words of no meaning to the model, and a few that
    the record has as well.
    """
    inside = Counter(
        name
        for found, example in zip(features, examples, strict=True)
        if example.answer not in REFUSALS
        for name in found
    )
    return [
        (
            {name: value for name, value in found.items() if inside[name] >= RARE},
            replace(example, weight=UNSEEN_WEIGHT * example.weight),
        )
        for found, example in zip(features, examples, strict=True)
        if example.answer in (State.NO_SOURCE, State.REFUSED_SCOPE)
    ]


def train_facet(examples: Sequence[Example], evidence: Evidence, start: Linear | None) -> Linear:
    """The model of facets; what the record says of the procedure asked about is learned with."""
    features = []
    for example in examples:
        read = reading(example.text)
        said = evidence.of(example.procedure, read) if example.procedure else NOTHING
        features.append(facet_features(read, said))
    return _fitted(features, examples, FACET, start)


def _fitted(
    features: Sequence[Features], examples: Sequence[Example], how: Fitting, start: Linear | None
) -> Linear:
    turns = replace(how, turns=how.turns // FURTHER) if start else how
    return fit(features, [e.answer for e in examples], [e.weight for e in examples], turns, start)


@dataclass(frozen=True, slots=True)
class Learned:
    """Both models."""

    matter: Linear
    facet: Linear

    def save(self, folder: Path) -> None:
        """Write them to a folder."""
        self.matter.save(folder / "matter.npz")
        self.facet.save(folder / "facet.npz")


class Teacher:
    """Teaches the models of one record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._evidence = Evidence(record.procedures, bridge())

    def teach(self, questions: Sequence[dict[str, Any]], start: Learned | None = None) -> Learned:
        """Both models from the tables, the record's titles and some questions.

        With `start`, they go on from models that learned from fewer questions.
        """
        matters, facets = (start.matter, start.facet) if start else (None, None)
        return Learned(
            train_matter(matter_examples(self._record, questions), matters),
            train_facet(facet_examples(self._record, questions), self._evidence, facets),
        )

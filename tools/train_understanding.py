"""Learn the weights by which questions are understood, and write them into the package.

    python -m tools.train_understanding --record data/procedures \
        --questions data/questions/*.jsonl --out src/siyada/assistant/weights

The bridge of the language is packed first. Then two multinomial logistic regressions learn: the
matter (a procedure, or why there is none) and the facet. They learn from the wordings of
`src/siyada/assistant/tables`, from the titles of the record and, where `--questions` names files of
them, from questions with known answers. The same input gives the same weights.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from siyada.assistant import linear
from siyada.assistant.answer import State
from siyada.assistant.asking import NOTHING, facet_features
from siyada.assistant.evidence import Evidence
from siyada.assistant.features import Features, Reading, matter_features, take_apart
from siyada.assistant.rank import REFUSALS
from siyada.assistant.wordings import Wording, digest, facet_wordings, outside_wordings, wordings
from siyada.language import arabizi
from siyada.language.bridge import EVERYDAY, EXACT, NEIGHBOUR, PACKED, Bridge, bridge, listed
from siyada.library.record import Record, load_record

FLOAT = NDArray[np.float32]
LANGUAGE = Path(__file__).parents[1] / "src" / "siyada" / "language" / "weights"
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
RARE = 2
"""A feature is learned when this many examples have it."""


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


class Sparse:
    """Features of examples, to be multiplied quickly from both sides."""

    def __init__(self, features: Sequence[Features], rows: dict[str, int], width: int) -> None:
        cells = [
            (i, rows[name], value)
            for i, found in enumerate(features)
            for name, value in [*((n, v) for n, v in found.items() if n in rows), ("", 0.0)]
            if name in rows or name == ""
        ]
        self.shape = (len(features), width)
        self.example = np.array([cell[0] for cell in cells])
        self.feature = np.array([cell[1] for cell in cells])
        self.value = np.array([cell[2] for cell in cells], np.float32)[:, None]
        self.starts = np.searchsorted(self.example, np.arange(len(features)))
        self.order = np.argsort(self.feature, kind="stable")
        self.columns, self.column_starts = np.unique(self.feature[self.order], return_index=True)

    def times(self, weights: FLOAT) -> FLOAT:
        """Examples by classes."""
        product: FLOAT = np.add.reduceat(weights[self.feature] * self.value, self.starts)
        return product

    def transposed_times(self, errors: FLOAT) -> FLOAT:
        """Features by classes."""
        cells = errors[self.example[self.order]] * self.value[self.order]
        total = np.zeros((self.shape[1], errors.shape[1]), np.float32)
        total[self.columns] = np.add.reduceat(cells, self.column_starts)
        return total


def fit(
    features: Sequence[Features], examples: Sequence[Example], *, strength: float, turns: int
) -> linear.Linear:
    """Multinomial logistic regression by accelerated gradient descent; `strength` shrinks."""
    counts = Counter(name for found in features for name in found)
    names = ("", *sorted(name for name, count in counts.items() if count >= RARE))
    rows = {name: row for row, name in enumerate(names)}
    classes = tuple(sorted({str(example.answer) for example in examples}))
    matrix = Sparse(features, rows, len(names))
    wanted = np.zeros((len(examples), len(classes)), np.float32)
    wanted[np.arange(len(examples)), [classes.index(e.answer) for e in examples]] = 1
    share = np.array([example.weight for example in examples], np.float32)[:, None]
    weights, bias = _descend(matrix, wanted, share, strength, turns)
    return linear.compress(classes, names, weights, bias)


def _descend(
    matrix: Sparse, wanted: FLOAT, share: FLOAT, strength: float, turns: int
) -> tuple[FLOAT, FLOAT]:
    shape = (matrix.shape[1], wanted.shape[1])
    weights, ahead = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    bias, bias_ahead = np.zeros(shape[1], np.float32), np.zeros(shape[1], np.float32)
    step = 1 / (0.5 * _largest(matrix, share) + 0.5 * float(share.sum()) / 50 + strength)
    pace = 1.0
    for _ in range(turns):
        scores = matrix.times(ahead) + bias_ahead
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        errors = (odds / odds.sum(axis=1, keepdims=True) - wanted) * share
        new = _single(ahead - step * (matrix.transposed_times(errors) + strength * ahead))
        new_bias = _single(bias_ahead - step * errors.sum(axis=0))
        next_pace = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        momentum = (pace - 1) / next_pace
        ahead = _single(new + momentum * (new - weights))
        bias_ahead = _single(new_bias + momentum * (new_bias - bias))
        weights, bias, pace = new, new_bias, next_pace
    return weights, bias


def _single(values: NDArray[np.floating[Any]]) -> FLOAT:
    return values.astype(np.float32)


def _largest(matrix: Sparse, share: FLOAT) -> float:
    """The largest eigenvalue of the weighted features, by the power method."""
    vector = np.ones((matrix.shape[1], 1), np.float32)
    size = 1.0
    for _ in range(15):
        vector = matrix.transposed_times(share * matrix.times(vector))
        size = float(np.linalg.norm(vector))
        vector = _single(vector / size)
    return size


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
    matches = reading(question["question"]).matches
    named = any(not m.concept.startswith("?") and m.weight >= EXACT for m in matches)
    return State.NO_SOURCE if named else State.REFUSED_SCOPE


def facet_examples(questions: Iterable[dict[str, Any]]) -> list[Example]:
    """Texts and the facet they ask for; lines that hold X get the names of some procedures."""
    names, chance = _names(), Random(1)  # noqa: S311 - not for secrets
    found = [
        Example(
            _filled(line, names[line.language], chance, lead=0.6), line.about, FACET_LINE_WEIGHT
        )
        for line in facet_wordings()
        for _ in range(2)
    ]
    found += [
        Example(
            q["question"],
            q["facet"] if q.get("in_record", True) else ABSENT,
            procedure=q["procedure"],
        )
        for q in questions
        if q["procedure"]
    ]
    return found


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


def train_matter(examples: Sequence[Example]) -> linear.Linear:
    """The model of matters."""
    features = [matter_features(reading(example.text)) for example in examples]
    unseen = _as_unseen(features, examples)
    features += [found for found, _ in unseen]
    return fit(features, [*examples, *(e for _, e in unseen)], strength=0.1, turns=150)


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


def train_facet(examples: Sequence[Example], record: Record) -> linear.Linear:
    """The model of facets; what the record says of the procedure asked about is learned with."""
    evidence = Evidence(record.procedures, bridge())
    features = []
    for example in examples:
        read = reading(example.text)
        said = evidence.of(example.procedure, read) if example.procedure else NOTHING
        features.append(facet_features(read, said))
    return fit(features, examples, strength=2.0, turns=250)


def main() -> None:
    """Train both models and write them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--record", type=Path, required=True)
    parser.add_argument("--questions", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    (LANGUAGE / PACKED).write_bytes(Bridge(listed()).packed())
    record = load_record(options.record)
    questions = read_questions(options.questions)
    train_matter(matter_examples(record, questions)).save(options.out / "matter.npz")
    train_facet(facet_examples(questions), record).save(options.out / "facet.npz")
    (options.out / "tables.sha256").write_text(f"{digest()}\n", "utf-8")


if __name__ == "__main__":
    main()

"""When an answer is doubted, and how that is learned (`tools/train_assistant.py` writes it).

`outside.npz` tells that the record holds nothing on a question, `absent.npz` that its procedure
does not hold what is asked. Logistic regressions by Newton's method. Doubts are about questions
that nobody learned from: those of a hand are told by weights of matters and facets that did not
learn from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from siyada.assistant import linear
from siyada.assistant.account import Account
from siyada.assistant.compose import has
from siyada.assistant.doubt import NO, YES, rested_on
from siyada.assistant.evidence import Evidence
from siyada.assistant.facet import Facets
from siyada.assistant.features import Features, matter_features, take_apart
from siyada.assistant.rank import Matters
from siyada.assistant.scope import DOUBT
from siyada.language.bridge import bridge
from siyada.language.identify import identify
from siyada.library.record import Record

FLOAT = NDArray[np.float64]
STRENGTH = 0.002
"""How much large weights cost, an example."""
TURNS = 40
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)


@dataclass(frozen=True, slots=True)
class Examples:
    """Features of questions, and whether each is a case of the doubt."""

    features: tuple[Features, ...]
    wanted: tuple[bool, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All the features, in the order of their names."""
        return tuple(sorted({name for found in self.features for name in found}))

    def matrix(self) -> FLOAT:
        """One row a question, one column a feature, and one of ones."""
        return np.array([[*(found[n] for n in self.names), 1.0] for found in self.features])


class Gatherer:
    """Reads questions as the assistant does, up to its doubts."""

    def __init__(self, record: Record, weights: Path) -> None:
        evidence = Evidence(record.procedures, bridge())
        self._record = record
        self._matters = Matters(record.procedures, bridge(), weights)
        self._facets = Facets(record.procedures, evidence, weights)
        self._account = Account(self._matters.model, evidence)

    def outside(self, questions: Sequence[Mapping[str, Any]]) -> Examples:
        """Every question, and whether the record has no procedure for it."""
        found = []
        for question in questions:
            tag = identify(question["question"]).tag
            reading = take_apart(question["question"], bridge(), tag)
            ranking = self._matters.rank(matter_features(reading), doubt=DOUBT)
            facets = self._facets.learned(reading, ranking.procedures[0].procedure)
            found.append(self._account.outside(reading, tag, ranking, facets))
        return Examples(tuple(found), tuple(q["procedure"] is None for q in questions))

    def absent(self, questions: Sequence[Mapping[str, Any]]) -> Examples:
        """Questions with a procedure, and whether it lacks what is asked, whole facets too."""
        found, wanted = [], []
        for question in questions:
            procedure = self._record.procedures.get(question["procedure"] or "")
            if procedure is None:
                continue
            facets = question.get("facets", [question["facet"]])
            lacks = not all(has(procedure, facet) for facet in facets)
            tag = identify(question["question"]).tag
            reading = take_apart(question["question"], bridge(), tag)
            learned = self._facets.learned(reading, procedure.id)
            found.append(self._account.absent(reading, tag, procedure.id, learned))
            wanted.append(lacks or question.get("in_record") is False)
        return Examples(tuple(found), tuple(wanted))


def fit(rows: FLOAT, wanted: NDArray[np.bool_]) -> FLOAT:
    """Weights of a logistic regression, the bias last."""
    weights = np.zeros(rows.shape[1])
    cost = np.full(rows.shape[1], STRENGTH * len(rows))
    cost[-1] = 1e-6
    for _ in range(TURNS):
        odds = told(rows, weights)
        slope = rows.T @ (odds - wanted) + cost * weights
        bend = (rows * (odds * (1 - odds))[:, None]).T @ rows + np.diag(cost)
        weights -= np.linalg.solve(bend, slope)
    return weights


def told(rows: FLOAT, weights: FLOAT) -> FLOAT:
    """The odds of each row."""
    odds: FLOAT = 1 / (1 + np.exp(-(rows @ weights)))
    return odds


def model(examples: Examples) -> linear.Linear:
    """The model of a doubt."""
    weights = fit(examples.matrix(), np.array(examples.wanted))[:, None]
    both = np.concatenate([-weights / 2, weights / 2], axis=1).astype(np.float32)
    return linear.compress((NO, YES), examples.names, both[:-1], both[-1])


@dataclass(frozen=True, slots=True)
class Hand:
    """Questions told by weights that did not learn from them."""

    outside: Examples
    absent: Examples


def tell(record: Record, questions: Sequence[Mapping[str, Any]], weights: Path) -> Hand:
    """The questions of a hand by the weights of a folder, which did not learn from it."""
    gatherer = Gatherer(record, weights)
    return Hand(gatherer.outside(questions), gatherer.absent(questions))


def joined(parts: Sequence[Examples]) -> Examples:
    """The examples of several hands."""
    return Examples(
        tuple(found for part in parts for found in part.features),
        tuple(wanted for part in parts for wanted in part.wanted),
    )


def learn(hands: Sequence[Hand], folder: Path) -> None:
    """Write both doubts of some hands beside the weights of a folder."""
    model(joined([hand.outside for hand in hands])).save(folder / "outside.npz")
    model(joined([hand.absent for hand in hands])).save(folder / "absent.npz")
    (folder / "doubts.sha256").write_text(f"{rested_on(folder)}\n", "ascii")


def across(parts: Sequence[Examples]) -> str:
    """By threshold: the share of cases found, of others mistaken for one, and their F1."""
    odds = np.concatenate(
        [
            told(one.matrix(), fit(rest.matrix(), np.array(rest.wanted)))
            for one in parts
            for rest in [joined([other for other in parts if other is not one])]
        ]
    )
    wanted = np.array(joined(parts).wanted)
    lines = [f"{wanted.sum()} of {len(wanted)}"]
    for threshold in THRESHOLDS:
        said = odds >= threshold
        hits = int((said & wanted).sum())
        f1 = 2 * hits / max(1, int(said.sum() + wanted.sum()))
        found, mistaken = hits / wanted.sum(), (said & ~wanted).sum() / (~wanted).sum()
        lines.append(f"  {threshold:.2f}  found {found:.1%}  mistaken {mistaken:.1%}  F1 {f1:.3f}")
    return "\n".join(lines)

"""How far a procedure accounts for a question, as features of the doubts about an answer.

Questions that nobody thought of are known by what is left of them: words that speak for no
procedure, that its statements do not hold, that were never learned.
"""

import math
from collections.abc import Mapping, Set
from dataclasses import dataclass

from siyada.assistant.beyond import Wanted, beyond
from siyada.assistant.evidence import FACETS, Evidence, Holdings
from siyada.assistant.features import Features, Reading, asking_matches, word_names
from siyada.assistant.linear import Linear
from siyada.assistant.rank import REFUSALS, Ranking
from siyada.language.analyse import is_stop
from siyada.language.bridge import ASKING, DETAIL, EVERYDAY, NEIGHBOUR, STEM, Match
from siyada.language.identify import Tag

ABSENT = "absent"
"""The class of the model of facets for what no record of a procedure holds."""
Said = Set[str]
"""The features of everything that a procedure says."""

_SPEAKS, _REFUSES, _FULLY = 0.5, 0.3, 1.5
"""Weights from which a feature speaks for a procedure, for a refusal, and beyond any doubt."""
_SAYS = 0.4
"""Weight from which a word belongs to a procedure though its statements do not hold it."""
_NAMED = 0.45
"""How sure a concept is that counts as named: those within a phrase count half."""
_LETTERS = 3
"""Letters of the shortest word that tells anything."""
_FEW, _MANY = 2, 15
"""Words of a question that says little, and from which more make no difference."""
_FLOOR, _LITTLE, _SCALE = 0.01, 0.003, 5.0
"""Added to odds before logarithms are taken, and what these are divided by."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A word that tells something: its own names, and those of the concepts it is in."""

    names: frozenset[str]
    concepts: frozenset[str]
    place: int
    """Which word of the question it is, from 0."""

    @property
    def features(self) -> frozenset[str]:
        """All the features it may be learned by."""
        return self.names | self.concepts

    def stands_in(self, held: Said) -> bool:
        """Whether statements with these features hold it: by concept, or as it is written."""
        own = self.concepts or self.names
        return any(n in held for n in own) or any(
            n in held for n in self.names if n.startswith("w:")
        )


def telling_words(reading: Reading) -> list[Telling]:
    """The words of a question that neither ask nor stand in every text."""
    asking = {i for m in asking_matches(reading) for i in range(m.start, m.end)}
    within: dict[int, set[str]] = {}
    for match in reading.matches:
        if not match.concept.startswith(ASKING) and match.weight >= _NAMED:
            for i in range(match.start, match.end):
                within.setdefault(i, set()).add(f"c:{match.concept}")
    return [
        Telling(frozenset(word_names(word)), frozenset(within.get(i, ())), i)
        for i, word in enumerate(reading.words)
        if not (word.glue or i in asking or len(word.folded) < _LETTERS)
        and (i in within or not is_stop(word.folded))
    ]


def outside_features(
    reading: Reading, tag: Tag, ranking: Ranking, weights: "Weights", held: Said
) -> Features:
    """What speaks for a question being outside the record, what is asked apart.

    `weights` and `held` are those of the likeliest procedure, what it says.
    """
    words = telling_words(reading)
    best, second = ranking.procedures[0], ranking.procedures[1:2]
    refused = sum(ranking.refusals.values())
    explained = sum(min(max(weights.best(word), 0.0) / _FULLY, 1.0) for word in words)
    said = sum(word.stands_in(held) or weights.best(word) > _SPEAKS for word in words)
    unknown = sum(not weights.knows(word) for word in words)
    elsewhere = sum(weights.refusal(w) > max(weights.best(w), _REFUSES) for w in words)
    total = max(len(words), 1)
    return {
        "lead": math.log((best.odds + _FLOOR) / (refused + _FLOOR)) / _SCALE,
        "best": best.odds,
        "refused": refused,
        "level": math.log(best.odds + _FLOOR) / _SCALE,
        "second": second[0].odds / (best.odds + _FLOOR) if second else 0.0,
        "explained": explained / total,
        "said": said / total,
        "unknown": unknown / total,
        "elsewhere": elsewhere / total,
        "unknown words": min(unknown, 4) / 4,
        "unsaid words": min(len(words) - said, 5) / 5,
        "everyday": _sureness(reading, EVERYDAY),
        "neighbour": _sureness(reading, NEIGHBOUR),
        "few": float(len(words) <= _FEW),
        "long": min(len(words), _MANY) / _MANY,
        **_language(tag),
    }


def absent_features(
    reading: Reading, tag: Tag, odds: Mapping[str, float], weights: "Weights", holds: Holdings
) -> Features:
    """What speaks for a question asking what its procedure does not hold.

    `odds` are those of the facets, `ABSENT` among them, as learned: whatever the procedure holds.
    """
    held = holds.said
    facets = {name: share for name, share in odds.items() if name != ABSENT}
    top = max(facets, key=lambda name: facets[name])
    words = [
        w
        for w in telling_words(reading)
        if not any(c.startswith(f"c:{DETAIL}") for c in w.concepts)
    ]
    unsaid = [w for w in words if not (w.stands_in(held) or weights.best(w) >= _SAYS)]
    details = {m.concept for m in reading.matches if m.concept.startswith(DETAIL) and _is_sure(m)}
    kinds = beyond(reading, tag)
    return {
        "absent": _absence(odds),
        "top": facets[top] / max(sum(facets.values()), _LITTLE),
        "detail": float(bool(details)),
        "lacking": float(not {f"c:{name}" for name in details} <= held),
        "beyond": float(bool(kinds)),
        "beyond unsaid": float(any(not _is_said(wanted, reading, held) for wanted in kinds)),
        "unsaid": len(unsaid) / max(len(words), 1),
        "unsaid words": min(len(unsaid), 4) / 4,
        "unknown words": min(sum(not weights.knows(w) for w in unsaid), 3) / 3,
        "asks nothing": float(not asking_matches(reading)),
        "overview": float(top == "overview"),
        "conditions": float(top == "conditions"),
        "elsewhere": max(_sureness(reading, EVERYDAY), _sureness(reading, NEIGHBOUR)),
        **_unmet(odds, holds),
        **_language(tag),
    }


def _unmet(odds: Mapping[str, float], holds: Holdings) -> Features:
    """How likely a facet is asked that a procedure lacks, or a value of a kind that it states not.

    A time is stated among the conditions too, an amount among the benefits.
    """
    lacking = sum(odds.get(facet, 0.0) for facet in FACETS if facet not in holds.facets)
    amount, time = odds.get("fees", 0.0), odds.get("delay", 0.0) + odds.get("validity", 0.0)
    return {
        "lacks": lacking,
        "no amount": 0.0 if "money" in holds.values else amount,
        "no time": 0.0 if "time" in holds.values else time,
    }


class Account:
    """Compares questions with what was learned of procedures and with what these say."""

    def __init__(self, matters: Linear, evidence: Evidence) -> None:
        self._matters = matters
        self._evidence = evidence

    def outside(
        self, reading: Reading, tag: Tag, ranking: Ranking, facets: Mapping[str, float]
    ) -> Features:
        """What speaks for a question being outside the record.

        Who asks for papers knows of a procedure: `facets` are the odds of what is asked of the
        likeliest. Nothing where that was not learned.
        """
        best = ranking.procedures[0].procedure if ranking.procedures else ""
        if best not in self._matters.classes:
            return {}
        weights = Weights(self._matters, best)
        held = self._evidence.held(best)
        return {**outside_features(reading, tag, ranking, weights, held), **_asked(facets)}

    def absent(
        self, reading: Reading, tag: Tag, procedure: str, facets: Mapping[str, float]
    ) -> Features:
        """What speaks for a procedure not holding what is asked; nothing for one not learned."""
        if procedure not in self._matters.classes:
            return {}
        weights = Weights(self._matters, procedure)
        return absent_features(reading, tag, facets, weights, self._evidence.holdings(procedure))


class Weights:
    """What the words of a question weigh for one procedure of the model of matters."""

    def __init__(self, model: Linear, procedure: str) -> None:
        self._model = model
        self._column = model.classes.index(procedure)
        self._refusals = [i for i, name in enumerate(model.classes) if name in REFUSALS]

    def best(self, word: Telling) -> float:
        """The greatest weight with which a word speaks for the procedure; 0 when none is known."""
        return self._most(word, [self._column])

    def refusal(self, word: Telling) -> float:
        """The greatest weight with which a word speaks for not answering."""
        return self._most(word, self._refusals)

    def knows(self, word: Telling) -> bool:
        """Whether any feature of the word was learned."""
        return any(name in self._model.rows for name in word.features)

    def _most(self, word: Telling, columns: list[int]) -> float:
        rows = self._model.rows
        known = [rows[name] for name in word.features if name in rows]
        if not known:
            return 0.0
        return float(self._model.weights[known][:, columns].max()) * self._model.scale


def _asked(odds: Mapping[str, float]) -> Features:
    return {
        "absent": _absence(odds),
        "plain": max((share for name, share in odds.items() if name != ABSENT), default=0.0),
        "documents": odds.get("documents", 0.0),
        "overview": odds.get("overview", 0.0),
    }


def _absence(odds: Mapping[str, float]) -> float:
    absent = odds.get(ABSENT, 0.0)
    return math.log((absent + _LITTLE) / (1 - absent + _LITTLE)) / _SCALE


def _is_said(wanted: Wanted, reading: Reading, held: Said) -> bool:
    """Whether the statements hold each word for whose sake a question is of a kind."""
    words = reading.words[wanted.start : wanted.end]
    return all(word.glue or any(n in held for n in word_names(word)[:1]) for word in words)


def _sureness(reading: Reading, mark: str) -> float:
    return max((m.weight for m in reading.matches if m.concept.startswith(mark)), default=0.0)


def _is_sure(match: Match) -> bool:
    return match.weight >= STEM


def _language(tag: Tag) -> Features:
    """Languages in which doubts weigh differently: fewer words of them are known."""
    return {
        "arabic": float(tag == "ar"),
        "arabizi": float(tag == "ary-Latn"),
        "tamazight": float(tag in ("ber-Latn", "zgh-Tfng")),
    }

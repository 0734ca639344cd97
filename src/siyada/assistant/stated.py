"""What kinds of values a procedure states: an amount of money, a stretch of time.

Who asks how much or how long is answered by a value of that kind; where a record states none at
all, nothing in it answers.
"""

import re
from collections.abc import Iterable
from typing import Final, Literal

from siyada.library.procedure import Cost, Fact, Procedure, Text

Kind = Literal["money", "time"]

_SIGNS: Final[dict[Kind, re.Pattern[str]]] = {
    "money": re.compile(
        r"\b(?:dhs?|dirhams?|mad|centimes?|gratuite?s?)\b|درهم|دراهم|سنتيم|مجان", re.IGNORECASE
    ),
    "time": re.compile(
        r"\b(?:jours?|semaines?|mois|ans?|années?|heures?|minutes?|trimestres?|[0-9]+ ?h)\b"
        r"|\bimmédiat"
        r"|يوم|أيام|أسبوع|أسابيع|شهر|أشهر|شهور|سنة|سنوات|سنتين|عام|أعوام|ساعة|ساعات|فور",
        re.IGNORECASE,
    ),
}


def stated(procedure: Procedure) -> frozenset[Kind]:
    """The kinds of values that a procedure's statements hold somewhere."""
    if any(cost.value is not None for cost in procedure.costs):
        return frozenset({"money", *_found(procedure.facts())})
    return frozenset(_found(procedure.facts()))


def _found(facts: Iterable[Fact | Cost]) -> set[Kind]:
    texts = [text for fact in facts for text in _texts(fact)]
    return {kind for kind, sign in _SIGNS.items() if any(sign.search(text) for text in texts)}


def _texts(fact: Fact | Cost) -> list[str]:
    """A fact as it is written, in each language that it has."""
    if not isinstance(fact, Cost):
        return _written(fact.text)
    payment = _written(fact.payment) if fact.payment else []
    return [*_written(fact.description), *payment, fact.value_text or ""]


def _written(text: Text) -> list[str]:
    return [one for one in (text.fr, text.ar, text.und) if one]

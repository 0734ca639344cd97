"""Which facet of a procedure speaks of what a question says.

A question about the tax office's rebate names no price: the statement on fees names the rebate.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, get_args

from siyada.assistant.compose import has, items_of
from siyada.assistant.features import Features, Reading, take_apart, word_names
from siyada.assistant.stated import Kind, stated
from siyada.language.bridge import ASKING, Bridge
from siyada.library.procedure import Cost, Facet, Fact, Procedure, Text

FACETS: Final[tuple[Facet, ...]] = tuple(f for f in get_args(Facet) if f != "overview")
_STRENGTH = 2.0
"""Of all evidence together, against 1 of a concept that asks."""
_WORD, _SOUND = 0.6, 0.4
_LEAST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class _Statements:
    """What each facet of a procedure says, and how telling each feature is among them."""

    said: Mapping[Facet, frozenset[str]]
    telling: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a procedure holds. `said` are the features of all its texts, its names included."""

    said: frozenset[str]
    facets: frozenset[Facet]
    """Those of which it says something."""
    values: frozenset[Kind]


class Evidence:
    """Compares questions with the statements of procedures; each is read when first asked for."""

    def __init__(self, procedures: Mapping[str, Procedure], bridge: Bridge) -> None:
        self._procedures = procedures
        self._bridge = bridge
        self._read: dict[str, _Statements] = {}
        self._all: dict[str, frozenset[str]] = {}
        self._names_of: dict[str, frozenset[str]] = {}
        self._holdings: dict[str, Holdings] = {}

    def of(self, procedure: str, reading: Reading) -> Features:
        """The share that each facet of the procedure has in what it says of the question."""
        shares = self._shares(procedure, _content(reading))
        return {f"said:{facet}": share for facet, share in shares.items()}

    def beside(self, procedure: str, reading: Reading) -> Mapping[Facet, float]:
        """The same shares, 0 to 2, by what a question says besides the procedure's own names."""
        if procedure not in self._names_of:
            known = self._procedures[procedure]
            texts = (known.title, *(Text(fr=alias) for alias in known.aliases))
            self._names_of[procedure] = frozenset(n for t in texts for n in self._names(t))
        names = self._names_of[procedure]
        asked = {n: v for n, v in _content(reading).items() if n not in names}
        return self._shares(procedure, asked)

    def _shares(self, procedure: str, asked: Features) -> dict[Facet, float]:
        if procedure not in self._read:
            self._read[procedure] = self._taken_up(self._procedures[procedure])
        statements = self._read[procedure]
        shares = {
            facet: sum(v * statements.telling[name] for name, v in asked.items() if name in said)
            for facet, said in statements.said.items()
        }
        total = sum(shares.values()) + 1.0
        return {facet: _STRENGTH * share / total for facet, share in shares.items()}

    def held(self, procedure: str) -> frozenset[str]:
        """The features of everything that the procedure says, its names included."""
        if procedure not in self._all:
            texts = list(_all_texts(self._procedures[procedure]))
            self._all[procedure] = frozenset(n for text in texts for n in self._names(text))
        return self._all[procedure]

    def holdings(self, procedure: str) -> Holdings:
        """What the procedure says: its features, its facets, the kinds of its values."""
        if procedure not in self._holdings:
            known = self._procedures[procedure]
            facets = frozenset(facet for facet in FACETS if has(known, facet))
            self._holdings[procedure] = Holdings(self.held(procedure), facets, stated(known))
        return self._holdings[procedure]

    def _taken_up(self, procedure: Procedure) -> _Statements:
        said = {
            facet: frozenset(
                name for text in _texts(procedure, facet) for name in self._names(text)
            )
            for facet in FACETS
        }
        most = sum(bool(names) for names in said.values()) + 1
        holders = Counter(name for names in said.values() for name in names)
        return _Statements(
            said, {name: math.log(most / (count - 0.5)) for name, count in holders.items()}
        )

    def _names(self, text: Text) -> Iterator[str]:
        if text.fr:
            yield from _content(take_apart(text.fr, self._bridge, "fr"))
        if text.ar:
            yield from _content(take_apart(text.ar, self._bridge, "ar"))


def _content(reading: Reading) -> dict[str, float]:
    """The features of a text that say something of a matter."""
    found: dict[str, float] = {}
    for match in reading.matches:
        if not match.concept.startswith(ASKING):
            name = f"c:{match.concept}"
            found[name] = max(found.get(name, 0.0), match.weight)
    for word in reading.words:
        if word.glue or (len(word.folded) < _LEAST_LETTERS and not word.folded.isdigit()):
            continue
        for name in word_names(word):
            strength = _WORD if name.startswith("w:") else _SOUND
            found[name] = max(found.get(name, 0.0), strength)
    return found


def _texts(procedure: Procedure, facet: Facet) -> Iterator[Text]:
    if facet == "documents":
        for group in procedure.documents:
            yield group.case
            yield from (item.text for item in group.items)
        return
    items = items_of(procedure, facet)
    for item in (*items, *procedure.benefits) if facet == "fees" else items:
        yield from _said(item)


def _all_texts(procedure: Procedure) -> Iterator[Text]:
    """Every text of a procedure, its names included."""
    yield procedure.title
    if procedure.description:
        yield procedure.description
    for alias in procedure.aliases:
        yield Text(fr=alias)
    yield from (group.case for group in procedure.documents)
    for fact in procedure.facts():
        yield from _said(fact)


def _said(fact: Fact | Cost) -> Iterator[Text]:
    """What a fact says in words: of a cost, what is paid for and how."""
    if not isinstance(fact, Cost):
        yield fact.text
        return
    yield fact.description
    if fact.payment:
        yield fact.payment

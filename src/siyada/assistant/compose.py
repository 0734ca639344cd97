"""An answer composed from the record: what is asked first, then what a citizen needs next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from siyada.assistant.answer import Block, Group, Run, Statement
from siyada.assistant.matters import is_open, matters
from siyada.assistant.statements import Scribe
from siyada.library.procedure import Cost, Facet, Fact, Procedure

Item = Fact | Cost

ORDER: Final = (
    "documents",
    "fees",
    "delay",
    "where",
    "conditions",
    "steps",
    "validity",
    "legal_basis",
    "contradictions",
    "benefits",
    "notes",
)
"""The blocks of a procedure in the order of the pages; contacts and rights follow."""

_NEXT: Final[Mapping[Facet, tuple[str, ...]]] = {
    "documents": ("fees", "where"),
    "fees": ("where",),
    "delay": ("where",),
    "where": ("fees",),
    "conditions": ("where",),
    "steps": ("documents", "fees", "where"),
    "validity": ("fees", "where"),
    "legal_basis": (),
}
"""What somebody who asked for one thing needs next, in short."""

_INSTEAD: Final[Mapping[Facet, tuple[str, ...]]] = {
    "steps": ("documents", "where", "fees", "delay"),
    "documents": ("conditions", "where", "fees", "delay"),
}
"""What helps where the record lacks the facet asked; else what most people need."""

_MOST_NEEDED = ("where", "fees", "delay", "conditions")

NOBODY: Final[Mapping[str, Procedure]] = {}
_SYNCED: Final = "idarati-"
"""How the ids of synchronised procedures begin: their aliases are the papers they deliver."""

_LISTS: Final = ("documents", "steps")
"""Blocks that are one list, never shown in part."""

_FIRST = 3
"""Sentences of the direct answer, and statements of a block shown in short."""

_SOME = 2
"""Statements of a block that stands in for what is missing."""

_NEAR: Final[Mapping[Facet, tuple[Facet, ...]]] = {
    "overview": ("documents", "fees", "delay", "where"),
}


@dataclass(frozen=True, slots=True)
class Composed:
    """The blocks about one procedure, and what was found on the way."""

    blocks: tuple[Block, ...]
    has_facet: bool
    has_conflict: bool
    """Whether sources disagree, unsettled, on the matter asked."""
    about: frozenset[int]
    """Numbers of the citations that the answer to the facet itself rests on."""


def items_of(procedure: Procedure, kind: str) -> tuple[Item, ...]:
    """The statements of a block other than the documents."""
    found: Mapping[str, tuple[Item, ...]] = {
        "fees": procedure.costs,
        "delay": procedure.processing_time,
        "where": procedure.channels or (procedure.administration,),
        "conditions": (*procedure.audience, *procedure.conditions),
        "steps": procedure.steps,
        "validity": procedure.validity,
        "legal_basis": procedure.legal_resources,
        "contradictions": procedure.contradictions,
        "benefits": procedure.benefits,
        "notes": procedure.notes,
    }
    return found[kind]


def has(procedure: Procedure, facet: Facet) -> bool:
    """Whether the record says anything on the facet."""
    if facet == "overview":
        return True
    if facet == "documents":
        return any(group.items for group in procedure.documents)
    return bool(items_of(procedure, facet)) or (facet == "fees" and bool(procedure.benefits))


def makers_of(procedures: Iterable[Procedure]) -> dict[str, Procedure]:
    """Synchronised procedures by the papers that they deliver, as others ask for them."""
    found: dict[str, list[Procedure]] = {}
    for procedure in procedures:
        if procedure.id.startswith(_SYNCED):
            for alias in procedure.aliases:
                found.setdefault(_folded(alias), []).append(procedure)
    return {name: makers[0] for name, makers in found.items() if len(makers) == 1}


def maker_of(paper: Fact, makers: Mapping[str, Procedure]) -> Procedure | None:
    """The procedure that delivers a paper; None when none, or more than one, does."""
    texts = (paper.text.fr, paper.text.ar, paper.text.und)
    return next((makers[key] for text in texts if text and (key := _folded(text)) in makers), None)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


class Composer:
    """Composes one answer about one procedure; statements already made are not repeated."""

    def __init__(
        self, procedure: Procedure, scribe: Scribe, makers: Mapping[str, Procedure] = NOBODY
    ) -> None:
        self._procedure = procedure
        self._scribe = scribe
        self._makers = makers
        self._made: set[tuple[object, ...]] = set()

    def sheet(self) -> Composed:
        """Everything that the record holds."""
        blocks = [self._direct("overview"), *(self._block(kind) for kind in ORDER[:-1])]
        notes = [self._statement(note) for note in _distinct(self._procedure.notes)]
        blocks.append(self._made_block("notes", "notes", notes + self._summary()))
        return self._composed(("overview",), blocks)

    def answer(self, facet: Facet, *also: Facet) -> Composed:
        """What is asked, complete, each facet in turn; then what comes next, in short."""
        if facet == "overview":
            blocks = [self._direct(facet), self._block("documents")]
            blocks += [self._block(kind, _FIRST) for kind in ORDER[1:-1]]
            return self._composed((facet,), blocks)
        asked = (facet, *also)
        blocks = self._first(facet)
        for other in also:
            blocks += self._other(other)
        following = _NEXT if has(self._procedure, facet) else _INSTEAD
        limit = _FIRST if has(self._procedure, facet) else _SOME
        blocks += [
            self._block(kind, limit)
            for kind in following.get(facet, _MOST_NEEDED)
            if kind not in asked
        ]
        return self._composed(asked, blocks)

    def without_detail(self, facet: Facet) -> Composed:
        """That no source tells the detail asked for; then what is known near it, in short."""
        said = [self._scribe.own("lead.no_detail"), self._scribe.own("lead.known")]
        near = (facet, *_NEXT[facet]) if facet != "overview" else _MOST_NEEDED
        blocks = [self._made_block("direct", facet, said)]
        blocks += [self._block(kind, _FIRST) for kind in near]
        return replace(self._composed((facet,), blocks), has_facet=False)

    def _first(self, facet: Facet) -> list[Block | None]:
        """The facet asked first: a direct answer, and the rest of it."""
        if not has(self._procedure, facet):
            return [self._missing(facet)]
        return [self._direct(facet), *self._rest(facet), self._disagreement(facet)]

    def _other(self, facet: Facet) -> list[Block | None]:
        """A facet asked besides, in one block under its own heading."""
        if not has(self._procedure, facet):
            name = self._scribe.phrases.say(f"facet.{facet}")
            said = [self._scribe.own("lead.missing", facet=name)]
            return [self._made_block(facet, facet, said)]
        blocks = [self._block(facet)]
        if facet == "fees":
            blocks.append(self._block("benefits"))
        return [*blocks, self._disagreement(facet)]

    def _composed(self, asked: tuple[Facet, ...], blocks: Iterable[Block | None]) -> Composed:
        kept = tuple(block for block in blocks if block)
        about = {
            number
            for block in kept
            if "overview" in asked or block.kind in ("direct", *asked)
            for group in block.groups
            for statement in group.statements
            for number in statement.citations
        }
        return Composed(
            kept,
            has_facet=all(has(self._procedure, facet) for facet in asked),
            has_conflict=any(self._conflicts(facet) for facet in asked),
            about=frozenset(about),
        )

    def _direct(self, facet: Facet) -> Block | None:
        """At most three sentences that answer."""
        if facet == "overview":
            return self._made_block("direct", "overview", self._essentials())
        if self._is_list(facet):
            lead = self._documents_lead() if facet == "documents" else self._steps_lead()
            return Block("direct", (), (Group((), (lead,)),))
        kind = "benefits" if facet == "fees" and not self._procedure.costs else facet
        items = _distinct(items_of(self._procedure, kind))[:_FIRST]
        said = [self._statement(item, first=True) for item in items]
        return self._made_block("direct", kind, said)

    def _summary(self) -> list[Statement]:
        """The procedure in a sentence, which rests on no source of its own."""
        text = self._procedure.description
        if text is None or not (text.fr if self._scribe.voice.facts == "fr" else text.ar):
            return []
        return [self._statement(Fact(text=text))]

    def _is_list(self, facet: Facet) -> bool:
        """Whether the facet is answered by a list; a single step answers by itself."""
        return facet == "documents" or (facet == "steps" and len(self._procedure.steps) > 1)

    def _essentials(self) -> list[Statement]:
        """Where, how much, how long: the first statement of each."""
        found = {kind: items_of(self._procedure, kind) for kind in ("where", "fees", "delay")}
        return [
            self._statement(items[0], f"lead.{kind}", first=True)
            for kind, items in found.items()
            if items
        ]

    def _documents_lead(self) -> Statement:
        groups = [group for group in self._procedure.documents if group.items]
        sources = [key for group in groups for item in group.items for key in item.sources]
        frequent = sorted(dict.fromkeys(sources), key=lambda key: -sources.count(key))
        citations = self._scribe.cite(self._procedure, frequent[:_FIRST])
        if len(groups) == 1:
            return self._scribe.own("lead.documents", citations)
        if len(groups) > _FIRST:
            return self._scribe.own("lead.documents_by_many_cases", citations)
        separator = self._scribe.phrases.say("punctuation.separator")
        cases: tuple[Run, ...] = ()
        for group in groups:
            cases += (separator if cases else ()) + self._scribe.words(group.case)
        return self._scribe.own("lead.documents_by_case", citations, cases=cases)

    def _steps_lead(self) -> Statement:
        sources = [key for step in self._procedure.steps for key in step.sources]
        frequent = sorted(dict.fromkeys(sources), key=lambda key: -sources.count(key))
        citations = self._scribe.cite(self._procedure, frequent[:_FIRST])
        return self._scribe.own("lead.steps", citations)

    def _missing(self, facet: Facet) -> Block | None:
        name = self._scribe.phrases.say(f"facet.{facet}")
        said = [self._scribe.own("lead.missing", facet=name), self._scribe.own("lead.known")]
        return self._made_block("direct", facet, said)

    def _rest(self, facet: Facet) -> list[Block | None]:
        """What the direct answer left of the facet."""
        if self._is_list(facet):
            return [self._block(facet)]
        rest = [self._block(facet)]
        if facet == "fees":
            rest.append(self._block("benefits"))
        following = self._scribe.phrases.say("heading.rest")
        head = "benefits" if facet == "fees" and not self._procedure.costs else facet
        return [
            replace(block, heading=following) if block and block.kind == head else block
            for block in rest
        ]

    def _disagreement(self, facet: Facet) -> Block | None:
        """What sources disagree on, as far as it touches the facet; settled points too."""
        found = [c for c in self._procedure.contradictions if facet in matters(c)]
        said = [self._statement(contradiction) for contradiction in found]
        return self._made_block("contradictions", "contradictions", said)

    def _conflicts(self, facet: Facet) -> list[Fact]:
        asked = _NEAR.get(facet, (facet,))
        return [
            contradiction
            for contradiction in self._procedure.contradictions
            if is_open(contradiction) and not matters(contradiction).isdisjoint(asked)
        ]

    def _block(self, kind: str, limit: int | None = None) -> Block | None:
        if kind == "documents":
            return self._checklist()
        items = [i for i in items_of(self._procedure, kind) if _meaning(i) not in self._made]
        items = _distinct(items)
        if kind in _LISTS:
            limit = None
        said = [self._statement(item) for item in items[:limit]]
        if said and limit is not None and len(items) > limit:
            said.append(self._scribe.own("lead.more"))
        return self._made_block(kind, kind, said)

    def _checklist(self) -> Block | None:
        filled = [group for group in self._procedure.documents if group.items]
        groups = tuple(
            Group(
                self._scribe.words(group.case) if len(filled) > 1 else (),
                tuple(self._paper(item) for item in group.items),
            )
            for group in filled
        )
        heading = self._scribe.phrases.say("heading.documents")
        return Block("documents", heading, groups) if groups else None

    def _paper(self, item: Fact) -> Statement:
        """A paper, and by which procedure one gets it where the record says so."""
        said = self._statement(item)
        maker = maker_of(item, self._makers)
        if maker is None or maker.id == self._procedure.id:
            return said
        title = self._scribe.words(maker.title)
        return replace(
            said, runs=self._scribe.phrases.say("lead.delivered", fact=said.runs, title=title)
        )

    def _statement(self, item: Item, lead: str | None = None, *, first: bool = False) -> Statement:
        """A statement; `first` puts the amount of a cost before what it is for."""
        self._made.add(_meaning(item))
        if isinstance(item, Cost):
            line = "cost.amount_first" if first else "cost.line"
            return self._scribe.cost(self._procedure, item, line=line, lead=lead)
        return self._scribe.fact(self._procedure, item, lead)

    def _made_block(self, kind: str, heading: str, said: list[Statement]) -> Block | None:
        """A block of one group; none when there is nothing to say."""
        if not said:
            return None
        heading_runs = self._scribe.phrases.say(f"heading.{heading}")
        return Block(kind, heading_runs, (Group((), tuple(said)),))


def _distinct(items: Iterable[Item]) -> list[Item]:
    """The items without those that say again what another has said."""
    return list({_meaning(item): item for item in reversed(list(items))}.values())[::-1]


def _meaning(item: Item) -> tuple[object, ...]:
    if isinstance(item, Cost):
        return item.description, item.value, item.value_text, item.payment, item.as_of
    return (item.text,)

"""What an answer is made of: a state, statements that cite, sources, choices."""

from dataclasses import dataclass
from enum import StrEnum

from siyada.language.identify import Tag
from siyada.library.procedure import Certainty, Facet, SourceKind


class State(StrEnum):
    """How a question ended; the one enumeration for pages, API, logs and metrics."""

    ANSWERED = "answered"
    ANSWERED_PARTLY = "answered_partly"
    ANSWERED_CONFLICT = "answered_conflict"
    ANSWERED_STALE = "answered_stale"
    CLARIFY = "clarify"
    NO_SOURCE = "no_source"
    REFUSED_SCOPE = "refused_scope"
    REFUSED_PERSONAL = "refused_personal"
    REFUSED_UNSAFE = "refused_unsafe"
    BUSY = "busy"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as it is shown. Its three dates are never merged."""

    number: int
    """Numbers follow first appearance in the answer, from 1."""
    source: str
    """`<procedure id>.<source id>`: the address of the source page ends with it."""
    title: str
    title_tag: Tag
    url: str | None
    publisher: str | None
    kind: SourceKind
    date: str | None
    """The source's own date; None when it states none."""
    read: str | None
    checked: str | None
    date_note: str | None = None
    """What is known of its date, in French, where it states none."""
    quote: str = ""
    """The passage itself, where the source is a document of a library: it can be looked up."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one language; a statement mixes runs where languages meet.

    The texts of a statement's runs, joined, are the statement. Runs that were cut from one text
    stay together: `values.stretches` gives them back, to be laid out in that text's direction.
    """

    text: str
    tag: Tag
    isolate: bool = False
    """A value (number, law, address, telephone) to be shown left to right on its own."""
    url: str | None = None
    """Where a run leads that names a site of the record (a portal)."""
    base: Tag | None = None
    """The language of the text around it, where the run is a foreign word or an address in it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or item that stands on its citations."""

    runs: tuple[Run, ...]
    citations: tuple[int, ...] = ()
    certainty: Certainty | None = None
    note: tuple[Run, ...] = ()
    """A reserve in words, to be shown after the runs: not confirmed, or no source of its own."""


@dataclass(frozen=True, slots=True)
class Group:
    """Statements under a case (adult, minor, abroad); `label` is empty for a single case."""

    label: tuple[Run, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A finished part of an answer, the unit of streaming. `kind` names its look."""

    kind: str
    """direct, documents, fees, delay, where, conditions, steps, validity, legal_basis,
    contradictions, disagreement, benefits, notes, contact, notice, rights."""
    heading: tuple[Run, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A procedure offered when several are equally near."""

    procedure: str
    label: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer composed from the record."""

    state: State
    language: Tag
    """The language of the answer's own words."""
    asked: Tag
    """The language identified in the question."""
    title: tuple[Run, ...]
    """The matter: the procedure's title, or for a refusal what happened, in a few words."""
    status: tuple[Run, ...] = ()
    """The fixed sentence of the state: how many sources, how fresh, or why there is no answer."""
    procedure: str | None = None
    facet: Facet | None = None
    also: tuple[Facet, ...] = ()
    """Further facets that the question asked for, each with its block."""
    confidence: float = 0.0
    """How surely this procedure is meant, 0 to 1."""
    blocks: tuple[Block, ...] = ()
    citations: tuple[Citation, ...] = ()
    choices: tuple[Choice, ...] = ()
    checked: str | None = None
    """The newest date among what was read for this answer."""

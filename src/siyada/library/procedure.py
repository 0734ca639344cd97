"""The record of one administrative procedure: the documented schema.

Names follow the Core Public Service Vocabulary Application Profile (CPSV-AP 3.2) and, where it has
the closer word, the public API of Idarati (the national record under law 55-19). `docs/record.md`
holds the table of names.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Certainty = Literal["official", "press", "unsure"]
SourceKind = Literal["official", "law", "mirror", "press", "guide", "forum", "document"]
Facet = Literal[
    "overview",
    "documents",
    "fees",
    "delay",
    "where",
    "conditions",
    "steps",
    "validity",
    "legal_basis",
]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Text(_Model):
    """The same statement in French and Arabic; `und` for what has no language (a number)."""

    fr: str | None = None
    ar: str | None = None
    und: str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "Text":
        if not (self.fr or self.ar or self.und):
            raise ValueError("a text needs `fr`, `ar` or `und`")
        return self


class Fact(_Model):
    """One statement, how sure it is, and the sources it rests on (ids of the procedure's own)."""

    text: Text
    certainty: Certainty | None = None
    sources: tuple[str, ...] = ()


class DocumentGroup(_Model):
    """The documents asked for in one case (CPSV-AP: Evidence; Idarati: a section)."""

    case: Text
    items: tuple[Fact, ...]


class Cost(_Model):
    """A fee (CPSV-AP: Cost): `value` is one amount, `value_text` a rate or range as published."""

    description: Text
    value: int | float | None = None
    value_text: str | None = None
    currency: Literal["MAD"] = "MAD"
    payment: Text | None = None
    as_of: str | None = Field(
        None,
        description="Date of the figure: YYYY, YYYY-MM, YYYY-MM-DD, or in words",
    )
    certainty: Certainty | None = None
    sources: tuple[str, ...] = ()


class Portal(_Model):
    """A site where the procedure is done or described."""

    name: str | None = None
    url: str


class Source(_Model):
    """Where a fact was read. Three dates are never merged: its own, read, and last checked."""

    id: str
    title: Text
    url: str | None = None
    publisher: str | None = None
    kind: SourceKind
    date: str | None = Field(None, description="The source's own date, as it states it")
    date_note: str | None = Field(None, description="What is known of when, if it states no date")
    read: str | None = Field(None, description="When it was read: YYYY-MM or YYYY-MM-DD")
    checked: str | None = Field(None, description="When it was last compared with the live page")


class Procedure(_Model):
    """One administrative procedure (CPSV-AP: Public Service)."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    category: str
    title: Text
    description: Text | None = None
    aliases: tuple[str, ...] = ()
    administration: Fact
    audience: tuple[Fact, ...] = ()
    conditions: tuple[Fact, ...] = ()
    documents: tuple[DocumentGroup, ...] = ()
    costs: tuple[Cost, ...] = ()
    benefits: tuple[Fact, ...] = ()
    processing_time: tuple[Fact, ...] = ()
    validity: tuple[Fact, ...] = ()
    channels: tuple[Fact, ...] = ()
    portals: tuple[Portal, ...] = ()
    contact_points: tuple[Fact, ...] = ()
    steps: tuple[Fact, ...] = ()
    legal_resources: tuple[Fact, ...] = ()
    contradictions: tuple[Fact, ...] = ()
    notes: tuple[Fact, ...] = ()
    sources: tuple[Source, ...] = ()

    @model_validator(mode="after")
    def _sources_exist(self) -> "Procedure":
        known = {source.id for source in self.sources}
        if len(known) != len(self.sources):
            raise ValueError("two sources have the same id")
        cited = {key for fact in self.facts() for key in fact.sources}
        if missing := sorted(cited - known):
            raise ValueError(f"facts cite sources that are not listed: {', '.join(missing)}")
        return self

    def facts(self) -> tuple[Fact | Cost, ...]:
        """Every statement of the record that can be cited, in the order of the fields."""
        items = tuple(item for group in self.documents for item in group.items)
        return (
            self.administration,
            *self.audience,
            *self.conditions,
            *items,
            *self.costs,
            *self.benefits,
            *self.processing_time,
            *self.validity,
            *self.channels,
            *self.contact_points,
            *self.steps,
            *self.legal_resources,
            *self.contradictions,
            *self.notes,
        )

"""What administrators do: each act allowed by a role, within its reach, and recorded with it.

The command line and the API do the same things by the same names. The record of an act is written
in the transaction of the act, so neither is there without the other.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Literal

from siyada.config.signon import Role
from siyada.errors import InvalidRequest, NotFound, Refused
from siyada.ledger.audit import Audit
from siyada.ledger.ceilings import Ceilings
from siyada.ledger.changes import Also
from siyada.ledger.database import Database
from siyada.ledger.keys import OVERLAP, Key, Keys, Rights
from siyada.ledger.limits import Limit, Meters
from siyada.ledger.organisations import Organisation, Organisations, Project
from siyada.ledger.prices import Prices
from siyada.ledger.report import Period, Scope, usage_report
from siyada.ledger.roles import Right, may

Json = Any
"""A value written as JSON."""

Kind = Literal["key", "project", "organisation"]
KINDS: tuple[Kind, ...] = ("key", "project", "organisation")

EVERYWHERE = frozenset({"owner", "officer", "auditor"})
"""Roles that reach every organisation: they are the operator's."""

GIVEN_BY_ADMINS = frozenset({"developer", "admin"})
"""Roles that an admin may give: whoever watches admins is named by an owner."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and how far that reaches."""

    role: Role
    name: str
    """As the audit has it: `key 3`, `session 5f0c…`, `command line`."""
    organisation: int = 0
    project: int = 0
    key: int = 0


OPERATOR = Actor("owner", "command line")
"""Whoever runs commands on the machine can do all this to the file itself."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where administration reads and writes."""

    database: Database
    audit: Audit
    keys: Keys
    meters: Meters
    prices: Prices


class Administration:
    """The acts of administrators."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._organisations = Organisations(kept.database)
        self._ceilings = Ceilings(kept.database, kept.meters)

    def organisations(self, actor: Actor) -> Iterator[Organisation]:
        """The organisations within reach."""
        demand(actor, "manage")
        return (one for one in self._organisations.list() if _reaches(actor, one.number))

    def add_organisation(self, actor: Actor, name: str) -> Organisation:
        """A new organisation."""
        demand(actor, "organisations")
        return self._organisations.add(name, self._record(actor, "organisation added"))

    def remove_organisation(self, actor: Actor, number: int) -> None:
        """Make an organisation and all its keys useless at once."""
        demand(actor, "organisations")
        _demand_other(actor.organisation, number)
        self._organisations.remove(number, self._record(actor, "organisation removed"))

    def projects(self, actor: Actor) -> Iterator[Project]:
        """The projects within reach."""
        demand(actor, "manage")
        return (one for one in self._organisations.projects() if _reaches(actor, one.organisation))

    def add_project(self, actor: Actor, name: str, organisation: int) -> Project:
        """A new project of an organisation."""
        demand(actor, "manage")
        _demand_reach(actor, organisation)
        also = self._record(actor, "project added")
        return self._organisations.add_project(name, organisation, also)

    def remove_project(self, actor: Actor, number: int) -> None:
        """Make a project and all its keys useless at once."""
        self._project(actor, number)
        _demand_other(actor.project, number)
        self._organisations.remove_project(number, self._record(actor, "project removed"))

    def keys(self, actor: Actor) -> Iterator[Key]:
        """The keys within reach, each with its secrets' beginnings."""
        demand(actor, "manage")
        return (key for key in self._kept.keys.list() if _reaches(actor, key.organisation))

    def add_key(self, actor: Actor, name: str, rights: Rights, project: int = 1) -> tuple[Key, str]:
        """A new key and its secret, shown this once."""
        self._project(actor, project)
        if actor.role not in EVERYWHERE and rights.role not in GIVEN_BY_ADMINS:
            raise Refused("Only an owner gives this role. Ask the operator.", param="role")
        also = self._record(actor, "key added", role=rights.role)
        return self._kept.keys.add(name, rights, project, also)

    def renew_key(
        self, actor: Actor, name: str | int, overlap: timedelta = OVERLAP
    ) -> tuple[Key, str]:
        """Another secret for a key; those before go on for `overlap`."""
        key = self._key(actor, name)
        return self._kept.keys.renew(key.number, overlap, self._record(actor, "key renewed"))

    def remove_key(self, actor: Actor, name: str | int) -> int:
        """Make a key useless at once; its number."""
        key = self._key(actor, name)
        _demand_other(actor.key, key.number)
        return self._kept.keys.remove(key.number, self._record(actor, "key removed"))

    def limits(self, actor: Actor, kind: Kind, number: int) -> Limit:
        """The limits set for a key, a project or an organisation."""
        self._reach(actor, kind, number)
        return self._ceilings.of(f"{kind} {number}")

    def set_limits(self, actor: Actor, kind: Kind, number: int, limit: Limit) -> Limit:
        """Set all limits of a key, a project or an organisation; None is the default, or none.

        An organisation's limits are set by an owner: they bind its admins.
        """
        self._reach(actor, kind, number)
        if kind == "organisation":
            demand(actor, "organisations")
        also = self._record(actor, "limits set", of=kind, **asdict(limit))
        return self._ceilings.set(f"{kind} {number}", limit, also)

    def usage(
        self, actor: Actor, wanted: Scope, when: Period, by: Sequence[str]
    ) -> dict[str, Json]:
        """What was used within reach: a developer sees a project, an admin an organisation."""
        demand(actor, "usage")
        scope = _within(actor, wanted)
        return usage_report(self._kept.database, self._kept.prices, scope, when, by)

    def _project(self, actor: Actor, number: int) -> Project:
        demand(actor, "manage")
        with _nothing_told(actor):
            project = self._organisations.project(number)
        _demand_reach(actor, project.organisation)
        return project

    def _key(self, actor: Actor, name: str | int) -> Key:
        demand(actor, "manage")
        with _nothing_told(actor):
            key = self._kept.keys.named(name)
        _demand_reach(actor, key.organisation)
        if actor.role not in EVERYWHERE and key.rights.role not in GIVEN_BY_ADMINS:
            raise Refused("Only an owner changes a key of this role. Ask the operator.")
        return key

    def _reach(self, actor: Actor, kind: Kind, number: int) -> None:
        if kind == "key":
            self._key(actor, number)
        elif kind == "project":
            self._project(actor, number)
        else:
            demand(actor, "manage")
            _demand_reach(actor, number)
            self._organisations.one(number)

    def _record(self, actor: Actor, what: str, **fields: Json) -> Also:
        def append(connection: sqlite3.Connection, number: int) -> None:
            self._kept.audit.append(
                connection, what, {what.split()[0]: number, "by": actor.name, **fields}
            )

        return append


def _within(actor: Actor, wanted: Scope) -> Scope:
    """What is wanted, as far as the actor's role reaches."""
    if actor.role in EVERYWHERE:
        return wanted
    if wanted.organisation not in {None, actor.organisation}:
        raise _out_of_reach()
    if actor.role == "admin":
        return Scope(actor.organisation, wanted.project, wanted.key)
    if wanted.project not in {None, actor.project}:
        raise _out_of_reach()
    return Scope(actor.organisation, actor.project, wanted.key)


def demand(actor: Actor, right: Right) -> None:
    """Raise Refused where an actor's role has not this right."""
    if not may(actor.role, right):
        raise Refused(f"The role {actor.role} may not do this. Ask the operator.")


def _demand_other(own: int, number: int) -> None:
    if own == number:
        raise InvalidRequest("What you act with cannot be removed: nobody could undo it.")


def _reaches(actor: Actor, organisation: int) -> bool:
    return actor.role in EVERYWHERE or actor.organisation == organisation


def _demand_reach(actor: Actor, organisation: int) -> None:
    if not _reaches(actor, organisation):
        raise _out_of_reach()


@contextmanager
def _nothing_told(actor: Actor) -> Iterator[None]:
    """Tell of what is not there as of what is another organisation's."""
    try:
        yield
    except NotFound:
        if actor.role in EVERYWHERE:
            raise
        raise _out_of_reach() from None


def _out_of_reach() -> NotFound:
    # Not Refused: whether another organisation's key exists is none of the caller's business.
    return NotFound("There is nothing of this number within your organisation.")

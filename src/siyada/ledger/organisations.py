"""Organisations and their projects: whose keys are whose."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from siyada.errors import InvalidRequest, NotFound
from siyada.ledger.changes import CHANGED, Also
from siyada.ledger.database import Database

LONGEST_NAME = 80

_ORGANISATIONS = "SELECT number, name, added FROM organisations WHERE removed IS NULL"
_PROJECTS = (
    "SELECT projects.number, projects.name, projects.added, organisation FROM projects"
    " JOIN organisations ON organisations.number = organisation"
    " WHERE projects.removed IS NULL AND organisations.removed IS NULL"
)
_ADD_ORGANISATION = "INSERT INTO organisations (name, added) VALUES (?, ?)"
_ADD_PROJECT = "INSERT INTO projects (name, added, organisation) VALUES (?, ?, ?)"
_REMOVE = {
    "organisation": "UPDATE organisations SET removed = ? WHERE number = ?",
    "project": "UPDATE projects SET removed = ? WHERE number = ?",
}


@dataclass(frozen=True, slots=True)
class Organisation:
    """An administration, a ministry, a company."""

    number: int
    name: str
    added: str
    """Time in UTC, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Project:
    """What some keys of an organisation are for."""

    number: int
    name: str
    added: str
    organisation: int


class Organisations:
    """The organisations and projects of a ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self) -> Iterator[Organisation]:
        """Every organisation, oldest first."""
        for row in self._database.read().execute(f"{_ORGANISATIONS} ORDER BY number").fetchall():
            yield Organisation(*row)

    def projects(self) -> Iterator[Project]:
        """Every project, oldest first."""
        for row in self._database.read().execute(f"{_PROJECTS} ORDER BY 1").fetchall():
            yield Project(*row)

    def one(self, number: int) -> Organisation:
        """An organisation; raises NotFound."""
        found = next((one for one in self.list() if one.number == number), None)
        if found is None:
            raise NotFound("There is no organisation of this number.")
        return found

    def project(self, number: int) -> Project:
        """A project; raises NotFound."""
        found = next((one for one in self.projects() if one.number == number), None)
        if found is None:
            raise NotFound("There is no project of this number.")
        return found

    def add(self, name: str, also: Also | None = None) -> Organisation:
        """A new organisation; raises InvalidRequest for a name in use."""
        number = self._insert(_ADD_ORGANISATION, (checked_name(name), _now()), also)
        return self.one(number)

    def add_project(self, name: str, organisation: int, also: Also | None = None) -> Project:
        """A new project; raises NotFound, or InvalidRequest for a name in use."""
        self.one(organisation)
        number = self._insert(_ADD_PROJECT, (checked_name(name), _now(), organisation), also)
        return self.project(number)

    def remove(self, number: int, also: Also | None = None) -> None:
        """Make an organisation and all its keys useless at once; raises NotFound."""
        self.one(number)
        self._remove("organisation", number, also)

    def remove_project(self, number: int, also: Also | None = None) -> None:
        """Make a project and all its keys useless at once; raises NotFound."""
        self.project(number)
        self._remove("project", number, also)

    def _insert(self, statement: str, row: tuple[str | int, ...], also: Also | None) -> int:
        def insert(connection: sqlite3.Connection) -> int:
            try:
                number = int(connection.execute(statement, row).lastrowid or 0)
            except sqlite3.IntegrityError:
                raise InvalidRequest("This name is in use. Choose another.", param="name") from None
            connection.execute(CHANGED)
            if also is not None:
                also(connection, number)
            return number

        return self._database.write(insert).result()

    def _remove(self, what: str, number: int, also: Also | None) -> None:
        def update(connection: sqlite3.Connection) -> None:
            connection.execute(_REMOVE[what], (_now(), number))
            connection.execute(CHANGED)
            if also is not None:
                also(connection, number)

        self._database.write(update).result()


def checked_name(name: str) -> str:
    """A name that people can read; raises InvalidRequest."""
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        message = f"A name has 1 to {LONGEST_NAME} printable characters."
        raise InvalidRequest(message, param="name")
    return name


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

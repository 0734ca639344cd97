"""Collections: who owns them, and who else may read or change them.

An asker is what they are called: their own name and the groups they are in. What they may not read
is left out of the search itself, not of its results: it has no part in counts, and a collection
that one may not see is answered like one that does not exist.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from siyada.errors import InvalidRequest, NotFound
from siyada.library.store import Store

Right = Literal["read", "write"]
EVERYONE = "everyone"
"""A group that everybody is in, with a key or without."""

_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: names of themselves and of their groups, such as `key:archive`, `project:3`."""

    names: frozenset[str] = frozenset()

    def __contains__(self, name: str) -> bool:
        return name == EVERYONE or name in self.names


@dataclass(frozen=True, slots=True)
class Collection:
    """A set of documents: its owner, and what others may do with it."""

    name: str
    owner: str
    grants: tuple[tuple[str, Right], ...] = ()


class Collections:
    """The collections of one library. Documents of no collection are the operator's alone."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def make(self, name: str, owner: str) -> None:
        """Begin a collection; one that is there keeps its owner. Raises InvalidRequest."""
        if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
            raise InvalidRequest(
                f"A collection's name has 1 to {_LONGEST_NAME} characters that can be seen."
            )
        with self._store.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO collections VALUES (?, ?)", (name, owner))

    def share(self, name: str, who: str, may: Right) -> None:
        """Let somebody or a group read, or read and change; raises NotFound."""
        self._known(name)
        with self._store.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO grants VALUES (?, ?, ?)", (name, who, may))

    def unshare(self, name: str, who: str) -> bool:
        """Take back what was granted; whether there was something."""
        with self._store.writing() as connection:
            sql = "DELETE FROM grants WHERE collection = ? AND who = ?"
            return connection.execute(sql, (name, who)).rowcount > 0

    def all(self) -> Iterator[Collection]:
        """Every collection, by name."""
        grants: dict[str, list[tuple[str, Right]]] = {}
        for name, who, may in self._store.rows("SELECT * FROM grants ORDER BY collection, who"):
            grants.setdefault(name, []).append((who, may))
        for name, owner in self._store.rows("SELECT * FROM collections ORDER BY name"):
            yield Collection(name, owner, tuple(grants.get(name, ())))

    def readable(self, asker: Asker) -> frozenset[str]:
        """The names of the collections that they may read."""
        return frozenset(one.name for one in self.all() if _may(one, asker, ("read", "write")))

    def writable(self, asker: Asker) -> frozenset[str]:
        """The names of the collections that they may change."""
        return frozenset(one.name for one in self.all() if _may(one, asker, ("write",)))

    def _known(self, name: str) -> None:
        if not self._store.rows("SELECT 1 FROM collections WHERE name = ?", (name,)):
            raise NotFound("There is no collection of that name: see `siyada collections list`.")


def _may(collection: Collection, asker: Asker, rights: Iterable[Right]) -> bool:
    return (bool(collection.owner) and collection.owner in asker) or any(
        who in asker and may in rights for who, may in collection.grants
    )

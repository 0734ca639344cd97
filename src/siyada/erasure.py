"""Everything that is kept of a person, shown or erased on their request.

Law 09-08: a person has what is kept of them erased within ten clear days (article 8), and nothing
is kept longer than its purpose asks for (article 3(1)(e)). Of the audit's technical traces a year
is kept (law 05-20, article 26); of what a key wrote, uploaded and collected nothing asks for that,
so it goes at once. What is erased:

- the conversations and the files of the key, which nobody else sees;
- the libraries that it made, with every document in them, shared or not: they are its own, and
  whoever shares them sees them by its leave;
- its name beside documents that it uploaded into libraries of others, and the shares by which
  others let it in. Those documents belong to whoever owns the library, and stay.

Content is known by keys. Of whoever a key asked for (`user`), the audit has a pseudonym and the
stores have nothing.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from siyada.ledger.calls import Ledger
from siyada.ledger.people import Person
from siyada.library.own import OwnLibraries
from siyada.memory.conversations import Conversations
from siyada.memory.files import Files

Json = Any
"""A value written as JSON."""


@dataclass(frozen=True, slots=True)
class Content:
    """How much is kept for a key."""

    conversations: int = 0
    files: int = 0
    libraries: int = 0
    """Those that it made."""
    shared: int = 0
    """Of these, the ones that others may use."""
    documents: int = 0
    """Those in its libraries."""
    uploads: int = 0
    """Its documents in libraries of others: they stay, without its name."""

    def __bool__(self) -> bool:
        return any(asdict(self).values())


@dataclass(frozen=True, slots=True)
class Stores:
    """Where all that is kept of people stands."""

    ledger: Ledger
    conversations: Conversations
    files: Files
    libraries: OwnLibraries
    forget: Callable[[str], None] = lambda _: None
    """Closes a library that is to be removed, where a server holds it open."""


@contextmanager
def open_stores(ledger: Ledger) -> Iterator[Stores]:
    """The stores beside a ledger, and beside a server that may run; raises LedgerFailed."""
    settings = ledger.settings
    kept = settings.conversations
    with (
        closing(Conversations(settings.data, kept.key_file, days=kept.days)) as conversations,
        closing(Files(settings)) as files,
        closing(OwnLibraries(settings.data)) as libraries,
    ):
        yield Stores(ledger, conversations, files, libraries)


def held(stores: Stores, key: int) -> Content:
    """What is kept for a key."""
    libraries, shared, documents, uploads = stores.libraries.held_for(_name(key), str(key))
    return Content(
        conversations=stores.conversations.count(key),
        files=stores.files.count(key),
        libraries=libraries,
        shared=shared,
        documents=documents,
        uploads=uploads,
    )


def export(stores: Stores, person: Person) -> dict[str, Json]:
    """What the audit holds about a person, and how much content is kept; raises InvalidRequest."""
    told = stores.ledger.people.export(person)
    return told | {"content": _told(held(stores, person.key) if person.key else Content())}


def erase(
    stores: Stores,
    person: Person,
    by: str,
    *,
    all_records: bool = False,
    dry_run: bool = False,
) -> dict[str, Json]:
    """Erase what names a person and what is kept for them, and tell how much that was.

    With `dry_run` nothing changes, and what would is told. Content goes first and is recorded in
    the audit by its numbers alone: killed in between, the same command does the rest.
    """
    ledger = stores.ledger
    person.where(ledger.audit)
    content = held(stores, person.key) if person.key else Content()
    if content and person.key and not dry_run:
        _erase(stores, person.key)
        _record(ledger, person.key, content, by)
    told = ledger.people.erase(person, by, all_records=all_records, dry_run=dry_run)
    return told | {"content": _told(content), "dry_run": dry_run}


def _erase(stores: Stores, key: int) -> None:
    stores.conversations.remove_all(key)
    stores.files.remove_all(key)
    stores.libraries.remove_all(_name(key), str(key), stores.forget)


def _record(ledger: Ledger, key: int, content: Content, by: str) -> None:
    fields: Mapping[str, Json] = {"key": key, **asdict(content), "by": by}

    def record(connection: sqlite3.Connection) -> None:
        ledger.audit.append(connection, "content erased", fields)

    ledger.database.write(record).result()


def _told(content: Content) -> dict[str, int]:
    return asdict(content)


def _name(key: int) -> str:
    """The key as owners of libraries are named."""
    return f"key-number:{key}"

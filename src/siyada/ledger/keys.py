"""Callers and their keys: a key is who calls; its secrets, 256 random bits each, prove it.

A secret is shown once and kept as a hash. Renewing a key makes a second secret; the first goes on
for a while, so that nobody is cut off, and the key keeps its name, its limits and its use.
"""

import hashlib
import ipaddress
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from siyada.config.signon import Role
from siyada.errors import InvalidRequest, NotFound
from siyada.ledger.changes import CHANGED, CHANGES, Also
from siyada.ledger.database import Database
from siyada.ledger.limits import Account
from siyada.ledger.organisations import checked_name
from siyada.ledger.roles import ROLES

MARK = "sk-siyada-"
"""What every secret begins with, so that scanners of leaked secrets recognise it."""

PREFIX_LENGTH = len(MARK) + 6
LONGEST_LIST = 100
OVERLAP = timedelta(days=1)
"""How long the secret before goes on when a key is renewed, unless it is said."""

_KEY = (
    "SELECT keys.number, keys.name, secrets.prefix, keys.added, keys.project,"
    " projects.organisation, keys.role, min(coalesce(keys.expires, secrets.expires),"
    " coalesce(secrets.expires, keys.expires)), keys.models, keys.endpoints, keys.networks"
    " FROM keys JOIN projects ON projects.number = keys.project"
    " JOIN organisations ON organisations.number = projects.organisation"
    " JOIN secrets ON secrets.key = keys.number"
    " WHERE keys.removed IS NULL AND secrets.removed IS NULL"
    " AND projects.removed IS NULL AND organisations.removed IS NULL"
)
_FIND = f"{_KEY} AND secrets.hash = ?"
_OLDEST = "secrets.added, secrets.expires IS NULL"
"""The order of a key's secrets: of two of the same second, the one that was renewed ends."""
_LIST = f"{_KEY} ORDER BY keys.number, {_OLDEST}"
_BY_NAME = f"{_KEY} AND (keys.name = ? OR secrets.prefix = ?) ORDER BY keys.number, {_OLDEST}"
_BY_NUMBER = f"{_KEY} AND keys.number = ? ORDER BY {_OLDEST}"
_ADD = (
    "INSERT INTO keys (project, name, role, added, expires, models, endpoints, networks)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_ADD_SECRET = "INSERT INTO secrets (hash, key, prefix, added, expires) VALUES (?, ?, ?, ?, NULL)"  # noqa: S105
_OUTLIVE = "UPDATE secrets SET expires = ? WHERE key = ? AND (expires IS NULL OR expires > ?)"
_REMOVE = "UPDATE keys SET removed = ? WHERE number = ?"
_EVER = "SELECT EXISTS (SELECT 1 FROM keys)"

_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Rights:
    """What a key may do; None allows all."""

    role: Role = "developer"
    expires: datetime | None = None
    models: tuple[str, ...] | None = None
    endpoints: tuple[str, ...] | None = None
    """Beginnings of addresses: `/v1/chat/`."""
    networks: tuple[str, ...] | None = None
    """Networks that it is used from: `10.1.0.0/16`."""


@dataclass(frozen=True, slots=True)
class Key:
    """Who calls. Records name keys by their number; the name is for people."""

    number: int
    name: str
    prefix: str
    added: str
    """Time in UTC, ISO 8601."""
    project: int = 1
    organisation: int = 1
    rights: Rights = field(default_factory=Rights)

    @property
    def account(self) -> Account:
        """Whose use is counted."""
        return Account(self.number, self.project, self.organisation)

    def is_valid(self) -> bool:
        """Whether it has not expired."""
        return self.rights.expires is None or datetime.now(UTC) < self.rights.expires


@dataclass(slots=True)
class Caller:
    """Who asks, the id of the request, and what for."""

    key: Key
    request: str
    purpose: str = ""
    """What the request says that it is for; empty: it does not say."""
    counted: bool = False
    """Whether the limits have dealt with this request already."""
    subject: str = ""
    """Whoever the caller asks for, as a pseudonym; empty where that is not said."""

    def through_assistant(self) -> "Caller":
        """The same caller, asking a model through an assistant that the key may ask.

        Which model an assistant asks is the operator's choice, not the key's.
        """
        rights = replace(self.key.rights, models=None)
        return replace(self, key=replace(self.key, rights=rights))


class Keys:
    """The keys of a ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._found: dict[bytes, Key] = {}
        self._found_at = -1
        """The number of changes at which they were found."""

    def add(
        self,
        name: str,
        rights: Rights | None = None,
        project: int = 1,
        also: Also | None = None,
    ) -> tuple[Key, str]:
        """A new key and its secret, which is not kept.

        Raises InvalidRequest for a name in use or rights that cannot be.
        """
        name, rights = checked_name(name), _checked(rights or Rights())
        secret, now = _new_secret(), _now()

        def insert(connection: sqlite3.Connection) -> None:
            row = (project, name, rights.role, now, _time(rights.expires), *_lists(rights))
            try:
                number = int(connection.execute(_ADD, row).lastrowid or 0)
            except sqlite3.IntegrityError:
                raise InvalidRequest(
                    "A key of this name exists. Choose another name, or remove that key first."
                ) from None
            connection.execute(_ADD_SECRET, (_hash(secret), number, secret[:PREFIX_LENGTH], now))
            connection.execute(CHANGED)
            if also is not None:
                also(connection, number)

        self._database.write(insert).result()
        return self._of_secret(secret), secret

    def renew(
        self, name: str | int, overlap: timedelta = OVERLAP, also: Also | None = None
    ) -> tuple[Key, str]:
        """Another secret for a key, by name or prefix; those before go on for `overlap`."""
        key, secret, now = self.named(name), _new_secret(), _now()
        until = _time(datetime.now(UTC) + max(overlap, timedelta()))

        def insert(connection: sqlite3.Connection) -> None:
            connection.execute(_OUTLIVE, (until, key.number, until))
            row = (_hash(secret), key.number, secret[:PREFIX_LENGTH], now)
            connection.execute(_ADD_SECRET, row)
            connection.execute(CHANGED)
            if also is not None:
                also(connection, key.number)

        self._database.write(insert).result()
        return self._of_secret(secret), secret

    def find(self, secret: str) -> Key | None:
        """The key of a secret, if it is one, was not removed, and has not expired."""
        hashed = _hash(secret)
        changes = self._database.latest(CHANGES)
        if changes != self._found_at or len(self._found) > _MOST_REMEMBERED:
            self._found, self._found_at = {}, changes
        key = self._found.get(hashed)
        if key is None:
            row = self._database.read().execute(_FIND, (hashed,)).fetchone()
            if not row or row[0] is None:
                return None
            key = self._found[hashed] = _key(row)
        return key if key.is_valid() else None

    def _of_secret(self, secret: str) -> Key:
        row = self._database.read().execute(_FIND, (_hash(secret),)).fetchone()
        return _key(row)

    def list(self) -> Iterator[Key]:
        """Every key in use with each of its secrets' beginnings, oldest first."""
        for row in self._database.read().execute(_LIST).fetchall():
            key = _key(row)
            if key.is_valid():
                yield key

    def named(self, name: str | int) -> Key:
        """The key of a name, prefix or number; raises NotFound, InvalidRequest for several."""
        where = (_BY_NUMBER, (name,)) if isinstance(name, int) else (_BY_NAME, (name, name))
        found = {row[0]: _key(row) for row in self._database.read().execute(*where)}
        if not found:
            raise NotFound("There is no key of this name. `siyada keys list` shows them.")
        if len(found) > 1:
            raise InvalidRequest("Several projects have a key of this name. Say its prefix.")
        return found.popitem()[1]

    def remove(self, name: str | int, also: Also | None = None) -> int:
        """Make a key useless at once, by name or prefix; its number. Raises NotFound."""
        number = self.named(name).number

        def update(connection: sqlite3.Connection) -> None:
            connection.execute(_REMOVE, (_now(), number))
            connection.execute(CHANGED)
            if also is not None:
                also(connection, number)

        self._database.write(update).result()
        return number

    def ever_added(self) -> bool:
        """Whether a key was ever made here, be it removed since."""
        return bool(self._database.read().execute(_EVER).fetchone()[0])


def _key(row: Sequence[Any]) -> Key:
    expires = datetime.fromisoformat(row[7]) if row[7] else None
    lists = (tuple(orjson.loads(value)) if value else None for value in row[8:11])
    number, name, prefix, added, project, organisation, role = row[:7]
    rights = Rights(role, expires, *lists)
    return Key(number, name, prefix, added, project, organisation, rights)


def _lists(rights: Rights) -> tuple[str | None, ...]:
    lists = (rights.models, rights.endpoints, rights.networks)
    return tuple(None if one is None else orjson.dumps(one).decode() for one in lists)


def _checked(rights: Rights) -> Rights:
    if rights.role not in ROLES:
        raise InvalidRequest(f"A role is one of {', '.join(ROLES)}.", param="role")
    if rights.expires is not None and rights.expires.tzinfo is None:
        raise InvalidRequest("`expires` needs a time zone: 2027-01-31T00:00:00Z.", param="expires")
    for name in ("models", "endpoints", "networks"):
        values = getattr(rights, name)
        if values is not None and not 0 < len(values) <= LONGEST_LIST:
            message = f"`{name}` lists 1 to {LONGEST_LIST} values, or is left out to allow all."
            raise InvalidRequest(message, param=name)
    for endpoint in rights.endpoints or ():
        if not endpoint.startswith("/v1/"):
            raise InvalidRequest("An endpoint begins with /v1/.", param="endpoints")
    try:
        networks = [str(ipaddress.ip_network(one, strict=False)) for one in rights.networks or ()]
    except ValueError:
        raise InvalidRequest("A network is written as 10.1.0.0/16.", param="networks") from None
    return replace(rights, networks=tuple(networks) or None)


def _new_secret() -> str:
    return MARK + secrets.token_urlsafe(32)


def _hash(secret: str) -> bytes:
    # No salt and no slow hash: a secret is 256 random bits, not a password.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def _time(value: datetime | None) -> str | None:
    return None if value is None else value.astimezone(UTC).isoformat(timespec="seconds")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

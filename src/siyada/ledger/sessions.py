"""People who signed on: sessions that end, kept as hashes; of a person only a pseudonym.

A sign-on that has begun is kept until the provider sends the person back, and is taken once.
"""

import hashlib
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from siyada.config.signon import Role
from siyada.ledger.audit import Audit
from siyada.ledger.database import Database

BEGUN_MINUTES = 10
"""How long a person may take at the provider."""

_BEGIN = "INSERT INTO signons VALUES (?, ?, ?, ?, ?)"
_TAKE = "DELETE FROM signons WHERE hash = ? RETURNING nonce, verifier, back, expires"
_TIDY = "DELETE FROM signons WHERE expires < ?"
_TIDY_SESSIONS = "DELETE FROM sessions WHERE expires < ?"
_OPEN = "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?)"
_FIND = (
    "SELECT subject, role, organisation, expires FROM sessions"
    " JOIN organisations ON organisations.number = organisation"
    " WHERE hash = ? AND expires > ? AND organisations.removed IS NULL"
)
_CLOSE_ALL = "DELETE FROM sessions WHERE subject = ?"
_CLOSE = "DELETE FROM sessions WHERE hash = ? RETURNING subject"


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-on that has begun: what the provider's answer is held to, and where to go after."""

    nonce: str
    verifier: str
    back: str


@dataclass(frozen=True, slots=True)
class Session:
    """A person who signed on."""

    subject: str
    """A keyed pseudonym, the same each time."""
    role: Role
    organisation: int
    expires: str


class Sessions:
    """The sessions of a ledger."""

    def __init__(self, database: Database, audit: Audit) -> None:
        self._database = database
        self._audit = audit

    def begin(self, back: str) -> tuple[str, Begun]:
        """Begin a sign-on; gives its state, which only the person's browser and we know."""
        state, begun = secrets.token_urlsafe(32), Begun(_secret(), _secret(), back)
        now = datetime.now(UTC)
        row = (_hash(state), begun.nonce, begun.verifier, back, _time(now, minutes=BEGUN_MINUTES))

        def insert(connection: sqlite3.Connection) -> None:
            connection.execute(_TIDY, (_time(now),))
            connection.execute(_BEGIN, row)

        self._database.write(insert).result()
        return state, begun

    def take(self, state: str) -> Begun | None:
        """The sign-on of a state, once; None when there is none, or it took too long."""
        hashed, now = _hash(state), _time(datetime.now(UTC))
        row = self._database.write(lambda c: c.execute(_TAKE, (hashed,)).fetchone()).result()
        return Begun(*row[:3]) if row and row[3] > now else None

    def open(self, person: str, role: Role, organisation: int, hours: float) -> str:
        """A new session; gives its secret, which is not kept. It is recorded in the audit."""
        secret, subject = _secret(), self._audit.pseudonym(person)
        now = datetime.now(UTC)
        expires = _time(now, minutes=hours * 60)
        row = (_hash(secret), subject, role, organisation, _time(now), expires)

        def insert(connection: sqlite3.Connection) -> None:
            connection.execute(_TIDY_SESSIONS, (_time(now),))
            connection.execute(_OPEN, row)
            fields = {"role": role, "organisation": organisation}
            self._audit.append(connection, "signed on", fields, {"subject": subject})

        self._database.write(insert).result()
        return secret

    def find(self, secret: str) -> Session | None:
        """The session of a secret, while it lasts."""
        given = (_hash(secret), _time(datetime.now(UTC)))
        row = self._database.read().execute(_FIND, given).fetchone()
        return Session(*row) if row else None

    def close(self, secret: str) -> None:
        """End a session; one that is not there is ended already."""
        hashed = _hash(secret)

        def delete(connection: sqlite3.Connection) -> None:
            row = connection.execute(_CLOSE, (hashed,)).fetchone()
            if row:
                self._audit.append(connection, "signed off", {}, {"subject": row[0]})

        self._database.write(delete).result()

    def close_all_of(self, person: str, by: str) -> int:
        """End every session of a person who is not to come back as they are; how many."""
        subject = self._audit.pseudonym(person)

        def delete(connection: sqlite3.Connection) -> int:
            ended = connection.execute(_CLOSE_ALL, (subject,)).rowcount
            if ended:
                fields = {"sessions": ended, "by": by}
                self._audit.append(connection, "signed off", fields, {"subject": subject})
            return ended

        return self._database.write(delete).result()


def person_of(issuer: str, account: str) -> str:
    """The name of a person by whom an issuer's tokens are about: its `sub` says nothing alone."""
    return f"{issuer}\n{account}"


def _secret() -> str:
    return secrets.token_urlsafe(32)


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def _time(moment: datetime, minutes: float = 0) -> str:
    return (moment + timedelta(minutes=minutes)).isoformat(timespec="seconds")

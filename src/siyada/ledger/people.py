"""What the audit holds about one person: exported, and erased, on their request.

Law 09-08: access without delay (article 7), erasure within ten clear days (article 8). A person is
a key, or whoever a key asked for (`user` in a request), known by a keyed pseudonym only.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from siyada.errors import InvalidRequest
from siyada.ledger.audit import Audit
from siyada.ledger.database import Database

Json = Any
"""A value written as JSON."""

TRACES_DAYS = 365
"""Technical traces are kept for a year (law 05-20, article 26), so younger records are left."""

GLOSSARY = {
    "time": "when (UTC)",
    "model": "the model that was asked",
    "provider": "who runs it",
    "where": "`here`: in the organisation; `country`: elsewhere in Morocco; `abroad`: elsewhere",
    "decision": "what the policy decided about personal data: allow, mask, or why it was refused",
    "masked": "how many values of each kind were masked; the values are not kept",
    "digest": "proves which text was sent, to whoever has it; the text is not kept",
    "outcome": "how it ended: complete, cut, left, refused, failed, lost",
    "purpose": "what it was for",
    "rerouted": "kind of data for which a model in the country was asked instead",
    "tokens_in": "length of what was asked, in tokens",
    "tokens_out": "length of the answer, in tokens",
}
"""Decree 2-09-165, article 34: codes and abbreviations are explained."""

ELSEWHERE = (
    "conversations, files and libraries that a key asked to be kept, for the days of the settings:"
    " who has the key gets them at /v1/conversations, /v1/files and /v1/libraries; `content` says"
    " how many there are, and erasing the key's records erases them"
)
"""What else is held, which the audit does not know."""

_OF = (
    "SELECT number, record, who FROM audit WHERE who IS NOT NULL"
    " AND json_extract(who, :path) = :value ORDER BY number"
)
_ERASE = "UPDATE audit SET who = NULL WHERE number = ?"
_CLOSED = (
    "SELECT json_extract(record, '$.opened'), record FROM audit"
    " WHERE json_extract(record, '$.what') = 'call closed'"
)


@dataclass(frozen=True, slots=True)
class Person:
    """A key by its number, or whoever keys asked for by a name of theirs; one of the two."""

    key: int | None = None
    subject: str | None = None

    def where(self, audit: Audit) -> dict[str, str | int]:
        """The field and the value by which the records are found."""
        if (self.key is None) == (self.subject is None):
            raise InvalidRequest("Name a person by `key` or by `subject`, one of the two.")
        if self.key is not None:
            return {"path": "$.key", "value": self.key}
        return {"path": "$.subject", "value": audit.pseudonym(self.subject or "")}


class People:
    """Answers to people who ask what is kept about them."""

    def __init__(self, database: Database, audit: Audit) -> None:
        self._database = database
        self._audit = audit

    def export(self, person: Person) -> dict[str, Json]:
        """Everything the audit holds about a person, with what the fields mean."""
        calls = list(self._calls(person))
        return {
            "object": "person",
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "calls": calls,
            "glossary": GLOSSARY,
            "not_kept": "questions, answers, files, names and addresses are not in the audit",
            "elsewhere": ELSEWHERE,
        }

    def erase(
        self, person: Person, by: str, *, all_records: bool = False, dry_run: bool = False
    ) -> dict[str, Json]:
        """Erase what names a person; gives how many records, and how many are kept for now.

        The records stay, the chain holds, and one more record says which ones were erased. With
        `dry_run` that is only told.
        """
        where = person.where(self._audit)
        young = datetime.now(UTC) - timedelta(days=TRACES_DAYS)

        def erase(connection: sqlite3.Connection) -> dict[str, Json]:
            found = connection.execute(_OF, where).fetchall()
            old = [n for n, record, _ in found if all_records or _made(record) < young]
            if old and not dry_run:
                connection.executemany(_ERASE, ((n,) for n in old))
                self._audit.append(connection, "erased", {"records": runs(old), "by": by})
            kept = [_made(record) for number, record, _ in found if number not in set(old)]
            until = min(kept) + timedelta(days=TRACES_DAYS) if kept else None
            return {
                "object": "erasure",
                "erased": len(old),
                "kept": len(kept),
                "kept_for": "law 05-20, article 26" if kept else None,
                "next": until and until.date().isoformat(),
            }

        return self._database.write(erase).result()

    def _calls(self, person: Person) -> Iterator[dict[str, Json]]:
        read = self._database.read()
        opened = read.execute(_OF, person.where(self._audit)).fetchall()
        numbers = {number for number, _, _ in opened}
        ends = {at: record for at, record in read.execute(_CLOSED) if at in numbers}
        for number, record, who in opened:
            call = orjson.loads(record) | orjson.loads(who)
            end = orjson.loads(ends[number]) if number in ends else {}
            call["ended"] = {
                name: end[name] for name in end if name not in {"what", "opened"}
            } or None
            yield {name: value for name, value in call.items() if name not in {"salt", "who"}}


def runs(numbers: list[int]) -> list[list[int]]:
    """Numbers in order as the first and last of each run.

    >>> runs([1, 2, 3, 7])
    [[1, 3], [7, 7]]
    """
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def _made(record: str) -> datetime:
    return datetime.fromisoformat(orjson.loads(record)["time"])

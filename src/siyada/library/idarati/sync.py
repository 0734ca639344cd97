"""Reading the national record anew: what is new, what changed, what vanished."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from siyada.errors import SiyadaError
from siyada.library.idarati.client import Client, Gone, Language, NotAnswered
from siyada.library.idarati.kept import Kept
from siyada.library.record import Progress

Json = Any
"""A value read from JSON."""

LANGUAGES: tuple[Language, ...] = ("ar", "fr")
PROCEDURES, ADMINISTRATIONS = "/procedures/search", "/administration/search"
_LISTS = ("/categories-menu", "/administration-type/search", "/beneficiary-sub-category")
_SIZE = 100
_MOST_PAGES = 1_000
_IN_A_ROW = 10
"""Addresses that may give nothing one after the other before the run is broken off."""
_MOST_VANISHED = 0.2
"""Share of the procedures that may vanish at once; more is a fault of the list, not of the law."""


class SyncStopped(SiyadaError):
    """The national record cannot be read any further for now."""

    status = 502
    code = "sync_stopped"


@dataclass(frozen=True, slots=True)
class Synced:
    """What a run found. `surprises` counts what the API gave against what is known of it."""

    procedures: int
    administrations: int
    changes: dict[str, list[str]]
    surprises: dict[str, int]
    failed: list[str] = field(default_factory=list)
    """Ids of procedures of which something could not be read; what was known of them stays."""
    resumed: bool = False


class Sync:
    """One run. Started again after it was broken off, it goes on where it was."""

    def __init__(self, client: Client, kept: Kept, *, progress: Progress | None = None) -> None:
        self._client = client
        self._kept = kept
        self._progress = progress or _silent
        self._surprises: dict[str, int] = {}
        self._failed: list[str] = []
        self._in_a_row = 0
        self._run, self._resumed = kept.begin()

    async def run(self) -> Synced:
        """Read all; raises SyncStopped, after which the same call goes on."""
        for path in _LISTS:
            for language in LANGUAGES:
                await self._read(path, language, lambda _: None)
        ids = await self._list(PROCEDURES, "Listing procedures")
        if not ids:
            raise SyncStopped(
                "The list of procedures came empty. Nothing was changed; try again later."
            )
        self._kept.listed(ids, self._run)
        offices = await self._list(ADMINISTRATIONS, "Listing administrations")
        for done, identifier in enumerate(ids, 1):
            await self._procedure(identifier)
            self._progress("Reading procedures", done, len(ids))
        self._mark(ids)
        self._kept.end(self._run)
        return Synced(
            procedures=len(ids),
            administrations=len(offices),
            changes=self._kept.changes(self._run),
            surprises=self._surprises,
            failed=self._failed,
            resumed=self._resumed,
        )

    async def _list(self, path: str, what: str) -> list[str]:
        """The ids of all pages in both languages, in their order; stops where ids repeat."""
        ids: dict[str, None] = {}
        for language in LANGUAGES:
            before: set[str] = set()
            for number in range(_MOST_PAGES):
                address = f"{path}?title=&size={_SIZE}&page={number}"
                page = await self._read(address, language, lambda _: None)
                if page is _NOTHING or page is None:
                    raise SyncStopped(
                        "A page of the list could not be read, so nobody can tell what vanished. "
                        "What was read is kept: `siyada sync idarati` goes on from there."
                    )
                found = self._ids(page)
                if not set(found) - before:
                    break
                before.update(found)
                ids.update(dict.fromkeys(found))
                total = page.get("totalPages") if isinstance(page, dict) else None
                self._progress(what, number + 1, max(_number(total), number + 1))
                if isinstance(total, int) and number + 1 >= total:
                    break
        return list(ids)

    def _ids(self, page: Json) -> list[str]:
        content = page.get("content") if isinstance(page, dict) else None
        if not isinstance(content, list):
            self._surprise("a page without a list")
            return []
        found = []
        for row in content:
            identifier = row.get("id") if isinstance(row, dict) else None
            if isinstance(identifier, str | int) and _ID.fullmatch(str(identifier)):
                found.append(str(identifier))
            else:
                self._surprise("an entry without an id")
        return found

    async def _procedure(self, identifier: str) -> None:
        """One procedure and its documents, in both languages."""

        def note(what: str) -> None:
            if what:
                first = path == f"/procedures/{identifier}" and what == "new"
                self._kept.note(self._run, identifier, "new" if first else "changed")

        for path in (f"/procedures/{identifier}", f"/procedures/{identifier}/documents"):
            for language in LANGUAGES:
                value = await self._read(path, language, note)
                if value is _NOTHING and identifier not in self._failed:
                    self._failed.append(identifier)

    async def _read(self, path: str, language: Language, note: Callable[[str], None]) -> Json:
        """An answer, from the API or from what this run has read.

        None where there is nothing at the address, `_NOTHING` when it could not be read.
        """
        etag, run = self._kept.state(path, language)
        if run == self._run:
            return self._kept.answer(path, language)
        try:
            answer = await self._client.get(path, language, etag=etag)
        except Gone:
            self._surprise("an address that does not exist")
            return None
        except NotAnswered as error:
            return self._not_answered(str(error))
        self._in_a_row = 0
        note(self._kept.keep(path, language, answer.value, (answer.etag, self._run)))
        return self._kept.answer(path, language)

    def _not_answered(self, told: str) -> Json:
        self._surprise(told)
        self._in_a_row += 1
        if self._in_a_row >= _IN_A_ROW:
            raise SyncStopped(
                f"{_IN_A_ROW} addresses one after the other gave {told}. What was read is kept: "
                "`siyada sync idarati` goes on from there."
            )
        return _NOTHING

    def _mark(self, ids: list[str]) -> None:
        """Mark what vanished, and what is there again."""
        vanished = self._kept.procedures()
        for identifier in ids:
            if vanished.get(identifier):
                self._kept.mark(identifier, vanished=False)
                self._kept.note(self._run, identifier, "back")
        missing = self._kept.missing(self._run)
        if len(missing) > _MOST_VANISHED * (len(ids) + len(missing)) and len(missing) > 1:
            self._surprises["procedures missing from the list, too many to believe"] = len(missing)
            return
        for identifier in missing:
            self._kept.mark(identifier, vanished=True)
            self._kept.note(self._run, identifier, "vanished")

    def _surprise(self, what: str) -> None:
        self._surprises[what] = self._surprises.get(what, 0) + 1


_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
"""An id that may stand in an address: `../x` would lead elsewhere."""
_NOTHING: Json = object()


def _silent(what: str, done: int, total: int) -> None:
    """Show no progress."""
    del what, done, total


def _number(value: Json) -> int:
    return value if isinstance(value, int) else 0

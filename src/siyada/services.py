"""Everything a request needs, opened once, closed once."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import structlog

from siyada.assistant.assistant import Assistant
from siyada.config import Settings
from siyada.errors import NotFound
from siyada.ledger.accounts import FIRST
from siyada.ledger.calls import Ledger
from siyada.ledger.keys import Key
from siyada.library.access import Asker
from siyada.library.finding import Finder
from siyada.library.own import PREFIX, OwnLibraries
from siyada.library.record import Record, open_record
from siyada.library.shelf import Shelf, open_tools
from siyada.memory.conversations import Conversations
from siyada.memory.files import Files
from siyada.models.pool import Pool, open_pool
from siyada.shield.answers import masked
from siyada.shield.detect import recognisers
from siyada.shield.policy import check_policy

log = structlog.get_logger()

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many steps are done, and of how many."""

_REFUSED_AFTER = 0.1
"""Seconds: longer than it takes to open a library and to see that it may not be read."""

ASSISTANT = "siyada"
"""The name of the assistant among the models."""


def is_assistant(model: str, settings: Settings) -> bool:
    """Whether a model's name is that of an assistant."""
    return model == ASSISTANT or model in settings.assistants


RELOADED = ("providers", "models", "routing", "shield", "limits", "assistants", "log_level")
"""Settings that a running server takes anew; the others need a restart."""


def asker(key: Key) -> Asker:
    """Whoever a key is, as collections and libraries name them.

    Only in the first project, the operator's, is a key called by its name: others name their keys
    as they like, and would be taken for its keys.
    """
    names = {
        f"key-number:{key.number}",
        f"project:{key.project}",
        f"organisation:{key.organisation}",
    }
    if key.project == FIRST:
        names.add(f"key:{key.name}")
    return Asker(frozenset(names))


@dataclass(slots=True)
class Services:
    """What requests share."""

    settings: Settings
    record: Record
    assistant: Assistant
    pool: Pool
    ledger: Ledger
    conversations: Conversations
    files: Files
    shelf: Shelf
    libraries: OwnLibraries

    @asynccontextmanager
    async def library(self, name: str, who: Asker) -> AsyncIterator[tuple[Finder, Asker | None]]:
        """A library for somebody, and as whom they look into it; raises NotFound.

        In a library that callers made, whoever may use it sees all; in one of the operator's, the
        collections that they may read. To say no takes as long for what is there as for what is
        not.
        """
        answer_at = time.monotonic() + _REFUSED_AFTER
        seen_as: Asker | None
        with ExitStack() as stack:
            try:
                if name.startswith(PREFIX):
                    await asyncio.to_thread(self.libraries.one, who, name)
                    finder, seen_as = stack.enter_context(self.shelf.open(name)), None
                else:
                    finder, seen_as = stack.enter_context(self.shelf.finder(name, who)), who
            except NotFound:
                await asyncio.sleep(max(0.0, answer_at - time.monotonic()))
                raise
            yield finder, seen_as

    def reload(self, new: Settings) -> tuple[str, ...]:
        """Take new settings and an edited record; what is being answered goes on as it began.

        Gives the names of settings that differ and need a restart. Raises ConfigError where the new
        settings cannot be used, RecordError where the record cannot, and then nothing has changed.
        """
        check_policy(new.shield)
        old = self.settings
        record = open_record(old)
        edited = record.digest != self.record.digest
        assistant = _assistant(record) if edited else self.assistant
        self.pool.load(new.providers, new.models, new.routing)
        self.record, self.assistant = record, assistant
        self.settings = taken(old, new)
        self.ledger.reload(self.settings)
        names = (name for name in type(new).model_fields if name not in RELOADED)
        return tuple(name for name in names if getattr(new, name) != getattr(old, name))


def taken(old: Settings, new: Settings) -> Settings:
    """The old settings with those of the new that a running server takes."""
    return old.model_copy(update={name: getattr(new, name) for name in RELOADED})


def _shelf(settings: Settings, pool: Pool) -> Shelf:
    """The libraries; of texts that models abroad are to read, personal data is masked."""
    tools = open_tools(settings.library, pool, _masked)
    return Shelf(settings.data, replace(tools, missed=_log_missed))


def _log_missed(stage: str, code: str) -> None:
    log.warning("a stage of a search had no part", place=stage, kind=code)


def _assistant(record: Record) -> Assistant:
    return Assistant(record, today=lambda: datetime.now(UTC).date())


def _masked(text: str) -> str:
    return str(masked(text)["text"])


@asynccontextmanager
async def open_services(
    settings: Settings, progress: Progress | None = None
) -> AsyncIterator[Services]:
    """The services of these settings, while they are open.

    Raises ConfigError, LedgerFailed, LibraryFailed or RecordError when one cannot be opened.
    """
    check_policy(settings.shield)
    recognisers(settings.shield.model, settings.shield.loader)
    async with open_pool(settings.providers, settings.models, settings.routing) as pool:
        record = open_record(settings, progress)
        kept = settings.conversations
        with (
            closing(Ledger(settings)) as ledger,
            closing(Conversations(settings.data, kept.key_file, days=kept.days)) as conversations,
            closing(Files(settings)) as files,
            closing(_shelf(settings, pool)) as shelf,
            closing(OwnLibraries(settings.data)) as libraries,
        ):
            yield Services(
                settings=settings,
                record=record,
                assistant=_assistant(record),
                pool=pool,
                ledger=ledger,
                conversations=conversations,
                files=files,
                shelf=shelf,
                libraries=libraries,
            )

"""Everything a request needs, opened once, closed once."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime

from siyada.assistant.assistant import Assistant
from siyada.config import Settings
from siyada.ledger.calls import Ledger
from siyada.library.record import Record, open_record
from siyada.memory.conversations import Conversations
from siyada.memory.files import Files
from siyada.models.pool import Pool, open_pool
from siyada.shield.policy import check_policy

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many steps are done, and of how many."""

ASSISTANT = "siyada"
"""The name of the assistant among the models."""


def is_assistant(model: str, settings: Settings) -> bool:
    """Whether a model's name is that of an assistant."""
    return model == ASSISTANT or model in settings.assistants


@dataclass(frozen=True, slots=True)
class Services:
    """What requests share."""

    settings: Settings
    record: Record
    assistant: Assistant
    pool: Pool
    ledger: Ledger
    conversations: Conversations
    files: Files


@asynccontextmanager
async def open_services(
    settings: Settings, progress: Progress | None = None
) -> AsyncIterator[Services]:
    """The services of these settings, while they are open.

    Raises ConfigError, LedgerFailed, LibraryFailed or RecordError when one cannot be opened.
    """
    check_policy(settings.shield)
    async with open_pool(settings.providers, settings.models, settings.routing) as pool:
        record = open_record(settings, progress)
        kept = settings.conversations
        with (
            closing(Ledger(settings)) as ledger,
            closing(Conversations(settings.data, kept.key_file, days=kept.days)) as conversations,
            closing(Files(settings)) as files,
        ):
            yield Services(
                settings=settings,
                record=record,
                assistant=Assistant(record, today=lambda: datetime.now(UTC).date()),
                pool=pool,
                ledger=ledger,
                conversations=conversations,
                files=files,
            )

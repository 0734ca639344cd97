"""What a server keeps for a time only is erased when that time is over, whether or not it is asked.

Law 09-08, article 3(1)(e): data are kept no longer than what they were collected for needs. Reading
checks the age besides, so that nothing is shown in between.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog

from siyada.errors import SiyadaError
from siyada.services import Services

EVERY = 600.0
"""Seconds between two looks."""

log = structlog.get_logger()


@asynccontextmanager
async def erasing(services: Services, every: float = EVERY) -> AsyncIterator[None]:
    """Erase files and conversations whose time is over, every so many seconds, meanwhile."""
    task = asyncio.get_running_loop().create_task(_erase_for_ever(services, every))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _erase_for_ever(services: Services, every: float) -> None:
    while True:
        await asyncio.sleep(every)
        try:
            await asyncio.to_thread(services.files.erase_expired)
            await services.conversations.forget_expired()
        except SiyadaError as error:  # a full disk: the next look tries again
            log.error("what is over was not erased", kind=error.code)

"""What a server does once it listens: it loads what its first request would wait for.

Then what was loaded is left out of the collection of garbage (CPython's `gc`), which otherwise
reads hundreds of thousands of words of tables again and again. Nothing is collected less for it:
what requests leave behind is looked at as before, after more of it has come together. Garbage is
not looked for first: some 400 objects are, which no memory shows, and to find them stops the server
for .15 s after it has said that it is ready (docs/operations.md).
"""

import asyncio
import gc

from siyada.services import Services
from siyada.shield.detect import prepare

YOUNG = 10_000
"""Objects made and not freed before garbage is looked for: CPython's 700 are a few requests'."""


def settle(services: Services) -> "asyncio.Task[None]":
    """Begin that, beside the first requests; keep the task until the server ends."""
    masks = any(provider.where != "here" for provider in services.pool.providers)
    return asyncio.get_running_loop().create_task(_settled(masks=masks))


async def _settled(*, masks: bool) -> None:
    if masks:
        await asyncio.to_thread(prepare)
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])

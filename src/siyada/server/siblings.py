"""The counts of all workers on one page.

Each tells its own to the others, over a socket of the machine that only this user can open.

A scrape reaches one worker, whichever the kernel gives it to; what it counted alone says little.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

WAIT_SECONDS = 1.0
"""How long to wait for a worker's counts; one that does not answer is left out."""


class Siblings:
    """The workers of this server. Without a folder there is but one."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    @asynccontextmanager
    async def telling(self, page: Callable[[], bytes]) -> AsyncIterator[None]:
        """Tell the others what was counted here, while the worker runs."""
        if self._folder is None:
            yield
            return

        async def tell(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(page())
            writer.close()

        path = self._folder / f"{os.getpid()}.sock"
        server = await asyncio.start_unix_server(tell, path)
        try:
            yield
        finally:
            server.close()
            path.unlink(missing_ok=True)

    async def page(self, own: bytes) -> bytes:
        """The counts of all workers, summed."""
        if self._folder is None:
            return own
        mine = f"{os.getpid()}.sock"
        others = [path for path in self._folder.glob("*.sock") if path.name != mine]
        pages = await asyncio.gather(*(_asked(path) for path in others))
        return summed([own, *filter(None, pages)])


async def _asked(path: Path) -> bytes:
    try:
        async with asyncio.timeout(WAIT_SECONDS):
            reader, writer = await asyncio.open_unix_connection(path)
            page = await reader.read()
            writer.close()
            return page
    except (OSError, TimeoutError):
        return b""


def summed(pages: list[bytes]) -> bytes:
    r"""Pages in Prometheus's text format as one: a sample that stands in several is added up.

    A time at which counting began (`…_created`) is the earliest.

    >>> summed([b"# TYPE a counter\na 1.0\n", b"a 2.0\nb 1.0\n"])
    b'# TYPE a counter\na 3.0\nb 1.0\n'
    """
    lines: dict[str, float | None] = {}
    for page in pages:
        for line in page.decode().splitlines():
            name, _, value = line.rpartition(" ")
            if line.startswith("#"):
                lines.setdefault(line)
                continue
            before, now = lines.get(name), float(value)
            if before is None:
                lines[name] = now
            else:
                created = name.partition("{")[0].endswith("_created")
                lines[name] = min(before, now) if created else before + now
    said = (line if value is None else f"{line} {value}" for line, value in lines.items())
    return ("\n".join(said) + "\n").encode()

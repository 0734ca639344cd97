"""What is kept for a time is erased when it is over, by a server that nobody asks anything."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from siyada.config import load_settings
from siyada.memory.conversations import new_id
from siyada.memory.files import Stored
from siyada.server.expiring import erasing
from siyada.services import open_services

LONG_AGO = "2020-01-01T00:00:00+00:00"


def test_what_is_over_goes_by_itself(few: object, tmp_path: Path) -> None:
    settings = load_settings({"SIYADA_DATA": str(tmp_path), "SIYADA_PROCEDURES": str(few)})

    def sealed() -> int:
        return len(list(tmp_path.rglob("*.sealed")))

    async def keep_and_wait() -> tuple[int, int]:
        async with open_services(settings) as services:
            over = int(time.time()) + 1
            for expires in (over, over + 3600):
                new = Stored("", 1, "dossier.txt", "text/plain", "ocr", 0, 0, expires)
                services.files.add(new, b"x")
            for _ in range(2):
                await services.conversations.add(1, new_id(), {}, [{"role": "user"}])
            first = services.conversations._database.read().execute(
                "SELECT id FROM conversations LIMIT 1"
            )
            identifier = first.fetchone()[0]
            await asyncio.wrap_future(
                services.conversations._database.write(
                    lambda connection: (
                        connection.execute(
                            "UPDATE conversations SET updated = ? WHERE id = ?",
                            (LONG_AGO, identifier),
                        ).rowcount
                    )
                )
            )
            async with erasing(services, every=0.05):
                await _soon(lambda: (sealed(), services.conversations.count(1)) == (1, 1))
            return sealed(), services.conversations.count(1)

    assert asyncio.run(keep_and_wait()) == (1, 1)


async def _soon(is_so: Callable[[], bool]) -> None:
    for _ in range(200):
        if is_so():
            return
        await asyncio.sleep(0.05)

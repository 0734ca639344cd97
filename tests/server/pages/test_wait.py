"""A server that is full: numbers in the line, who is turned away, and what is forgotten."""

import asyncio
import re
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import unescape

import httpx2
import orjson
import pytest
from starlette.applications import Starlette

from siyada.assistant.answer import Answer, State
from siyada.config import Settings, load_settings
from siyada.server.pages import stream
from siyada.server.pages.line import Line
from siyada.server.pages.messages import PAGE_LANGUAGES, catalogue
from siyada.server.pages.question import read_question
from siyada.server.pages.routes import page_routes
from siyada.server.pages.stream import Turn, as_events
from siyada.server.trial import trial
from siyada.services import Services, open_services

pytestmark = pytest.mark.usefixtures("few_procedures")

ASKED = {"question": "Combien coûte la carte nationale ?"}
LONG = " ".join(f"bghit nsewwel {number} 3la lwra9 dyal lpasbor" for number in range(40))
"""A question that takes the assistant a while."""


@dataclass(slots=True)
class Full:
    """The pages of a server that makes one answer, and makes it until `end` is called."""

    services: Services
    client: httpx2.AsyncClient
    line: Line
    ended: threading.Event

    async def end(self) -> None:
        """Let it finish, and whoever waits be answered."""
        self.ended.set()
        await self.line.join(_nothing).answer

    def next_number(self) -> int:
        """The number that one more question would have."""
        probe = self.line.join(_nothing)
        number = self.line.number(probe)
        self.line.leave(probe)
        return number

    async def until(self, number: int) -> None:
        """Until one more question would have this number."""
        for _ in range(10_000):
            if self.next_number() == number:
                return
            await asyncio.sleep(0.001)
        pytest.fail(f"{self.next_number()} and not {number}")

    async def wait(self, lang: str = "fr") -> str:
        """The address at which a question waits that is sent now."""
        sent = await self.client.post(f"/{lang}/ask", data=ASKED)
        assert sent.status_code == 303
        return sent.headers["location"]


def _nothing() -> Answer:
    return Answer(State.STOPPED, "fr", "fr", (), ())


@asynccontextmanager
async def full(*, longest: int = 3) -> AsyncIterator[Full]:
    """A server whose only place is taken."""
    ended = threading.Event()

    def long_work() -> Answer:
        ended.wait(30)
        return _nothing()

    async with open_services(load_settings()) as services:
        line = Line(width=1, longest=longest)
        line.join(long_work)
        app = Starlette(routes=page_routes(services, line))
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://here") as client:
            yield Full(services, client, line, ended)
            ended.set()


def number_on(page: httpx2.Response) -> str:
    """What a page says of the place in the line."""
    found = re.search(r'class="place" role="status"[^>]*>([^<]+)</p>', page.text)
    assert found
    return unescape(found[1])


@pytest.mark.parametrize("lang", PAGE_LANGUAGES)
def test_a_question_that_waits_sees_its_number_go_down_then_its_answer(lang: str) -> None:
    words = catalogue(lang)

    async def scene() -> None:
        async with full() as server:
            first, second = await server.wait(lang), await server.wait(lang)
            assert re.fullmatch(rf"/{lang}/wait/[\w-]{{22}}", first)
            assert first != second
            page = await server.client.get(second)

            assert page.status_code == 503
            assert page.headers["retry-after"] == "5"
            assert page.headers["cache-control"] == "no-store"
            assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page.text
            assert '<meta name="robots" content="noindex">' in page.text
            assert number_on(page) == words.plain("wait.place", count=2)
            assert ASKED["question"] in unescape(page.text)
            assert "37 37" in page.text

            await server.end()
            answer = await server.client.get(second)
            again = await server.client.get(second)
        assert answer.status_code == 200
        assert 'class="source-list"' in answer.text
        assert "noindex" in answer.text
        assert 'class="source-list"' in again.text  # reloading the page loses nothing

    asyncio.run(scene())


def test_who_was_there_first_moves_up_when_another_is_answered() -> None:
    async def scene() -> None:
        async with full() as server:
            addresses = [await server.wait() for _ in range(3)]
            numbers = [number_on(await server.client.get(one)) for one in addresses]
            assert numbers == [catalogue("fr").plain("wait.place", count=n) for n in (1, 2, 3)]

    asyncio.run(scene())


def test_the_page_can_be_told_not_to_open_itself_again() -> None:
    async def scene() -> None:
        async with full() as server:
            address = await server.wait()
            page = (await server.client.get(address)).text
            still = (await server.client.get(f"{address}?still=1")).text
        assert f'href="{address}?still=1"' in page
        assert "refresh" not in still
        assert "data-wait" not in still
        assert f'href="{address}"' in still

    asyncio.run(scene())


def test_the_same_place_is_seen_in_every_language_of_the_pages() -> None:
    async def scene() -> None:
        async with full() as server:
            address = await server.wait("fr")
            page = await server.client.get(address.replace("/fr/", "/ar/"))
        assert number_on(page) == catalogue("ar").plain("wait.place", count=1)
        assert f'href="{address}"' in page.text

    asyncio.run(scene())


def test_a_line_that_is_full_turns_away_and_keeps_the_question() -> None:
    async def scene() -> None:
        async with full(longest=1) as server:
            await server.wait()
            page = await server.client.post("/fr/ask", data=ASKED)
            data = await server.client.post(
                "/fr/ask", data=ASKED, headers={"Accept": "application/json"}
            )
        assert page.status_code == data.status_code == 503
        assert page.headers["retry-after"] == data.headers["retry-after"] == "10"
        assert catalogue("fr").text("errors.title_busy") in page.text
        assert ASKED["question"] in unescape(page.text)
        assert orjson.loads(data.content)["code"] == "busy"

    asyncio.run(scene())


def test_with_our_script_the_number_comes_on_the_same_stream() -> None:
    async def scene() -> None:
        async with full() as server:
            await server.wait()
            question = read_question({"question": [ASKED["question"]]})
            place = server.line.join(_nothing)
            turn = Turn(server.services, server.line, place, question, catalogue("fr"))
            seen = []
            async for event in as_events(turn.pieces()):
                seen.append(event)
                if event.startswith("event: place"):
                    server.ended.set()
        assert seen[1] == "event: place\ndata: 2\n\n"
        assert [event.partition("\n")[0] for event in seen[2:]][::-1][:2] == [
            "event: done",
            "event: earlier",
        ]

    asyncio.run(scene())


@pytest.mark.parametrize("kind", ["text/event-stream", "application/json"])
def test_who_closes_the_connection_leaves_the_line(kind: str) -> None:
    async def scene() -> None:
        async with full() as server:
            sending = asyncio.create_task(
                server.client.post("/fr/ask", data=ASKED, headers={"Accept": kind})
            )
            await server.until(2)
            sending.cancel()
            await server.until(1)

    asyncio.run(scene())


def test_a_ticket_that_stands_for_nothing_says_so_and_offers_the_form() -> None:
    async def scene() -> None:
        async with full() as server:
            for lang in PAGE_LANGUAGES:
                page = await server.client.get(f"/{lang}/wait/{'A' * 22}")
                assert page.status_code == 410
                assert catalogue(lang).text("wait.forgotten") in page.text
                assert 'id="question"' in page.text

    asyncio.run(scene())


def test_a_server_that_is_filled_answers_everybody_whom_it_let_in() -> None:
    with trial(_small(load_settings())) as small:

        def ask(_: int) -> httpx2.Response:
            return httpx2.post(f"{small.url}/fr/ask", data={"question": LONG}, timeout=60)

        with ThreadPoolExecutor(8) as people:
            sent = list(people.map(ask, range(8)))
        waiting = [page.headers["location"] for page in sent if page.status_code == 303]
        statuses = sorted(page.status_code for page in sent)
        assert set(statuses) == {200, 303, 503}
        for address in waiting:
            page = httpx2.get(small.url + address, timeout=60)
            while page.status_code == 503:
                page = httpx2.get(small.url + address, timeout=60)
            assert page.status_code == 200
            assert 'class="matter"' in page.text
        assert f'siyada_answers_total{{state="busy"}} {statuses.count(503)}.0' in (
            httpx2.get(f"{small.url}/metrics", headers=small.headers, timeout=20).text
        )


def _small(settings: Settings) -> Settings:
    """One answer at a time, and two questions that wait."""
    limits = {"answers_at_once": 1, "questions_waiting": 2, "questions_per_ten_minutes": 1000}
    return settings.model_copy(update={"limits": settings.limits.model_copy(update=limits)})


def test_a_stream_that_waits_long_gives_signs_of_life() -> None:
    async def slow() -> AsyncIterator[stream.Piece]:
        yield stream.Piece("question", "<p>?</p>")
        await asyncio.sleep(0.2)
        yield stream.Piece("answer", "<p>!</p>")

    async def scene() -> list[str]:
        return [event async for event in as_events(slow(), 0.01)]

    seen = asyncio.run(scene())
    assert seen[0] == "event: question\ndata: <p>?</p>\n\n"
    assert ": waiting\n\n" in seen[1:-2]
    assert seen[-2:] == ["event: answer\ndata: <p>!</p>\n\n", "event: done\ndata:\n\n"]

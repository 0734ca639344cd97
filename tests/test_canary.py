"""Personal data in every string of every route, and then a search of everything written.

Nothing of it may be in a log, a file, an error, a metric, or in what a provider abroad received,
whatever that provider does. This test is what lets us say what we say.
"""

import asyncio
import copy
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import httpx2
import orjson
import pytest
from starlette.routing import Route

from siyada.config import load_settings
from siyada.models.scripted import CUT, Script, ScriptedServer, events, said, scripted_server, whole
from siyada.server.app import routes
from siyada.services import open_services
from siyada.wire.chat import Json
from tests.serving import Served, serving

# Valid by their check, and reserved or made up: no person has them.
NEEDLES = (
    "BE123456",
    "0600000000",
    "canari@example.org",
    "4111111111111111",
    "011780000012345678901296",
)
CANARY = (
    f"Ma CIN est {NEEDLES[0]}, mon téléphone {NEEDLES[1]}, mon courriel {NEEDLES[2]}, "
    f"ma carte bancaire {NEEDLES[3]}, mon RIB {NEEDLES[4]}."
)
SPOKEN = b"data: " + orjson.dumps(said("Salam")) + b"\n\n"

TOOL = {
    "type": "function",
    "function": {
        "name": "office",
        "description": "text",
        "strict": True,
        "parameters": {
            "type": "object",
            "description": "text",
            "properties": {"town": {"type": "string", "description": "text", "enum": ["text"]}},
        },
    },
}
CALL = {
    "id": "call_0123456789",
    "type": "function",
    "function": {"name": "office", "arguments": '{"town": "text"}'},
}
CHAT = {
    "model": "m",
    "messages": [
        {"role": "system", "content": "text", "name": "text"},
        {"role": "user", "content": [{"type": "text", "text": "text"}], "name": "text"},
        {"role": "assistant", "content": "text", "tool_calls": [CALL], "refusal": "text"},
        {"role": "tool", "tool_call_id": "call_0123456789", "content": "text", "name": "office"},
        {"role": "user", "content": "text", "next_year": {"deep": ["text", {"er": "text"}]}},
    ],
    "tools": [TOOL],
    "tool_choice": {"type": "function", "function": {"name": "office"}},
    "response_format": {
        "type": "json_schema",
        "json_schema": {"name": "form", "description": "text", "schema": {"title": "text"}},
    },
    "stop": ["text"],
    "user": "text",
    "metadata": {"key": "text"},
    "prediction": {"type": "content", "content": "text"},
    "prompt_cache_key": "text",
    "safety_identifier": "text",
    "siyada": {"language": "fr"},
    "next_year": "text",
    "n": 1,
}
EMBEDDINGS = {"model": "m", "input": ["text"], "user": "text", "metadata": {"key": "text"}}


def places(value: Json, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of each string in a value."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for name, inner in items:
            yield from places(inner, (*path, name))


def with_canary(body: Json, *paths: tuple[str | int, ...]) -> Json:
    """The body with the canary at these places."""
    changed = copy.deepcopy(body)
    for path in paths:
        target = changed
        for part in path[:-1]:
            target = target[part]
        target[path[-1]] = CANARY
    return changed


def everywhere(body: Json) -> Json:
    """The body with the canary in the place of every text at once."""
    texts = [path for path in places(body) if _at(body, path) == "text"]
    return with_canary(body, *texts)


def _at(body: Json, path: tuple[str | int, ...]) -> Json:
    for part in path:
        body = body[part]
    return body


FAILURES = {
    "answers": events(said(CANARY), said("", finish="stop")),
    "answers whole": whole(
        {
            "choices": [
                {"message": {"role": "assistant", "content": CANARY}, "finish_reason": "stop"}
            ]
        }
    ),
    "is cut at once": Script([CUT]),
    "is cut later": Script([SPOKEN, CUT]),
    "sends half an event": Script([SPOKEN, f'data: {{"choices": "{CANARY}'.encode(), CUT]),
    "sends garbage": Script([SPOKEN, f"data: {CANARY}\n\n".encode()]),
    "sends garbage at once": Script([f"data: {CANARY}\n\n".encode()]),
    "says it fails": Script([SPOKEN, b"data: " + orjson.dumps({"error": CANARY}) + b"\n\n"]),
    "falls silent": Script([SPOKEN, 5.0]),
    "says nothing": Script([5.0]),
    "is a page": Script([CANARY.encode()], content_type="text/html"),
    "redirects": Script([], status=302, headers={"Location": f"http://127.0.0.1:1/{NEEDLES[0]}"}),
    **{
        f"refuses with {status}": whole(
            {
                "error": {"message": CANARY, "param": CANARY, "code": CANARY, "type": CANARY},
                "message": CANARY,
                "detail": [{"loc": [CANARY], "msg": CANARY, "type": CANARY, "input": CANARY}],
            },
            status=status,
            headers={"Retry-After": NEEDLES[1], "X-Request-Id": NEEDLES[0]},
        )
        for status in (400, 401, 404, 413, 422, 429, 500, 503)
    },
}


class Search:
    """Sends requests to a server and keeps what must not hold the canary."""

    def __init__(self, server: Served, model: ScriptedServer) -> None:
        self._url = server.url
        self._model = model
        self._client = httpx2.Client(
            headers={
                "Authorization": f"Bearer {server.first_key()}",
                "User-Agent": NEEDLES[0],
                "X-Request-Id": NEEDLES[0],
                "Cookie": f"a={NEEDLES[0]}",
                "Referer": f"http://a/{NEEDLES[0]}",
            },
            timeout=120,  # the first request reads the tables of the shield
        )
        self.seen: list[bytes] = []

    def close(self) -> None:
        """Read the metrics last, then leave."""
        self.seen.append(self._client.get(f"{self._url}/metrics").content)
        self._client.close()

    def send(self, method: str, path: str, body: Json = None, *, form: bool = False) -> None:
        """Send a request. What answers it may repeat the caller's words only if it succeeded."""
        content = b"" if body is None else orjson.dumps(body)
        answer = self._client.request(
            method,
            self._url + path,
            content=None if form else content,
            data=body if form else None,
        )
        self.seen += [f"{name}: {value}".encode() for name, value in answer.headers.items()]
        kind = answer.headers.get("content-type", "")
        if answer.status_code >= 400 and "json" in kind:
            self.seen.append(answer.content)
        if "event-stream" in kind:
            self.seen += [line for line in answer.content.split(b"\n") if b'"error"' in line]

    def upload(self, path: str, **fields: str) -> None:
        """Send a form whose file has the canary for its name, its kind and its content."""
        file = (f"{CANARY}.txt", CANARY.encode(), "text/plain")
        answer = self._client.post(self._url + path, files={"file": file}, data=fields)
        self.seen += [f"{name}: {value}".encode() for name, value in answer.headers.items()]
        if answer.status_code >= 400:
            self.seen.append(answer.content)

    def received(self) -> Iterator[bytes]:
        """What the provider abroad was sent."""
        for request in self._model.received:
            yield request.path.encode()
            yield request.body
            yield from (f"{name}: {value}".encode() for name, value in request.headers.items())


@pytest.fixture
def model() -> Iterator[ScriptedServer]:
    """A model server abroad."""
    with scripted_server(FAILURES["answers"]) as scripted:
        yield scripted


def settings(model: ScriptedServer) -> dict[str, str]:
    """Both kinds of provider, abroad, and every word that the log can say."""
    providers = [
        {"name": kind, "kind": kind, "url": model.url, "models": [name], "timeout_seconds": 0.2}
        for kind, name in (("openai", "m"), ("mistral", "n"))
    ]
    return {
        "SIYADA_PROVIDERS": orjson.dumps(providers).decode(),
        "SIYADA_LOG_LEVEL": "debug",
        "SIYADA_LIMITS__REQUESTS_PER_MINUTE": "100000",
        "SIYADA_ROUTING__FAILURES": "1000000",
        "SIYADA_ROUTING__RETRIES": "0",
    }


def assert_nowhere(search: Search, server: Served, data: Path) -> None:
    """Look for the canary in everything that was written, after the server was stopped."""
    written = {
        "standard error": server.errors.encode(),
        "standard output": "\n".join(server.lines).encode(),
        **{str(path): path.read_bytes() for path in data.rglob("*") if path.is_file()},
        **{f"answer {place}": content for place, content in enumerate(search.seen)},
        **{f"sent {place}": content for place, content in enumerate(search.received())},
    }
    found = [
        (where, needle, content[max(content.index(needle.encode()) - 200, 0) :][:400])
        for where, content in written.items()
        for needle in NEEDLES
        if needle.encode() in content
    ]
    assert not found


@pytest.mark.usefixtures("few_procedures")
def test_nothing_personal_is_written_whatever_a_provider_does(
    model: ScriptedServer, data_folder: Path
) -> None:
    with serving(**settings(model)) as server, closing(Search(server, model)) as search:
        for script in FAILURES.values():
            model.play(script)
            for name in ("m", "n"):
                for stream in (True, False):
                    body = {**everywhere(CHAT), "model": name, "stream": stream}
                    search.send("POST", "/v1/chat/completions", body)
                search.send("POST", "/v1/embeddings", {**everywhere(EMBEDDINGS), "model": name})
    assert len(model.received) >= 2 * 3 * (len(FAILURES) - 2)
    assert "answered" in server.errors
    assert_nowhere(search, server, data_folder)


@pytest.mark.usefixtures("few_procedures")
def test_nothing_personal_is_written_from_any_string_of_a_request(
    model: ScriptedServer, data_folder: Path
) -> None:
    with serving(**settings(model)) as server, closing(Search(server, model)) as search:
        for name in ("m", "n", "siyada", "no-such-model"):
            for path in places(CHAT):
                body = {**CHAT, "model": name}
                search.send("POST", "/v1/chat/completions", with_canary(body, path))
            for path in places(EMBEDDINGS):
                body = {**EMBEDDINGS, "model": name}
                search.send("POST", "/v1/embeddings", with_canary(body, path))
        for wrong in (CANARY, [CANARY], {CANARY: CANARY}, {**CHAT, "metadata": {CANARY: "a"}}):
            search.send("POST", "/v1/chat/completions", wrong)
    assert_nowhere(search, server, data_folder)


def every_route(data: Path, few: Path) -> list[tuple[str, str]]:
    """Method and path of each route of the application, with the canary for its parameters."""

    async def list_them() -> list[tuple[str, str]]:
        changed = {"data": data, "procedures": few}
        async with open_services(load_settings().model_copy(update=changed)) as services:
            return [
                (method, route.path)
                for route in routes(services)
                if isinstance(route, Route)
                for method in sorted(route.methods or {"GET"})
            ]

    return asyncio.run(list_them())


def test_nothing_personal_is_written_by_any_route(
    model: ScriptedServer, data_folder: Path, tmp_path: Path, few_procedures: Path
) -> None:
    found = every_route(tmp_path / "other", few_procedures)
    assert {"/v1/chat/completions", "/fr/ask", "/metrics"} <= {path for _, path in found}
    with serving(**settings(model)) as server, closing(Search(server, model)) as search:
        for method, template in found:
            path = "/".join(
                quote(CANARY) if part.startswith("{") else part for part in template.split("/")
            )
            search.send(method, f"{path}?q={quote(CANARY)}&lang={quote(NEEDLES[0])}")
            if method in {"POST", "PUT", "PATCH"}:
                names = ("text", "texts", "input", "question", "q", "query", "model", "procedure")
                search.send(method, path, dict.fromkeys(names, CANARY))
                search.send(method, path, {"texts": [CANARY], "text": CANARY, "to": "latn"})
                search.send(method, path, dict.fromkeys(names, CANARY), form=True)
                search.upload(path)
                search.upload(path, purpose="ocr")
                search.upload(path, **dict.fromkeys(names, CANARY))
                search.upload(path, model="m", language=CANARY, prompt=CANARY)
    assert_nowhere(search, server, data_folder)


@pytest.mark.usefixtures("few_procedures")
def test_the_search_finds_what_is_there(model: ScriptedServer, data_folder: Path) -> None:
    allow = orjson.dumps([{"kinds": ["*"], "where": "abroad", "action": "allow"}]).decode()
    with (
        serving(**settings(model), SIYADA_SHIELD__RULES=allow) as server,
        closing(Search(server, model)) as search,
    ):
        search.send("POST", "/v1/chat/completions", everywhere(CHAT))
    with pytest.raises(AssertionError, match=NEEDLES[0]):
        assert_nowhere(search, server, data_folder)

"""A server that is killed in the middle of streams, and the one that is started after it."""

import json
import os
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Semaphore
from typing import Any

import httpx2
import orjson
import pytest

from siyada.config import load_settings
from siyada.ledger.calls import DATABASE
from siyada.ledger.verify import Link, Trust, check, read_database, read_key
from siyada.models.scripted import Script, said, scripted_server
from tests.serving import SIYADA, run

pytestmark = pytest.mark.usefixtures("few_procedures")

EVENT = b"data: " + orjson.dumps(said("four")) + b"\n\n"


def test_streams_of_a_killed_server_are_closed_billed_and_given_back(tmp_path: Path) -> None:
    slow = Script([EVENT, 600])
    with scripted_server(slow, slow) as model, ThreadPoolExecutor() as others:
        config = tmp_path / "s.toml"
        provider = f'name = "rack"\nurl = "{model.url}"\nwhere = "here"\nmodels = ["m"]\n'
        limits = "[limits]\ncalls_at_once = 2\n"
        config.write_text(f"{limits}[[providers]]\n{provider}", encoding="utf-8")
        environ = {**os.environ, "SIYADA_CONFIG": str(config)}
        key = run("keys", "add", "counter", environ=environ)[1].strip()
        server = subprocess.Popen(
            [*SIYADA, "serve", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environ,
        )
        assert server.stdout is not None
        url = server.stdout.readline().split()[-1]
        began = Semaphore(0)
        streams = [others.submit(stream, url, key, began) for _ in range(2)]
        for _ in streams:
            assert began.acquire(timeout=60)
        assert ask(url, key).status_code == 429
        os.kill(server.pid, signal.SIGKILL)
        server.wait()
        server.stdout.close()
        assert all(one.result() for one in streams)
    code, told, _ = run("usage", "--by", "outcome", "--json", environ=environ)
    assert code == 0
    (row,) = json.loads(told)["data"]
    assert (row["outcome"], row["requests"], row["tokens_out"]) == ("lost", 2, 2)
    folder = load_settings().data
    items = read_database(folder / DATABASE)
    records = [orjson.loads(item.record) for item in items if isinstance(item, Link)]
    assert [one["outcome"] for one in records if one["what"] == "call closed"] == ["lost"] * 2
    trust = Trust(read_key(folder / "audit.key"))
    assert check(folder / DATABASE, trust, folder / "audit.checkpoint")[1] == ""


def asked(url: str, key: str) -> dict[str, Any]:
    messages = [{"role": "user", "content": "Salam"}]
    body = {"model": "m", "messages": messages, "stream": True, "max_tokens": 9}
    headers = {"Authorization": f"Bearer {key}"}
    return {"url": f"{url}/v1/chat/completions", "json": body, "headers": headers, "timeout": 60}


def ask(url: str, key: str) -> httpx2.Response:
    return httpx2.post(**asked(url, key))


def stream(url: str, key: str, began: Semaphore) -> bool:
    """Whether a stream broke off after its first event, as it does when its server is killed."""
    try:
        with httpx2.stream("POST", **asked(url, key)) as answer:
            lines = answer.iter_lines()
            next(lines)
            began.release()
            for _ in lines:
                pass
    except httpx2.HTTPError:
        return True
    return False

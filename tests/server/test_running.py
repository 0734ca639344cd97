"""A server as it is run: told to stop, told to read its settings anew, with several workers."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import httpx2
import orjson
import pytest

from siyada.ledger.verify import Trust, check, read_key
from siyada.models.scripted import Script, events, said, scripted_server
from siyada.wire.chat import Json
from tests.serving import SIYADA, Served, run, serving

pytestmark = pytest.mark.usefixtures("few_procedures")

PATIENT = 90.0
"""Seconds for what starts several servers, on a machine that does much else."""

FIRST = b"data: " + orjson.dumps(said("Sal")) + b"\n\n"
LAST = b"data: " + orjson.dumps(said("am", finish="stop")) + b"\n\ndata: [DONE]\n\n"


def settings(path: Path, url: str, *models: str, more: str = "") -> str:
    """Write settings with one provider here; gives their path."""
    named = json.dumps(models)
    text = (
        f'{more}\n[[providers]]\nname = "rack"\nurl = "{url}"\nwhere = "here"\nmodels = {named}\n'
    )
    path.write_text(text, encoding="utf-8")
    return str(path)


def ask(server: Served, key: str, model: str = "m", **more: Json) -> httpx2.Response:
    """Ask for a streamed answer."""
    body = {"model": model, "messages": [{"role": "user", "content": "Salam"}], "stream": True}
    url, headers = f"{server.url}/v1/chat/completions", {"Authorization": f"Bearer {key}"}
    return httpx2.post(url, json={**body, **more}, headers=headers, timeout=30)


def reload_over_http(server: Served, key: str) -> httpx2.Response:
    """Ask the server to read its settings anew."""
    headers = {"Authorization": f"Bearer {key}"}
    return httpx2.post(f"{server.url}/v1/admin/config/reload", headers=headers, timeout=30)


def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_server_told_to_stop_ends_its_answers_and_turns_others_away(tmp_path: Path) -> None:
    with scripted_server(Script([FIRST, 1.5, LAST])) as model, ThreadPoolExecutor() as others:
        config = settings(tmp_path / "s.toml", model.url, "m")
        with serving(SIYADA_CONFIG=config) as server:
            key = server.first_key()
            slow = others.submit(ask, server, key)
            until(lambda: len(model.received) == 1)
            time.sleep(0.2)
            server.process.send_signal(signal.SIGTERM)
            until(lambda: httpx2.get(f"{server.url}/readyz").status_code == 503)
            late, page = ask(server, key), httpx2.get(f"{server.url}/fr/")
            answer = slow.result()
            assert server.process.wait(timeout=10) == 0
    assert (late.status_code, late.headers["retry-after"]) == (503, "5")
    assert late.json()["error"]["code"] == "busy"
    assert page.status_code == 503
    assert answer.text.endswith("data: [DONE]\n\n")


def test_an_answer_that_outlasts_the_time_ends_with_an_error_both_clients_see(
    tmp_path: Path,
) -> None:
    with scripted_server(Script([FIRST, 60.0])) as model, ThreadPoolExecutor() as others:
        more = "[server]\ndrain_seconds = 0.3\n"
        config = settings(tmp_path / "s.toml", model.url, "m", more=more)
        with serving(SIYADA_CONFIG=config) as server:
            key = server.first_key()
            slow = others.submit(ask, server, key)
            until(lambda: len(model.received) == 1)
            time.sleep(0.2)
            server.process.send_signal(signal.SIGTERM)
            answer = slow.result()
            assert server.process.wait(timeout=10) == 0
        assert model.left.wait(5)
    last = orjson.loads(answer.text.strip().split("\n\n")[-1].removeprefix("data: "))
    assert last["choices"][0]["finish_reason"] == "error"
    assert last["error"]["code"] == "busy"
    assert "[DONE]" not in answer.text
    _, told, _ = run("usage", "--by", "outcome", "--json")
    assert [row["outcome"] for row in orjson.loads(told)["data"]] == ["cut"]


def test_settings_are_read_anew_without_dropping_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    with scripted_server() as model, ThreadPoolExecutor() as others:
        model.play(Script([FIRST, 1.5, LAST]), model="m")
        model.play(events(said("new", finish="stop")), model="n")
        environ = {"SIYADA_CONFIG": settings(path, model.url, "m")}
        with serving(**environ) as server:
            key = server.first_key()
            slow = others.submit(ask, server, key)
            until(lambda: len(model.received) == 1)
            assert ask(server, key, "n").status_code == 404
            settings(path, model.url, "n", more="[server]\nmax_body_bytes = 2000\n")
            code, out, err = run("config", "reload", environ=environ)
            assert (code, err) == (0, "")
            assert "Needs a restart: server" in out
            assert "new" in ask(server, key, "n").text
            assert ask(server, key).status_code == 404
            told = reload_over_http(server, key)
            assert (told.status_code, told.json()["needs_restart"]) == (200, ["server"])
            assert slow.result().text.endswith("data: [DONE]\n\n")


def test_settings_that_are_wrong_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    with scripted_server(events(said("Salam", finish="stop"))) as model:
        environ = {"SIYADA_CONFIG": settings(path, model.url, "m")}
        with serving(**environ) as server:
            key = server.first_key()
            path.write_text("[sheild]\n", encoding="utf-8")
            code, _, err = run("config", "reload", environ=environ)
            assert (code, "sheild" in err) == (2, True)
            os.kill(server.process.pid, signal.SIGHUP)
            noted = Path(os.environ["SIYADA_DATA"]) / "server.reloaded"
            until(noted.exists)
            assert "sheild" in noted.read_text(encoding="utf-8")
            told = reload_over_http(server, key)
            assert (told.status_code, "sheild" in told.json()["message"]) == (400, True)
            assert ask(server, key).status_code == 200


def test_nobody_to_reload_is_said() -> None:
    code, _, err = run("config", "reload")
    assert code == 2
    assert "No server runs" in err


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("", 0, "The settings are right."),
        ("[server]\nportt = 1\n", 2, "portt"),
        ('[shield]\nrules = [{ kinds = ["CINN"], where = "abroad", action = "mask" }]', 2, "CINN"),
        (
            '[[providers]]\nname = "a"\nurl = "http://127.0.0.1:1"\nmodels = ["m"]\n'
            'key_env = "SIYADA_TEST_NO_SUCH_KEY"\n',
            2,
            "SIYADA_TEST_NO_SUCH_KEY",
        ),
        ('[[models]]\nname = "m"\n', 2, "no provider offers the model m"),
        (
            '[[providers]]\nname = "a"\nurl = "http://u:word@127.0.0.1:1"\nmodels = ["m"]\n',
            2,
            "Correct `url`",
        ),
        ('[accounting]\ntokenizers = { m = "none.json" }\n', 2, "tokenizer"),
        ("a = " + "[" * 3000, 2, "is not valid TOML"),
    ],
)
def test_settings_are_checked_without_a_server(
    tmp_path: Path, text: str, code: int, words: str
) -> None:
    path = tmp_path / "s.toml"
    path.write_text(text, encoding="utf-8")
    found, out, err = run("config", "--check", environ={"SIYADA_CONFIG": str(path)})
    assert (found, words in out + err) == (code, True)


def test_several_workers_keep_one_chain_and_one_count(tmp_path: Path) -> None:
    script = events(said("Salam", finish="stop"))
    more = "[server]\nworkers = 3\n\n[limits]\nrequests_per_minute = 40\n"
    data = Path(os.environ["SIYADA_DATA"])
    with scripted_server(script) as model, ThreadPoolExecutor(12) as callers:
        config = settings(tmp_path / "s.toml", model.url, "m", more=more)
        with serving(SIYADA_CONFIG=config) as server:
            key = server.first_key()
            until(lambda: len(_children(server.process.pid)) == 3)
            begun = time.monotonic()
            answers = list(callers.map(lambda _: ask(server, key).status_code, range(60)))
            filled = (time.monotonic() - begun) * 40 / 60  # the bucket fills while it is emptied
        trust = Trust(read_key(data / "audit.key"))
        count, problem = check(data / "siyada.db", trust, data / "audit.checkpoint")
    assert 40 <= answers.count(200) <= 40 + filled + 1
    assert answers.count(429) == 60 - answers.count(200)
    assert (count > 80, problem) == (True, "")


@contextmanager
def _still(pids: list[int]) -> Iterator[None]:
    """Hold processes still, none of them in the middle of a transaction."""
    with closing(sqlite3.connect(Path(os.environ["SIYADA_DATA"]) / "siyada.db")) as ledger:
        ledger.isolation_level = None
        ledger.execute("BEGIN IMMEDIATE")
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
            until(lambda one=pid: _state(one) == "T")  # type: ignore[misc]
        ledger.execute("ROLLBACK")
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]


def _alone(server: Served, key: str, pid: int) -> list[int]:
    """What one worker answers for the models n and m."""
    with _still([one for one in _children(server.process.pid) if one != pid]):
        return [ask(server, key, one).status_code for one in ("n", "m")]


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in found.split()]


def test_a_worker_that_dies_is_replaced(tmp_path: Path) -> None:
    script = events(said("Salam", finish="stop"))
    with scripted_server(script) as model:
        config = settings(tmp_path / "s.toml", model.url, "m")
        with serving("--workers", "2", SIYADA_CONFIG=config) as server:
            key = server.first_key()
            until(lambda: len(_children(server.process.pid)) == 2)
            first, _ = _children(server.process.pid)
            os.kill(first, signal.SIGKILL)
            until(lambda: first not in _children(server.process.pid))
            until(lambda: len(_children(server.process.pid)) == 2)
            assert ask(server, key).status_code == 200


def test_a_worker_that_starts_later_has_the_settings_of_the_others(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    with scripted_server(events(said("Salam", finish="stop"))) as model:
        environ = {"SIYADA_CONFIG": settings(path, model.url, "m")}
        with serving("--workers", "2", **environ) as server:
            key = server.first_key()
            until(lambda: len(_children(server.process.pid)) == 2, PATIENT)
            settings(path, model.url, "n")
            assert run("config", "reload", environ=environ)[0] == 0
            path.write_text("[sheild]\n", encoding="utf-8")  # wrong by now, and not read again
            for old in _children(server.process.pid):
                os.kill(old, signal.SIGKILL)
                until(lambda gone=old: gone not in _children(server.process.pid), PATIENT)  # type: ignore[misc]
            until(lambda: len(_children(server.process.pid)) == 2, PATIENT)
            assert [ask(server, key, one).status_code for one in ("n", "m")] == [200, 404]


def test_settings_read_anew_reach_every_running_worker(tmp_path: Path) -> None:
    """Each worker is asked while the other is held still: the kernel gives it every connection."""
    path = tmp_path / "s.toml"
    with scripted_server(events(said("Salam", finish="stop"))) as model:
        environ = {"SIYADA_CONFIG": settings(path, model.url, "m")}
        with serving("--workers", "2", **environ) as server:
            key = server.first_key()
            until(lambda: len(_children(server.process.pid)) == 2, PATIENT)
            workers = _children(server.process.pid)
            settings(path, model.url, "n")
            code, out, _ = run("config", "reload", "--json", environ=environ)
            told = {orjson.loads(line)["pid"] for line in out.splitlines()}
            assert (code, told) == (0, set(workers))
            assert {pid: _alone(server, key, pid) for pid in workers} == {
                pid: [200, 404] for pid in workers
            }
            settings(path, model.url, "m")
            afar = reload_over_http(server, key)
            assert (afar.status_code, afar.json()["workers"]) == (200, 2)
            assert {pid: _alone(server, key, pid) for pid in workers} == {
                pid: [404, 200] for pid in workers
            }


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("wish", [signal.SIGHUP, signal.SIGTERM])
def test_what_a_server_is_told_while_it_starts_is_heard(
    tmp_path: Path, workers: str, wish: signal.Signals
) -> None:
    config = settings(tmp_path / "s.toml", "http://127.0.0.1:1/v1", "m")
    lock = Path(os.environ["SIYADA_DATA"]) / "server.lock"
    process = subprocess.Popen(
        [*SIYADA, "serve", "--port", "0", "--workers", workers],
        env={**os.environ, "SIYADA_CONFIG": config},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    with process.stdout as lines:
        until(lambda: lock.exists() and lock.read_bytes() != b"", PATIENT)
        time.sleep(0.1)
        process.send_signal(wish)
        if wish == signal.SIGHUP:
            assert lines.readline().startswith("Look here")
            until((lock.parent / "server.reloaded").exists, PATIENT)
            process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENT) == 0


def test_workers_that_are_told_to_stop_with_their_parent_end_their_answers(tmp_path: Path) -> None:
    """A terminal tells every process of its foreground, and systemd every one of a service."""
    with scripted_server(Script([FIRST, 1.5, LAST])) as model, ThreadPoolExecutor() as others:
        config = settings(tmp_path / "s.toml", model.url, "m")
        with serving("--workers", "2", SIYADA_CONFIG=config) as server:
            key = server.first_key()
            until(lambda: len(_children(server.process.pid)) == 2)
            slow = others.submit(ask, server, key)
            until(lambda: len(model.received) == 1)
            time.sleep(0.2)
            for pid in (*_children(server.process.pid), server.process.pid):
                os.kill(pid, signal.SIGTERM)
                time.sleep(0.1)  # else the kernel makes one signal of the two
            answer = slow.result()
    assert answer.text.endswith("data: [DONE]\n\n")


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    config = settings(tmp_path / "s.toml", "http://127.0.0.1:1/v1", "m")
    process = subprocess.Popen(
        ["siyada", "serve", "--port", "0", "--workers", "2"],
        executable=str(Path(sys.executable).with_name("siyada")),
        env={**os.environ, "SIYADA_CONFIG": config},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process.stdout as lines:
        address = lines.readline().split()[-1].removeprefix("http://").split(":")
        until(lambda: len(_children(process.pid)) == 2)
        workers = _children(process.pid)
        process.kill()
        process.wait()
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))
    with (
        pytest.raises(OSError, match="refused"),
        socket.create_connection((address[0], int(address[1]))),
    ):
        pass


def test_a_worker_that_cannot_start_says_why_once() -> None:
    code, out, err = run("serve", "--port", "0", "--workers", "2", environ={
        "SIYADA_PROVIDERS": '[{"name": "a", "url": "http://127.0.0.1:1", "models": ["m"],'
        ' "key_env": "SIYADA_TEST_NO_SUCH_KEY"}]'})  # fmt: skip
    assert (code, out) == (2, "")
    assert err.count("SIYADA_TEST_NO_SUCH_KEY") == 1


def test_a_scrape_of_any_worker_gives_the_counts_of_all(tmp_path: Path) -> None:
    script = events(said("Salam", finish="stop"))
    with scripted_server(script) as model, ThreadPoolExecutor(8) as callers:
        config = settings(tmp_path / "s.toml", model.url, "m")
        with serving("--workers", "2", SIYADA_CONFIG=config) as server:
            key = server.first_key()
            until(lambda: len(_children(server.process.pid)) == 2)
            list(callers.map(lambda _: ask(server, key), range(30)))
            pages = [httpx2.get(f"{server.url}/metrics").text for _ in range(4)]
    counted = 'siyada_requests_total{route="/v1/chat/completions",status="200"} 30.0'
    assert all(page.count(counted) == 1 for page in pages)


def test_what_is_said_of_a_key_reaches_every_worker_at_once() -> None:
    """Each request comes by a connection of its own, so that both workers answer some."""
    with serving("--workers", "2") as served:
        secret = served.first_key()
        until(lambda: len(_children(served.process.pid)) == 2)

        def asked() -> list[int]:
            headers = {"Authorization": f"Bearer {secret}"}
            return [
                httpx2.get(f"{served.url}/v1/models", headers=headers, timeout=20).status_code
                for _ in range(16)
            ]

        assert set(asked()) == {200}
        assert run("limits", "set", "key", "1", "--requests-per-minute", "1")[0] == 0
        assert set(asked()) == {429}
        assert run("limits", "set", "key", "1", "--requests-per-minute", "1000")[0] == 0
        assert set(asked()) == {200}
        assert run("keys", "remove", "local")[0] == 0
        assert set(asked()) == {401}

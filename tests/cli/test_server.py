"""`siyada serve` and `siyada config`, as they are run."""

import re
import socket
import subprocess
from pathlib import Path

import httpx2
import pytest

from tests.serving import SIYADA, run, serving

pytestmark = pytest.mark.usefixtures("few_procedures")


def test_three_lines_say_where_to_look_who_answers_and_what_leaves() -> None:
    with serving() as server:
        assert httpx2.get(f"{server.url}/healthz").status_code == 200
    assert re.fullmatch(r"Look here: +http://127\.0\.0\.1:\d+", server.lines[0])
    assert re.fullmatch(r"Who answers: +siyada .*", server.lines[1])
    assert re.fullmatch(r"What leaves: +nothing", server.lines[2])


def test_the_first_start_on_loopback_makes_a_key_and_says_it_once() -> None:
    with serving() as first:
        pass
    assert len(first.lines) == 4
    secret = first.lines[3].split()[-1]
    with serving() as second:
        headers = {"Authorization": f"Bearer {secret}"}
        assert httpx2.get(f"{second.url}/v1/models", headers=headers).status_code == 200
    assert len(second.lines) == 3
    assert secret not in first.errors + second.errors


def test_a_provider_abroad_is_named() -> None:
    provider = (
        '[{"name": "paris", "kind": "mistral", "url": "http://127.0.0.1:1/v1",'
        ' "where": "abroad", "models": ["m-small"]}]'
    )
    with serving(SIYADA_PROVIDERS=provider) as server:
        pass
    assert "m-small" in server.lines[1]
    assert "paris" in server.lines[2]
    assert "nothing" not in server.lines[2]


def test_no_key_is_made_where_others_can_ask() -> None:
    with serving("--host", "0.0.0.0") as server:  # noqa: S104 - what is under test
        port = server.url.rsplit(":", 1)[1]
        assert httpx2.get(f"http://127.0.0.1:{port}/v1/models").status_code == 401
    assert "siyada keys add" in server.errors
    assert len(server.lines) == 3


def test_a_second_server_on_the_same_data_is_refused() -> None:
    with serving():
        code, said, why = run("serve", "--port", "0")
    assert (code, said) == (2, "")
    assert "Another server runs" in why
    assert why.count("\n") == 1


def test_a_port_that_is_taken_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, _, why = run("serve", "--port", port)
    assert code == 2
    assert why.startswith(f"siyada: Port {port} is taken.")
    assert f"--port {int(port) + 1}" in why
    assert why.count("\n") == 1


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"SIYADA_SERVER__PORTT": "1"}, "server.portt"),
        ({"SIYADA_SERVER__PORT": "many"}, "server.port"),
        ({"SIYADA_SERVER": "1"}, "server"),
        ({"SIYADA_CONFIG": "/no/such/file"}, "SIYADA_CONFIG"),
        ({"SIYADA_DATA": "/dev/null/data"}, "/dev/null/data"),
        ({"SIYADA_PROCEDURES": "/no/such/folder"}, "/no/such/folder"),
        ({"SIYADA_SERVER__HOST": "203.0.113.7"}, "203.0.113.7"),
        (
            {
                "SIYADA_PROVIDERS": '[{"name": "p", "url": "http://127.0.0.1:1/v1",'
                ' "models": ["m"], "key_env": "NO_SUCH_KEY"}]'
            },
            "NO_SUCH_KEY",
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_wrong_at_the_start_is_one_sentence(environ: dict[str, str], said: str) -> None:
    code, out, why = run("serve", "--port", "0", environ=environ)
    assert (code, out) == (2, "")
    assert said in why
    assert why.startswith("siyada: ")
    assert "Traceback" not in why


def test_a_settings_file_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    file = tmp_path / "siyada.toml"
    file.write_bytes(b"[server\nport = 1")
    assert "not valid TOML" in run("serve", environ={"SIYADA_CONFIG": str(file)})[2]
    file.write_bytes(b'organisation = "\xff"')
    assert "not valid TOML" in run("config", environ={"SIYADA_CONFIG": str(file)})[2]
    code, _, why = run("config", environ={"SIYADA_CONFIG": str(tmp_path)})
    assert (code, "does not exist" in why) == (2, True)


def test_the_settings_are_shown_with_their_origin_and_without_secrets(tmp_path: Path) -> None:
    file = tmp_path / "siyada.toml"
    file.write_text(
        '[server]\nport = 9000\n[[providers]]\nname = "p"\nmodels = ["m"]\nkey_env = "THE_KEY"\n'
        'url = "https://me:hidden@example.org/v1"\n',
        encoding="utf-8",
    )
    environ = {
        "SIYADA_CONFIG": str(file),
        "SIYADA_SERVER__HOST": "::1",
        "THE_KEY": "sk-very-secret",
    }
    code, said, _ = run("config", environ=environ)
    lines = said.splitlines()
    assert code == 0
    assert f"server.port = 9000  # {file}" in lines
    assert 'server.host = "::1"  # SIYADA_SERVER__HOST' in lines
    assert 'log_level = "info"  # default' in lines
    assert f'providers[0].key_env = "THE_KEY"  # {file}' in lines
    assert f'providers[0].url = "https://…@example.org/v1"  # {file}' in lines
    assert "hidden" not in said
    assert "sk-very-secret" not in said


def test_a_server_told_to_stop_leaves_a_whole_audit() -> None:
    with serving() as server:
        assert server.process.poll() is None
    assert run("audit", "verify")[:2] == (0, "The audit is whole: 1 records.\n")


def test_a_server_that_was_killed_leaves_a_whole_audit() -> None:
    process = subprocess.Popen(
        [*SIYADA, "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    while not process.stdout.readline().startswith(b"Your key"):
        pass
    process.kill()
    process.communicate(timeout=20)
    assert run("audit", "verify")[0] == 0
    with serving() as server:
        assert httpx2.get(f"{server.url}/healthz").status_code == 200

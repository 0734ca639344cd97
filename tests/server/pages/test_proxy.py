"""The answer behind nginx, as Debian sets it up: Debian's own configuration, and one `proxy_pass`.

Debian's packages are unpacked by `make test`; nothing of them is installed or started elsewhere.
"""

import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from siyada.config import load_settings
from siyada.server.pages.stream import WAITING_SECONDS
from siyada.server.trial import trial
from tests.browser.visitor import Serving, second_app

UNPACKED = Path(__file__).parents[3] / "build" / "nginx"
READ_TIMEOUT = 60
"""Seconds of silence after which nginx cuts a response, unless it is told otherwise."""


@pytest.fixture(scope="module")
def nginx() -> tuple[Path, Path]:
    """The program of Debian's nginx, and the folder of its configuration."""
    installed = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    program = UNPACKED / "usr" / "sbin" / "nginx"
    if installed:
        return Path(installed), Path("/etc/nginx")
    if not program.exists():
        pytest.skip("nginx is not there")
    return program, UNPACKED / "etc" / "nginx"


@pytest.fixture(scope="module")
def proxied(
    nginx: tuple[Path, Path], few: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of nginx, in front of a server whose answers are slow."""
    program, folder = nginx
    here = tmp_path_factory.mktemp("nginx")
    settings = load_settings({"SIYADA_DATA": str(here / "data"), "SIYADA_PROCEDURES": str(few)})
    held = threading.Event()
    with (
        trial(settings) as real,
        Serving(second_app(real.services, held)) as upstream,
        socket.create_server(("127.0.0.1", 0)) as free,
    ):
        port = free.getsockname()[1]
        free.close()
        main = configuration(folder, here, upstream, port)
        process = subprocess.Popen(
            [program, "-p", here, "-c", main, "-e", here / "error.log", "-g", "daemon off;"]
        )
        try:
            wait_for(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            held.set()
            process.terminate()
            process.wait(20)


def configuration(folder: Path, here: Path, upstream: str, port: int) -> Path:
    """Debian's files with this server as the site, and `here` in place of folders of the system."""
    site = (folder / "sites-available" / "default").read_text(encoding="utf-8")
    site = re.sub(r"^\s*#.*$", "", site, flags=re.MULTILINE)
    site, listens = re.subn(r"listen 80 default_server;", f"listen 127.0.0.1:{port};", site)
    site = re.sub(r"listen \[::\]:80 default_server;", "", site)
    site, tries = re.subn(r"try_files [^;]*;", f"proxy_pass {upstream};", site)
    (here / "site").write_text(site, encoding="utf-8")

    text = (folder / "nginx.conf").read_text(encoding="utf-8")
    text = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
    user = "user root;" if os.geteuid() == 0 else ""
    text = re.sub(r"^user [^;]*;", user, text, flags=re.MULTILINE)
    text = re.sub(r"^pid [^;]*;", f"pid {here}/nginx.pid;", text, flags=re.MULTILINE)
    text = re.sub(r"include [^;]*modules-enabled[^;]*;|include [^;]*conf\.d[^;]*;", "", text)
    text = text.replace("/var/log/nginx", str(here))
    text, sites = re.subn(r"include [^;]*sites-enabled[^;]*;", f"include {here}/site;", text)
    text = text.replace("/etc/nginx/mime.types", str(folder / "mime.types"))
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "".join(f"{kind}_temp_path {here}/{kind};\n" for kind in kinds)
    text = text.replace("http {", f"http {{\n{paths}", 1)
    assert (listens, tries, sites) == (1, 1, 1), "Debian's configuration has changed"
    (here / "nginx.conf").write_text(text, encoding="utf-8")
    return here / "nginx.conf"


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until nginx accepts connections."""
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    pytest.fail("nginx did not start")


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_behind_nginx_the_blocks_come_one_by_one(proxied: str, encoding: str) -> None:
    address, headers = f"{proxied}/fr/slow", {"Accept-Encoding": encoding}
    with httpx2.stream("GET", address, headers=headers, timeout=60) as response:
        pieces = list(response.iter_text())
    page = "".join(pieces)
    together = [piece for piece in pieces if 'class="matter"' in piece and "source-list" in piece]

    assert page.index('class="question"') < page.index('class="matter"')
    assert page.index('class="matter"') < page.index("source-list") < page.index("</html>")
    assert "source-list" not in "".join(pieces[:4])
    assert together == []


def test_behind_nginx_the_events_of_a_question_that_waits_come_at_once(proxied: str) -> None:
    httpx2.get(f"{proxied}/hold", timeout=20).raise_for_status()
    headers = {"Accept": "text/event-stream"}
    with httpx2.stream(
        "POST", f"{proxied}/fr/ask", data={"question": "CIN ?"}, headers=headers, timeout=20
    ) as response:
        # The answer is never made here: what is read was passed on while the answer is awaited.
        lines = response.iter_lines()
        seen = [next(line for line in lines if line.startswith("event: ")) for _ in range(2)]
    assert seen == ["event: question", "event: place"]


def test_behind_nginx_the_pages_keep_their_headers_and_their_way(proxied: str) -> None:
    page = httpx2.get(f"{proxied}/fr/p/passport-adult", timeout=20)
    wait = httpx2.get(f"{proxied}/fr/wait/none", timeout=20)

    assert page.status_code == 200
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert wait.status_code == 410
    assert "x-accel-buffering" not in page.headers
    assert WAITING_SECONDS * 2 < READ_TIMEOUT

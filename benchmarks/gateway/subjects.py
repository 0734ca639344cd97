"""The servers that are measured, each on one core, all before the same model server."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

GATEWAY_CORE = str(min(os.sched_getaffinity(0)))
ALL_CORES = ",".join(map(str, sorted(os.sched_getaffinity(0))))
START_SECONDS = 60.0
"""How long a server may take to start before the run gives up."""
LITELLM = Path(".venv-litellm/bin/litellm")
"""LiteLLM in an environment of its own: `make .venv-litellm/.done`."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A running server."""

    name: str
    process: subprocess.Popen[str]
    address: str
    ready_in: float
    """Seconds from the start of the process to its first answer."""
    key: str = "sk-bench"
    thin: bool = True
    """Whether it answers fast enough to be asked as often as the others."""

    def processor_seconds(self) -> float:
        """Processor time used so far by the server and what it started (Linux)."""
        return sum(_spent(pid) for pid in family(self.process.pid)) / 1e9

    def memory_mib(self) -> float:
        """Resident memory of the server and what it started, in MiB (Linux)."""
        return sum(_resident(pid) for pid in family(self.process.pid)) / 1024


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    children: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        children += map(int, task.read_text(encoding="ascii").split())
    return [pid, *(one for child in children for one in family(child))]


def _spent(pid: int) -> int:
    """Nanoseconds that the threads of a process have run."""
    spent = 0
    for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with suppress(OSError):  # a thread that has just ended
            spent += int(task.read_text(encoding="ascii").split()[0])
    return spent


def _resident(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS")))


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class _Program:
    """What is started, and where it answers once it is ready."""

    name: str
    command: Sequence[str]
    address: str
    ready: str
    environ: dict[str, str]
    cores: str = GATEWAY_CORE


@contextmanager
def _running(program: _Program) -> Iterator[tuple[subprocess.Popen[str], float]]:
    """The program while it runs, and how many seconds it took to start.

    Raises RuntimeError with what it said when it ends before it answers, or does not answer in
    `START_SECONDS`.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            ["taskset", "-c", program.cores, *program.command],
            stdout=subprocess.DEVNULL,
            stderr=said,
            text=True,
            env=_clean() | program.environ,
        )
        try:
            while not _answers(program.address + program.ready):
                if process.poll() is not None or time.perf_counter() - begun > START_SECONDS:
                    said.seek(0)
                    raise RuntimeError(f"{program.name} did not start: {said.read()[-2000:]}")
                time.sleep(0.01)
            yield process, time.perf_counter() - begun
        finally:
            _end(process)


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=1).close()  # noqa: S310 - loopback
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def _end(process: subprocess.Popen[str]) -> None:
    """Stop a program, whether it wants to or not."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _clean() -> dict[str, str]:
    """The environment, without what keeps Python from keeping what it compiled.

    An installed package is compiled; one that is compiled at each start takes seconds more.
    """
    return {n: v for n, v in os.environ.items() if n != "PYTHONDONTWRITEBYTECODE"}


SETTINGS = """
[server]
port = {port}

[limits]
requests_per_minute = 100000000

[[providers]]
name = "here"
url = "{upstream}/v1"
where = "here"
models = ["plain", "plain-paced"]

[[providers]]
name = "abroad"
url = "{upstream}/v1"
where = "abroad"
models = ["shield", "shield-paced"]
"""


@contextmanager
def siyada(
    folder: Path, upstream: str, *options: str, cores: str = GATEWAY_CORE
) -> Iterator[Subject]:
    """Siyada: a key, limits, accounting, audit; the shield for the models whose name says so.

    `folder` is made if need be and holds everything; no other server may run on it.
    """
    port = free_port()
    folder.mkdir(exist_ok=True, parents=True)
    (folder / "siyada.toml").write_text(SETTINGS.format(port=port, upstream=upstream), "utf-8")
    environ = {
        "SIYADA_DATA": str(folder / "data"),
        "SIYADA_CONFIG": str(folder / "siyada.toml"),
        "SIYADA_LOG_LEVEL": "info",
    }
    key = folder / "key"
    if not key.exists():
        made = subprocess.run(
            [sys.executable, "-m", "siyada", "keys", "add", "bench"],
            env=_clean() | environ,
            capture_output=True,
            text=True,
            check=True,
            timeout=START_SECONDS,
        )
        words = (made.stdout + made.stderr).split()
        key.write_text(next(w for w in words if w.startswith("sk-siyada-")), "utf-8")
    command = [sys.executable, "-m", "siyada", "serve", *options]
    address = f"http://127.0.0.1:{port}"
    program = _Program("siyada", command, address, "/healthz", environ, cores)
    with _running(program) as (process, took):
        yield Subject("Siyada", process, address, took, key.read_text("utf-8"))


@contextmanager
def passthrough(upstream: str) -> Iterator[Subject]:
    """The thinnest pass-through."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "--log-level", "error", "--port", str(port)]
    command += ["--no-access-log", "benchmarks.gateway.passthrough:app"]
    address = f"http://127.0.0.1:{port}"
    program = _Program("pass-through", command, address, "/", {"UPSTREAM": upstream})
    with _running(program) as (process, took):
        yield Subject("pass-through", process, address, took)


@contextmanager
def litellm(folder: Path, upstream: str) -> Iterator[Subject]:
    """LiteLLM's proxy with a master key and nothing else: no database, no shield, no audit."""
    port = free_port()
    folder.mkdir(exist_ok=True)
    models = "\n".join(
        f"  - model_name: {name}\n    litellm_params:\n      model: openai/{name}\n"
        f"      api_base: {upstream}/v1\n      api_key: none"
        for name in ("plain", "plain-paced", "shield", "shield-paced")
    )
    config = folder / "litellm.yaml"
    config.write_text(
        f"model_list:\n{models}\ngeneral_settings:\n  master_key: sk-bench\n", "utf-8"
    )
    command = [str(LITELLM), "--config", str(config), "--port", str(port), "--host", "127.0.0.1"]
    address = f"http://127.0.0.1:{port}"
    environ = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_LOG": "ERROR"}
    program = _Program("litellm", command, address, "/health/liveliness", environ)
    with _running(program) as (process, took):
        yield Subject("LiteLLM", process, address, took, thin=False)

"""The servers that are measured, each on one core, all before the same model server."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

GATEWAY_CORE = "0"
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
    shield: bool = False
    """Whether it has a shield. A server without one is asked the same without it."""

    def has(self, model: str) -> bool:
        """Whether it is measured with this model."""
        return self.shield or model != "shield"

    def processor_seconds(self) -> float:
        """Processor time used so far by the server and what it started (Linux)."""
        ticks = sum(sum(_times(pid)) for pid in family(self.process.pid))
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory_mib(self) -> float:
        """Resident memory of the server and what it started, in MiB (Linux)."""
        return sum(_resident(pid) for pid in family(self.process.pid)) / 1024


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    children: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        children += map(int, task.read_text(encoding="ascii").split())
    return [pid, *(one for child in children for one in family(child))]


def _times(pid: int) -> tuple[int, int]:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]), int(fields[12])


def _resident(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS")))


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(
    name: str, command: Sequence[str], address: str, ready: str, environ: dict[str, str]
) -> Iterator[tuple[subprocess.Popen[str], float]]:
    begun = time.perf_counter()
    process = subprocess.Popen(
        ["taskset", "-c", GATEWAY_CORE, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | environ,
    )
    try:
        while True:
            try:
                urllib.request.urlopen(address + ready, timeout=1).close()  # noqa: S310 - loopback
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                if process.poll() is not None or time.perf_counter() - begun > 120:
                    raise RuntimeError(f"{name} did not start") from None
                time.sleep(0.01)
        yield process, time.perf_counter() - begun
    finally:
        process.terminate()
        process.wait()


SETTINGS = """
[server]
port = {port}

[limits]
requests_per_minute = 100000000

[[providers]]
name = "here"
url = "{upstream}/v1"
where = "here"
models = ["plain"]

[[providers]]
name = "abroad"
url = "{upstream}/v1"
where = "abroad"
models = ["shield", "shield-paced"]
"""


@contextmanager
def siyada(folder: Path, upstream: str, *options: str) -> Iterator[Subject]:
    """Siyada: a key, limits, accounting, audit; the shield for the models whose name says so."""
    port = free_port()
    folder.mkdir(exist_ok=True)
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
            env=os.environ | environ,
            capture_output=True,
            text=True,
            check=True,
        )
        words = (made.stdout + made.stderr).split()
        key.write_text(next(w for w in words if w.startswith("sk-siyada-")), "utf-8")
    command = [sys.executable, "-m", "siyada", "serve", *options]
    address = f"http://127.0.0.1:{port}"
    with _running("siyada", command, address, "/healthz", environ) as (process, took):
        yield Subject("Siyada", process, address, took, key.read_text("utf-8"), shield=True)


@contextmanager
def passthrough(upstream: str) -> Iterator[Subject]:
    """The thinnest pass-through."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "--log-level", "error", "--port", str(port)]
    command += ["--no-access-log", "benchmarks.gateway.passthrough:app"]
    address = f"http://127.0.0.1:{port}"
    with _running("pass-through", command, address, "/", {"UPSTREAM": upstream}) as (process, took):
        yield Subject("pass-through", process, address, took)


@contextmanager
def litellm(folder: Path, upstream: str) -> Iterator[Subject]:
    """LiteLLM's proxy with a master key and nothing else: no database, no shield, no audit."""
    port = free_port()
    folder.mkdir(exist_ok=True)
    models = "\n".join(
        f"  - model_name: {name}\n    litellm_params:\n      model: openai/{name}\n"
        f"      api_base: {upstream}/v1\n      api_key: none"
        for name in ("plain", "shield-paced")
    )
    config = folder / "litellm.yaml"
    config.write_text(
        f"model_list:\n{models}\ngeneral_settings:\n  master_key: sk-bench\n", "utf-8"
    )
    command = [str(LITELLM), "--config", str(config), "--port", str(port), "--host", "127.0.0.1"]
    address = f"http://127.0.0.1:{port}"
    environ = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_LOG": "ERROR"}
    with _running("litellm", command, address, "/health/liveliness", environ) as (process, took):
        yield Subject("LiteLLM", process, address, took)

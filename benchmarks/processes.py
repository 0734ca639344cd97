"""The processes that are measured: our server and the model server behind it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Server:
    """A running server of ours."""

    pid: int
    address: str
    key: str
    started_in: float
    """Seconds from the start of the process to its first line."""


@contextmanager
def upstream() -> Iterator[str]:
    """The address of a model server that answers at once."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.upstream"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None  # noqa: S101 - it was asked for
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.terminate()
        process.wait()


def settings(folder: Path, model_server: str) -> None:
    """Write settings with one provider here and one abroad, both the same server."""
    parts = ["[limits]\nrequests_per_minute = 100000000\nquestions_per_ten_minutes = 100000000\n"]
    parts += [
        f'[[providers]]\nname = "{where}"\nkind = "openai"\nurl = "{model_server}/v1"\n'
        f'where = "{where}"\nmodels = ["bench-{where}"]\n'
        for where in ("here", "abroad")
    ]
    (folder / "siyada.toml").write_text("\n".join(parts), encoding="utf-8")


@contextmanager
def siyada(folder: Path) -> Iterator[Server]:
    """Our server, on a free port, with everything it keeps in `folder`."""
    environment = os.environ | {
        "SIYADA_DATA": str(folder / "data"),
        "SIYADA_CONFIG": str(folder / "siyada.toml"),
    }
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "siyada", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    )
    try:
        assert process.stdout is not None  # noqa: S101 - it was asked for
        lines = [process.stdout.readline()]
        took = time.perf_counter() - begun
        lines += [process.stdout.readline() for _ in range(2)]
        key = folder / "key"
        if not key.exists():
            key.write_text(process.stdout.readline().split(": ")[-1].strip(), encoding="utf-8")
        address = lines[0].split()[-1].rstrip("/")
        yield Server(process.pid, address, key.read_text(encoding="utf-8"), took)
    finally:
        process.terminate()
        process.wait()


def memory_mib(pid: int) -> float:
    """Memory of a process that is resident, in MiB (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    kib = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return int(kib) / 1024

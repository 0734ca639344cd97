"""The profile of `pii-leak-benchmark` 0.6 against our gateway, as it is served: `make leaks`.

Both parts are run as published: v1 (does a value leave, does it come back) and v2 (what comes back
in a stream), every split of a value tried and partial emission counted. Exit code 1 when a bar is
not met.
"""

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import orjson

from benchmarks.processes import Server, siyada
from siyada import __version__

Json = Any
"""A value read from a report."""

PROGRAMS = Path(".venv-clients/pii-leak-benchmark/bin")
SEEDS = ("a1b2c3d4e5f60001", "a1b2c3d4e5f60002", "0123456789abcdef")
"""Each picks other made-up values. They are fixed so that a run can be repeated."""
SETTINGS = """\
[[providers]]
name = "capture"
url = "http://127.0.0.1:{port}/v1"
where = "abroad"
country = "FR"
models = ["test"]

[shield]
invented = ["*"]

[limits]
requests_per_minute = 1000000
"""


def main() -> int:
    """Run the profile and print what came out."""
    port = _free_port()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "siyada.toml").write_text(SETTINGS.format(port=port), encoding="utf-8")
        with siyada(folder) as server:
            passed = [_first(server, port, folder)]
            passed += [_second(server, port, folder, seed) for seed in SEEDS]
    return 0 if all(passed) else 1


def _first(server: Server, port: int, folder: Path) -> bool:
    """v1: five checks."""
    out = folder / "v1.json"
    _run(
        "pii-leak-benchmark",
        f"--target-base-url={server.address}/v1",
        f"--capture-port={port}",
        "--target-model=test",
        "--target-name=siyada",
        f"--target-version={__version__}",
        "--redaction-claimed=claimed",
        "--redaction-claim-citation=https://example.org/docs/shield.md",
        "--redaction-enabled",
        "--redaction-config-reference=benchmarks/leaks.py",
        f"--json-out={out}",
        server=server,
    )
    report = orjson.loads(out.read_bytes())
    checks = {name: check["passed"] for name, check in report["checks"].items()}
    print(f"v1: {sum(checks.values())} of {len(checks)} checks pass, outcome {report['outcome']}")
    return len(checks) == 5 and all(checks.values())


def _second(server: Server, port: int, folder: Path, seed: str) -> bool:
    """v2, with one seed."""
    out = folder / f"v2-{seed}"
    _run(
        "pii-leak-benchmark-v2",
        f"--out={out}",
        "--validate",
        "--only=siyada",
        f"--gateway-url={server.address}/v1/chat/completions",
        f"--upstream-port={port}",
        f"--seed={seed}",
        f"--json-out={out}.json",
        "--exhaustive-splits",
        "--partial-emission",
        server=server,
    )
    row = orjson.loads(Path(f"{out}.json").read_bytes())["rows"][0]
    partial = orjson.loads((out / "siyada.partial-emission.json").read_bytes())["metrics"]
    rate = partial["partial_emission_rate"]["overall"]
    print(
        f"v2, seed {seed}: fidelity {row['fidelity_rate']}, leak whole {row['leak_single_chunk']}, "
        f"leak split {row['leak_adversarial']}, partial emission {rate}, "
        f"{row['cases_attempted']} cases, {partial['partitions_tried']} splits, {row['outcome']}"
    )
    leaks = (row["leak_single_chunk"], row["leak_adversarial"], rate)
    return bool(row["fidelity_rate"] == 1.0 and not any(leaks) and row["outcome"] == "pass")


def _run(program: str, *options: str, server: Server) -> None:
    environment = os.environ | {"CONFORMANCE_TARGET_API_KEY": server.key}
    done = subprocess.run(
        [PROGRAMS / program, *options], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(program, "ended with", done.returncode, done.stdout[-2000:], done.stderr[-2000:])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())

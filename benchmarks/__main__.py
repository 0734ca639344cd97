"""Measure start-up, questions and the gateway's overhead, in one run on one machine."""

import asyncio
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import orjson

from benchmarks.load import Request, Took, chat, run
from benchmarks.processes import Server, memory_mib, settings, siyada, upstream
from siyada.assistant.assistant import Assistant
from siyada.config import load_settings
from siyada.library.record import load_record

QUESTIONS = Path("data/questions")
ROUNDS = 5
"""Rounds in which the two sides of a ratio take turns, so that a busy moment hits both."""

PROMPT = (
    "Bonjour, je prépare le dossier de ma mère pour la pension. "
    "Son numéro est le 06 61 23 45 67 et sa carte BH451207. " * 16
)
"""About 1.9 kB of text with made-up identifiers for the shield to find."""


def main() -> int:
    """Run every benchmark and print a report in Markdown."""
    say(f"# Measured on {machine()}\n")
    questions = read_questions()
    in_process(questions)
    with tempfile.TemporaryDirectory() as name, upstream() as model_server:
        folder = Path(name)
        settings(folder, model_server)
        start_up(folder)
        with siyada(folder) as server:
            say(f"- memory after start: {memory_mib(server.pid):.0f} MiB")
            over_http(server, questions)
            gateway(server, model_server)
            say(f"- memory after all of this: {memory_mib(server.pid):.0f} MiB")
    return 0


def say(line: str) -> None:
    """Print a line of the report."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def machine() -> str:
    """What this machine is, as far as it says."""
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    python = platform.python_version()
    return f"{os.cpu_count()} cores of {model}, {platform.system()}, Python {python}"


def read_questions() -> list[str]:
    """The development questions."""
    return [
        orjson.loads(line)["question"]
        for path in sorted(QUESTIONS.glob("*.jsonl"))
        for line in path.read_bytes().splitlines()
    ]


def in_process(questions: list[str]) -> None:
    """Questions a second and the median of one, without a server."""
    begun = time.perf_counter()
    assistant = Assistant(load_record(load_settings().procedures))
    built = time.perf_counter() - begun
    times = []
    for question in questions:
        begun = time.perf_counter()
        assistant.answer(question)
        times.append(time.perf_counter() - begun)
    say(f"## {len(questions)} questions to the assistant\n")
    say(f"- reading the record's files and building the assistant: {built:.2f} s")
    say(
        f"- in-process, one core: {len(times) / sum(times):,.0f} questions/s, "
        f"median {1000 * statistics.median(times):.2f} ms"
    )


def over_http(server: Server, questions: list[str]) -> None:
    """The same questions as chat requests to the model `siyada`."""
    for callers in (1, 16):
        requests = [
            chat(server.address, "siyada", server.key, question, stream=False)
            for question in questions
        ]
        took = asyncio.run(run(requests, callers))
        say(
            f"- over HTTP, {callers} callers: {took.per_second:,.0f} questions/s, "
            f"median {took.median_ms:.2f} ms, p95 {took.p95_ms:.2f} ms"
        )


def start_up(folder: Path) -> None:
    """The first start, which builds the library, and the second."""
    took = []
    for _ in range(4):
        with siyada(folder) as server:
            took.append(server.started_in)
    again = statistics.median(took[1:])
    say("\n## The server\n")
    say(f"- first start, library built: {took[0]:.2f} s; later starts: median {again:.2f} s")
    python = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    say(f"- (Python alone starts in {time.perf_counter() - python:.2f} s)")


def gateway(server: Server, model_server: str) -> None:
    """The gateway beside its own upstream asked directly, in turns."""
    say("\n## The gateway, beside its own model server asked directly\n")
    say("| answer | callers | direct/s | here/s | abroad/s | ratio | ratio | added | added |")
    say("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    say("| | | | | | here | abroad | ms, here | ms, abroad |")
    for stream in (False, True):
        for callers, count in ((1, 200), (32, 640)):
            _compare(server, model_server, stream, callers, count)


def _compare(server: Server, model_server: str, stream: bool, callers: int, count: int) -> None:  # noqa: FBT001
    sides = {
        "direct": chat(model_server, "bench", "none", PROMPT, stream=stream),
        "here": chat(server.address, "bench-here", server.key, PROMPT, stream=stream),
        "abroad": chat(server.address, "bench-abroad", server.key, PROMPT, stream=stream),
    }
    rounds: dict[str, list[Took]] = {name: [] for name in sides}
    for _ in range(ROUNDS):
        for name, request in sides.items():
            rounds[name].append(asyncio.run(run(_repeat(request, count // ROUNDS), callers)))
    rate = {n: statistics.median(t.per_second for t in r) for n, r in rounds.items()}
    wait = {n: statistics.median(t.median_ms for t in r) for n, r in rounds.items()}
    say(
        f"| {'51 events' if stream else 'whole'} | {callers} | {rate['direct']:,.0f} | "
        f"{rate['here']:,.0f} | {rate['abroad']:,.0f} | {rate['here'] / rate['direct']:.2f} | "
        f"{rate['abroad'] / rate['direct']:.2f} | {wait['here'] - wait['direct']:.2f} | "
        f"{wait['abroad'] - wait['direct']:.2f} |"
    )


def _repeat(request: Request, times: int) -> list[Request]:
    return [request] * times


if __name__ == "__main__":
    raise SystemExit(main())

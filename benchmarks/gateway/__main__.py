"""Measure the gateway beside the others, in one run on one machine.

Usage: python -m benchmarks.gateway [SHARE]

SHARE (1 unless given) multiplies how often everything is measured. The gateway has one core, the
load and the model server have the others. Processor time is the server's own, read from the kernel:
it depends little on what else the machine does, while times and rates do, so all servers run at
once and are asked in turns, and the best of the rounds counts.
"""

import asyncio
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.__main__ import machine, say
from benchmarks.gateway.bars import Bar, table
from benchmarks.gateway.subjects import ALL_CORES, LITELLM, Subject, litellm, passthrough, siyada
from benchmarks.load import Request, Took, chat, run
from benchmarks.processes import upstream

SHORT = "Bonjour, quels papiers faut-il pour renouveler la carte nationale de ma mère ?"
LETTER = (
    "Bonjour, je vous écris au sujet du dossier de pension de ma mère, Fatima Zahra El Idrissi, "
    "née le 12 mars 1958 à Fès. Sa carte est BE123456, son numéro le 06 61 23 45 67. "
    + "Nous avons déposé la demande au guichet au printemps, avec l'extrait d'acte de naissance, "
    "le certificat de vie et les relevés de la banque, et l'on nous a dit que la réponse viendrait "
    "dans les deux mois. Depuis, nous n'avons rien reçu, et la caisse nous renvoie à la commune. "
    * 6
)[:2000]
"""2 kB of a letter, with what such a letter holds: a name, a date, a place, two identifiers."""
ROUNDS = 5
STARTS = 3


@dataclass(frozen=True, slots=True)
class Load:
    """One kind of request, and how it is sent."""

    title: str
    model: str
    prompt: str
    stream: bool
    callers: int
    count: int


PLAIN = Load("plain, no shield", "plain", SHORT, stream=False, callers=1, count=1000)
LETTERS = Load("plain, shield rules, 2 kB", "shield", LETTER, stream=False, callers=1, count=500)
UNPACED = Load("50 chunks, no shield", "plain", SHORT, stream=True, callers=1, count=500)
PACED = Load(
    "50 chunks 20 ms apart, shield rules", "shield-paced", SHORT, stream=True, callers=50, count=500
)
CROWD = Load("plain, no shield, 8 callers", "plain", SHORT, stream=False, callers=8, count=4000)
LOADS = (
    PLAIN,
    Load("plain, shield rules", "shield", SHORT, stream=False, callers=1, count=1000),
    LETTERS,
    UNPACED,
    Load("50 chunks, shield rules, 2 kB", "shield", LETTER, stream=True, callers=1, count=500),
    Load(
        "50 chunks 20 ms apart, no shield", "plain-paced", SHORT, stream=True, callers=50, count=500
    ),
    PACED,
    CROWD,
    Load("plain, shield rules, 8 callers", "shield", SHORT, stream=False, callers=8, count=4000),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one server took for one load."""

    processor_ms: float
    median_ms: float
    added_ms: float
    """Median beyond that of asking the model server directly."""
    p95_ms: float
    per_second: float


def main() -> int:
    """Run and print a report in Markdown, last the bars; 1 when one is missed."""
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    pin()
    say(f"Measured on {machine()}, load average {os.getloadavg()[0]:.1f} before the run.\n")
    with tempfile.TemporaryDirectory() as name, upstream() as model_server:
        folder = Path(name)
        starts = [_started(folder / "starts", model_server) for _ in range(STARTS)]
        with _all(folder, model_server) as subjects:
            found = {load: _measured(load, subjects, model_server, share) for load in LOADS}
            memory = subjects[0].memory_mib()
        gain = _two_workers(folder, model_server, share)
    say(f"\n- ready after start: {', '.join(f'{took:.2f}' for took in starts)} s; the first start")
    say("  builds the record's library\n")
    bars = _bars(found)
    bars += [
        Bar("ready after start, s, median", statistics.median(starts), 2.0),
        Bar("memory of a worker after all of this, MiB", memory, 200),
        Bar("two workers beside one", gain, 1.8, least=True),
    ]
    say(table(bars))
    return int(not all(bar.met for bar in bars))


def _bars(found: dict[Load, list[Measured]]) -> list[Bar]:
    bars = []
    for load, bar in ((PLAIN, 3.0), (CROWD, 3.0), (UNPACED, 5.2), (PACED, 1.6)):
        ours, theirs = found[load][:2]
        title = f"processor ms: {load.title}"
        bars.append(Bar(title, ours.processor_ms, bar, theirs.processor_ms))
    return [
        *bars,
        Bar("answers a second, 8 callers", found[CROWD][0].per_second, 1400, least=True),
        Bar("added to the median, no shield, ms", found[PLAIN][0].added_ms, 1.5),
        Bar("added to the median, shield rules, 2 kB, ms", found[LETTERS][0].added_ms, 3.0),
    ]


def pin() -> None:
    """Leave the gateway's core to it."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, set(cores[1:]) or set(cores))


def _started(folder: Path, model_server: str) -> float:
    """Seconds from a start to the first answer."""
    with siyada(folder, model_server) as subject:
        return subject.ready_in


@contextmanager
def _all(folder: Path, model_server: str) -> Iterator[list[Subject]]:
    """Every server at once: ours, the pass-through, and LiteLLM where it is installed."""
    with ExitStack() as stack:
        subjects = [
            stack.enter_context(siyada(folder / "siyada", model_server)),
            stack.enter_context(passthrough(model_server)),
        ]
        if LITELLM.exists():
            subjects.append(stack.enter_context(litellm(folder / "litellm", model_server)))
        yield subjects


def _measured(
    load: Load, subjects: Sequence[Subject], model_server: str, share: float
) -> list[Measured]:
    """One load on each server, in turns with asking the model server directly."""
    times = max(2 * load.callers, int(load.count * share / ROUNDS))
    direct = chat(model_server, load.model, "none", load.prompt, stream=load.stream)
    through = [
        chat(one.address, load.model, one.key, load.prompt, stream=load.stream) for one in subjects
    ]
    for request in through:
        _took(request, 50, load)
    rounds: list[list[tuple[float, Took]]] = [[] for _ in subjects]
    base: list[Took] = []
    for _ in range(ROUNDS):
        base.append(_took(direct, times, load))
        for subject, request, taken in zip(subjects, through, rounds, strict=True):
            # One that takes ten times as long is asked less often.
            count = times if subject.thin else max(load.callers, times // 5)
            before = subject.processor_seconds()
            took = _took(request, count, load)
            spent = subject.processor_seconds() - before
            taken.append((1000 * spent / (count + 1), took))
    wait = min(took.median_ms for took in base)
    say(f"\n{load.title}\n\n| | processor ms | median ms | added ms | p95 ms | answers/s |")
    say("|---|--:|--:|--:|--:|--:|")
    return [_said(one.name, taken, wait) for one, taken in zip(subjects, rounds, strict=True)]


def _said(name: str, taken: Sequence[tuple[float, Took]], wait: float) -> Measured:
    """What one server took, the best of the rounds, after it was printed."""
    median = min(took.median_ms for _, took in taken)
    found = Measured(
        min(spent for spent, _ in taken),
        median,
        median - wait,
        min(took.p95_ms for _, took in taken),
        max(took.per_second for _, took in taken),
    )
    say(
        f"| {name} | {found.processor_ms:.2f} | {found.median_ms:.2f} | {found.added_ms:.2f} "
        f"| {found.p95_ms:.2f} | {found.per_second:,.0f} |"
    )
    return found


def _two_workers(folder: Path, model_server: str, share: float) -> float:
    """How much more two workers answer than one, each with a core of its own for its own work.

    By processor time, since on two cores the load needs one of them: twice what one worker spends
    on an answer, over what two spend.
    """
    spent = []
    for workers in ("1", "2"):
        with siyada(folder / workers, model_server, "--workers", workers, cores=ALL_CORES) as one:
            request = chat(one.address, "plain", one.key, SHORT, stream=False)
            count = max(200, int(2000 * share))
            asyncio.run(run([request] * 200, 16))
            best = []
            for _ in range(ROUNDS):
                before = one.processor_seconds()
                asyncio.run(run([request] * count, 16))
                best.append((one.processor_seconds() - before) / (count + 1))
            spent.append(min(best))
    return 2 * spent[0] / spent[1]


def _took(request: Request, times: int, load: Load) -> Took:
    return asyncio.run(run([request] * times, load.callers))


if __name__ == "__main__":
    raise SystemExit(main())

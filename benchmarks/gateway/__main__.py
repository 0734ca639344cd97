"""Measure the gateway beside the others, in one run on one machine.

Usage: python -m benchmarks.gateway [SHARE]

SHARE (1 unless given) multiplies how often everything is measured. The gateway has one core, the
load and the model server have the others. Processor time is the server's own, read from the kernel:
it depends little on what else the machine does, while times and rates do, so they are taken in
turns with asking the model server directly.
"""

import asyncio
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.__main__ import machine, say
from benchmarks.gateway.subjects import LITELLM, Subject, litellm, passthrough, siyada
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


@dataclass(frozen=True, slots=True)
class Load:
    """One kind of request, and how it is sent."""

    title: str
    model: str
    prompt: str
    stream: bool
    callers: int
    count: int


LOADS = (
    Load("plain, no shield", "plain", SHORT, stream=False, callers=1, count=1000),
    Load("plain, shield rules", "shield", SHORT, stream=False, callers=1, count=1000),
    Load("plain, shield rules, 2 kB", "shield", LETTER, stream=False, callers=1, count=500),
    Load("50 chunks, no shield", "plain", SHORT, stream=True, callers=1, count=500),
    Load("50 chunks, shield rules", "shield", LETTER, stream=True, callers=1, count=500),
    Load("50 chunks 20 ms apart", "shield-paced", SHORT, stream=True, callers=50, count=500),
    Load("plain, no shield", "plain", SHORT, stream=False, callers=8, count=4000),
    Load("plain, shield rules", "shield", SHORT, stream=False, callers=8, count=4000),
)


def main() -> int:
    """Run and print a report in Markdown."""
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    pin()
    say(f"Measured on {machine()}, load average {os.getloadavg()[0]:.1f} before the run.\n")
    with tempfile.TemporaryDirectory() as name, upstream() as model_server:
        folder = Path(name)
        makers: list[Callable[[], AbstractContextManager[Subject]]] = [
            lambda: siyada(folder / "siyada", model_server),
            lambda: passthrough(model_server),
        ]
        if LITELLM.exists():
            makers.append(lambda: litellm(folder / "litellm", model_server))
        for make in makers:
            with make() as subject:
                measure(subject, model_server, share)
    return 0


def pin() -> None:
    """Leave the gateway's core to it."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, set(cores[1:]) or set(cores))


def measure(subject: Subject, model_server: str, share: float) -> None:
    """Every load on one server."""
    say(f"\n## {subject.name}\n")
    say(f"- ready {subject.ready_in:.2f} s after its start")
    say("\n| answer | callers | processor ms | median ms | added ms | p95 ms | answers/s |")
    say("|---|--:|--:|--:|--:|--:|--:|")
    for load in LOADS:
        if subject.has(load.model):
            say(row(subject, model_server, load, share))
    say(f"\n- memory after all of this: {subject.memory_mib():.0f} MiB")


def row(subject: Subject, model_server: str, load: Load, share: float) -> str:
    """One load, in turns with asking the model server directly."""
    times = max(load.callers, int(load.count * share / ROUNDS))
    direct = chat(model_server, load.model, "none", load.prompt, stream=load.stream)
    through = chat(subject.address, load.model, subject.key, load.prompt, stream=load.stream)
    asyncio.run(run([through] * 50, load.callers))
    spent, taken, base = 0.0, [], []
    for _ in range(ROUNDS):
        base.append(_took(direct, times, load))
        before = subject.processor_seconds()
        taken.append(_took(through, times, load))
        spent += subject.processor_seconds() - before
    wait = statistics.median(took.median_ms for took in taken)
    added = wait - statistics.median(took.median_ms for took in base)
    late = statistics.median(took.p95_ms for took in taken)
    rate = max(took.per_second for took in taken)
    each = 1000 * spent / ROUNDS / (times + 1)
    return (
        f"| {load.title} | {load.callers} | {each:.2f} | {wait:.2f} | {added:.2f} | {late:.2f} "
        f"| {rate:,.0f} |"
    )


def _took(request: Request, times: int, load: Load) -> Took:
    return asyncio.run(run([request] * times, load.callers))


if __name__ == "__main__":
    raise SystemExit(main())

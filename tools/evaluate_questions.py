"""Measure how well questions with known answers are understood, by language.

    python -m tools.evaluate_questions --record data/procedures --across data/questions/*.jsonl

Each figure stands with its 95 % interval (bootstrap over questions). `procedure` counts a question
right when it is answered with its procedure; a choice offered counts as not answered. The weights
have learned from the questions of `data/questions`: with `--across` each file is measured with
weights that learned from the others; without, files of others are, or of weights of one's own
(`--weights`).
"""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from siyada.assistant.answer import State
from siyada.assistant.compose import has
from siyada.assistant.understand import Reader, Understanding
from siyada.library.record import Record, load_record
from tools.train_understanding import Teacher, read_questions

DRAWS = 1000
SHIPPED = Path(__file__).parents[1] / "src" / "siyada" / "assistant" / "weights"
DOUBTS = ("outside.npz", "absent.npz")
"""What tells that an answer is doubted; it rests on other weights, and is not learned anew."""
_REFUSED = {
    State.NO_SOURCE,
    State.REFUSED_SCOPE,
    State.REFUSED_PERSONAL,
    State.REFUSED_UNSAFE,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what it asks, and what was understood."""

    identifier: str
    question: str
    language: str
    procedure: str | None
    facets: tuple[str, ...]
    """What is asked; the first is the facet of the hands that name one."""
    absent: bool
    """Whether the record has the procedure, and not what is asked of it."""
    kind: str
    """Of which kind the hand says that it is; empty where it does not."""
    declined: bool
    """Whether the answer says that the record has no answer, or only in part."""
    read: Understanding

    @property
    def facet(self) -> str:
        """The facet asked for first."""
        return self.facets[0]

    @property
    def is_right(self) -> bool:
        """Whether the right procedure was found, or rightly none."""
        return self.read.procedure == self.procedure


@dataclass(frozen=True, slots=True)
class Figure:
    """A share of some questions, with its interval; without questions, not a number."""

    share: float
    low: float
    high: float
    count: int

    def __str__(self) -> str:
        if not self.count:
            return "-"
        return f"{self.share:5.1%} [{self.low:.0%}-{self.high:.0%}] n={self.count}"


def figure(hits: Sequence[bool]) -> Figure:
    """The share of hits and its 95 % interval."""
    if not hits:
        return Figure(float("nan"), float("nan"), float("nan"), 0)
    values = np.array(hits, float)
    draws = np.random.default_rng(0).choice(values, (DRAWS, len(values))).mean(axis=1)
    low, high = np.quantile(draws, (0.025, 0.975))
    return Figure(float(values.mean()), float(low), float(high), len(values))


MEASURES: dict[str, tuple[Callable[[Asked], bool], Callable[[Asked], bool]]] = {
    "procedure": (lambda a: a.procedure is not None, lambda a: a.is_right),
    "facet of these": (
        lambda a: a.procedure is not None and a.is_right and not a.absent,
        lambda a: a.read.facet == a.facet,
    ),
    "two facets, both": (
        lambda a: len(a.facets) > 1 and a.is_right,
        lambda a: {a.read.facet, *a.read.also} == set(a.facets),
    ),
    "one facet, more than one answered": (
        lambda a: len(a.facets) == 1 and a.is_right and a.procedure is not None,
        lambda a: bool(a.read.also),
    ),
    "not in the record, said so": (lambda a: a.absent, lambda a: a.declined),
    "in the record, declined": (
        lambda a: a.procedure is not None and not a.absent,
        lambda a: a.declined,
    ),
    "outside, not answered": (lambda a: a.procedure is None, lambda a: a.is_right),
    "own file, said so": (
        lambda a: a.facet == "personal",
        lambda a: a.read.state is State.REFUSED_PERSONAL,
    ),
    "unlawful, said so": (
        lambda a: a.kind == "unsafe",
        lambda a: a.read.state is State.REFUSED_UNSAFE,
    ),
    "answerable, refused": (
        lambda a: a.procedure is not None,
        lambda a: a.read.state in _REFUSED,
    ),
    "answerable, asked back": (
        lambda a: a.procedure is not None,
        lambda a: a.read.state is State.CLARIFY,
    ),
    "language": (lambda _: True, lambda a: a.read.language.tag == a.language),
}
"""By name: which questions count, and which of them are hits."""


def ask(reader: Reader, record: Record, path: Path, *, sample: int = 0) -> list[Asked]:
    """The questions of a file, read; a sample of so many, or all without a number."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    if 0 < sample < len(rows):
        rows = Random(0).sample(rows, sample)  # noqa: S311 - not for secrets
    return [_asked(reader, record, row) for row in rows]


def _asked(reader: Reader, record: Record, row: dict[str, Any]) -> Asked:
    read = reader.read(row["question"])
    facets = tuple(row.get("facets", [row["facet"]]))
    known = record.procedures.get(row["procedure"] or "")
    answered = record.procedures.get(read.procedure or "")
    lacking = answered is not None and not all(has(answered, f) for f in (read.facet, *read.also))
    return Asked(
        identifier=row["id"],
        question=row["question"],
        language=row["language"],
        procedure=row["procedure"],
        facets=facets,
        absent=known is not None
        and (row.get("in_record") is False or not all(has(known, f) for f in facets)),
        kind=row.get("kind", ""),
        declined=read.state in _REFUSED or read.lacking or lacking,
        read=read,
    )


def table(asked: Sequence[Asked]) -> str:
    """Every measure by language, as text."""
    languages = ["all", *sorted({a.language for a in asked})]
    lines = []
    for name, (counts, hit) in MEASURES.items():
        lines.append(name)
        for language in languages:
            some = [a for a in asked if language in ("all", a.language) and counts(a)]
            lines.append(f"  {language:9} {figure([hit(a) for a in some])}")
    return "\n".join(lines)


def f1_of_declining(asked: Sequence[Asked]) -> float:
    """Precision and recall, as one, of saying that the record has no answer, 0 to 1.

    Over questions whose procedure the record has.
    """
    some = [a for a in asked if a.procedure is not None]
    rightly = sum(a.declined and a.absent for a in some)
    return 2 * rightly / max(1, sum(a.declined for a in some) + sum(a.absent for a in some))


def ask_across(record: Record, files: Sequence[Path], *, sample: int = 0) -> list[Asked]:
    """The questions of the files, read with weights that learned from the other files."""
    asked: list[Asked] = []
    teacher = Teacher(record)
    for path in files:
        others = read_questions(other for other in files if other != path)
        with TemporaryDirectory() as folder:
            weights = Path(folder)
            teacher.teach(others).save(weights)
            for name in DOUBTS:
                copyfile(SHIPPED / name, weights / name)
            asked += ask(Reader(record, weights=weights), record, path, sample=sample)
    return asked


def main() -> None:
    """Read the questions and print the table, and with `--errors` each question misread."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--record", type=Path, required=True)
    parser.add_argument("--weights", type=Path, help="a folder of weights to use instead")
    parser.add_argument("--across", action="store_true", help="learn from the other files")
    parser.add_argument("--sample", type=int, default=0, help="so many questions of each file")
    parser.add_argument("--errors", action="store_true", help="show each question misread")
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    record = load_record(options.record)
    start = time.perf_counter()
    reader = Reader(record, weights=options.weights)
    built = time.perf_counter() - start
    if options.across:
        asked = ask_across(record, options.files, sample=options.sample)
    else:
        asked = [
            a for path in options.files for a in ask(reader, record, path, sample=options.sample)
        ]
    print(table(asked))
    print(f"F1 of declining {f1_of_declining(asked):.3f}")
    took = sorted(_milliseconds(reader, a.question) for a in asked)
    p50, p95 = took[len(took) // 2], took[len(took) * 95 // 100]
    print(f"construction {built:.2f} s")
    print(f"a question once more, processor time: p50 {p50:.2f} ms, p95 {p95:.2f} ms")
    if options.errors:
        _tell_errors(asked)


def _milliseconds(reader: Reader, question: str) -> float:
    start = time.process_time()
    reader.read(question)
    return (time.process_time() - start) * 1000


def _tell_errors(asked: Sequence[Asked]) -> None:
    for a in asked:
        wrong_facet = a.procedure and not a.absent and a.read.facet != a.facet
        if not a.is_right or wrong_facet or a.declined != (a.absent or a.procedure is None):
            print(a.identifier, a.language, a.question, a.procedure, *a.facets, sep=" | ", end="")
            print(" ->", a.read.state, a.read.procedure, a.read.facet, *a.read.also, end="")
            print(" declined" if a.declined else "")


if __name__ == "__main__":
    main()

"""Measure a library as it grows: time and memory to index, disk, time to search, what is found.

    python -m benchmarks.search TEXTS --passages 1000000 --folder FOLDER

TEXTS is a file of sentences of Arabic, one a line (`.gz` too; of lines with tabs the last cell).
Passages are made of sentences drawn from it; among them stand the Arabic texts of the record, which
the questions of `data/questions` in Arabic are about. Each power of ten on the way is measured.

Nearly all the time of indexing is analysis in Python, which a passage made of known sentences need
not wait for: with `--remembered` the terms of a sentence are worked out once, and "indexed/s" then
measures the index and not the analysis. Disk, memory and searches are the same.
"""

import argparse
import gzip
import json
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from siyada.library import wanted
from siyada.library.document import Document, Passage
from siyada.library.record import load_record
from siyada.library.search import Library
from siyada.library.terms import FIELDS, Field, of_passage
from tools.evaluate_search import document_of

_BATCH = 5_000
_COLUMNS = (
    "passages", "added/s", "indexed/s", "memory MB", "index MB", "texts MB", "p50 ms", "p95 ms",
    "CPU p50 ms", "CPU p95 ms", "recall@1", "recall@5",
)  # fmt: skip
_MADE = "made-"
_BETWEEN = " \u2013 "
_CHARACTERS = 420
"""Characters of a made passage; the passages of XQuAD have about twice, those of laws as many."""
_LEAST_LETTERS = 25
_ARABIC = frozenset("ابتثجحخدذرزسشصضطظعغفقكلمنهوي")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the document that it is about."""

    question: str
    document: str


def main() -> None:
    """Print one line of a table for each size."""
    options = _options()
    sentences = _sentences(options.texts)
    if options.remembered:
        setattr(wanted, "of_passage", _Remembered(of_passage))  # noqa: B010 - the index asks it
    asked = _asked()
    print(f"{len(sentences):,} sentences, {len(asked)} questions")
    print(f"| {' | '.join(_COLUMNS)} |\n|{'--:|' * len(_COLUMNS)}")
    library = Library(options.folder, "grown", create=True)
    records = load_record(Path("data/procedures")).procedures.values()
    library.add(document for one in records if (document := document_of(one, "ar")))
    size, made = 10_000, library.counts().passages
    draw = random.Random(7)  # noqa: S311 - the same passages each time, not a secret
    while size <= options.passages:
        took = _grow(library, sentences, draw, (made, size))
        _report(library, options.folder / "libraries" / "grown", asked, (size, size - made, *took))
        made, size = size, size * 10


class _Remembered:
    """The terms of a made passage from those of its sentences; of any other, as ever."""

    def __init__(self, of_passage: Callable[[Passage], dict[Field, list[str]]]) -> None:
        self._of_passage = of_passage
        self._known: dict[str, dict[Field, list[str]]] = {}

    def __call__(self, passage: Passage) -> dict[Field, list[str]]:
        if not passage.document.startswith(_MADE):
            return self._of_passage(passage)
        found: dict[Field, list[str]] = {field: [] for field in FIELDS}
        for sentence in passage.text.split(_BETWEEN):
            if sentence not in self._known:
                one = replace(passage, text=sentence, title="", section="")
                self._known[sentence] = self._of_passage(one)
            for field, terms in self._known[sentence].items():
                found[field] += terms
        return found


def _grow(
    library: Library, sentences: list[str], draw: random.Random, sizes: tuple[int, int]
) -> tuple[float, float]:
    """Add passages from one size to another; seconds to keep them, and to index them."""
    begin = time.perf_counter()
    first, last = sizes
    for at in range(first, last, _BATCH):
        library.add(
            Document(f"{_MADE}{number}", "", _passage(sentences, draw), "ar")
            for number in range(at, min(at + _BATCH, last))
        )
    kept = time.perf_counter()
    library.refresh()
    return kept - begin, time.perf_counter() - kept


def _passage(sentences: list[str], draw: random.Random) -> str:
    """Sentences that never stood together."""
    text = ""
    while len(text) < _CHARACTERS:
        text = f"{text}{_BETWEEN if text else ''}{draw.choice(sentences)}"
    return text


def _report(
    library: Library, folder: Path, asked: list[Asked], grown: tuple[int, int, float, float]
) -> None:
    size, more, adding, indexing = grown
    times, spent, first, among = list[float](), list[float](), 0, 0
    for one in asked:
        begin, begun = time.perf_counter(), time.process_time()
        results = library.search(one.question, 5)
        spent.append((time.process_time() - begun) * 1_000)
        times.append((time.perf_counter() - begin) * 1_000)
        documents = [result.passage.document for result in results]
        first += documents[:1] == [one.document]
        among += one.document in documents
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
    words = sum(path.stat().st_size for path in (folder / "words").iterdir()) / 1e6
    texts = (folder / "library.db").stat().st_size / 1e6
    print(
        f"| {size:,} | {more / adding:,.0f} | {more / indexing:,.0f} | {memory:,.0f} "
        f"| {words:,.0f} | {texts:,.0f} | {_middle(times)} | {_middle(spent)} "
        f"| {first / len(asked):.3f} | {among / len(asked):.3f} |",
        flush=True,
    )


def _middle(times: list[float]) -> str:
    """The median and the 95th percentile, as two cells of a table."""
    return f"{statistics.median(times):.1f} | {statistics.quantiles(times, n=20)[-1]:.1f}"


def _sentences(file: Path) -> list[str]:
    opened = gzip.open if file.suffix == ".gz" else open
    found: dict[str, None] = {}
    with opened(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            sentence = line.rstrip("\n").split("\t")[-1]
            if sum(sign in _ARABIC for sign in sentence) >= _LEAST_LETTERS:
                found[sentence] = None
    return list(found)


def _asked() -> list[Asked]:
    return [*_questions()]


def _questions() -> Iterator[Asked]:
    """The questions in Arabic about a procedure."""
    for file in sorted(Path("data/questions").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            if one["language"] == "ar" and one["procedure"]:
                yield Asked(one["question"], f"{one['procedure']}/ar")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--remembered", action="store_true", help="see above")
    return parser.parse_args()


if __name__ == "__main__":
    main()

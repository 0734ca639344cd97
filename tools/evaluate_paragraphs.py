"""Measure how often a search finds the right paragraph first, in texts that no table was made for.

    python -m tools.evaluate_paragraphs TEXTS [--half held]

TEXTS is `ara-fra-eng.tsv` of TICO-19 (CC0; `.gz` too): a sentence a line, in Arabic and in French.
Three sentences make a paragraph. `data/questions/health.tsv` has the questions, each about the line
that it names, by one writer: in Arabic formally, and loosely or in Darija, and in French. Every
second one is kept out (`held`); the others may be looked at while something is chosen.
"""

import argparse
import csv
import gzip
import tempfile
from itertools import islice
from pathlib import Path

from siyada.library.document import Document
from siyada.library.search import Library

_QUESTIONS = Path("data/questions/health.tsv")
_FIRST, _LAST, _TOGETHER = 300, 1_812, 3
"""Lines that are prose, and how many make a paragraph; those before are what patients say."""
_AMONG = 5


def main() -> None:
    """Print recall among one and among five, by texts and manner of asking."""
    options = _options()
    opened = gzip.open if options.texts.suffix == ".gz" else open
    with opened(options.texts, "rt", encoding="utf-8") as lines:
        table = [line.rstrip("\n").split("\t") for line in lines]
    with _QUESTIONS.open(encoding="utf-8") as file:
        asked = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    half = list(islice(asked, options.half == "held", None, 2))
    for column, language in enumerate(("ar", "fr")):
        with tempfile.TemporaryDirectory() as folder:
            library = Library(Path(folder), "health", create=True)
            library.add(_paragraphs(table, column, language))
            for manner in ("formal", "loose", "french"):
                places = [_place(library, one[manner], int(one["line"])) for one in half]
                first = sum(place == 1 for place in places) / len(places)
                among = sum(place <= _AMONG for place in places) / len(places)
                print(f"{language}  {manner:7} {len(places):3}  {first:.3f}  {among:.3f}")


def _paragraphs(table: list[list[str]], column: int, language: str) -> list[Document]:
    return [
        Document(
            str(at // _TOGETHER),
            "",
            " ".join(cells[column] for cells in table[at : at + _TOGETHER]),
            language,
        )
        for at in range(_FIRST, _LAST, _TOGETHER)
    ]


def _place(library: Library, question: str, line: int) -> int:
    """At which place the paragraph with a line is found; a large number when it is not."""
    found = [result.passage.document for result in library.search(question, 20)]
    right = str((line - 1) // _TOGETHER)
    return found.index(right) + 1 if right in found else 1_000


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--half", choices=("seen", "held"), default="held")
    return parser.parse_args()


if __name__ == "__main__":
    main()

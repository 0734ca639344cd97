"""Measure how often a search finds the right paragraph first, in texts that no table was made for.

    python -m tools.evaluate_paragraphs [TEXTS] [--half held] [--misses] [--plain]

Without TEXTS: `data/questions/prose.tsv`, 124 paragraphs on 31 subjects in Arabic, our own writing;
the same writer asks of each as its words have it, and in other words. A sum of its text says
whether its questions are kept out.
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
from tools.recall import is_held, place, recalls, search_of

_QUESTIONS = Path("data/questions/health.tsv")
_PROSE = Path("data/questions/prose.tsv")
_FIRST, _LAST, _TOGETHER = 300, 1_812, 3
"""Lines that are prose, and how many make a paragraph; those before are what patients say."""


def main() -> None:
    """Print recall among one and among five, by texts and manner of asking."""
    options = _options()
    if options.texts is None:
        _of_prose(options)
        return
    opened = gzip.open if options.texts.suffix == ".gz" else open
    with opened(options.texts, "rt", encoding="utf-8") as lines:
        table = [line.rstrip("\n").split("\t") for line in lines]
    with _QUESTIONS.open(encoding="utf-8") as file:
        asked = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    half = list(islice(asked, options.half == "held", None, 2))
    for column, language in enumerate(("ar", "fr")):
        with tempfile.TemporaryDirectory() as folder:
            search = search_of(_paragraphs(table, column, language), Path(folder))
            for manner in ("formal", "loose", "french"):
                places = [place(search(one[manner]), _paragraph(int(one["line"]))) for one in half]
                print(f"{language}  {manner:7} {recalls(places)}")


def _of_prose(options: argparse.Namespace) -> None:
    with _PROSE.open(encoding="utf-8") as file:
        prose = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    half = [one for one in prose if is_held(one["text"]) == (options.half == "held")]
    with tempfile.TemporaryDirectory() as folder:
        documents = [Document(one["number"], "", one["text"], "ar") for one in prose]
        search = search_of(documents, Path(folder), plain=options.plain)
        for manner in ("direct", "other_words"):
            asked = [(said, one["number"]) for one in half for said in one[manner].split("|")]
            places = [place(search(said), number) for said, number in asked]
            print(f"ar  {manner:12} {recalls(places)}")
            for (said, number), at in zip(asked, places, strict=True):
                if options.misses and at > 1:
                    print(f"    {at:4}  {number:>4}  {said}")


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


def _paragraph(line: int) -> str:
    """The name of the paragraph with a line."""
    return str((line - 1) // _TOGETHER)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, nargs="?")
    parser.add_argument("--half", choices=("seen", "held"), default="held")
    parser.add_argument("--plain", action="store_true", help="look up letters four by four only")
    parser.add_argument("--misses", action="store_true", help="show what was not found first")
    return parser.parse_args()


if __name__ == "__main__":
    main()

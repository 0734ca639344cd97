"""Measure how often a search finds the right procedure first in a record that is Arabic only.

    python -m tools.evaluate_titles [--half held|seen|later] [--misses]

`data/questions/administrations.tsv` has procedures of many administrations, a title and a few
sentences each, in Arabic, and four questions about each: in Arabic, in Darija in Arabic and in
Latin letters, in French. All procedures are in the library; questions of every second one are kept
out (`held`), the others may be looked at while something is chosen. `later` are the questions on
`administrations-later.tsv`, whose procedures then join the library. With `--plain` letters are
looked up four by four and nothing else is known: how hard the questions are.
"""

import argparse
import csv
import tempfile
from itertools import islice
from pathlib import Path

from siyada.library.document import Document
from tools.recall import place, recalls, search_of

_RECORD = Path("data/questions/administrations.tsv")
_LATER = Path("data/questions/administrations-later.tsv")
_ASKED = ("ar", "ary-Arab", "ary-Latn", "fr")


def main() -> None:
    """Print recall among one and among five, by language of the question."""
    options = _options()
    record = _read(_RECORD)
    asked = list(islice(record, options.half == "held", None, 2))
    if options.half == "later":
        asked = _read(_LATER)
        record += asked
    with tempfile.TemporaryDirectory() as folder:
        documents = [
            Document(one["number"], one["title"], f"{one['title']}\n{one['text']}", "ar")
            for one in record
        ]
        search = search_of(documents, Path(folder), plain=options.plain)
        for language in _ASKED:
            places = [place(search(one[language]), one["number"]) for one in asked]
            print(f"{language:8} {recalls(places)}")
            for one, at in zip(asked, places, strict=True):
                if options.misses and at > 1:
                    print(f"    {at:4}  {one['title']}  {one[language]}")


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("seen", "held", "later"), default="held")
    parser.add_argument("--plain", action="store_true", help="look up letters four by four only")
    parser.add_argument("--misses", action="store_true", help="show what was not found first")
    return parser.parse_args()


if __name__ == "__main__":
    main()

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
from siyada.library.search import Library
from tools.plain_grams import PlainGrams

_RECORD = Path("data/questions/administrations.tsv")
_LATER = Path("data/questions/administrations-later.tsv")
_ASKED = ("ar", "ary-Arab", "ary-Latn", "fr")
_AMONG = 5
_DEEP = 20
"""Passages that are looked at."""


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
        searched = (
            PlainGrams(documents) if options.plain else Library(Path(folder), "record", create=True)
        )
        if isinstance(searched, Library):
            searched.add(documents)
        for language in _ASKED:
            places = [_place(searched, one[language], one["number"]) for one in asked]
            first = sum(place == 1 for place in places) / len(places)
            among = sum(place <= _AMONG for place in places) / len(places)
            print(f"{language:8} {len(places):3}  {first:.3f}  {among:.3f}")
            for one, place in zip(asked, places, strict=True):
                if options.misses and place > 1:
                    print(f"    {place:4}  {one['title']}  {one[language]}")


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _place(searched: Library | PlainGrams, question: str, right: str) -> int:
    """At which place a procedure is found; a large number when it is not."""
    if isinstance(searched, PlainGrams):
        found = searched.search(question)
    else:
        found = [result.passage.document for result in searched.search(question, _DEEP)]
    return found.index(right) + 1 if right in found else 1_000


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("seen", "held", "later"), default="held")
    parser.add_argument("--plain", action="store_true", help="look up letters four by four only")
    parser.add_argument("--misses", action="store_true", help="show what was not found first")
    return parser.parse_args()


if __name__ == "__main__":
    main()

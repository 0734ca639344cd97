"""Measure how often a search finds the right procedure first in a record that is Arabic only.

    python -m tools.evaluate_titles [--half HALF] [--misses]

`data/questions/administrations.tsv` has procedures of many administrations, a title and a few
sentences each, in Arabic, and four questions about each: in Arabic, in Darija in Arabic and in
Latin letters, in French. All procedures are in the library; questions of every second one are kept
out (`held`), the others may be looked at while something is chosen. `later` are the questions on
`administrations-later.tsv`, whose procedures then join the library. Those of
`k-administrations.tsv` join both, two questions in a cell parted by `|`: they avoid the words of
the titles, and a sum of its title says whether what is asked of a procedure is kept out. Those of
`m-administrations.tsv` stand alone, are asked as people ask who know what the matter is called, and
are parted in the same way. Those of `p-administrations.tsv` join these, and are asked in everyday
words of people who have the need; the first 29 have been read since (`p-seen`), the others are kept
out. Those of `n-administrations.tsv` join the named ones too, have titles as the national record
words them, and are parted by the sum. With `--plain` letters are looked up four by four
and nothing else is known: how hard the questions are.
"""

import argparse
import csv
import tempfile
from itertools import islice
from pathlib import Path

from siyada.library.document import Document
from tools.recall import is_held, place, recalls, search_of

_RECORD = Path("data/questions/administrations.tsv")
_LATER = Path("data/questions/administrations-later.tsv")
_FRESH = Path("data/questions/k-administrations.tsv")
_NAMED = Path("data/questions/m-administrations.tsv")
_NEEDED = Path("data/questions/p-administrations.tsv")
_TITLED = Path("data/questions/n-administrations.tsv")
_LAST_READ = 529
"""Number of the last of those who have the need whose questions have been read."""
_PARTED = (f"{name}-{half}" for name in "kmpn" for half in ("seen", "held"))
_ASKED = ("ar", "ary-Arab", "ary-Latn", "fr")


def main() -> None:
    """Print recall among one and among five, by language of the question."""
    options = _options()
    record, asked = _record_and_asked(options.half)
    with tempfile.TemporaryDirectory() as folder:
        documents = [
            Document(one["number"], one["title"], f"{one['title']}\n{one['text']}", "ar")
            for one in record
        ]
        search = search_of(documents, Path(folder), plain=options.plain)
        for language in _ASKED:
            questions = [(one, said) for one in asked for said in one[language].split("|")]
            places = [place(search(said), one["number"]) for one, said in questions]
            print(f"{language:8} {recalls(places)}")
            for (one, said), at in zip(questions, places, strict=True):
                if options.misses and at > 1:
                    print(f"    {at:4}  {one['title']}  {said}")


def _record_and_asked(half: str) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The procedures of the library, and those that are asked for."""
    named = _read(_NAMED)
    if half.startswith("m-"):
        return named, [one for one in named if is_held(one["title"]) == (half == "m-held")]
    if half.startswith("p-"):
        needed = _read(_NEEDED)
        asked = [one for one in needed if (int(one["number"]) > _LAST_READ) == (half == "p-held")]
        return named + needed, asked
    if half.startswith("n-"):
        titled = _read(_TITLED)
        asked = [one for one in titled if is_held(one["title"]) == (half == "n-held")]
        return named + titled, asked
    record = _read(_RECORD)
    if half in {"seen", "held"}:
        return record, list(islice(record, half == "held", None, 2))
    later = _read(_LATER)
    if half == "later":
        return record + later, later
    fresh = _read(_FRESH)
    asked = [one for one in fresh if is_held(one["title"]) == (half == "k-held")]
    return record + later + fresh, asked


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--half",
        choices=("seen", "held", "later", *_PARTED),
        default="held",
    )
    parser.add_argument("--plain", action="store_true", help="look up letters four by four only")
    parser.add_argument("--misses", action="store_true", help="show what was not found first")
    return parser.parse_args()


if __name__ == "__main__":
    main()

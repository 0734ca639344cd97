"""Measure how often a search finds the right procedure first, by language of the question.

    python -m tools.evaluate_search --texts ar --record data/procedures data/questions/*.jsonl

The library holds the texts of the record in one language (`ar`, `fr`) or both, one document a
procedure and language. The tables of concepts were written by people who knew the questions of
`data/questions`: figures on these show what the index can do; others' questions measure it. With
`--plain` letters are looked up four by four and nothing else is known: how hard the questions are.
"""

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from siyada.library.document import Document
from siyada.library.procedure import Procedure, Text
from siyada.library.record import load_record
from tools.recall import place, recalls, search_of


def main() -> None:
    """Print recall among one and among five, by language."""
    options = _options()
    asked = [question for file in options.questions for question in _questions(file)]
    with tempfile.TemporaryDirectory() as folder:
        languages = ("ar", "fr") if options.texts == "both" else (options.texts,)
        documents = [
            document
            for procedure in load_record(options.record).procedures.values()
            for language in languages
            if (document := document_of(procedure, language))
        ]
        search = search_of(documents, Path(folder), plain=options.plain)
        found: dict[str, list[int]] = defaultdict(list)
        for question in asked:
            at = place(_procedures(search(question["question"])), question["procedure"])
            found[question["language"]].append(at)
            if options.misses and at > 1:
                print(
                    question["language"],
                    at,
                    question["procedure"],
                    question["question"],
                    sep="\t",
                )
    for language, places in sorted(found.items()):
        print(f"{language:10} {recalls(places)}")


def document_of(procedure: Procedure, language: str) -> Document | None:
    """A procedure as one document in one language; None when it says nothing in it."""

    def said(text: Text | None) -> str:
        return (getattr(text, language) or "") if text else ""

    title = said(procedure.title)
    facts = procedure.facts()
    texts = (getattr(fact, "text", None) or getattr(fact, "description", None) for fact in facts)
    lines = [said(procedure.description), *map(said, texts)]
    text = "\n".join(filter(None, (title, *lines)))
    return Document(f"{procedure.id}/{language}", title, text, language) if title else None


def _procedures(documents: list[str]) -> list[str]:
    return list(dict.fromkeys(document.split("/")[0] for document in documents))


def _questions(file: Path) -> Iterator[dict[str, str]]:
    """The questions of a file that are about a procedure."""
    for line in file.read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        if question.get("procedure"):
            yield question


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--record", type=Path, default=Path("data/procedures"))
    parser.add_argument("--texts", choices=("ar", "fr", "both"), default="ar")
    parser.add_argument("--plain", action="store_true", help="look up letters four by four only")
    parser.add_argument("--misses", action="store_true", help="show what was not found first")
    return parser.parse_args()


if __name__ == "__main__":
    main()

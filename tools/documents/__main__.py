"""Make documents, or measure the shield on them: python -m tools.documents make|measure."""

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from siyada.shield.detect import detect
from tools.documents.fill import Document, fill, models
from tools.documents.noise import FORMS, NOISES
from tools.documents.people import FOLDER
from tools.documents.score import Score, missed, report

NOISY = 0.3
"""Part of the documents that noise is made in."""


def documents(
    count: int, seed: int, hands: frozenset[str], *, coined: float = 0.0, held: bool = False
) -> Iterator[Document]:
    """So many documents, the same for the same seed."""
    known = [model for model in models(FOLDER) if not hands or model.hand in hands]
    for number in range(count):
        dice = random.Random(f"{seed}-{number}")  # noqa: S311 - documents, not secrets
        model = known[number % len(known)] if count >= len(known) else dice.choice(known)
        if model.form in FORMS:
            yield fill(model, dice, FORMS[model.form], coined=coined, held=held)
        elif dice.random() < NOISY:
            noise = NOISES[dice.choice(sorted(NOISES))](dice)
            yield fill(model, dice, noise, coined=coined, held=held)
        else:
            yield fill(model, dice, coined=coined, held=held)


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(prog="python -m tools.documents")
    parser.add_argument("verb", choices=("make", "measure"))
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hands", default="", help="names of files of models, parted by commas")
    parser.add_argument("--held", action="store_true", help="with names nothing is learned from")
    parser.add_argument("--coined", type=float, default=0.0, help="how often names are in no list")
    parser.add_argument(
        "--missed", type=int, default=0, help="show so many values that were missed"
    )
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    hands = frozenset(filter(None, options.hands.split(",")))
    made = list(
        documents(options.count, options.seed, hands, coined=options.coined, held=options.held)
    )
    if options.verb == "make":
        out = options.out.open("w", encoding="utf-8") if options.out else sys.stdout
        for number, document in enumerate(made):
            marks = [{"start": v.start, "end": v.end, "kind": v.kind} for v in document.values]
            row: dict[str, object] = {
                "id": f"{options.seed}-{number}",
                "language": document.language,
            }
            row |= {"text": document.text, "spans": marks}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
        return
    started = time.perf_counter()
    found = [detect(document.text) for document in made]
    seconds = time.perf_counter() - started
    score = Score()
    for document, spans in zip(made, found, strict=True):
        score.add(document, spans)
    print("\n".join(report(score, sum(len(document.text) for document in made) / seconds)))
    for line in list(missed(made, found))[: options.missed]:
        print(line)


if __name__ == "__main__":
    main()

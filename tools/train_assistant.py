"""Learn all weights by which questions are understood, and write them into the package.

    python -m tools.train_assistant --record data/procedures --questions data/questions/*.jsonl \
        --hands tests/golden/questions/*-tune.jsonl --out src/siyada/assistant/weights

The bridge of the language is packed first. The models of matters and facets learn from the tables,
the record, the questions and the hands. When an answer is doubted is learned from the hands alone,
each told by models that did not learn from it: the hands are parted in `FOLDS`, and models that go
on from those without any hand learn from all other folds. What is printed was told of each fold by
doubts that learned from the others; with `--keep`, the weights that a fold was left out of stay in
a folder of its number. The same input gives the same weights.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from siyada.assistant.wordings import digest
from siyada.language.bridge import PACKED, Bridge, listed
from siyada.library.record import Record, load_record
from tools.train_doubts import Hand, across, learn, tell
from tools.train_understanding import Learned, Teacher, read_questions

LANGUAGE = Path(__file__).parents[1] / "src" / "siyada" / "language" / "weights"
FOLDS = 3
"""Parts of the hands: more take longer, and leave fewer questions out of what tells of the rest."""


def folds(hands: Sequence[Path]) -> list[list[Path]]:
    """The hands, dealt out in the order of their names."""
    ordered = sorted(hands)
    return [part for part in (ordered[k::FOLDS] for k in range(FOLDS)) if part]


class Course:
    """Teaches the models of one record from questions and from hands of them."""

    def __init__(self, record: Record, developed: Sequence[Path], hands: Sequence[Path]) -> None:
        self._record, self._hands = record, hands
        self._teacher = Teacher(record)
        self._developed = read_questions(developed)
        self._base = self._teacher.teach(self._developed)

    def taught(self, hands: Sequence[Path]) -> Learned:
        """The models that know these hands and no others."""
        return self._teacher.teach([*self._developed, *read_questions(hands)], self._base)

    def told(self, keep: Path) -> list[Hand]:
        """The hands of each fold by models that know all others, which are left in `keep`."""
        found = []
        for number, part in enumerate(folds(self._hands)):
            folder = keep / str(number)
            folder.mkdir(parents=True, exist_ok=True)
            self.taught([hand for hand in self._hands if hand not in part]).save(folder)
            found.append(tell(self._record, read_questions(part), folder))
        for number, hand in enumerate(found):
            learn([other for other in found if other is not hand], keep / str(number))
        return found


def main() -> None:
    """Teach all models, print what doubts tell of hands that they do not know, write them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--record", type=Path, required=True)
    parser.add_argument("--questions", type=Path, nargs="+", required=True)
    parser.add_argument("--hands", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--keep", type=Path, help="a folder for the weights of folds")
    options = parser.parse_args()
    (LANGUAGE / PACKED).write_bytes(Bridge(listed()).packed())
    course = Course(load_record(options.record), options.questions, options.hands)
    course.taught(options.hands).save(options.out)
    (options.out / "tables.sha256").write_text(f"{digest()}\n", "utf-8")
    with TemporaryDirectory() as scratch:
        told = course.told(options.keep or Path(scratch))
    print("outside:", across([hand.outside for hand in told]))
    print("absent:", across([hand.absent for hand in told]))
    learn(told, options.out)


if __name__ == "__main__":
    main()

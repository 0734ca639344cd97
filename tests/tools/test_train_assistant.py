"""What the weights of the assistant learn from, and which hands are told by which weights."""

from collections import Counter
from pathlib import Path

import pytest

from siyada.assistant.answer import State
from siyada.library.record import load_record
from tools.train_assistant import FOLDS, folds
from tools.train_understanding import ABSENT, facet_examples, matter_examples, read_questions

ROOT = Path(__file__).parents[2]
ALIKE = 7
"""Short questions that two authors wrote with the same words."""
HANDS = sorted((ROOT / "tests" / "golden" / "questions").glob("*-tune.jsonl"))


def test_each_hand_is_left_out_once_and_never_knows_itself() -> None:
    parts = folds(HANDS)
    assert len(parts) == FOLDS
    assert Counter(hand for part in parts for hand in part) == Counter(HANDS)


def test_hardly_a_held_question_stands_among_those_that_weights_learn_from() -> None:
    learned = {
        question["question"]
        for question in read_questions([*HANDS, *(ROOT / "data" / "questions").glob("*.jsonl")])
    }
    held = read_questions((ROOT / "tests" / "golden" / "questions").glob("*-held.jsonl"))
    assert sum(question["question"] in learned for question in held) <= ALIKE


@pytest.mark.parametrize(
    ("fields", "facets"),
    [
        ({"procedure": "sarl-creation", "facet": "fees"}, {"fees": 1.0}),
        (
            {"procedure": "sarl-creation", "facet": "fees", "facets": ["fees", "delay"]},
            {"fees": 0.5, "delay": 0.5},
        ),
        ({"procedure": "sarl-creation", "facet": "overview", "in_record": False}, {ABSENT: 1.0}),
        ({"procedure": "declaration-is", "facet": "fees", "in_record": False}, {"fees": 1.0}),
        ({"procedure": None, "facet": "overview"}, {}),
    ],
)
def test_a_question_is_learned_by_what_it_asks(
    fields: dict[str, object], facets: dict[str, float]
) -> None:
    record = load_record(ROOT / "data" / "procedures")
    question = {"question": "zyxw vuts", **fields}
    found = [e for e in facet_examples(record, [question]) if e.text == "zyxw vuts"]
    assert {example.answer: example.weight for example in found} == facets


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"procedure": "sarl-creation", "facet": "fees"}, "sarl-creation"),
        ({"procedure": None, "facet": "personal"}, State.REFUSED_PERSONAL),
        ({"procedure": None, "facet": "overview", "kind": "unsafe"}, State.REFUSED_UNSAFE),
        ({"procedure": None, "facet": "overview", "kind": "outside"}, State.REFUSED_SCOPE),
    ],
)
def test_a_question_is_about_its_procedure_or_why_there_is_none(
    fields: dict[str, object], answer: str
) -> None:
    record = load_record(ROOT / "data" / "procedures")
    found = matter_examples(record, [{"question": "zyxw vuts", **fields}])
    assert [example.answer for example in found if example.text == "zyxw vuts"] == [answer]

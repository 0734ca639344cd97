"""Learning which words are in which language."""

from collections.abc import Iterator

import numpy as np
import pytest

from siyada.language.switching import TAGS, Network, Part
from tools.switching import learning
from tools.switching.examples import aligned, batch, example, examples
from tools.switching.learning import Gradient, Learner, chain
from tools.switching.measuring import accuracy, figures, measured
from tools.switching.sentences import Chunk, Sentence, marked, own_switched

SENTENCES = (
    marked("ary-Latn", "bghit {fr:la carte} ديالي", "own"),
    marked("fr", "Bonjour {ary-Latn:chno khasni} 12", "own"),
    marked("ary-Arab", "واش {fr:le dossier} {ar:قيد الدراسة}", "own"),
)


class Recorder(Learner):
    """A learner that keeps the gradient instead of following it."""

    kept: Gradient

    def _descend(self, gradient: Gradient) -> None:
        self.kept = dict(gradient)


@pytest.fixture
def learner(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    """One that forgets nothing, so that a step has one result."""
    monkeypatch.setattr(learning, "FORGET_WHOLE", 0.0)
    monkeypatch.setattr(learning, "FORGET_HIDDEN", 0.0)
    return iter([Recorder(seed=7)])


@pytest.mark.parametrize("name", Network._fields)
def test_the_gradient_is_the_slope_of_the_loss(learner: Iterator[Recorder], name: str) -> None:
    one, given = next(learner), batch(examples(SENTENCES))
    one.step(given)
    slope, values = one.kept[name], getattr(one.network, name)
    place = np.unravel_index(np.abs(slope).argmax(), slope.shape)
    middle, width = values[place], np.float32(0.02)
    values[place] = middle + width
    above = one.step(given)
    values[place] = middle - width
    below = one.step(given)
    assert slope[place] == pytest.approx((above - below) / 0.04, rel=0.05)


def test_a_few_steps_teach_a_few_sentences() -> None:
    one, given = Learner(seed=1, rate=0.02), batch(examples(SENTENCES))
    losses = [one.step(given) for _ in range(30)]
    assert losses[-1] < losses[0] / 4


def test_the_chances_of_paths_are_those_of_all_paths_counted() -> None:
    dice = np.random.default_rng(3)
    rows = dice.standard_normal((1, 3, 2)).astype(np.float32)
    change = dice.standard_normal((2, 2)).astype(np.float32)
    paths = [(a, b, c) for a in (0, 1) for b in (0, 1) for c in (0, 1)]
    scores = [
        sum(rows[0, place, tag] for place, tag in enumerate(path))
        + change[path[0], path[1]]
        + change[path[1], path[2]]
        for path in paths
    ]
    total, likely, changes = chain(rows, change, np.ones((1, 3), bool))
    chances = np.exp(np.array(scores) - total[0])
    assert chances.sum() == pytest.approx(1, abs=1e-5)
    of_middle = sum(chance for chance, path in zip(chances, paths, strict=True) if path[1])
    assert likely[0, 1, 1] == pytest.approx(of_middle, abs=1e-5)
    assert changes.sum() == pytest.approx(2, abs=1e-5)


def test_marked_words_have_the_language_of_their_braces() -> None:
    found, tags = aligned(marked("ary-Latn", "bghit {fr:la carte} ديالي, {en:ok}", "own"))
    assert len(found) == 5
    assert tags == [("ary-Latn",), ("fr",), ("fr",), ("ary-Arab",), ("en",)]


def test_a_language_that_the_script_cannot_write_is_not_learned() -> None:
    one = example(Sentence([Chunk("ديالي", ("fr",))], "own"))
    assert one is not None
    assert not one.right[0, TAGS.index("fr")]
    assert one.right[0, TAGS.index("ary-Arab")]


def test_words_are_measured_one_by_one() -> None:
    def look(text: str) -> tuple[Part, ...]:
        return (Part(0, 5, "ary-Latn"), Part(6, len(text), "fr"))

    words = measured([marked("ary-Latn", "bghit {fr:la carte} daba", "own")], look)
    assert [word.found for word in words] == ["ary-Latn", "fr", "fr", "fr"]
    assert accuracy(words) == 0.75
    assert figures(words)["ary-Latn"] == pytest.approx((1.0, 0.5, 2 / 3, 2))


@pytest.mark.parametrize("name", ["learn", "test"])
def test_our_sentences_are_well_formed(name: str) -> None:
    sentences = list(own_switched(name))
    assert len(sentences) >= 100
    for sentence in sentences:
        assert "{" not in sentence.text
        assert "}" not in sentence.text
        assert {tag for chunk in sentence.chunks for tag in chunk.tags} <= set(TAGS)


def test_no_sentence_of_the_test_is_learned() -> None:
    learned = {sentence.text.lower() for sentence in own_switched("learn")}
    assert not learned & {sentence.text.lower() for sentence in own_switched("test")}

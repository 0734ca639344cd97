"""The scores that the learned weights give."""

import numpy as np
import pytest

from siyada.language import glance
from siyada.language.ngrams import ARABIC, BITS, LATIN, clean, letters, sheet
from siyada.language.scores import DARIJA, MODERN, models, scores, weigh_cue

TEXTS = {
    LATIN: [
        "Mmmmm… Ŋŋŋŋ 😀 l’œuvre",
        "a\u200b \u200bb à",
        "bonjour",
        "Où est le bureau ?",
        "bghit njedded lpasport dyali",
        "a " * 300,
    ],
    ARABIC: ["شكرا", "بغيت نجدد الباسبور ديالي", "أُرِيدُ تجديدَ جوازِ سفري قبل الصيف", "ب " * 90],
}


@pytest.mark.parametrize("script", [LATIN, ARABIC])
def test_the_weights_are_whole(script: int) -> None:
    model = models()[script]
    assert model.rows.shape == (1 << BITS,)
    assert model.rows.view(np.int8).any()
    assert model.scale > 0
    assert model.bias.shape == (8,)
    assert min(model.heat) > 0
    assert (model.cues is not None) == (script == ARABIC)


@pytest.mark.parametrize("script", [LATIN, ARABIC])
def test_a_text_alone_has_the_scores_it_has_among_others(script: int) -> None:
    cleaned = [clean(text) for text in TEXTS[script]]
    model = models()[script]
    many, lengths = scores(model, letters(sheet(cleaned), script))
    for text, row, length in zip(cleaned, many, lengths, strict=True):
        alone, size = glance.scores(model, glance.view(text))
        assert size == pytest.approx(length)
        assert alone == pytest.approx(row.tolist(), abs=1e-2)


def test_a_darija_word_moves_the_share_of_darija_and_no_other_column() -> None:
    sums = np.zeros((2, 8), np.float32)
    cues = np.array([[1.0, 1.0, -1.0, 0.0], [1.0, 1.0, -1.0, 0.0]])
    before = np.exp(sums).sum(axis=1)
    weigh_cue(sums, np.array([[2.0, 0.0], [2.0, 3.0]]), np.array([0.0, 1.0]), cues)
    assert sums[0, DARIJA] > sums[0, MODERN]
    assert sums[1, DARIJA] < sums[1, MODERN]
    assert np.exp(sums).sum(axis=1) == pytest.approx(before)
    assert not sums[:, 2:].any()


def test_without_a_darija_word_a_text_is_the_less_darija_the_longer_it_is() -> None:
    cues = models()[ARABIC].cues
    assert cues is not None
    sums = np.zeros((2, 8), np.float32)
    weigh_cue(sums, np.zeros((2, 2)), np.array([0.0, 1.0]), cues)
    assert sums[1, DARIJA] < sums[0, DARIJA]


def test_vowel_signs_speak_for_standard_arabic() -> None:
    cleaned = ["وليدي مريض", "ولِيدي مَرِيضٌ"]
    found, _ = scores(models()[ARABIC], letters(sheet(cleaned), ARABIC))
    bare, marked = found[:, DARIJA] - found[:, MODERN]
    assert marked < bare

"""The tools that learn and measure identification."""

import random
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from siyada.language.ngrams import LATIN
from tools import train_identification
from tools.identification import dialects, plot
from tools.identification.learn import Pool, learn
from tools.identification.measure import Bin, Told, bins, calibration_error, figures, macro, share
from tools.identification.texts import (
    Line,
    Near,
    fragments,
    held_lines,
    other_lines,
    own_lines,
    split,
    unlisted_darija,
)


def _told(tag: str, found: str, confidence: float = 1.0) -> Told:
    return Told(Line(tag, "x", "made up"), found, confidence)


def test_figures_count_what_is_found_and_what_is_missed() -> None:
    told = [_told("fr", "fr"), _told("fr", "es"), _told("es", "es"), _told("es", "und")]
    found = figures(told)
    assert (found["fr"].precision, found["fr"].recall) == (1.0, 0.5)
    assert (found["es"].precision, found["es"].recall) == (0.5, 0.5)
    assert macro(told) == pytest.approx((2 / 3 + 0.5) / 2)


def test_another_language_is_right_when_it_is_rejected() -> None:
    assert share([_told("tr", "und"), _told("tr", "fr")]) == 0.5


def test_confidence_is_honest_when_it_is_the_share_of_right_answers() -> None:
    sure = [_told("fr", "fr", 0.75)] * 3 + [_told("fr", "en", 0.75)]
    assert bins(sure) == [Bin(4, 0.75, 0.75)]
    assert calibration_error(sure) == 0
    assert calibration_error([_told("fr", "en", 0.9)]) == pytest.approx(0.9)


def test_fragments_are_neighbouring_words_of_longer_lines() -> None:
    line = Line("fr", "un deux trois quatre cinq", "made up")
    found = [piece.text for seed in range(9) for piece in fragments([line], seed, 2, 3)]
    assert all(text in line.text and len(text.split()) in (2, 3) for text in found)
    assert len(set(found)) > 2
    assert fragments([Line("fr", "un deux trois", "made up")], 1, 2, 3) == []


def test_no_line_to_learn_from_nearly_repeats_one_that_is_held_out() -> None:
    dice = random.Random(1)  # noqa: S311 - examples, not secrets
    base = [" ".join(dice.choices(["mer", "ville", "pont", "lune"], k=9)) for _ in range(200)]
    lines = [Line("fr", text + end, "made up") for text in base for end in ("", " !", " ici")]
    found = split(lines)
    held = Near(line.text for name in ("dev", "test") for line in found[name])
    assert found["test"]
    assert found["train"]
    assert not any(held.has(line.text) for line in found["train"])


def test_nothing_to_measure_with_is_learned_from() -> None:
    learned = Near(line.text for line in [*own_lines(), *other_lines()])
    held = [line for kind in ("own", "other", "later", "fresh") for line in held_lines(kind)]
    assert len(held) > 700
    assert [line.text for line in held if learned.has(line.text)] == []


def test_darija_is_seen_by_its_words() -> None:
    rows = [{"ary_Arab": "كيتصنف هادشي"}, {"ary_Arab": "كتاب جديد"}, {"ary_Arab": "الطريق ديالنا"}]
    assert unlisted_darija(rows, {"الطريق ديالنا"}) == ["كيتصنف هادشي"]


@pytest.mark.parametrize(
    ("name", "found"), [("arz", "عربية"), ("apc", "سيارة"), ("gulf", "سيارة"), ("acm", "سيارة")]
)
def test_a_dialect_has_words_of_its_own(name: str, found: str) -> None:
    dice = random.Random(2)  # noqa: S311 - examples, not secrets
    words, places = dialects.rewritten(["أين", "سيارة"], name, {"سيارة"}, dice)
    assert words[0] in dialects.tables()[name]["أين"]
    assert words[1] in {found, "موتر"}
    assert 0 in places


def test_what_is_made_of_a_dialect_has_one_of_its_words() -> None:
    make = dialects.maker(["أين السيارة الآن", "لماذا ذهبت أمس"], ["arz"])
    dice = random.Random(3)  # noqa: S311 - examples, not secrets
    forms = {form for forms in dialects.tables()["arz"].values() for form in forms}
    made = [make(dice) for _ in range(50)]
    assert all(forms & set(text.split()) for text in made)


def test_the_plot_is_a_drawing_with_a_point_for_each_bin() -> None:
    drawing = plot.reliability({"lines": [Bin(9, 0.6, 0.5), Bin(90, 0.99, 1.0)]}, "Reliability")
    points = ElementTree.fromstring(drawing).findall(".//*[@fill-opacity]")  # noqa: S314 - ours
    assert [point.get("cy") for point in points] == ["260.0", "60.0"]


def test_the_weights_of_several_runs_are_their_mean() -> None:
    pools = [Pool(2, 20, lambda dice: dice.choice(("le pont", "la ville"))),
             Pool(3, 20, lambda dice: dice.choice(("el puente", "la ciudad")))]  # fmt: skip
    first, second, both = (learn(LATIN, pools, seeds, 2) for seeds in ((1,), (2,), (1, 2)))
    assert not np.array_equal(first.weights, second.weights)
    assert np.array_equal(both.weights, (first.weights + second.weights) / 2)
    assert np.array_equal(both.bias, (first.bias + second.bias) / 2)


def test_no_run_at_all_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    command = ["train_identification", str(tmp_path), "--runs", "2", "0"]
    monkeypatch.setattr("sys.argv", command)
    with pytest.raises(SystemExit):
        train_identification.main()
    assert "0 runs learn nothing: give one or more" in capsys.readouterr().err

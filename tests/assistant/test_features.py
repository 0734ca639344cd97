"""Questions taken apart: words, and the concepts in them."""

import pytest

from siyada.assistant.features import after_stops, take_apart
from siyada.language.bridge import bridge


@pytest.mark.parametrize(
    ("apart", "together", "concept"),
    [
        ("سالات الخدمة، شحال كتعطيو", "الخدمة شحال", "?validity"),
        ("un extrait, naissance à Fès", "un extrait de naissance", "birth_act"),
    ],
)
def test_no_phrase_reaches_across_a_stop(apart: str, together: str, concept: str) -> None:
    def phrases(text: str) -> set[str]:
        matches = take_apart(text, bridge()).matches
        return {m.concept for m in matches if m.end - m.start > 1}

    assert concept in phrases(together)
    assert concept not in phrases(apart)


def test_a_stop_is_found_after_a_word_that_another_holds() -> None:
    text = "la carte, la carte: où"
    words = take_apart(text, bridge()).words
    assert [words[i].folded for i in after_stops(text, words)] == ["la", "où"]

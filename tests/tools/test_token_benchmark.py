"""The benchmark of tokens finds what Siyada says in Tamazight."""

from benchmarks.tokens import interface


def test_the_phrases_of_pages_and_answers_are_found() -> None:
    phrases = interface()
    assert len(phrases) > 300
    assert all(any("ⴰ" <= letter <= "ⵯ" for letter in phrase) for phrase in phrases)

"""What is found for a word is what was worked out for it, however much was met since."""

from collections.abc import Sequence

import pytest

from siyada.language.skeleton import skeletons, sought
from siyada.language.vocabulary import LONGEST, Vocabulary


class Counting:
    """Turns words round, and counts how often it had to."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, words: Sequence[str]) -> list[str]:
        self.asked += words
        return [word[::-1] for word in words]


def test_a_word_is_worked_out_once() -> None:
    find = Counting()
    vocabulary = Vocabulary(find)
    assert vocabulary.of(["ab", "cd", "ab"]) == ["ba", "dc", "ba"]
    assert vocabulary.of(["cd", "ef"]) == ["dc", "fe"]
    assert find.asked == ["ab", "cd", "ef"]


def test_words_that_come_again_stay_while_others_go() -> None:
    find = Counting()
    vocabulary = Vocabulary(find)
    for number in range(0, 60_000, 500):
        words = ["often", *map(str, range(number, number + 500))]
        assert vocabulary.of(words) == [word[::-1] for word in words]
    assert find.asked.count("often") == 1
    assert vocabulary.of(["0"]) == ["0"]
    assert find.asked.count("0") == 2


def test_an_endless_word_is_not_kept() -> None:
    find = Counting()
    vocabulary = Vocabulary(find)
    long = "x" * (LONGEST + 1)
    assert vocabulary.of([long]) == vocabulary.of([long]) == [long]
    assert find.asked == [long, long]


def test_more_words_than_are_kept_are_found() -> None:
    words = [str(number) for number in range(70_000)]
    assert Vocabulary(Counting()).of(words * 2) == [word[::-1] for word in words] * 2


LATIN = "passeport lpaspor lakart lviii l la le hotel houma auto wad ouarzazate 5obz x exact ssi"
OTHERS = (
    "الباسبور لاكارط لا ل ال لوحه اوراق اولاد ⵜⴰⵎⴰⵣⵉⵔⵜ لcarte alب ɣrdaia اcarte 1956 bbaba viii"
)


@pytest.mark.parametrize(
    "text",
    [LATIN, OTHERS, f"{LATIN} {OTHERS}", LATIN[:20], "أورو çaça a'b", f"{LATIN} tttak É bzzzaf"],
)
def test_many_words_sound_as_each_alone(text: str) -> None:
    words = text.split()
    assert skeletons(words) == [Vocabulary(sought).of([word])[0] for word in words]
    assert skeletons([]) == []

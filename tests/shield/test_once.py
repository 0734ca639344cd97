"""What is worked out once is kept with its own instance."""

from siyada.shield.classes import listed, work_out
from siyada.shield.once import Once


class _Text:
    def __init__(self, text: str) -> None:
        self.text = text
        self.asked = 0

    @Once
    def words(self) -> list[str]:
        """Its words."""
        self.asked += 1
        return self.text.split()


def test_an_attribute_is_worked_out_once_for_each_instance() -> None:
    one, other = _Text("a b"), _Text("c")
    assert (one.words, one.words, other.words) == (["a", "b"], ["a", "b"], ["c"])
    assert (one.asked, other.asked) == (1, 1)
    assert _Text.words.__doc__ == "Its words."


def test_words_of_any_text_are_classed_beforehand_as_they_would_be_each_time() -> None:
    for word in ("h", "bh", "و", "mme"):
        assert listed()[word] == work_out(word)

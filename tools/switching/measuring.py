"""How many words are given the language they are in."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from siyada.language.switching import Part, parts
from tools.switching.sentences import Chunk, Sentence

Look = Callable[[str], Sequence[Part]]


@dataclass(frozen=True, slots=True)
class Word:
    """A word, the language it is in, and the one that was found."""

    chunk: Chunk
    found: str
    place: int
    count: int
    """Where in the sentence the word stands, and of how many words the sentence is."""
    beside: bool
    """Whether the word before or the one after is in another language."""

    @property
    def right(self) -> bool:
        """Whether a language was found that the word may be in."""
        return self.found in self.chunk.tags


def measured(sentences: Iterable[Sentence], look: Look = parts) -> list[Word]:
    """Each word of each sentence; a sign that no part covers has the language before it."""
    words = []
    for sentence in sentences:
        found, length = list(look(sentence.text)), 0
        single = [
            (Chunk(text, chunk.tags, chunk.glued and not place, chunk.entity))
            for chunk in sentence.chunks
            for place, text in enumerate(chunk.text.split())
        ]
        for place, chunk in enumerate(single):
            start = length + (place > 0 and not chunk.glued)
            length = start + len(chunk.text)
            while len(found) > 1 and found[1].start < length:
                del found[0]
            told = found[0].tag if found else "und"
            near = single[max(0, place - 1) : place + 2]
            beside = any(one.tags != chunk.tags for one in near)
            words.append(Word(chunk, told, place, len(single), beside))
    return words


def accuracy(words: Sequence[Word]) -> float:
    """The share of words whose language was found."""
    return sum(word.right for word in words) / max(1, len(words))


def figures(words: Sequence[Word]) -> dict[str, tuple[float, float, float, int]]:
    """Precision, recall, their mean (F1) and the number of words, for each language."""
    true = Counter(word.chunk.tags[0] for word in words if len(word.chunk.tags) == 1)
    told = Counter(word.found for word in words if len(word.chunk.tags) == 1)
    both = Counter(word.found for word in words if word.chunk.tags == (word.found,))
    found = {}
    for tag, number in true.most_common():
        precision, recall = both[tag] / max(1, told[tag]), both[tag] / number
        mean = 2 * precision * recall / max(1e-9, precision + recall)
        found[tag] = (precision, recall, mean, number)
    return found

"""Parts of names that mean somebody wherever they stand again: here or in the texts around."""

from collections.abc import Iterable

from siyada.shield.classes import CLITICS, WORDS, Classed, classed
from siyada.shield.labels import PERSON
from siyada.shield.lexicon import ordinary_words
from siyada.shield.reading import Reading, read
from siyada.shield.span import Span
from siyada.shield.words import find_words

LISTED = 0.9
"""From which score on a name is sure enough to be known in other texts."""


def clitics(word: str) -> tuple[str, ...]:
    """What may be glued before a folded word: nothing, or the small words of Arabic."""
    return ("", *CLITICS) if "\u0600" < word[0] < "\u0700" else ("",)


def telling(word: str, known: Classed) -> str:
    """A folded part of a name if it means somebody wherever it stands, else nothing."""
    plain = known.deed or len(word) < 3 or word in ordinary_words() or WORDS[known.word] == "plain"
    return "" if plain else word


def parts_of_names(text: str, spans: Iterable[Span]) -> frozenset[str]:
    """The parts of the sure names of a text, to be known in the texts around it."""
    sure = (
        text[span.start : span.end]
        for span in spans
        if span.kind == PERSON and span.score >= LISTED
    )
    words = (word for name in sure for word in find_words(read(name).folded).spelt)
    return frozenset(part for word in words if (part := telling(word, classed(word))))


def is_written(reading: Reading, end: int, letter: str) -> bool:
    """Whether a word that ends at a place of the copy was given with a letter at its end."""
    return reading.given[reading.original(end - 1, end)[0]] == letter

"""People whom schoolbooks and papers name for what they did: poets, kings, painters, narrators.

Their names are nobody's personal data where nothing else of the text is personal; beside the data
of somebody the same names are taken for somebody's.
"""

from collections.abc import Sequence
from functools import cache

from siyada.shield.classes import CLITICS
from siyada.shield.fold import fold
from siyada.shield.lexicon import sound
from siyada.shield.tables import rows

_ONE_BY_ONE = frozenset({"maker", "narrator", "narrates"})
_ARTICLES = frozenset({"el", "al", "l"})
_LONGEST, _TOLD = 3, 5
"""Words before a part of a name at which the whole may begin, and in which is said who narrates."""


def is_renowned(spelt: Sequence[str], first: int, last: int) -> bool:
    """Whether the words from `first` to before `last` are, or are in, the name of such a person.

    >>> is_renowned(["de", "driss", "chraibi"], 1, 3), is_renowned(["driss", "alami"], 0, 2)
    (True, False)
    """
    for at in range(first, max(-1, first - _LONGEST), -1):
        for name in _names().get(_heard(spelt[at]), ()):
            end = at + len(name)
            if end >= last and tuple(map(_heard, spelt[at:end])) == name:
                return True
    return last - first == 1 and _is_narrator(spelt, first)


def is_made(spelt: Sequence[str], first: int) -> bool:
    """Whether the word before a name says for what its bearer is known: le poète, الشاعر."""
    if first > 1 and spelt[first - 1] in _ARTICLES:
        first -= 1
    return first > 0 and spelt[first - 1] in _words("maker")


def _is_narrator(spelt: Sequence[str], at: int) -> bool:
    """Whether a tradition is told after somebody: رواه البخاري ومسلم وأحمد."""
    if not any(spelt[at].removeprefix(clitic) in _words("narrator") for clitic in ("", "و")):
        return False
    before = {word[word[0] in CLITICS :] for word in spelt[max(0, at - _TOLD) : at]}
    return not before.isdisjoint(_words("narrates"))


@cache
def _names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Names as they are heard, by their first words."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for kind, names in rows("renowned"):
        if kind not in _ONE_BY_ONE:
            for name in names.split(" | "):
                words = tuple(map(_heard, fold(name).split()))
                if len(words) > 1:
                    found.setdefault(words[0], []).append(words)
    return {first: tuple(names) for first, names in found.items()}


@cache
def _words(kind: str) -> frozenset[str]:
    lines = (words for of, words in rows("renowned") if of == kind)
    return frozenset(fold(word) for line in lines for word in line.split())


def _heard(word: str) -> str:
    """A folded word as it is heard; in Arabic letters as written."""
    if word in _ARTICLES:
        return "l"
    return sound(word) if word.isascii() else word

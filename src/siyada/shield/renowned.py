"""People whom schoolbooks and papers name for what they did: poets, kings, painters, narrators.

Their names are nobody's personal data where nothing else of the text is personal; beside the data
of somebody the same names are taken for somebody's.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice

from siyada.shield.classes import CLITICS
from siyada.shield.fold import fold
from siyada.shield.lexicon import sound
from siyada.shield.tables import rows

_ONE_BY_ONE = frozenset({"maker", "narrator", "narrates", "alone", "lore"})
_ARTICLES = frozenset({"el", "al", "l"})
_LONGEST, _TOLD = 3, 5
"""Words before a part of a name at which the whole may begin, and in which is said who narrates."""
_YEAR = re.compile(
    r"(?<![\d.,/:\-])1(?:[0-8]\d\d|9[0-4]\d)(?![\d%]|[.,/:\-]\d| ?(?:dh|mad|درهم|km|m |ha|g ))"
    r"|(?:\b(?:en|vers|an)|سنه|عام) [1-9]\d\d(?!\d)|\d{3,4} ?ه(?!\w)"
)
"""A year before those of anybody's data, in a folded text."""
_YEARS = 2
"""How many such years count, at most."""


def is_renowned(spelt: Sequence[str], first: int, last: int, cut: int = 0) -> bool:
    """Whether the words from `first` to before `last` are, or are in, the name of such a person.

    `cut`: letters that Arabic glued before the first of them.

    >>> is_renowned(["de", "driss", "chraibi"], 1, 3), is_renowned(["driss", "alami"], 0, 2)
    (True, False)
    """
    for at in range(first, max(-1, first - _LONGEST), -1):
        head = _heard(spelt[at][cut if at == first else 0 :])
        for name in _names().get(head, ()):
            end = at + len(name)
            if end >= last and (head, *map(_heard, spelt[at + 1 : end])) == name:
                return True
    if not _words("alone").isdisjoint((spelt[first][cut:], *spelt[first + 1 : last])):
        return True
    return last - first == 1 and _is_narrator(spelt, first)


def lore(spelt: Sequence[str], folded: str) -> int:
    """How many different words of lessons of history, letters and religion a text has.

    Beside one or two of them, two years of the past, at most, count as such words.

    >>> lore(["le", "sultan", "regna"], "le sultan regna en 1325")
    3
    """
    forms = _forms_of_lore()
    told = {forms[word] for word in forms.keys() & spelt}
    if not 0 < len(told) <= _YEARS:  # years decide nothing
        return len(told)
    return len(told) + len({year[0] for year in islice(_YEAR.finditer(folded), _YEARS)})


@cache
def _forms_of_lore() -> dict[str, str]:
    """Words of `lore` with what Arabic writes before them, and the words alone."""
    return {
        before + word: word
        for word in _words("lore")
        for before in ("", *(CLITICS if "\u0600" < word[0] < "\u0700" else ()))
    }


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

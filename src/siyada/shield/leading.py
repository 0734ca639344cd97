"""Words of oneself and of parents that stand before a name and are no part of it."""

from collections.abc import Sequence

from siyada.shield.classes import LISTED, Classed
from siyada.shield.joints import BETWEEN, SELVES
from siyada.shield.lexicon import family_names, name_words

_PARENTS, _THE = frozenset({"walid", "walida", "oualid", "oualida"}), frozenset({"l", "el"})
"""Parents behind an article before a whole name: `l walid Bennani` may be to Walid Bennani."""
_MOTHERS, _IN_FULL = frozenset({"ام"}), 3
"""Whose mother one is, and words of it where a family's name follows: أنا أم رضوان الصحراوي."""


def leads_a_name(spelt: Sequence[str], first: int, last: int, *, is_own: bool) -> bool:
    """Whether the first of the words of a name stands before it: I, my father, the mother of.

    `is_own`: whether all may be his own name, for a title or a label announces them, or each
    begins with a capital: `Mme Ana Martinez`.
    """
    word, before = spelt[first], "".join(spelt[max(0, first - 1) : first])
    if word in _PARENTS:
        return before in _THE and last - first >= _IN_FULL
    if word in _MOTHERS:
        return before in SELVES and last - first >= _IN_FULL
    return (
        not is_own and (word in SELVES or word in name_words("leading")) and before not in BETWEEN
    )


def is_of_a_lady(before: str, word: str, known: Classed) -> bool:
    """Whether a listed name that is a man's office too stands behind a lady's title.

    `before`: the word before it, `known`: what the lists say of it.
    """
    return before in name_words("lady") and not word.endswith("ه") and known.name in LISTED


def is_ana(words: Sequence[str]) -> bool:
    """Whether the first of two words is a given name since a foreign family's follows: Ana Ruiz.

    >>> is_ana(["ana", "martinez"]), is_ana(["ana", "alaoui"])
    (True, False)
    """
    family = family_names().spellings.get("".join(words[1:]))
    return words[0] == "ana" and family is not None and family.foreign

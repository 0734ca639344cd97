"""Whether a word may be a form of a listed word at all: asked before its forms are looked for.

Most words of a text are forms of none. To find that out by making each headword that a word could
come from (`inflection`) takes long. Here a word is only cut: what may stand before a headword, what
may stand after it, and what is left. It is a form of a listed word only if one such rest is the
core of one. The answer may be a false yes; it is never a false no.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from siyada.language.inflection import affixes, pairs, single


class Cores(NamedTuple):
    """The cores of listed words, and what may stand around one in a form."""

    fronts: Mapping[str, bool]
    """What a front may begin with, and whether it is one."""
    ends: Mapping[str, bool]
    """What an end may end with, and whether it is one."""
    cores: frozenset[str]

    def may_hold(self, word: str) -> bool:
        """Whether a word without one of the fronts and one of the ends is a core."""
        cores = self.cores
        if word in cores:
            return True
        rests = self._rests(word)
        if not cores.isdisjoint(rests):
            return True
        for cut in range(1, len(word)):
            is_end = self.ends.get(word[-cut:])
            if is_end is None:
                return False
            if is_end and not cores.isdisjoint([rest[:-cut] for rest in rests]):
                return True
        return False

    def _rests(self, word: str) -> list[str]:
        """The word, and it without each front that leaves something of it."""
        rests = [word]
        for at in range(1, len(word)):
            is_front = self.fronts.get(word[:at])
            if is_front is None:
                break
            if is_front:
                rests.append(word[at:])
        return rests


def _cores(fronts: Iterable[str], ends: Iterable[str], cores: Iterable[str]) -> Cores:
    before, after = frozenset(fronts), frozenset(ends)
    opening = {front[:at]: front[:at] in before for front in before for at in range(len(front) + 1)}
    closing = {end[at:]: end[at:] in after for end in after for at in range(len(end) + 1)}
    return Cores(opening, closing, frozenset(cores))


def _strung(*choices: Iterable[str]) -> set[str]:
    """All that is written by one of each of these in turn."""
    return {"".join(parts) for parts in product(*choices)}


def of_darija(listed: Iterable[str]) -> Cores:
    """The cores of headwords and stems of Darija; see `inflection.arabic`."""
    articles = ("", *affixes("article"), *affixes("preposition"))
    endings = ("", *affixes("possessive"), *affixes("plural"))
    persons, objects = ("", "يو", "و", "ي", *affixes("person")), ("", *affixes("object"))
    before = (("", "و", "ف"), ("", "ما"))
    return _cores(
        _strung(*before, articles) | _strung(*before, ("", *affixes("marker")), ("", "ت")),
        _strung(("", "ت", "ات", "ين"), endings, ("", "ش")) | _strung(persons, objects, ("", "ش")),
        (core for word in listed for core in _without_last(word)),
    )


def _without_last(word: str) -> Iterator[str]:
    """A word, and it without what a form may lack of it at its end."""
    yield word
    for last in ("ه", "ا", "يه"):
        if word.endswith(last):
            yield word.removesuffix(last)


def of_tamazight(listed: Iterable[str]) -> Cores:
    """The cores of headwords and stems of Tamazight, all without doubled letters.

    To be asked for words without these. Where a front ends in the letter that a core begins with,
    both are one letter: so fronts are known without their last letter too, and ends without their
    first.
    """
    states, around, subjects = pairs("state"), pairs("around"), pairs("subject")
    derived = [(before.partition("_"), base.partition("_")) for before, base in around]
    befores = {"", *(word[0] for word, _ in derived), *(before for before, _ in subjects)}
    afters = {"", *(word[2] for word, _ in derived), *(after for _, after in subjects)}
    constructs = {"", *(construct for construct, _ in states)}
    fronts = {single(front) for front in _strung(befores, constructs)}
    ends = {
        single(end) for end in _strung(("", "i", "a", "u"), afters, ("", *affixes("belonging")))
    }
    heads = _strung({"", *(free for _, free in states)}, {"", *(base[0] for *_, base in derived)})
    tails = {"", *(base[2] for *_, base in derived)}
    return _cores(
        _with_shorter(fronts, slice(-1)),
        _with_shorter(ends, slice(1, None)),
        _stripped(listed, _with_shorter(map(single, heads), slice(-1)), tails),
    )


def _with_shorter(affixes: Iterable[str], less: slice) -> set[str]:
    return {form for affix in affixes for form in (affix, affix[less])}


def _stripped(listed: Iterable[str], heads: set[str], tails: set[str]) -> Iterator[str]:
    """Words without each of the heads and tails that they have."""
    longest = max(map(len, heads))
    for word in map(single, listed):
        starts = [at for at in range(min(len(word), longest + 1)) if word[:at] in heads]
        ends = [len(word) - len(tail) for tail in tails if word.endswith(tail)]
        yield from (word[start:end] for start in starts for end in ends if start < end)

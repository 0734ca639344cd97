"""Lam and alef that changed places, as they do in nine tenths of the Arabic taken from PDF files.

A word so damaged is often another word: `علاج` becomes `عالج`. So what is searched by is brought to
one spelling on both sides, whichever stood there: nothing is lost by the damage, and hardly
anything by taking two words for one. Where meaning is looked up, words are set right as far as
they can be.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from siyada.formats.damage import damage, righted
from siyada.language import stem
from siyada.language.analyse import is_stop
from siyada.language.normalise import fold
from siyada.language.tables import rows

_WORD = re.compile(r"[\u0621-\u064a\u0671]+")
_RUN = re.compile(r"[\u0627\u0623\u0625\u0622\u0671\u0644]{2,}")
"""Lams and alefs that stand together."""
_MAYBE_INVERTED = re.compile(r"[\u0621-\u064a]+\u0627\u0644[\u0621-\u064a]*")
_FRONTS = (
    re.compile(r"[\u0648\u0641]?(?:[\u0628\u0643]?\u0627\u0644|\u0644\u0644)?"),
    re.compile(r"\u0627\u0644"),
)
"""The article, in which alef stands before lam by right; with a particle, or by itself."""
_REMEMBERED = 65_536


def mended(text: str) -> str:
    """The text with lam and alef in order, where what stands there is no word.

    >>> mended("حقوق األشخاص والعالقات")
    'حقوق الأشخاص والعلاقات'
    """
    return _MAYBE_INVERTED.sub(lambda match: _repaired(match[0]), righted(text))


def settled(text: str) -> str:
    """The text with lams and alefs that stand together in one order, the alefs first.

    >>> settled("للأشخاص") == settled("لألشخاص"), settled("لا علاج")
    (True, 'لا عالج')
    """
    return _WORD.sub(lambda match: _settled(match[0]), text)


def is_damaged(text: str) -> bool:
    """Whether lam and alef changed places in a text: some word begins as none can."""
    return damage(text).inverted > 0


def readings(text: str) -> tuple[str, ...]:
    """What a damaged text may say: as it is mended, and with each lam and alef changed back.

    These once leaving alone what looks like a particle and the article, once not.

    >>> readings("عقد والدة")
    ('عقد والدة', 'عقد والدة', 'عقد ولادة')
    """
    right = righted(text)
    turned = (_MAYBE_INVERTED.sub(_turning(front), right) for front in _FRONTS)
    return (mended(text), *turned)


@lru_cache(maxsize=_REMEMBERED)
def _repaired(word: str) -> str:
    folded = fold(word)
    repaired = stem.repaired(folded)
    return word if repaired == folded else repaired


@lru_cache(maxsize=_REMEMBERED)
def _settled(word: str) -> str:
    ordered = _RUN.sub(_alefs_first, word)
    return _little_words().get(ordered, ordered)


def _alefs_first(run: re.Match[str]) -> str:
    lams = run[0].count("\u0644")
    return "\u0627" * (len(run[0]) - lams) + "\u0644" * lams if lams else run[0]


def _turning(front: re.Pattern[str]) -> Callable[[re.Match[str]], str]:
    """What changes alef and lam of a word back, but for those that it begins with."""

    def turned(match: re.Match[str]) -> str:
        found = front.match(match[0])
        start = found.end() if found else 0
        return match[0][:start] + match[0][start:].replace("\u0627\u0644", "\u0644\u0627")

    return turned


@cache
def _little_words() -> dict[str, str]:
    """Stop words by what they are settled to, where that is no word."""
    found: dict[str, str] = {}
    for group, word in rows("stopwords"):
        folded = fold(word)
        ordered = _RUN.sub(_alefs_first, folded)
        is_word = is_stop(ordered) or (len(ordered) > 3 and stem.repaired(ordered) == ordered)
        if group == "arabic" and ordered != folded and not is_word:
            found[ordered] = folded
    return found

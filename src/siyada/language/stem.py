"""Light stems: a word without the articles, particles and endings that are glued to it."""

import re
import threading
from dataclasses import dataclass
from functools import cache
from typing import Literal

import Stemmer

from siyada.language.frequency import frequencies, frequency
from siyada.language.tables import rows

Snowball = Literal["french", "spanish", "english"]

_SCHWA = str.maketrans("o", "u", "e")
_TAMAZIGHT_SPELLINGS = (
    ("gh", "ɣ"),
    ("kh", "x"),
    ("ch", "c"),
    ("sh", "c"),
    ("ou", "u"),
    ("3", "ɛ"),
    ("7", "h"),
    ("9", "q"),
)
_NEGATED = re.compile("ما.{3,}ش")
_PARENT = re.compile("والد.?.?.?")
_FRONT = re.compile("[وفبك]?ال|لل")
_ALEF_LAM = re.compile("(?<=.)ال")
_SURELY = 1.0
"""A word this frequent, in nats, is a word as it stands."""


class _Stemmers(threading.local):
    """Snowball stemmers, one set a thread: they are not made to be shared."""

    def __init__(self) -> None:
        self.made: dict[str, Stemmer.Stemmer] = {}

    def __getitem__(self, language: str) -> Stemmer.Stemmer:
        if language not in self.made:
            self.made[language] = Stemmer.Stemmer(language, 0)
        return self.made[language]


_STEMMERS = _Stemmers()


@dataclass(frozen=True, slots=True)
class _Affix:
    """What may be glued to a word, and when it is taken off; see the table."""

    text: str
    least: int
    gain: float


@cache
def _affixes(language: str, kind: str) -> tuple[_Affix, ...]:
    """Affixes of a kind, the longest first."""
    found = [
        _Affix(text, int(least), float(gain or 0))
        for of, which, text, least, gain in rows("affixes")
        if of == language and which == kind
    ]
    return tuple(sorted(found, key=lambda affix: -len(affix.text)))


def _without(word: str, language: str, kind: str) -> str:
    """The word without the longest affix of this kind that leaves enough of it."""
    for affix in _affixes(language, kind):
        if len(word) - len(affix.text) >= affix.least:
            if kind == "suffix" and word.endswith(affix.text):
                return word[: -len(affix.text)]
            if kind != "suffix" and word.startswith(affix.text):
                return word[len(affix.text) :]
    return word


def arabic(word: str) -> str:
    """The stem of a folded word of Arabic, or of Darija in Arabic letters.

    What is glued to the front is taken off when the rest is a better known word: `و` from `ومدينة`,
    not from `وثيقة`. One rule for both languages, so that a question in one finds the other.

    >>> arabic("والوثايق"), arabic("ومدينه"), arabic("وثيقه"), arabic("نجددها")
    ('وثايق', 'مدين', 'وثيق', 'جدد')
    >>> arabic("ماعنديش"), arabic("لبطاقه"), arabic("وبطاقتي"), arabic("بطاقات")
    ('عند', 'بطاق', 'بطاق', 'بطاق')
    """
    if _NEGATED.fullmatch(word):
        word = word[2:-1]
    word = _repaired(_bare(word))
    for _ in range(2):
        word = _unsuffixed(word)
    return word


def _unsuffixed(word: str) -> str:
    """The word without its longest ending; of a known word, only if what remains is one too."""
    if word.endswith("ه") or frequency(word, frequencies(), folded=True) < _SURELY:
        return _without(word, "arabic", "suffix")
    for affix in _affixes("arabic", "suffix"):
        shorter = word.removesuffix(affix.text)
        if shorter != word and len(shorter) >= affix.least and _attested(shorter):
            return shorter
    return word


def _attested(stem: str) -> bool:
    """Whether a stem is a word, alone or with the ending of the feminine or of belonging."""
    known = frequencies()
    forms = (stem, stem + "ه", stem + "ي")
    return any(frequency(form, known, folded=True) >= _SURELY for form in forms)


def _bare(word: str) -> str:
    """The word without what is glued to its front."""
    shorter = word if _PARENT.fullmatch(word) else _without(word, "arabic", "article")
    if shorter != word:
        return shorter
    seen = _known(word)
    for affix in _affixes("arabic", "particle"):
        rest = word.removeprefix(affix.text)
        if rest != word and len(rest) >= affix.least:
            barer = _bare(rest) if affix.text in "وف" else rest
            if _known(barer) - seen >= affix.gain:
                return barer
    if seen >= _SURELY:
        return word
    for kind in ("marker", "subject"):
        shorter = _without(word, "arabic", kind)
        if shorter != word and (kind == "marker" or _known(shorter) > seen):
            return shorter
    return word


def _known(word: str) -> float:
    """How frequent a word is, in nats: itself, without its ending, or with that of the feminine."""
    known = frequencies()
    stem = _without(word, "arabic", "suffix")
    return max(frequency(form, known, folded=True) for form in (word, stem, stem + "ه"))


def repaired(word: str) -> str:
    """A folded word whose lam and alef a PDF reader may have taken for alef and lam.

    Only a word that is not known is changed, into one that is.

    >>> repaired("العالقه"), repaired("والده"), repaired("المعلومات")
    ('العلاقه', 'والده', 'المعلومات')
    """
    front = _FRONT.match(word)
    start = front.end() if front else 0
    return word[:start] + _repaired(word[start:])


def _repaired(word: str) -> str:
    places = [match.start() for match in _ALEF_LAM.finditer(word)]
    if not places or _known(word) >= _SURELY:
        return word
    forms = [f"{word[:place]}لا{word[place + 2 :]}" for place in places]
    if len(places) > 1:
        forms.append(word[:1] + word[1:].replace("ال", "لا"))
    best = max(forms, key=_known)
    return best if _known(best) >= _SURELY else word


def tamazight(word: str) -> str:
    """The stem of a folded word of Tamazight in Latin letters, in one spelling.

    >>> tamazight("tamazirt"), tamazight("tmazirt"), tamazight("tamurt")
    ('mazir', 'mazir', 'mur')
    """
    word = _without(tamazight_spelling(word), "tamazight", "prefix")
    return _without(word, "tamazight", "suffix")


def tamazight_spelling(word: str) -> str:
    """A folded word as IRCAM spells it, as far as typing habits tell; without the vowel e.

    >>> tamazight_spelling("lmeghrib"), tamazight_spelling("lmɣrib")
    ('lmɣrib', 'lmɣrib')
    """
    for spelling, letter in _TAMAZIGHT_SPELLINGS:
        word = word.replace(spelling, letter)
    return word.translate(_SCHWA)


def snowball(word: str, language: Snowball) -> str:
    """The stem that Snowball gives to a folded word."""
    return str(_STEMMERS[language].stemWord(word))

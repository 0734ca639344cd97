"""Health: words of illness that are said of someone, not illness in general."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from siyada.language.identify import Language
from siyada.shield.phrases import Found, Phrases
from siyada.shield.reading import Reading
from siyada.shield.span import CONTEXT, LEXICON, Span
from siyada.shield.tables import rows

HEALTH = "HEALTH"
_REACH = 48
"""Characters before an illness in which the words that say whose it is may stand."""
_DEGREE = re.compile(
    r"(?:(?:,? (?:de )?(?:type|stade) [1-4i]+|[ \-](?:19|21|b|c)(?!\w)"
    r"|,? (?:chronique|aigue?|severe|avancee?|metastatique|المزمن|المزمنه|الحاد|الحاده)(?!\w)"
    r"|,? (?:من النوع (?:الاول|الثاني)|النوع [12])(?!\w)){1,2})?"
)
_OWNED = re.compile(
    r"(?<!\w)(?:(?:mon|ma|son|sa|leur|votre)\s|(?:maladies?|pathologies?|motif|affection|handicap|allergies?"
    r"|antecedents?|المرض|مرض|lmard|سبب الغياب)[\"']{0,2}\s?[:=]\s?[\"']?)\Z"
)
"""What says right before an illness that somebody has it: `mon asthme`, `Maladie : asthme`."""
_OWNER = 20
"""Characters of that, at most."""
_BLOOD = re.compile(
    r"[\"']?\s?[:=]?\s?[\"']?(?:ab|a|b|o) ?(?:\+|-|positif|negatif|rh ?[+\-])?(?!\w)"
)
"""The group itself behind the words `groupe sanguin`."""
_OF_BLOOD = frozenset({"groupe sanguin", "فصيله الدم"})
_ORGANS = frozenset({"coeur", "cœur", "foie", "rein", "reins", "القلب", "قلب", "الكبد", "الكلي"})
"""Parts of the body that are an illness right behind words of suffering only: not `mon cœur`."""
_BESIDE = 12
"""Characters between such words and a part of the body, at most."""
_IN_GENERAL = re.compile(
    r"(?<!\w)(?:ال)?(?:فيروس|فيروسات|لقاح|لقاحات|تلقيح|فاكسان|مضادات|مكافحه|virus|vaccin|vaccins|contre)"
    r" (?:(?:d[eu']|l[ae']|dyal|ديال|ضد) ?)*\Z"
)
"""What says right before an illness that nobody has it: a virus, a vaccine."""
_WIDEST = 28
"""Characters of that, at most."""
_SHORT = frozenset({"hta"})
"""Illnesses that are written in capitals only: `hta` is a word of Darija."""
_SENTENCE = re.compile(r"[.!?؟\n]\s")


@cache
def _phrases() -> Phrases:
    """Words of illness, and words that say that someone has it."""
    return Phrases(rows("health-words"))


class Health:
    """The recogniser of what law 09-08, article 1(3), says of health."""

    @property
    def kinds(self) -> frozenset[str]:
        """HEALTH."""
        return frozenset({HEALTH})

    def find(self, reading: Reading, language: Language | None) -> Iterable[Span]:
        """The illnesses of people. `Le diabète est une maladie` is about nobody."""
        del language
        return _find(reading)


def _find(reading: Reading) -> Iterator[Span]:
    said = been = -1_000
    for found in _phrases().find(reading.text, reading.words, reading.known):
        kind = found.kinds[0]
        if kind == "sufferer":
            said = been = found.end
        elif kind == "being":
            been = found.end
        elif kind == "told":
            blood = _BLOOD.match(reading.folded, found.end)
            grouped = reading.folded[found.start + found.glued : found.end] in _OF_BLOOD
            if grouped and not blood:
                continue
            end = blood.end() if blood and grouped else found.end
            yield Span(found.start + found.glued, end, HEALTH, 0.8, LEXICON)
        elif _is_of_nobody(reading, found, said):
            continue
        elif _is_owned(reading, found.start) or _reaches(
            reading.text, been if kind == "quality" else said, found.start
        ):
            degree = _DEGREE.match(reading.folded, found.end)
            end = degree.end() if degree else found.end
            yield Span(found.start + found.glued, end, HEALTH, 0.8, CONTEXT)
            said = end


def _reaches(text: str, said: int, start: int) -> bool:
    """Whether what was said of someone still holds: near, and in the same sentence."""
    return start - said < _REACH and not _SENTENCE.search(text, said, start)


def _is_of_nobody(reading: Reading, found: Found, said: int) -> bool:
    """Whether an illness is rather a part of the body, a virus, or another word."""
    start = found.start + found.glued
    spelt = reading.folded[start : found.end]
    if spelt in _ORGANS and start - said >= _BESIDE:
        return True
    if spelt in _SHORT and not reading.text[start : found.end].isupper():
        return True
    return _IN_GENERAL.search(reading.folded, max(0, start - _WIDEST), start) is not None


def _is_owned(reading: Reading, start: int) -> bool:
    """Whether the words right before an illness say that it is somebody's."""
    return _OWNED.search(reading.folded, max(0, start - _OWNER), start) is not None

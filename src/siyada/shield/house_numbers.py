"""Numbers within addresses that are those of no house."""

import re
from functools import cache

from siyada.shield.fold import fold
from siyada.shield.tables import rows

_COUNTED = re.compile(
    r" ?(?:byout|byot|bit|chambre|salons?|facades?|بيوت|بيت|غرف|غرفه|صالون"
    r"|etages|lots|villas|appartements|chambres|pieces|m2|m²|hectares?|ha|km|habitants|foyers"
    r"|familles|menages|magasins|commerces|librairies|boutiques|cafes|restaurants|ecoles|salles|postes|places|clients|locaux|immeubles|logements|unites|dh|dhs|dirhams?|%|min|minutes"
    r"|jours|ans|metres?|كيلومترا?|كيلومترات|محلا?|محلات|درهما?|دراهم|نسمه|اسره|مترا?|هكتارا?|طوابق"
    r"|كلم|كم|ملم|مم|سم|كلغ|ملغ|غرام|درجه|درجات|km ?/ ?h|mm|cm|degres?|°c"
    r"|شقق|منازل|دقيقه|سنوات|سنه)(?!\w)"
)
"""What shows that a number counts something: `immeuble de 5 étages`."""
_DAY = re.compile(
    r"(?:er)?[ \-](?:de |من |n |ⵏ )?(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre"
    r"|octobre|novembre|decembre|يناير|فبراير|مارس|ابريل|ماي|يونيو|يوليوز|غشت|شتنبر|اكتوبر|نونبر"
    r"|دجنبر|ⵉⵏⵏⴰⵢⵔ|ⴱⵕⴰⵢⵕ|ⵎⴰⵕⵚ|ⵉⴱⵔⵉⵔ|ⵎⴰⵢⵢⵓ|ⵢⵓⵏⵢⵓ|ⵢⵓⵍⵢⵓⵣ|ⵖⵓⵛⵜ|ⵛⵓⵜⴰⵏⴱⵉⵔ|ⴽⵜⵓⴱⵔ|ⵏⵓⵡⴰⵏⴱⵉⵔ|ⴷⵓⵊⴰⵏⴱⵉⵔ)"
    r",? (?:19|20)\d\d(?!\d)"
)
"""What shows that a number is the day of a date: `rue fermée du 15 janvier 2019`."""
_CALLED = re.compile(r"(?<!\w)(?:rue|avenue|av|bd|boulevard|place|زنقه|شارع|ساحه) (?:du )?\Z")
_DAY_OF_A_STREET = re.compile(
    r"(?:er)?[ \-](?:de |من |n |ⵏ )?(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre"
    r"|octobre|novembre|decembre|يناير|فبراير|مارس|ابريل|ماي|يونيو|يوليوز|غشت|شتنبر|اكتوبر|نونبر|دجنبر)(?!\w)"
)
_YEAR_OF_A_STREET = re.compile(rf"{_CALLED.pattern[:-2]}\d{{1,2}}{_DAY_OF_A_STREET.pattern} \Z")
"""The day and the month that a street is called after, and what stands before their year."""
_COUNTING = re.compile(r"(?<!\w)(?:de|des|من)\s\Z")
_FLOOR = re.compile(
    r"(?<!\w)(?:etage|niveau|الطابق|km|كلم|bloc operatoire)(?: (?:n ?[°o]\.?|رقم))? ?\Z"
)
_OF_FLOOR = re.compile(r" ?(?:e|eme|er|ere|nd)? ?etage(?!\w)")
"""Beside the number of a floor or of a kilometre, which tells no house."""
_KING = re.compile(r"(?:hassan|moham+[ae]d|الحسن|محمد) ?\Z")
"""Before a number that is a king's: `chari3 hassan 2` has no house."""
_ROAD = re.compile(
    r"(?:(?:route|rocade|autoroute) (?:nationale|regionale|provinciale)"
    r"|الطريق (?:الوطنيه|الجهويه|الاقليميه|السيار)|tranche|phase|الشطر|شطر)"
    r"(?: (?:n ?[°o]\.?|رقم|numero))? ?\Z"
)
"""Before a number that is that of a road across the country, or of a part of a quarter."""


def counts(folded: str, start: int, end: int) -> bool:
    """Whether a number of a folded text tells how many of something there are."""
    behind = _COUNTED.match(folded, end) is not None
    return behind or _COUNTING.search(folded, max(0, start - 5), start) is not None


def is_a_day(folded: str, start: int, end: int) -> bool:
    """Whether a number of a folded text is the day of a whole date that names no street."""
    called = _CALLED.search(folded, max(0, start - 16), start)
    return called is None and _DAY.match(folded, end) is not None


def is_a_score(folded: str, start: int, end: int, *, led: bool) -> bool:
    """Whether a number begins a score, a batch or a date: `bat Wydad 2-1`, `lot 2023-04`.

    `led`: whether a word of addresses stands right before it, or it begins one: `5-7, rue Atlas`.
    """
    if _DATED.match(folded, end - 1):
        return True
    batch = end - start == len("2023") and folded.startswith(("19", "20"), start)
    return (batch or not led) and _SCORE.match(folded, end - 1) is not None


def is_called_after(folded: str, start: int, end: int) -> bool:
    """Whether a number is the day, or the year, that a street is called after: rue du 20 août."""
    day = _CALLED.search(folded, max(0, start - 16), start) is not None
    if day and _DAY_OF_A_STREET.match(folded, end):
        return True
    return _YEAR_OF_A_STREET.search(folded, max(0, start - 36), start) is not None


def is_of_a_class(folded: str, start: int) -> bool:
    """Whether a number is that of a class, a level, a page: `classe 4, secteur J`."""
    before = _LAST_WORD.search(folded, max(0, start - 24), start)
    return before is not None and before["word"] in _numbered()


@cache
def _numbered() -> frozenset[str]:
    return frozenset(
        fold(word) for of, words in rows("numbered") if of == "class" for word in words.split()
    )


_SCORE = re.compile(r"(?<!\d)\d-\d(?!\d)|\d-\d\d(?![\d/])(?<=(?:19|20)\d\d-\d\d)")
_DATED = re.compile(r"\d[/.\-]\d{1,2}[/.\-](?:\d{4}|\d\d)(?!\d)")
_LAST_WORD = re.compile(r"(?P<word>[^\W\d_]+) (?:n ?[°o]\.? ?|رقم )?\Z")


def is_of_a_plate(folded: str, end: int) -> bool:
    """Whether the letter and the end of a car's plate stand behind a number: `imm. 24899-B-74`."""
    return _PLATE.match(folded, end) is not None


_PLATE = re.compile(r" ?[-|/] ?[a-z\u0621-\u064a] ?[-|/] ?\d{1,2}(?!\d)")


def is_of_a_road(folded: str, start: int) -> bool:
    """Whether the number of a road, or of a part of a quarter, stands in a folded text."""
    return _ROAD.search(folded, max(0, start - 36), start) is not None


def is_of_a_floor(folded: str, start: int, end: int) -> bool:
    """Whether the number of a floor, or of a kilometre, stands in a folded text."""
    before = _FLOOR.search(folded, max(0, start - 12), start)
    return before is not None or _OF_FLOOR.match(folded, end) is not None


def is_of_a_king(folded: str, start: int) -> bool:
    """Whether a king's name stands before a number of a folded text."""
    return _KING.search(folded, max(0, start - 12), start) is not None

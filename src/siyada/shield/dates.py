"""Dates of birth: a date is personal when a word of birth governs it."""

import re

from siyada.shield.pattern import Pattern

_MONTHS = (
    "janvier|janv|fevrier|fevr|mars|avril|avr|mai|juin|juillet|juil|aout|septembre|sept|octobre|oct|novembre|nov"
    "|decembre|dec"
    "|يناير|فبراير|مارس|ابريل|ماي|مايو|يونيو|يوليوز|يوليو|غشت|اغسطس|شتنبر|سبتمبر|اكتوبر|نونبر|نوفمبر|دجنبر|ديسمبر"
    "|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|apr|jun|jul|aug|sep"
    "|yanayer|yanayr|fabrayer|febrayer|abril|youlyouz|yulyuz|younyou|yunyu|ghocht|ghucht|chotanbir|chtanbir|octobar|nowanbir|dojanbir"
    "|enero|febrero|marzo|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    "|ⵉⵏⵏⴰⵢⵔ|ⵏⵏⴰⵢⵔ|ⴱⵕⴰⵢⵕ|ⵎⴰⵕⵚ|ⵉⴱⵔⵉⵔ|ⵎⴰⵢⵢⵓ|ⵢⵓⵏⵢⵓ|ⵢⵓⵍⵢⵓⵣ|ⵖⵓⵛⵜ|ⵛⵓⵜⴰⵏⴱⵉⵔ|ⴽⵟⵓⴱⵕ|ⵏⵓⵡⴰⵏⴱⵉⵔ|ⴷⵓⵊⴰⵏⴱⵉⵔ"
    "|innayer|yennayer|brayer|mars|ibrir|mayyu|yunyu|yulyuz|ghuct|cutanbir|ktuber|nuwanbir|dujanbir"
)
_HIJRI = (
    "محرم|صفر|ربيع الاول|ربيع الثاني|ربيع الاخر|ربيع النبوي|جمادي الاولي|جمادي الثانيه|جمادي الاخره|رجب|شعبان|رمضان|شوال"
    "|ذي القعده|ذو القعده|ذي الحجه|ذو الحجه|moharram|safar|rabii i|rabii ii|joumada i|joumada ii|rajab|chaabane|ramadan"
    "|chaoual|dou al kiada|dou al hijja"
)
_YEAR = r"(?:1[89]|20)\d{2}"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_SIGN = r"\s?[/.\-]\s?"

BIRTH_DATES: tuple[Pattern, ...] = tuple(
    Pattern(
        "DATE_OF_BIRTH",
        re.compile(rf"(?<![a-z0-9])(?<!\d[/.\-])(?:{shape})(?![a-z0-9])(?![/.\-]\d)"),
    )
    for shape in (
        rf"{_DAY}{_SIGN}{_MONTH}{_SIGN}(?:{_YEAR}|\d{{2}})",
        rf"{_YEAR}{_SIGN}{_MONTH}{_SIGN}{_DAY}",
        rf"{_DAY}(?:er|eme)?[ \-.]{{1,2}}(?:de |من |dyal |n |ⵏ )?(?:شهر )?(?:{_MONTHS})\.?,?[ \-.]{{1,2}}(?:de |سنه |عام |ⵏ )?(?:{_YEAR}|\d{{2}})(?: ?م)?",
        rf"(?:{_MONTHS}) {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",
        rf"{_DAY} (?:{_HIJRI})(?: (?:عام|سنه))? 1[34]\d{{2}}(?: ?(?:هجريه|هج|ه|h))?",
        # The months of newborns and the year alone of old acts.
        rf"(?:{_MONTHS}) {_YEAR}",
        rf"{_YEAR}",
    )
)

"""Dates of birth: a date is personal when a word of birth governs it."""

import re
from collections.abc import Iterator

from siyada.shield.pattern import Pattern, always
from siyada.shield.reading import Sign
from siyada.shield.tables import rows

_YEAR = r"(?:1[89]|20)\d{2}"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_SIGN = r"\s?[/.\-]\s?"
_END = r"(?![a-z0-9])(?![/.\-]\d)(?! (?:au|الي) \d)"
"""Where a date ends; not one from which something lasts: `du 3 mars au 5 mai`."""
_OF = r"(?:(?:de|من|dyal|n|ⵏ|شهر|سنه|عام) )?"
_KIN = Sign(
    re.compile(
        r"(?<!\w)(?:(?:enfants?|children|kids|mineurs?|ayants? droits?|fratrie"
        r"|(?:personnes )?a charge|composition d[eu]|membres d[eu] la famille"
        r"|eleves?|inscrits|naissances?|fils|filles?|drari|derrari|dderia|wlad[iy]?|wladi|wladna|tarwa|tarwat"
        r"|(?:mon|ma|son|sa|notre|votre) "
        r"(?:pere|mere|mari|femme|epouse?|frere|soeur|enfant|fille|bebe)"
        r"|patiente?s?|beneficiaires?|baba|lwalida?|weldi|benti|mrati|rajli)(?!\w)"
        r"|(?:و?ال|و|ل)?(?:ابناء|ابناؤ|اطفال|اولاد|تلاميذ|افراد الاسره|دراري|ذريه"
        r"|والدي|والدتي|زوجي|زوجتي|ابني|ابنتي|ولدي|بنتي|مراتي|راجلي|المريض|المريضه|المرضي)(?!\w)"
        r"|ⵜⴰⵔⵡⴰ|ⵜⴰⵔⵡⵜ|ⵉⵙⵍⵎⴰⴷⵏ)"
    ),
    (" (", " ["),
)
"""Words of kin and children: beside them a date in brackets behind a name is of a birth."""
_LICENCE = Sign(
    re.compile(r"(?<!\w)(?:permis|licence|رخصه السياقه|ⵜⵓⵔⴰⴳⵜ)(?!\w)|(?:^|\n) ?4d\."),
    ("permis", "licence", "رخصه السياقه", "ⵜⵓⵔⴰⴳⵜ", "4d."),
)
"""What shows a driving licence, on which the date of birth is the third field."""
_PRESUMED = Sign(re.compile("presume"), ("presume",))
_SHORTENED = Sign(re.compile(r"(?<!\w)d\.? ?n\.? ?:? ?\d"), ("dn", "d.n", "d. n", "d n"))
_BORN = Sign(re.compile(r"(?<![\w'])nee?(?: ?\(e\))? a "), ("ne a ", "nee a ", "(e) a "))
_HIJRI = r"1[34]\d{2}(?: ?(?:هجريه|هج|ه|h)(?!\w))?"
"""A year of the hijra."""
_MEETING = (
    r",? ?\(?(?:ال|و|ل)?(?:موافق(?:ه)?|correspondant|soit|equivalent|coincidant)"
    r"(?: ?(?:ل|ب|au|le|a) ?| )"
)
"""What says which date of the other calendar a date is."""
_UNITS = (
    "une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
    "|vingt|trente|quarante|cinquante|soixante|cents?|mil(?:le)?|et"
)
_IN_FRENCH = rf"(?:{_UNITS})(?:[ \-](?:{_UNITS})){{0,9}}"
"""A number in words; more than there are days or years is none, but nobody writes it."""
_ORDINALS = (
    "فاتح|اول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|متم|الفاتح|الاول|الثاني|الثالث|الرابع"
    "|الخامس|السادس|السابع|الثامن|التاسع|العاشر|الحادي عشر|الثاني عشر|الثالث عشر|الرابع عشر"
    "|الخامس عشر|السادس عشر|السابع عشر|الثامن عشر|التاسع عشر|العشرين|(?:ال)?(?:واحد|حادي|ثاني|ثالث"
    "|رابع|خامس|سادس|سابع|ثامن|تاسع) و(?:ال)?عشرين|(?:ال)?ثلاثين"
    "|(?:ال)?(?:واحد|حادي) و(?:ال)?ثلاثين"
)
_IN_ARABIC = r"(?:الف|الفين|الفان|واحد)(?: ?و ?[\u0621-\u064a]+){0,4}"
"""A year in words: ألف وتسعمائة وثمانية وثمانين."""
_SIGNED = r"(?:anniv(?:ersaire)?|birthday|bday|3id ?l?milad(?:[ho]|ha|i)?|عيد ميلاد(?:ه|ها|ي|و)?)"
_FEAST = Sign(re.compile(_SIGNED), ("anniv", "birthday", "bday", "milad", "ميلاد"))


def birth_dates() -> tuple[Pattern, ...]:
    """Every way of writing a date: in digits, with months of five languages, hijri, year alone."""
    months, hijri = _months("common"), _months("hijri")
    shapes = (
        rf"{_DAY}{_SIGN}{_MONTH}{_SIGN}(?:{_YEAR}|\d{{2}})",
        rf"{_YEAR}{_SIGN}{_MONTH}{_SIGN}{_DAY}",
        rf"{_DAY}{_SIGN}(?:i{{1,3}}|i?[vx]|vi{{1,3}}|xi{{1,2}}){_SIGN}{_YEAR}",
        rf"{_DAY}(?:er|eme)?[ \-.]{{1,2}}{_OF}(?:{months})\.?,?[ \-.]{{1,2}}{_OF}"
        rf"(?:{_YEAR}|\d{{2}})",
        rf"{_DAY} (?:{hijri}) {_OF}{_HIJRI}(?:{_MEETING}{_DAY}"
        rf"(?:er)?(?:{_SIGN}{_MONTH}{_SIGN}| (?:{months}) {_OF}){_YEAR}\)?)?",
        rf"(?<=سنه ){_YEAR}",
    )
    led = (
        rf"{_led(months)} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}{_END}",
        # The year alone of old acts, with its month or without.
        rf"{_led(months)} {_YEAR}{_END}",
    )
    alone = Pattern("DATE_OF_BIRTH", _whole(_YEAR), window=12, begins="free")
    whole = (Pattern("DATE_OF_BIRTH", _whole(shape), begins="free") for shape in shapes)
    least = (Pattern("DATE_OF_BIRTH", re.compile(shape)) for shape in led)
    dates = "|".join(shapes[:5])
    shown = (*_in_words(months, hijri), *_shown(dates), *_right_behind(dates), *_in_a_row())
    return (*whole, *least, alone, *shown)


def _in_words(months: str, hijri: str) -> Iterator[Pattern]:
    """Dates that acts write out: `le douze mai mil neuf cent quatre-vingt-huit`, `فاتح يناير`."""
    of = rf"(?:{months}|{hijri})"
    yield Pattern(
        "DATE_OF_BIRTH",
        re.compile(
            rf"(?<![a-z0-9])(?:premier|{_IN_FRENCH}) (?:{months}) (?:{_YEAR}|{_IN_FRENCH}){_END}"
        ),
        figures=0,
    )
    yield Pattern(
        "DATE_OF_BIRTH",
        re.compile(
            rf"(?<!\w)(?:{_ORDINALS}|{_DAY}) (?:من )?(?:شهر )?{of} (?:من )?(?:سنه |عام )?"
            rf"(?:{_YEAR}|{_HIJRI}|{_IN_ARABIC})"
            rf"(?:{_MEETING}{_DAY} (?:{months}) {_OF}{_YEAR}\)?)?(?!\w)"
        ),
        figures=0,
    )


def _shown(date: str) -> Iterator[Pattern]:
    """Dates of birth by where they stand: in brackets, on a licence, behind a word and a sign."""
    yield Pattern(
        "DATE_OF_BIRTH",
        re.compile(rf"(?<=\w [(\[])(?<!\d [(\[])(?:{date})(?=[)\]])"),
        alone=always,
        begins="free",
        sign=_KIN,
    )
    yield Pattern(
        "DATE_OF_BIRTH",
        re.compile(rf"(?:^|(?<=\n)) ?3\s?[.):]\s?(?P<value>{date}){_END}"),
        alone=always,
        sign=_LICENCE,
    )
    # Without its accent the word of birth is one of denial, but not before a place and a day.
    yield Pattern(
        "DATE_OF_BIRTH",
        re.compile(rf"(?<![\w'])nee?(?: ?\(e\))? a [^\d\n.;:]{{2,30}} le (?P<value>{date}){_END}"),
        alone=always,
        sign=_BORN,
    )
    yield Pattern(
        "DATE_OF_BIRTH",
        re.compile(rf"{_SIGNED}[\"']? ?[:=] ?[\"']?(?P<value>{date}){_END}"),
        alone=always,
        sign=_FEAST,
    )


def _right_behind(date: str) -> Iterator[Pattern]:
    """Dates right behind what is other things too: presumed, as authors are; DN, as pipes have."""
    led = r"presumee?(?: (?:en|vers|ne en|nee en))?(?: l'annee)? ?:? "
    for before, value, sign in (
        (r"(?<!\w)d\.? ?n\.? ?:? ?", date, _SHORTENED),
        (led, f"{date}|{_YEAR}", _PRESUMED),
    ):
        shape = re.compile(rf"{before}(?P<value>{value}){_END}")
        yield Pattern("DATE_OF_BIRTH", shape, check=always, sign=sign)


def _in_a_row() -> Iterator[Pattern]:
    """Dates between a name and a telephone or a card; and figures without signs behind a label."""
    old = r"(?:19\d\d|200\d|201[0-5]|[3-9]\d|0\d|1[0-5])"
    yield Pattern(
        "DATE_OF_BIRTH",
        re.compile(
            rf"{_BEHIND_WORDS}(?<![\d/.\-])(?:{_DAY}[/.\-]{_MONTH}[/.\-]{old}"
            rf"|(?:19\d\d|200\d|201[0-5])[/\-]{_MONTH}[/\-]{_DAY})"
            rf"(?=\)? ?[,;،|\-–/\t]? ?{_OF_SOMEBODY})"
        ),
        alone=always,
        begins="free",
        figures=1,
    )
    yield Pattern(
        "DATE_OF_BIRTH",
        re.compile(
            r"(?<![a-z0-9])(?<!n[°o] )(?<!n[°o])(?:0[1-9]|[12]\d|3[01]) ?(?:0[1-9]|1[0-2])"
            rf" ?(?:{_YEAR}|\d\d){_END}"
        ),
        window=8,
        begins="free",
    )


_BEHIND_WORDS = (
    r"(?:(?<=[^\W\d_]{2}[,;،|(\t])|(?<=[^\W\d_]{2}[,;،|:\-–/] )|(?<=[^\W\d_]{2} [,;|(\-–/:،] )"
    r"|(?<=[^\W\d_]{2} [(\[]))"
)
"""What stands before a date in a row: a word and a sign."""
_OF_SOMEBODY = (
    r"(?:(?:tel|gsm|t[eé]l[eé]phone|portable|mobile|nemra|num|cin|cnie|الهاتف|هاتف|نمره)\.? ?:? ?)?"
    r"(?:(?:\+ ?212|00212|0)[ .\-]?[5-8](?:[ .\-]?\d){8}|[a-z]{1,2} ?\d{5,6})(?!\d)"
)
"""What shows a row to be about somebody: a telephone number or a card."""


def _whole(shape: str) -> re.Pattern[str]:
    """The shape where it is not a part of a longer number."""
    return re.compile(rf"(?<![a-z0-9])(?<!\d[/.\-])(?:{shape}){_END}")


def _led(names: str) -> str:
    """Names of months where they are no part of a longer word, each by its first letter.

    What begins with a letter is searched for much faster than what looks behind first.
    """
    rests: dict[str, list[str]] = {}
    for name in names.split("|"):
        rests.setdefault(name[0], []).append(name[1:])
    groups = (
        rf"{first}(?<![a-z0-9]{first})(?<!\d[/.\-]{first})(?:{'|'.join(rest)})"
        for first, rest in rests.items()
    )
    return rf"(?:{'|'.join(groups)})"


def _months(calendar: str) -> str:
    names = (line.split(" | ") for kind, line in rows("months") if kind == calendar)
    return "|".join(name for line in names for name in line)

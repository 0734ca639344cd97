"""Where an address begins: past the words that lead to it, with the quarter of its number."""

import re

from siyada.shield import landmarks
from siyada.shield.address_words import kind_of
from siyada.shield.lexicon import given_names, ordinary_words, places
from siyada.shield.reading import Reading

COUNTRIES = frozenset({"maroc", "المغرب", "france", "belgique", "espagne", "italie"})
"""No quarter that a number or a building follows."""
_CAPITAL = r"[A-ZÀ-Þ][\w'’\-]"
_ABROAD = re.compile(
    rf"[بف]?(?P<address>{_CAPITAL}{{2,24}}"
    rf"(?:[ \-](?:{_CAPITAL}{{1,24}}|de|del|della|der|den|van|di|do|da)){{0,3}}"
    rf",? \d{{1,4}}[a-zA-Z]?,? (?:\d{{4,5}}(?: [A-Z]{{2}})? )?{_CAPITAL}{{2,24}})(?![\w'’])"
)
"""A street of another country, its number, and the city: `Via Garibaldi 40, Brescia`."""
_HEADING = re.compile(
    r"(?:(?:residence|logement|domicile|habitation|adresse|سكن|مسكن|محل|عنوان)"
    r"(?: [^\W\d]+(?:['’][^\W\d]+)?){1,3}"
    r"|[^\W\d]+)[\"']?\s?[:=]\s{0,2}[\"']?(?=\w)"
)
"""Words of addresses that are the label of one: `Logement : 12, rue …`."""
_BOX = re.compile(
    r"(?<!\w)(?:صندوق (?:ال)?بريد|ص ?\. ?ب ?\.?|b\.? ?p\.?)(?: رقم)? ?:? ?"
    r"(?:\d{1,6}[ ,،\-–]{1,3})?\Z"
)
"""A box at the post office before the street or the quarter."""
_LED = frozenset(
    {
        "f",
        "fi",
        "b",
        "de",
        "des",
        "du",
        "les",
        "deg",
        "g",
        "au",
        "a",
        "la",
        "le",
        "l",
        "d",
        "dans",
        "en",
    }
    | {"في", "ف", "ب", "هو", "هي", "ⴳ", "ⵖ", "desormais", "toujours", "actuellement", "ensemble"}
    | {
        "tjs",
        "tjrs",
        "encore",
        "maintenant",
        "tout",
        "bien",
        "daba",
        "dima",
        "fi",
        "fel",
        "f7al",
        "baqi",
        "ba9i",
    }
    | {
        "العارض",
        "العارضه",
        "المدعي",
        "المعني",
        "المعنيه",
        "الاصلي",
        "الحالي",
        "القديم",
        "الجديد",
        "دايما",
        "باقي",
    }
    | {"المتعلقه", "الموجود", "الموجوده", "الواقع", "الواقعه", "حاليا", "دابا", "فعلا", "ليكم"}
)
"""Small words between what announces an address and the address."""
_WORD = re.compile(r"(?P<word>[^\W\d]+(?:[2-9][^\W\d]+)*)[ ,،:\n\-]{1,4}(?=\w|n ?[°º])")
_NUMBERED_QUARTER = re.compile(r"(?<!\w)[A-Z][a-zà-ÿ]{3,12} \Z")
"""Before the number of a quarter: `Amal 3, rue 12`."""


_TENS = "cinquante|soixante|quarante|trente|vingt|cent"
_ONES = (
    "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|et|une?"
)
_TOLD = re.compile(
    rf"(?<![a-z])(?:(?:{_TENS})(?:[ \-](?:{_TENS}|{_ONES})){{0,4}}|(?!et|un)(?:{_ONES})),? \Z"
)
"""The number of a house in words: `quarante-deux rue des Orangers`."""
_IN = re.compile(r"gh(?= [^\W\d]{3})")
"""In, in Tamazight; before the number or the letter of a building it is that of a group of them."""
_CLAUSE = re.compile(r"[^.,،;:\n!?؟]{3,60}[,،] ?\Z")
"""What stands before an address, up to the sign before."""


def abroad_at(text: str, begin: int) -> tuple[int, int] | None:
    """Where an address of another country begins and ends that a label announces at a place."""
    match = _ABROAD.match(text, begin)
    return match.span("address") if match else None


def _past_street(reading: Reading, first: int) -> int:
    """Where the street begins that stands right before the rest of an address."""
    clause = _CLAUSE.search(reading.folded, max(0, first - 64), first)
    if clause is None:
        return first
    word = re.match(r"\s*(?P<word>\w+)", clause[0])
    if word is None:
        return first
    kind, glued = kind_of(word["word"])
    return clause.start() + word.start("word") + glued if kind == "street" else first


def start_of(reading: Reading, first: int, end: int, *, labelled: bool) -> int:
    """Where an address begins that was read from `first` to `end`, `labelled` or not."""
    heading = _HEADING.match(reading.folded, first, end)
    if heading:
        return heading.end()
    if _IN.match(reading.folded, first, end):
        first += 3
    if labelled:
        first = _past_small_words(reading, first, end)
    first = _past_street(reading, first)
    told = _TOLD.search(reading.folded, max(0, first - 48), first)
    if told:
        return told.start()
    corner = landmarks.CORNER.search(reading.folded, max(0, first - 30), first)
    if corner:
        return corner.start()
    box = _BOX.search(reading.folded, max(0, first - 30), first)
    if box:
        return box.start()
    quarter = _NUMBERED_QUARTER.search(reading.text, max(0, first - 16), first)
    if quarter is None or not reading.text[first].isdigit():
        return first
    word = reading.folded[quarter.start() : quarter.end() - 1]
    known = word in places() or word in given_names().spellings
    return quarter.start() if known and word not in COUNTRIES else first


def _past_small_words(reading: Reading, at: int, end: int) -> int:
    """Where an address begins behind words that only lead to it: `far, in the hamlet of …`."""
    while match := _WORD.match(reading.folded, at, end):
        word = match["word"]
        plain = word in ordinary_words() and not word.startswith("ال") and not kind_of(word)[0]
        if not (word in _LED or plain) or reading.text[at].isupper():
            break
        if word in places() or word in given_names().spellings:
            break
        at = match.end()
    return at

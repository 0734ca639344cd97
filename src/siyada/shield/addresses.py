"""Addresses: from the first number or word of an address to its city."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from siyada.language.identify import Language
from siyada.shield import landmarks
from siyada.shield.address_starts import COUNTRIES, abroad_at, start_of
from siyada.shield.address_words import beginnings_of_places, kind_of, kinds
from siyada.shield.cities import city_end
from siyada.shield.dwellings import Walk, is_of_a_house, is_of_land, is_someones
from siyada.shield.house_numbers import (
    counts,
    is_a_day,
    is_a_score,
    is_called_after,
    is_of_a_class,
    is_of_a_floor,
    is_of_a_king,
    is_of_a_plate,
    is_of_a_road,
)
from siyada.shield.lexicon import name_words, ordinary_words
from siyada.shield.reading import Reading
from siyada.shield.span import LABEL, LEXICON, Span
from siyada.shield.vocabulary import ADDRESSES, PLACES

ADDRESS = "ADDRESS"

_PART = re.compile(
    r"(?P<short>(?:c\. ?r|b\. ?p|g\. ?h|ص\. ?ب)\.?(?!\w))"
    r"|(?P<number>[a-z]?\d{1,5}(?:[a-z]|er|eme|nd)?(?![a-z0-9/]|\.\d{3}))"
    r"|(?P<word>(?:[2-9](?=[a-z]))?[a-z]+(?:[2-9]{1,2}[a-z]+)*"
    r"(?:(?<=[a-z]{3})(?<!imm)(?<!ppt)(?<!apt)(?<!loc)(?<!rue)(?<!lot)[379](?![0-9a-z]))?"
    r"|[\u0620-\u064a\u0671-\u06d3]+|[\u2d30-\u2d7f]+)"
)
_GAP = re.compile(r"(?:[ ,،'°º()|/\-–:]|\. ?|\n(?!\s*\n)[ >]*)*")
_BEFORE = re.compile(
    r"(?<![a-z\d:/])(?:(?:n ?[°o]\.? ?|numero |no |رقم )?\d{1,5}(?: ?(?:bis|ter|[a-d]))?"
    r"(?:(?: de la| de l['’]| du| de| ديال|,? fi?) ?|[ ,،\-]{0,3}))\Z"
)
_LETTERED = 4
"""Signs of a house's number that begins with a letter, at most."""
_WORDS = 4
"""Words of a name that may follow a word of an address."""
_PAIRS = re.compile(r"0?\d(?:[ .\-]\d\d){4}(?!\d)")
"""A telephone number, which is no house."""
_UNITS = re.compile(
    r"[ ,،\-][ ,،\-]{0,2}+(?=[abdgilnrvzابتدرزشعن])"
    r"(?:(?:bloc|blc|imm|immeuble|grp|groupe|gh|lot|villa|rue|av|avenue|appt|appart"
    r"|zn9a|zan9a|zn9at|derb|residence|بلوك|عماره|زنقه|شارع|اقامه|درب|تجزئه|الشقه)(?![a-z\u0620-\u064a])"
    r"|(?:n ?[°o]|num|numero|nemra|رقم|نمره) ?\d)"
)
"""What makes of a quarter the beginning of an address."""
_WITH = re.compile(r" (?:m3a|avec|مع|with)(?!\w)")
"""With whom somebody lives, and not where: sakna m3a jaddha."""
_ANNOUNCED = re.compile(
    r"(?:\(?e\)?)?(?: (?:d['’]|de |du |des )[^\W\d_]{3,14} ?:)?[ :\-.()=|\"'>\n?؟]*"
    rf"(?:(?:(?:(?:au|en) )?(?:{'|'.join(sorted(filter(str.isascii, COUNTRIES)))})"
    r"|بالمغرب|بالخارج|a l ?['’]?etranger)[ :,]+)?(?:(?:هو|au|a|ب|ف|f|fi|est|is) )?"
    r"(?:la |le |les |l')?"
)
"""What may stand between a label of an address and the address."""
_LONGEST_PLACE = 80
"""Characters of a place, at most."""
_INNER = frozenset(
    {"ville", "local", "magasin", "porte", "entree", "etage", "rdc", "ordre", "cage"}
    | {"مدخل", "المدخل", "جناح"}
)
"""Words within addresses that begin none."""
_RESIDENTS, _LED = re.compile(r"(?:ين|ات|in)\s?:\n ?[\-•*–\d]"), 2
"""The end of a word for residents before the list of them, and letters of it."""
_SON = re.compile(r"(?<!\w)(?:بن|ابن|ben|bin|ibn|bnou) \Z")
"""Before the name of a father, which may be a word as well: شارع عقبة بن نافع."""
_OF = re.compile(r" [nⵏ] ")
_ENDED = re.compile(r" ?(?:[.;:،,\n)]|\Z)")
"""What ends the words of what an address is beside."""
_OWNED = re.compile(r"[\u0621-\u064a]{2,}(?:ها|هم|هما)")
"""What is somebody's or something's, and goes on with the sentence: دوار بني يخلف رسمها."""
_GENITIVE = re.compile(r"(?<!\w)[nⵏ] \Z")
"""Of, in Tamazight: what stands behind it is a name, though it may be a label as well."""
_AROUND = 80
"""Characters on either side that show that a text is in capitals throughout."""
_LONGEST = 220
"""Characters of an address, at most."""


class Addresses:
    """The recogniser of addresses."""

    @property
    def kinds(self) -> frozenset[str]:
        """ADDRESS."""
        return frozenset({ADDRESS})

    def find(self, reading: Reading, language: Language | None) -> Iterable[Span]:
        """The addresses. A street alone, as in the news, is none; nor is a city."""
        del language
        done = passed = 0
        for begin, labelled in _beginnings(reading):
            if begin < done or (begin < passed and not labelled):
                continue
            walk = _walked(reading, begin, labelled=labelled)
            abroad = labelled and abroad_at(reading.text, begin)
            if abroad and abroad[1] >= walk.end and not walk.kinds:
                done = abroad[1]
                yield Span(*abroad, ADDRESS, 0.8, LABEL)
                continue
            if (
                labelled
                and not (walk.housed or walk.streets or walk.city)
                and landmarks.is_at_a_seat(reading.folded, begin)
            ):
                continue
            if walk.end > walk.start and (
                is_someones(walk, labelled=labelled)
                or is_of_land(reading, walk)
                or is_of_a_house(reading, walk)
            ):
                done = walk.end
                score, reason = (0.9, LABEL) if labelled else (0.75, LEXICON)
                first = start_of(reading, walk.start, walk.end, labelled=labelled)
                yield Span(first, walk.end, ADDRESS, score, reason)
            elif not labelled and all(kind != "rural" for kind, _ in walk.kinds):
                passed = min(walk.end, begin + _LONGEST // 2)  # no part of it says more


def _beginnings(reading: Reading) -> Iterator[tuple[int, bool]]:
    """Where an address may begin, and whether a word such as `demeurant` announces it."""
    labels = [
        label.end
        for label in reading.labels
        if label.kinds[0] == ADDRESS and not _RESIDENTS.match(reading.folded, label.end - _LED)
    ]
    found: list[tuple[int, bool]] = []
    units: list[int] = []
    if reading.words_that_are(PLACES):
        units += (match.start() for match in _UNITS.finditer(reading.folded))
    for at in reading.words_that_are(ADDRESSES | PLACES if units else ADDRESSES):
        word = reading.spelt[at]
        kind, glued = kind_of(word)
        if kind in {"street", "unit", "rural"} and word not in _INNER:
            start = reading.starts_of_words[at] + glued
            before = _BEFORE.search(reading.folded, max(0, start - 24), start)
            if before and _is_of_no_house(reading, before.start()):
                before = None
            near = any(0 <= start - end < 40 for end in labels)
            found.append((before.start() if before else start, near))
        elif units and word[0] > "9" and word not in COUNTRIES:
            quarter = _quarter(reading, at, units)
            if quarter is not None:
                found.append((quarter, any(0 <= quarter - end < 40 for end in labels)))
    for end in (end for end in labels if not _WITH.match(reading.folded, end)):
        gap = _ANNOUNCED.match(reading.folded, end)
        found.append((gap.end() if gap else end, True))
    return iter(sorted(found))


def _is_of_no_house(reading: Reading, at: int) -> bool:
    """Whether a number is the name of a street or of a class: rue 14, quartier Amal."""
    words = reading.folded[max(0, at - 16) : at].split()
    street = bool(words) and kind_of(words[-1])[0] == "street"
    return street or is_of_a_class(reading.folded, at)


def _quarter(reading: Reading, at: int, units: list[int]) -> int | None:
    """Where a quarter or a city begins that one of the units follows, a building or a number."""
    words = reading.words
    word, start, behind = words.spelt[at], words.starts[at], words.ends[at]
    unit = bisect_left(units, behind)
    if unit == len(units) or units[unit] - behind > _LONGEST_PLACE:
        return None
    end = city_end(reading.folded, word, start)
    if end is None or not _UNITS.match(reading.folded, _past_city(reading.folded, end)):
        return None
    return start + (beginnings_of_places().get(word) or 0)


def _past_city(folded: str, at: int) -> int:
    """Behind the city that stands right behind a quarter; the same place if none does."""
    behind = landmarks.WITHIN.match(folded, at)
    end = city_end(folded, behind["word"], behind.start("word")) if behind else None
    return at if end is None else end


def _walked(reading: Reading, begin: int, *, labelled: bool) -> Walk:
    """The address that begins at a place, read word by word until something is none of it."""
    walk = Walk(begin, begin, left=_WORDS if labelled else 0)
    at = begin
    while at < min(len(reading.folded), begin + _LONGEST):
        match = _PART.match(reading.folded, at)
        if match is None or (at > begin and _cell_at(reading, at)):
            break
        if not _takes(reading, walk, match):
            break
        after = city_end(reading.folded, match[0], match.start()) or match.end()
        gap = _GAP.match(reading.folded, after)
        at = gap.end() if gap else after
        if gap and not _may_cross(reading, gap, walk):
            break
        if at == after:
            break
    return walk


def _takes(reading: Reading, walk: Walk, match: re.Match[str]) -> bool:
    """Take the next word or number into the address, if it belongs to it."""
    if match["number"]:
        return _takes_number(reading, walk, match)
    kind, glued = (
        ("rural" if match[0][0] == "c" else "unit", 0) if match["short"] else kind_of(match[0])
    )
    if match.start() == walk.start:
        walk.start += glued
    city = city_end(reading.folded, match[0], match.start())
    if city and kind and _OF.match(reading.folded, city):
        city = None  # igherm n Ait Hkim: a hamlet, though a town is called so
    if city and match.start() == walk.start:
        walk.start += beginnings_of_places().get(match[0]) or 0
    if city:
        hamlet = walk.marked and bool(walk.kinds) and landmarks.is_hamlet(walk.kinds[-1][1])
        named = walk.street or hamlet
        if kind == "street" and not named:
            walk.kinds.append((kind, match[0]))  # a quarter: حي السلام
        walk.end, walk.city, walk.left = city, not named, 2 if named else 0
        walk.named, walk.marked, walk.street = walk.named + named, False, False
        walk.beside = 0
        return True
    if kind in {"street", "unit", "rural"}:
        walk.kinds.append((kind, match.group()))
        walk.left, walk.city, walk.end, walk.marked = _WORDS, False, match.end(), True
        walk.street = kind == "street"
        return True
    return _takes_word(reading, walk, match, kind)


def _takes_word(reading: Reading, walk: Walk, match: re.Match[str], kind: str) -> bool:
    """Take a letter of a building, what the address is beside, or a word of a name."""
    lettered = walk.marked and not walk.street
    walk.street = walk.street and kind == "join"
    if lettered and landmarks.is_letter(reading.text, reading.folded, match.span()):
        walk.end, walk.marked, walk.left = match.end(), False, 2
        walk.housed += 1
        return True
    if match[0] in landmarks.NEAR and walk.kinds:
        walk.beside, walk.neighbour = landmarks.BESIDE, True
        return True
    if walk.beside and kind != "number":
        walk.beside -= 1
        if walk.housed and not walk.city and _ENDED.match(reading.folded, match.end()):
            walk.end = match.end()
        return True
    if kind in {"number", "join"}:
        walk.marked = walk.marked or kind == "number"
        return walk.left > 0 or kind == "number"
    return _takes_name(reading, walk, match)


def _takes_number(reading: Reading, walk: Walk, match: re.Match[str]) -> bool:
    """Take a number: of a house, a flat, a street; or the postal code before a city."""
    street, walk.street, walk.beside = walk.street, False, 0
    beyond = walk.city and len(match[0]) != 5 and not walk.marked
    beyond = beyond and not _is_before_city(reading, match)
    called = _PAIRS.match(reading.folded, match.start()) is not None
    if (
        beyond
        or called
        or (not walk.marked and is_of_a_class(reading.folded, match.start()))
        or is_of_a_plate(reading.folded, match.end())
        or counts(reading.folded, match.start(), match.end())
        or reading.in_zone(match.start(), match.end())
        or (is_a_day(reading.folded, *match.span()) and not walk.marked)
    ):
        return False
    if landmarks.INDEX.match(reading.folded, max(0, match.start() - 1), match.end() + 1):
        return False
    if is_called_after(reading.folded, *match.span()):
        walk.named, walk.left, walk.end, walk.marked = walk.named + 1, _WORDS, match.end(), False
        return True
    year = re.fullmatch(r"(?:19|20)\d\d", match[0]) is not None
    if year and not walk.marked and walk.end > walk.start:
        return False
    price = landmarks.DECIMALS.match(reading.folded, match.end()) is not None
    led = walk.marked or match.start() == walk.start
    if price or is_a_score(reading.folded, *match.span(), led=led):
        return False
    if match[0][0] > "9" and len(match[0]) > _LETTERED:
        return False  # the batch of some goods
    housed = len(match[0]) < 5 and not is_of_a_king(reading.folded, match.start())
    housed = housed and not is_of_a_road(reading.folded, match.start())
    if housed and (street or is_of_a_floor(reading.folded, match.start(), match.end())):
        walk.streets, housed = walk.streets + 1, False
    walk.housed += housed and (not year or (walk.marked and not street))
    walk.left, walk.end, walk.marked = max(walk.left, 2), match.end(), False
    walk.numbered = True
    return True


def _is_before_city(reading: Reading, match: re.Match[str]) -> bool:
    """Whether a short number is that of a quarter, and a city follows: `Massira 2, Marrakech`.

    Or whether a city follows a word.
    """
    gap = _GAP.match(reading.folded, match.end())
    after = _PART.match(reading.folded, gap.end()) if gap and gap.end() > match.end() else None
    if after is None or not after["word"] or (match["number"] and len(match[0]) > 2):
        return False
    return city_end(reading.folded, after[0], after.start()) is not None


def _takes_name(reading: Reading, walk: Walk, match: re.Match[str]) -> bool:
    """Take a word of the name of a street or a place."""
    word, fresh = match.group(), walk.left == _WORDS
    of = _GENITIVE.search(reading.folded, match.start() - 2, match.start()) is not None
    if not fresh and _OWNED.fullmatch(word):
        return False
    if walk.left <= 0 or walk.city or (_labels_at(reading, match.start()) and not (of and fresh)):
        return False
    if (walk.housed or walk.streets) and ":" in reading.folded[walk.end : match.start()]:
        return False  # Lot n° 3 : carrelage
    capital = word.isascii() and reading.text[match.start()].isupper()
    shouted = capital and _is_shouted(reading, match.start())
    capital = capital and not shouted
    capital = capital or (shouted and _is_before_city(reading, match))
    taken = capital or of or (fresh and len(word) != 2) or word in name_words("reign")
    before = max(0, match.start() - 6)
    taken = taken or _SON.search(reading.folded, before, match.start()) is not None
    if (
        not taken
        and _ends_address(reading, walk, word)
        and not landmarks.goes_on(reading.folded, match[0], match.end())
    ):
        return False
    walk.named += len(word) > 1 and (word not in ordinary_words() or (capital and fresh))
    walk.left, walk.end, walk.marked = walk.left - 1, match.end(), False
    return True


def _ends_address(reading: Reading, walk: Walk, word: str) -> bool:
    """Whether a word without a capital is rather the sentence that goes on than a name."""
    if word.isascii():
        return word in ordinary_words() or not _small(reading, walk)
    if word in ordinary_words():
        return not (word.startswith("ال") and walk.left > _WORDS - 2)
    return word[0] == "و" and word[1:] in ordinary_words()


def _small(reading: Reading, walk: Walk) -> bool:
    """Whether the address is written in small letters, as in chats, or all in capitals."""
    written = reading.text[walk.start : walk.end]
    return written.islower() or (written.isupper() and _is_shouted(reading, walk.start))


def _is_shouted(reading: Reading, at: int) -> bool:
    """Whether all around a place is in capitals, so that they tell nothing."""
    return reading.text[max(0, at - _AROUND) : at + _AROUND].isupper()


def _cell_at(reading: Reading, start: int) -> bool:
    """Whether a cell of a table begins here."""
    label = reading.label_after(start, within=0)
    return label is not None and label.start == label.end


def _labels_at(reading: Reading, start: int) -> bool:
    label = reading.label_after(start, within=0)
    return (
        label is not None and label.start == start and label.kinds[0] not in {"ROLE", "LAND_TITLE"}
    )


def _may_cross(reading: Reading, gap: re.Match[str], walk: Walk) -> bool:
    """Whether an address may go on behind signs: at most one end of line, no end of a sentence."""
    signs = gap.group()
    if ")" in signs and reading.text[max(0, walk.start - 1) : walk.start] == "(":
        return False
    if "\n" in signs and (walk.city or landmarks.ends_a_field(reading.folded, *gap.span())):
        return False
    if "." in signs:
        last = re.search(r"[a-z]+\Z|\d\Z", reading.folded[walk.start : gap.start()])
        short = last is not None and (len(last.group()) <= 4 and last.group() in kinds())
        return short or ("\n" not in signs and signs.strip() == "." and not signs.endswith(" "))
    if re.search("[,،]", signs):
        walk.left = max(walk.left, 2)
    return True

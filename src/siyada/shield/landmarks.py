"""What an address says besides streets and numbers: corners, neighbours, letters of buildings."""

import re

from siyada.shield.address_words import kind_of
from siyada.shield.reading import Reading

HAMLETS = frozenset(
    {
        "douar",
        "dwar",
        "duwwar",
        "dowar",
        "ddouar",
        "ksar",
        "tribu",
        "دوار",
        "قصر",
        "ⴷⴷⵡⴰⵔ",
        "ⴰⴷⵡⵡⴰⵔ",
        "ⵉⵖⵔⵎ",
        "ⴷⴷⵓⴰⵔ",
        "igherm",
        "ighrem",
    }
)
"""Words with which an address of the country begins."""
NEAR = frozenset(
    {"قرب", "قباله", "حدا", "حذاء", "امام", "وراء", "ورا", "بجانب", "بجوار", "جنب", "مقابل", "خلف"}
    | {"قدام", "بمحاذاه", "face", "pres", "derriere", "devant", "proximite", "7da", "hda", "9dam"}
    | {
        "فوق",
        "فوك",
        "تحت",
        "لورا",
        "مور",
        "fo9",
        "fou9",
        "foug",
        "te7t",
        "t7t",
        "mor",
        "mour",
        "moura",
    }
    | {"dessus", "dessous", "cote", "vis", "tama", "dat", "deffir", "ddaw", "nnig", "ⵜⴰⵎⴰ", "ⴷⴰⵜ"}
    | {"ⴷⴼⴼⵉⵔ", "ⴷⴷⴰⵡ", "ⵏⵏⵉⴳ"}
    | {"qdam", "mora", "wra", "7dit"}
)
"""Words before what an address is beside."""
BESIDE = 4
"""Words that may say what that is: `face à la grande mosquée`."""
CORNER = re.compile(
    r"(?<!\w)(?:centre commercial|(?:a l'?)?(?:angle|coin|croisement|intersection)|ملتقي|تقاطع"
    r"|زاويه|ركن|قرنه|lmarkaz tijari|(?:ال)?مركز (?:ال)?تجاري)"
    r"(?: (?:de la|de|du|des|d'|entre|bin|بين))? ?\Z"
)
"""What stands before the first street of an address and belongs to it."""
DECIMALS = re.compile(r",\d{1,2}(?!\d)")
"""Behind a number that is a price, not a house's."""
INDEX = re.compile(r"\n\d{1,2}[).]")
"""The number of a line in a list, which is no house's."""
ROOMS = frozenset(
    {
        "maison",
        "dar",
        "دار",
        "الدار",
        "منزل",
        "المنزل",
        "bureau",
        "مكتب",
        "stand",
        "boutique",
        "kiosque",
        "escalier",
        "niveau",
    }
)
"""Parts of buildings that are ordinary words unless a number follows."""
LANES = frozenset(
    {"derb", "impasse", "ruelle", "venelle", "zn9a", "zan9a", "zanqa", "zenqa", "zn9t", "zankat"}
    | {"درب", "الدرب", "زنقه", "الزنقه", "زقاق", "الزقاق", "azniq", "tazniqt", "ⵜⴰⵣⵏⵉⵇⵜ", "ⴰⵣⵏⵉⵇ"}
)
"""Streets in which people dwell and nothing else is."""
_SEAT = re.compile(r"(?:مقر(?:ه|ها|نا|هم)?|siege|bureaux|locaux|guichet) ")
"""What an institution is in; where that is, without a number or a city, is nobody's dwelling."""
_NEAR_SEAT = 30
"""Characters between such a word and the street, at most."""
_DOUBTFUL = frozenset({"a", "d", "l", "n", "y", "و", "ب", "ل", "ف", "د"})
"""Letters that are words as well."""


WITHIN = re.compile(r"[ ,،\-]{1,3}(?P<word>\w+)")
"""The word behind another of an address."""
_BESIDE_LAND = 48
"""Characters between a hamlet and the title of land, at most."""
_LAND = frozenset({"LAND_TITLE", "PROPERTY"})
"""Kinds of labels that speak of somebody's land."""
_BEGINS_ANOTHER = re.compile(
    r"[^\W\d][^\n:|;.,]{0,31} ?:(?=\s|$)|(?:objet|sujet|azul|salam|bonjour"
    r"|monsieur|madame|a monsieur|a madame|a l'attention|la direction"
    r"|(?:ghr|gher|ɣer|i) (?:unmhal|unemhal|unaflla|uneɣlaf)"
    r"|الي (?:السيد|السيده|سياده)|السلام|سلام|تحيه|الموضوع|السيد|السيده"
    r"|ⴰⵣⵓⵍ|ⴰⵙⵏⵜⵍ|ⵖⵔ|ⵉ ⵓⵏⵎⵀⴰⵍ)(?!\w)"
)
"""A line that is another field, whom a letter is for, or its greeting."""


def is_hamlet(word: str) -> bool:
    """Whether a word begins an address of the country: a hamlet, no authority."""
    return word.removeprefix("و").removeprefix("ال") in HAMLETS


def is_beside_land(reading: Reading, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` is beside the title of land, or the word for it."""
    labels = (
        *reading.labels_before(start, within=_BESIDE_LAND),
        *reading.labels_before(end + _BESIDE_LAND, within=_BESIDE_LAND),
    )
    return any(label.kinds[0] in _LAND for label in labels)


def goes_on(folded: str, word: str, end: int) -> bool:
    """Whether a part of a building or its number follows, or behind a comma a street.

    `riad salam imm 5`, `riad salam, hay al qods`
    """
    after = WITHIN.match(folded, end)
    if after is None:
        return False
    kind, room = kind_of(after["word"])[0], word in ROOMS
    parted = after.start("word") - end > 1
    further = WITHIN.match(folded, after.end())
    near = {after["word"], further["word"] if further else ""}
    return (
        kind in {"unit", "number"}
        or not near.isdisjoint(NEAR)
        or (parted and kind == "street")
        or (room and after["word"].isdigit())
    )


def is_letter(text: str, folded: str, place: tuple[int, int]) -> bool:
    """Whether a letter names a part of a building: `bloc B`, not `appartement à vendre`."""
    start, end = place
    if end - start != 1 or text[start] in "àÀ":
        return False
    after = text[end : end + 1]
    if folded[start] not in _DOUBTFUL:
        return after not in {"'", "’"}
    capital = text[start].isupper() and not text.isupper()
    return after in {",", "،", "\n", ""} or (capital and after not in {"'", "’"})


def is_at_a_seat(folded: str, begin: int) -> bool:
    """Whether it is said of the seat of an institution where it is."""
    return _SEAT.search(folded, max(0, begin - _NEAR_SEAT), begin) is not None


def ends_a_field(folded: str, start: int, end: int) -> bool:
    """Whether signs with an end of line end a row, a paragraph, or a field before another one."""
    if "|" in folded[start:end] or folded.count("\n", start, end) > 1:
        return True
    return _BEGINS_ANOTHER.match(folded, end) is not None

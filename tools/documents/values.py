"""Numbers with the keys and the writings of real ones, made by chance."""

from datetime import date, timedelta

from siyada.assistant.dates import MONTHS
from tools.documents.people import Dice, Script

_SERIES = "أبدهوطي"
_CARD_SERIES = (
    *("A", "AB", "AD", "B", "BE", "BH", "BJ", "BK", "C", "CB", "D", "DA", "E", "EE", "F", "FA"),
    *("G", "GA", "H", "HA", "I", "IA", "J", "JB", "JC", "K", "KB", "L", "LA", "M", "MA", "N"),
    *("PA", "Q", "R", "RC", "S", "SH", "T", "TA", "U", "UA", "V", "VA", "W", "WA", "X", "Z", "ZG"),
)
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def digits(count: int, dice: Dice) -> str:
    """So many figures, the first not zero."""
    return str(dice.randint(10 ** (count - 1), 10**count - 1))


def eastern(text: str) -> str:
    """With Arabic-Indic digits."""
    return text.translate(_EASTERN)


def grouped(text: str, sizes: tuple[int, ...], sign: str) -> str:
    """Figures in groups."""
    found, at = [], 0
    for size in sizes:
        found.append(text[at : at + size])
        at += size
    return sign.join([*found, text[at:]] if text[at:] else found)


def cin(dice: Dice) -> str:
    """A national card: one or two letters and five or six figures."""
    letters = dice.choice(_CARD_SERIES)
    number = digits(dice.choice((5, 6, 6, 6)), dice)
    return dice.choice(
        (f"{letters}{number}",) * 5 + (f"{letters} {number}", f"{letters.lower()}{number}")
    )


def phone(dice: Dice) -> str:
    """A telephone number in one of its writings."""
    number = dice.choice("5667") + digits(8, dice)
    pairs = grouped(number[1:], (2, 2, 2, 2), " ")
    return dice.choice(
        (
            f"0{number}",
            f"0{number}",
            f"0{number[0]} {pairs}",
            f"0{number[0]} {pairs}".replace(" ", "."),
            f"0{number[0]} {pairs}".replace(" ", "-"),
            f"+212 {number[0]} {pairs}",
            f"+212{number}",
            f"00212{number}",
            f"+212 (0){number[0]} {pairs}",
            f"0{number[:3]}-{number[3:6]}-{number[6:]}",
            f"0{number[:3]} {number[3:5]} {number[5:7]} {number[7:]}",
        )
    )


def passport(dice: Dice) -> str:
    """Two letters and seven figures."""
    return "".join(dice.choices("ABCEFGHKLMNPRSTVWXZ", k=2)) + digits(7, dice)


def rib(dice: Dice) -> str:
    """An account: 24 figures, a multiple of 97."""
    front = dice.choice(
        (
            "007",
            "011",
            "013",
            "021",
            "022",
            "101",
            "127",
            "145",
            "157",
            "181",
            "190",
            "225",
            "230",
            "350",
        )
    )
    body = front + digits(3, dice) + "000" + digits(13, dice)
    key = 97 - int(body) * 100 % 97
    return f"{body}{key:02}"


def account(dice: Dice) -> str:
    """An account in one of its writings."""
    number = rib(dice)
    return dice.choice(
        (
            number,
            grouped(number, (3, 3, 16, 2), " "),
            grouped(number, (3, 3, 4, 4, 4, 4, 2), " "),
            grouped(number, (3, 3, 16, 2), "-"),
        )
    )


def iban(dice: Dice) -> str:
    """MA64 and an account."""
    number = "MA64" + rib(dice)
    return dice.choice((number, grouped(number, (4,) * 7, " ")))


def card(dice: Dice) -> str:
    """Sixteen figures with the key of Luhn."""
    body = dice.choice(("4", "51", "53", "60")) + digits(15, dice)
    body = body[:15]
    total = 0
    for place, figure in enumerate(reversed(body)):
        value = int(figure) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    number = body + str(-total % 10)
    return dice.choice(
        (number, grouped(number, (4, 4, 4, 4), " "), grouped(number, (4, 4, 4, 4), "-"))
    )


def ice(dice: Dice) -> str:
    """Fifteen figures, a multiple of 97."""
    front = f"00{digits(7, dice)}{dice.choice(('0000', '0000', '0001'))}"
    number = f"{front}{-int(front) * 100 % 97:02}"
    return dice.choice((number, number, grouped(number, (3, 3, 3, 3, 3), " ")))


def plate(dice: Dice) -> str:
    """Order, letter, prefecture."""
    order, place = digits(dice.choice((4, 5)), dice), dice.randint(1, 89)
    return dice.choice(
        (
            f"{order}-{dice.choice(_SERIES)}-{place}",
            f"{order} | {dice.choice(_SERIES)} | {place}",
            f"{order}/{dice.choice('ABDH')}/{place}",
            f"{order}-{dice.choice('ABDH')}-{place}",
        )
    )


def land_title(dice: Dice) -> str:
    """Number and code of the registry."""
    number = digits(dice.choice((4, 5, 5)), dice)
    return dice.choice(
        (
            f"{number}/{dice.randint(1, 70):02}",
            f"{number[:-3]}.{number[-3:]}/{dice.randint(1, 70):02}",
            f"{number}/{dice.choice('CRDM')}",
        )
    )


def day(dice: Dice, first: int, last: int) -> date:
    """A day between two years."""
    start = date(first, 1, 1)
    return start + timedelta(days=dice.randrange((date(last, 12, 31) - start).days))


def written_day(when: date, script: Script, dice: Dice) -> str:
    """A day as documents write it."""
    plain = (f"{when:%d/%m/%Y}", f"{when:%d-%m-%Y}", f"{when:%d.%m.%Y}")
    if script == "chat":
        return dice.choice((plain[0], plain[1], f"{when.day}/{when.month}/{when:%y}"))
    month = MONTHS["zgh-Tfng" if script == "tf" else script][when.month - 1]
    if script == "fr":
        number = "1er" if when.day == 1 else str(when.day)
        return dice.choice((*plain[:2], f"{number} {month} {when.year}"))
    if script == "ar":
        return dice.choice((plain[0], f"{when.day} {month} {when.year}", f"{when:%Y/%m/%d}"))
    return dice.choice((plain[0], f"{when.day} {month} {when.year}"))


def network_address(dice: Dice) -> str:
    """An address of the internet, version 4."""
    rest = ".".join(str(dice.randint(1, 254)) for _ in range(3))
    return f"{dice.choice((41, 105, 160, 196))}.{rest}"


def reference(dice: Dice) -> str:
    """The number that an office gives a letter."""
    office = dice.choice(("DRH", "SG", "DAF", "SAJ"))
    return f"{dice.randint(1, 999):03}/{office}/{dice.randint(2019, 2026)}"

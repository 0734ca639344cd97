"""The arithmetic of identifiers. Each takes a value as written; only its letters and digits count.

A check raises our confidence and never lowers it: people mistype, scanners drop zeros, and a
mistyped card number is still someone's.
"""

import re

_IGNORED = re.compile(r"[\W_]+")


def signs(value: str) -> str:
    """The letters and digits of a value, in capitals.

    >>> signs("bh 451-207")
    'BH451207'
    """
    return _IGNORED.sub("", value).upper()


def rib_key_is_right(value: str) -> bool:
    """A RIB is 24 digits (bank 3, place 3, account 16, key 2), as one number a multiple of 97.

    Source: Bank Al-Maghrib's rule; checked on accounts printed by public bodies.

    >>> rib_key_is_right("230 780 1234567890123456 33")
    False
    >>> rib_key_is_right("230 780 1234567890123456 49")
    True
    """
    digits = signs(value)
    return len(digits) == 24 and digits.isdigit() and int(digits) % 97 == 0 and int(digits) > 0


def iban_key_is_right(value: str) -> bool:
    """ISO 13616, any country: the first four signs moved to the end, A to Z as 10 to 35, mod 97."""
    code = signs(value)
    if not (15 <= len(code) <= 34 and code.isascii() and code[:2].isalpha()):
        return False
    moved = code[4:] + code[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1


def ice_key_is_right(value: str) -> bool:
    """An ICE is 15 digits (firm 9, establishment 4, key 2), as one number a multiple of 97.

    Source: decree 2-11-63; checked on numbers printed by public bodies.

    >>> ice_key_is_right("001 561 191 000 066")
    True
    """
    digits = signs(value)
    return len(digits) == 15 and digits.isdigit() and int(digits) % 97 == 0 and int(digits) > 0


def luhn_is_right(value: str) -> bool:
    """ISO/IEC 7812-1, annex B: the last digit of a card's 13 to 19.

    >>> luhn_is_right("4111 1111 1111 1111")
    True
    """
    digits = signs(value)
    if not (13 <= len(digits) <= 19 and digits.isdigit()):
        return False
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(int(digit) for digit in digits[-1::-2])) % 10 == 0


def national_number(value: str) -> str | None:
    """The nine digits of a Moroccan telephone number after its zero; None when it is not one.

    The plan of ANRT: first digit 5 fixed, 6 and 7 mobile, 8 special.

    >>> national_number("+212 (0)6 61-23-45-67"), national_number("0123456789")
    ('661234567', None)
    """
    digits = signs(value)
    if not digits.isdigit():
        return None
    digits = digits.removeprefix("00")
    if digits.startswith("212") and len(digits) > 10:
        digits = digits.removeprefix("212")
    digits = digits.removeprefix("0")
    return digits if len(digits) == 9 and digits[0] in "5678" else None


def in_capitals(value: str) -> bool:
    """Whether a value is written without small letters, in one piece or its figures by threes."""
    whole = value.isalnum() or re.fullmatch(r"[A-Z] \d{3} \d{3} \d{3}", value) is not None
    return whole and value == value.upper()


def in_groups(value: str) -> bool:
    """Whether a capital stands before nine figures in groups of two, three and four."""
    return re.fullmatch(r"[A-Z] \d\d \d{3} \d{4}", value) is not None


def foreign_iban_is_right(value: str) -> bool:
    """Whether the key is right of an account written in capitals, as accounts are."""
    return (
        value == value.upper() and sum(map(str.isdigit, value)) >= 10 and iban_key_is_right(value)
    )

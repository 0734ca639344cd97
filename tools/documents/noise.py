"""What scanners, keyboards and exports do to a text, piece by piece so that marks stay true."""

import random
import unicodedata

from tools.documents.fill import Change

_CONFUSED = {"O": "0", "l": "1", "I": "l", "S": "5", "é": "e", "à": "a", "rn": "m"}
_VOWELS = "\u064e\u064f\u0650\u0652"
_ARABIC = range(0x0621, 0x064B)


def scanned(dice: random.Random) -> Change:
    """Letters taken for others, in the words; figures are kept, so that a value is one still."""

    def change(text: str, kind: str) -> str:
        if kind:
            return text
        return "".join(_CONFUSED.get(sign, sign) if dice.random() < 0.03 else sign for sign in text)

    return change


def bare(dice: random.Random) -> Change:
    """Without accents, as typed on an English keyboard."""
    del dice

    def change(text: str, kind: str) -> str:
        del kind
        return "".join(
            sign if sign > "\u0250" else unicodedata.normalize("NFD", sign)[0] for sign in text
        )

    return change


def vocalised(dice: random.Random) -> Change:
    """Arabic with vowels here and there, and a kashida."""

    def change(text: str, kind: str) -> str:
        del kind
        return "".join(
            sign + dice.choice(_VOWELS) if ord(sign) in _ARABIC and dice.random() < 0.3 else sign
            for sign in text
        )

    return change


def shouted(dice: random.Random) -> Change:
    """In capitals."""
    del dice
    return lambda text, _: text.upper()


def hushed(dice: random.Random) -> Change:
    """In small letters."""
    del dice
    return lambda text, _: text.lower()


def spaced(dice: random.Random) -> Change:
    """With no-break spaces instead of some spaces."""

    def change(text: str, kind: str) -> str:
        del kind
        return "".join("\u00a0" if sign == " " and dice.random() < 0.2 else sign for sign in text)

    return change


NOISES = {
    "scanned": scanned,
    "bare": bare,
    "vocalised": vocalised,
    "shouted": shouted,
    "hushed": hushed,
    "spaced": spaced,
}

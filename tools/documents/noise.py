"""What scanners, keyboards and exports do to a text, piece by piece so that marks stay true."""

import random
import re
import unicodedata
from collections import defaultdict

from tools.documents.fill import Change
from tools.documents.values import eastern

_CONFUSED = {"O": "0", "l": "1", "I": "l", "S": "5", "é": "e", "à": "a", "rn": "m"}
_VOWELS = "\u064e\u064f\u0650\u0652"
_ARABIC = range(0x0621, 0x064B)
_LATIN = re.compile("[A-Za-z]")
_LETTER = re.compile("\u0644[\u0622\u0623\u0625\u0627]|.", re.DOTALL)
"""A letter, lam and alef as one."""


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


def with_eastern_digits(text: str, kind: str) -> str:
    """With Arabic-Indic digits, but in values that hold Latin letters."""
    return text if kind and _LATIN.search(text) else eastern(text)


def shaped(text: str, kind: str) -> str:
    """In presentation forms (Unicode, Arabic Presentation Forms-B), as old exports hold Arabic."""
    del kind
    letters = ["", *_LETTER.findall(text), ""]
    return "".join(map(_shape, letters, letters[1:], letters[2:]))


def _shape(before: str, letter: str, after: str) -> str:
    """A letter in the form that it has between two others."""
    forms = _FORMS.get(letter, {})
    to_last = "initial" in _FORMS.get(before, {}) and "final" in forms
    to_next = "initial" in forms and "final" in _FORMS.get(after, {})
    name = ("isolated", "initial", "final", "medial")[2 * to_last + to_next]
    return forms.get(name, letter)


def _presentation_forms() -> dict[str, dict[str, str]]:
    """The forms of each letter by the names that Unicode gives them."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for sign in map(chr, range(0xFE80, 0xFEFD)):
        form, *letters = unicodedata.decomposition(sign).split()
        found["".join(chr(int(letter, 16)) for letter in letters)][form.strip("<>")] = sign
    return dict(found)


_FORMS = _presentation_forms()
FORMS: dict[str, Change] = {"eastern": with_eastern_digits, "shaped": shaped}
"""How models of these forms are written, instead of noise by chance."""

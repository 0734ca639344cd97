"""Made-up values in the place of real ones: of the same shape, reserved or nobody's."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from siyada.shield.checks import signs
from siyada.shield.fold import fold
from siyada.shield.people import People
from siyada.shield.reading import read
from siyada.shield.sensitive import KINDS as SENSITIVE

NO_SURROGATE = frozenset({"HEALTH", *SENSITIVE})
"""Kinds of which no made-up value makes sense: another illness or offence would mislead."""

_MOST = 10_000
"""Made-up values tried before one that no text holds is given up."""
_DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class Surrogates:
    """The made-up values of one conversation, numbered as pseudonyms are.

    None is ever a value that a text of the conversation holds: `texts` are noted before.
    """

    writings: dict[str, str] = field(default_factory=dict)
    """What was written to the writing that it stands for; the first one counts."""
    loose: set[str] = field(default_factory=set)
    """Those whose signs alone count, whatever separates them: numbers."""
    _texts: list[str] = field(default_factory=list)
    _signs: list[str] = field(default_factory=list)
    _numbers: dict[tuple[str, int], int] = field(default_factory=dict)
    _taken: dict[str, set[int]] = field(default_factory=dict)
    _people: People = field(default_factory=People)

    def note(self, text: str) -> None:
        """Note a text whose values must not be made up. Call it for all before the first `of`."""
        folded = fold(read(text).text)
        self._texts.append(folded)
        self._signs.append(signs(folded))

    def of(self, kind: str, number: int, value: str) -> str | None:
        """What stands for a writing of the `number`th value of a kind; None: nothing can.

        The same number gives the same value, in the shape and the script of each writing.
        """
        if kind in NO_SURROGATE:
            return None
        if kind == "PERSON":
            made = self._people.of(number, value, self._is_free)
            self.writings |= self._people.known(number)
            return made
        counted = self._made(kind, number, value)
        if counted is not None:
            self.writings.setdefault(counted, value)
            if kind not in _WORDY:
                self.loose.add(counted)
        return counted

    def fresh(self) -> "Surrogates":
        """None made yet; the texts stay noted."""
        return Surrogates(_texts=self._texts, _signs=self._signs)

    def _made(self, kind: str, number: int, value: str) -> str | None:
        make = _MAKERS.get(kind, _counted)
        taken = self._taken.setdefault(kind, set())
        known = self._numbers.get((kind, number))
        for place in range(known or number, number + _MOST):
            if place != known and place in taken:
                continue
            made = make(value, place)
            if made is None:
                return None
            if made == value or not self._is_free(made):
                continue
            self._numbers[kind, number] = place
            taken.add(place)
            return made
        return None

    def _is_free(self, made: str) -> bool:
        folded = fold(made)
        if not _DIGIT.search(folded):
            word = re.compile(rf"(?<!\w){re.escape(folded)}(?!\w)|(?<=[وفبلك]){re.escape(folded)}")
            return not any(word.search(text) for text in self._texts)
        plain = signs(folded)
        return not any(plain in text for text in self._signs)


def _refilled(value: str, digits: str) -> str:
    """A value with other digits in its places; what is too long or too short is cut or led by 0."""
    places = [match.start() for match in _DIGIT.finditer(value)]
    fitting = digits[-len(places) :].rjust(len(places), "0") if places else ""
    written = list(value)
    for place, digit in zip(places, fitting, strict=True):
        # Arabic-Indic figures stay such: ٠٦ becomes ٠٦.
        written[place] = chr(ord(value[place]) - unicodedata.digit(value[place]) + int(digit))
    return "".join(written)


def _counted(value: str, number: int) -> str | None:
    """The number itself in the digits of a value: 000123."""
    found = _DIGIT.findall(value)
    return _refilled(value, str(number).rjust(len(found), "0")) if found else None


def _phone(value: str, number: int) -> str:
    digits = "".join(str(int(digit)) for digit in _DIGIT.findall(value))
    lead = re.match(r"(?:00)?212[5-8]|0?[5-8](?=\d{8}$)|\d{2}", digits)
    kept = lead.group() if lead else ""
    return _refilled(value, kept + str(number).rjust(len(digits) - len(kept), "0"))


def _lettered(value: str, number: int) -> str | None:
    """Letters that no office gives (ZZ), and the number."""
    made = _counted(value, number)
    return made and re.sub("[A-Za-z]", lambda letter: "z" if letter[0].islower() else "Z", made)


def _rib(value: str, number: int) -> str:
    """A bank that does not exist (000), and the right key: mod 97."""
    first = f"{number:022d}"
    rib = f"{first}{97 - int(first) * 100 % 97:02d}"
    return _refilled(value, f"64{rib}" if "MA" in signs(value) else rib)


def _ice(value: str, number: int) -> str:
    first = f"{number:013d}"
    return _refilled(value, f"{first}{-int(first) * 100 % 97:02d}")


def _card(value: str, number: int) -> str:
    """A number of no issuer (it begins with 9) whose key is right (Luhn)."""
    first = "9" + str(number).rjust(len(_DIGIT.findall(value)) - 2, "0")
    doubled = [int(digit) * 2 for digit in first[::-2]]
    total = sum(sum(divmod(one, 10)) for one in doubled) + sum(int(d) for d in first[-2::-2])
    return _refilled(value, f"{first}{-total % 10}")


def _date(value: str, number: int) -> str | None:
    """Another day, month and year; a month in letters stays."""

    def another(match: re.Match[str]) -> str:
        size = len(match.group())
        if size == 4:
            return str(1950 + number * 7 % 50)
        return str(number * 5 % 12 + 1).rjust(size, "0")[-size:]

    return re.sub(r"\d+", another, value) if _DIGIT.search(value) else None


def _mail(_value: str, number: int) -> str:
    """The domain is reserved: RFC 2606."""
    return f"contact{number}@example.org"


def _page(value: str, number: int) -> str:
    scheme = re.match(r"https?://", value)
    return f"{scheme.group() if scheme else ''}example.org/{number}"


def _network(value: str, number: int) -> str:
    """Reserved for documentation: RFC 5737, RFC 3849."""
    return f"2001:db8::{number:x}" if ":" in value else f"192.0.2.{number % 256}"


def _place(value: str, number: int) -> str | None:
    if re.search("[\u0620-\u064a]", value):
        return f"{number} زنقة المثال، الرباط"
    if re.search("[A-Za-z]", value):
        return f"{number} rue de l'Exemple, Rabat"
    return None


_WORDY = frozenset({"EMAIL", "URL_PERSONAL", "ADDRESS", "IP", "DATE_OF_BIRTH"})
"""Kinds whose values count as written, separators included."""
_MAKERS: dict[str, Callable[[str, int], str | None]] = {
    "PHONE": _phone,
    "CIN": _lettered,
    "PASSPORT": _lettered,
    "MASSAR": _lettered,
    "IBAN_RIB": _rib,
    "ICE": _ice,
    "CARD": _card,
    "DATE_OF_BIRTH": _date,
    "EMAIL": _mail,
    "URL_PERSONAL": _page,
    "IP": _network,
    "ADDRESS": _place,
}

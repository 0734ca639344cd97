"""Pseudonyms in the place of personal data."""

import re
from collections.abc import Iterable
from functools import cache

from siyada.shield.checks import national_number, signs
from siyada.shield.detect import KINDS
from siyada.shield.reading import read
from siyada.shield.span import Span

SYNONYMS: dict[str, tuple[str, ...]] = {
    "PERSON": ("PERSONNE", "PERSONA", "NAME", "NOM", "شخص", "الشخص", "الاسم"),
    "PHONE": ("TELEPHONE", "TÉLÉPHONE", "TEL", "هاتف", "الهاتف"),
    "EMAIL": ("COURRIEL", "MAIL", "E-MAIL", "بريد", "البريد"),
    "ADDRESS": ("ADRESSE", "DIRECCION", "عنوان", "العنوان"),
    "DATE_OF_BIRTH": ("DATE_DE_NAISSANCE", "تاريخ_الميلاد", "تاريخ_الازدياد"),
    "PASSPORT": ("PASSEPORT", "جواز_السفر"),
    "CARD": ("CARTE", "بطاقة"),
    "PLATE": ("PLAQUE", "لوحة"),
    "HEALTH": ("SANTÉ", "SANTE", "صحة"),
}
"""What models turn the name of a kind into when they translate their answer."""


class Pseudonyms:
    """The two-way table of one conversation.

    Numbers follow the order of first appearance, so that a conversation sent again gets the same
    table and nothing about people is kept between requests. The same value in other writings has
    the same pseudonym. One that a text already holds is never issued.
    """

    def __init__(self) -> None:
        self.writings: dict[str, list[str]] = {}
        """Pseudonym to the ways in which its value was written, the first one first."""
        self._issued: dict[tuple[str, str], str] = {}
        self._typed: set[tuple[str, int]] = set()
        self._numbers: dict[str, int] = {}

    def reserve(self, texts: Iterable[str]) -> None:
        """Note what in these texts looks like a pseudonym. Call it before the first `mask`."""
        for text in texts:
            if not _MARK.search(text):
                continue
            for match in _look_alike().finditer(read(text).text.upper()):
                kind = _kinds_by_name()[_SEPARATORS.sub("", match["name"] or match["bare"])]
                self._typed.add((kind, int(match["number"] or match["after"])))

    def mask(self, text: str, spans: Iterable[Span]) -> str:
        """The text with a pseudonym in the place of each span. The spans must not overlap."""
        pieces: list[str] = []
        done = 0
        for span in spans:
            pieces += (text[done : span.start], self.issue(span.kind, text[span.start : span.end]))
            done = span.end
        return "".join((*pieces, text[done:]))

    def issue(self, kind: str, value: str) -> str:
        """The pseudonym of a value, made when it is first met."""
        key = (kind, same(kind, value))
        pseudonym = self._issued.get(key)
        if pseudonym is None:
            number = self._numbers.get(kind, 0) + 1
            while (kind, number) in self._typed:
                number += 1
            self._numbers[kind] = number
            pseudonym = self._issued[key] = f"[{kind}_{number}]"
        writings = self.writings.setdefault(pseudonym, [])
        if value not in writings:
            writings.append(value)
        return pseudonym

    def counts(self) -> dict[str, int]:
        """How many different values were masked, by kind."""
        counts: dict[str, int] = {}
        for kind, _ in self._issued:
            counts[kind] = counts.get(kind, 0) + 1
        return counts


def same(kind: str, value: str) -> str:
    """What two writings of one value have in common.

    >>> same("PHONE", "+212 6 61-23-45-67") == same("PHONE", "٠٦٦١٢٣٤٥٦٧")
    True
    """
    plain = read(value).folded
    if kind == "PHONE":
        return national_number(plain) or signs(plain) or value
    if kind == "EMAIL":
        return plain
    if kind in {"PERSON", "ADDRESS", "HEALTH"}:
        return " ".join(re.findall(r"\w+", plain)) or value
    if kind == "IBAN_RIB":
        return signs(plain).removeprefix("MA64") or value
    return signs(plain) or value


_MARK = re.compile(r"[_\[<{⟦【［＿\\%&]")
_SEPARATORS = re.compile(r"[\W_]+")


@cache
def _kinds_by_name() -> dict[str, str]:
    """Names of kinds and their synonyms in capitals without separators, to the kind."""
    names = {kind: kind for kind in KINDS}
    names |= {name: kind for kind, others in SYNONYMS.items() for name in others}
    return {_SEPARATORS.sub("", read(name).text).upper(): kind for name, kind in names.items()}


@cache
def _look_alike() -> re.Pattern[str]:
    """What `Restorer` might take for a pseudonym, whatever its number; rather more than less."""
    names = "|".join(
        r"[\W_]{0,4}".join(re.escape(part) for part in re.split(r"[_-]", read(name).text))
        for kind in KINDS
        for name in (kind, *SYNONYMS.get(kind, ()))
    )
    return re.compile(
        rf"[\[<{{⟦【]\W{{0,4}}(?P<name>{names})[\W_]{{0,6}}(?P<number>\d{{1,9}})"
        rf"|(?P<bare>{names})\W{{0,4}}_\W{{0,4}}(?P<after>\d{{1,9}})"
    )

"""Pseudonyms in the place of personal data."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from siyada.shield.detect import KINDS
from siyada.shield.forms import REMOVED, general
from siyada.shield.identity import person, same
from siyada.shield.reading import read
from siyada.shield.span import Span
from siyada.shield.surrogates import Surrogates

if TYPE_CHECKING:  # a process that masks one file reads no settings
    from siyada.config import Form

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


CONTEXT = 16
"""Characters before a pseudonym by which its place is known again."""
START = "\0"
"""Stands before the beginning of a text, so that the beginning is a place too."""


class Pseudonyms:
    """The two-way table of one conversation.

    Numbers follow the order of first appearance, so that a conversation sent again gets the same
    table and nothing about people is kept between requests. The same value in other writings has
    the same pseudonym. One that a text already holds is never issued.
    """

    def __init__(self, forms: Mapping[str, "Form"] | None = None) -> None:
        """`forms` says what stands in the place of a kind, `*` for all others; else pseudonyms."""
        self.forms = forms or {}
        self.surrogates = Surrogates()
        self._given_away: set[str] = set()
        """Pseudonyms of values in whose place something else stands."""
        self.writings: dict[str, list[str]] = {}
        """Pseudonym to the ways in which its value was written, the first one first."""
        self.places: dict[str, list[tuple[str, str]]] = {}
        """Pseudonym to its places: the masked text before it, and what it stands for there."""
        self._issued: dict[tuple[str, str], str] = {}
        self._told: dict[tuple[str, str], str] = {}
        """The pseudonym that tells a value from others, by its kind and as it is written."""
        self._persons: dict[str, frozenset[str]] = {}
        self._bearers: dict[str, dict[str, None]] = {}
        """Part of a name to the persons who bear it, in order."""
        self._typed: set[tuple[str, int]] = set()
        self._numbers: dict[str, int] = {}

    def reserve(self, text: str) -> None:
        """Note what in a text looks like a pseudonym. Call it for all before the first `mask`."""
        if "surrogate" in self.forms.values():
            self.surrogates.note(text)
        if not _MARK.search(text):
            return
        for form in (read(text).text, text):  # a mark of direction may part two numbers
            for match in _look_alike().finditer(form.upper()):
                kind = _kinds_by_name()[_SEPARATORS.sub("", match["name"] or match["bare"])]
                self._typed.add((kind, int(match["number"] or match["after"])))

    def mask(self, text: str, spans: Iterable[Span]) -> str:
        """The text with what stands in the place of each span. The spans must not overlap."""
        pieces: list[str] = []
        done = 0
        for start, end, stands in self.edits(text, spans):
            pieces += (text[done:start], stands)
            done = end
        return "".join((*pieces, text[done:]))

    def edits(self, text: str, spans: Iterable[Span]) -> list[tuple[int, int, str]]:
        """What stands in the place of each span: its start, its end, and that."""
        found: list[tuple[int, int, str]] = []
        before, done = START, 0
        for span in self._whole(text, spans):
            value = text[span.start : span.end]
            stands = self.stand_in(span.kind, value)
            before = (before + text[done : span.start])[-CONTEXT:]
            if stands in self.places:
                self.places[stands].append((before, value))
            before = (before + stands)[-CONTEXT:]
            done = span.end
            found.append((span.start, span.end, stands))
        return found

    def _whole(self, text: str, spans: Iterable[Span]) -> Iterator[Span]:
        """The spans; parts of a name are one where nothing or an underscore tells them apart.

        What an answer was given as `[PERSON_1]` comes back with the next request as `Nadia Tazi`,
        of which each word alone is known: as two, the next answer would have half of it.
        """
        held: Span | None = None
        for span in spans:
            if held and span.kind == held.kind == "PERSON" and self._is_one(text, held, span):
                held = Span(held.start, span.end, span.kind, held.score, held.reason)
                continue
            if held:
                yield held
            held = span
        if held:
            yield held

    def _is_one(self, text: str, one: Span, other: Span) -> bool:
        """Whether two parts of a name, side by side, are those of one person."""
        between = text[one.end : other.start]
        if between not in {" ", "\u00a0"}:
            return between == "_"
        parts = person(text[one.start : other.end])
        bearers = {bearer for part in parts for bearer in self._bearers.get(part, ())}
        return any(parts <= self._persons[bearer] for bearer in bearers)

    def stand_in(self, kind: str, value: str) -> str:
        """What stands in the place of a value, in the form that its kind has."""
        form = self.forms.get(kind) or self.forms.get("*", "pseudonym")
        stands = self._in_form(form, kind, value) if form != "pseudonym" else None
        return self.issue(kind, value) if stands is None else stands

    def _in_form(self, form: "Form", kind: str, value: str) -> str | None:
        """What stands in a form; None where the form cannot be made of this value."""
        if form == "surrogate":
            name = self._identify(kind, value)
            stands = self.surrogates.of(kind, int(name[1:-1].rpartition("_")[2]), value)
        else:
            stands = REMOVED if form == "remove" else general(kind, value)
            name = self._identify(kind, value) if stands is not None else ""
        if stands is not None:
            self._given_away.add(name)
        return stands

    def issue(self, kind: str, value: str) -> str:
        """The pseudonym of a value, made when it is first met."""
        pseudonym = self._identify(kind, value)
        writings = self.writings.setdefault(pseudonym, [])
        self.places.setdefault(pseudonym, [])
        if value not in writings:
            writings.append(value)
        return pseudonym

    def _identify(self, kind: str, value: str) -> str:
        """The pseudonym that tells a value from others, whether it is issued or not."""
        told = self._told.get((kind, value))
        if told is None:
            told = self._told[kind, value] = self._worked_out(kind, value)
        return told

    def _worked_out(self, kind: str, value: str) -> str:
        alike = same(kind, value)
        parts = person(value) if kind == "PERSON" else frozenset()
        pseudonym = self._issued.get((kind, alike)) or self._bearer(parts)
        if pseudonym is None:
            number = self._numbers.get(kind, 0) + 1
            while (kind, number) in self._typed:
                number += 1
            self._numbers[kind] = number
            pseudonym = f"[{kind}_{number}]"
        self._issued[kind, alike] = pseudonym
        if kind == "PERSON":
            self._persons[pseudonym] = self._persons.get(pseudonym, frozenset()) | parts
            for part in parts:
                self._bearers.setdefault(part, {})[pseudonym] = None
        return pseudonym

    def counts(self) -> dict[str, int]:
        """How many different values were masked, by kind."""
        named = self.writings.keys() | self._given_away
        return Counter(pseudonym[1:-1].rpartition("_")[0] for pseudonym in named)

    def fresh(self) -> "Pseudonyms":
        """An empty table that reserves what this one does."""
        table = Pseudonyms(self.forms)
        table._typed = self._typed
        table.surrogates = self.surrogates.fresh()
        return table

    def _bearer(self, parts: frozenset[str]) -> str | None:
        """The pseudonym of the person met so far whose name these are parts of.

        `Mme El Alaoui` behind `Fatima El Alaoui` is that person. A part of two is neither.
        """
        if not parts:
            return None
        bearers = {one: self._persons[one] for part in parts for one in self._bearers.get(part, ())}
        alike = [one for one, others in bearers.items() if parts == others]
        related = [one for one, others in bearers.items() if parts <= others or others <= parts]
        return alike[0] if alike else related[0] if len(related) == 1 else None


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

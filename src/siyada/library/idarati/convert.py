"""What Idarati says of a procedure, in the terms of our record.

Every field may be missing or null, and texts may hold HTML. What a procedure asks for and another
delivers becomes a name of that other: who asks how to get a paper is led to where it is made.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from siyada.formats.html import read_markup
from siyada.formats.reading import Unreadable
from siyada.library.idarati.client import Language
from siyada.library.idarati.kept import Kept
from siyada.library.idarati.sync import ADMINISTRATIONS, LANGUAGES
from siyada.library.procedure import Cost, DocumentGroup, Fact, Portal, Procedure, Source, Text

Json = Any
"""A value read from JSON."""
_Both = Mapping[Language, dict[str, Json]]
"""One answer in each language that it came in."""

SITE = "https://idarati.ma/informationnel"
_SOURCE = "idarati"
_TAG = re.compile(r"<[a-zA-Z/!]")
_NOT_ID = re.compile(r"[^a-z0-9]+")
_AMOUNT = re.compile(
    r"\s*(\d{1,3}(?:[ .]\d{3})+|\d+)(?:[.,](\d{1,2}))?\s*(?:dh|dhs|mad|درهم\w*)?\s*",
    re.IGNORECASE,
)
_LONGEST = 50_000
"""Letters of a field that are read: the longest seen has some thousand."""
_NOT_SAID: dict[Language, str] = {"ar": "غير مذكورة", "fr": "Non précisée"}


def procedures(kept: Kept) -> Iterator[Procedure]:
    """Every procedure that was read, by id; of those that vanished what was known, with a note."""
    offices = _offices(kept)
    delivers = _delivered(kept)
    for identifier, vanished in kept.procedures().items():
        found = _answers(kept, f"/procedures/{identifier}")
        if any(_text(one.get("title")) for one in found.values()):
            papers = _answers(kept, f"/procedures/{identifier}/documents", rows=True)
            yield _Converted(identifier, found, papers, offices).procedure(
                delivers.get(identifier, ()), vanished
            )


def record_id(identifier: str) -> str:
    """The id in our record of one of theirs.

    >>> record_id("1042"), record_id("AB_9")
    ('idarati-1042', 'idarati-ab-9')
    """
    return f"idarati-{_NOT_ID.sub('-', identifier.lower()).strip('-') or '0'}"


class _Converted:
    """One procedure on its way into our terms."""

    def __init__(
        self, identifier: str, found: _Both, papers: _Both, offices: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._id = identifier
        self._found = found
        self._papers = papers
        self._offices = offices

    def procedure(self, delivers: Iterable[str], vanished: str) -> Procedure:
        title = self._said("title")
        assert title  # noqa: S101 - asked by the caller
        note = [_gone(vanished)] if vanished else []
        return Procedure(
            id=record_id(self._id),
            category=str(self._first("thematicId") or "idarati"),
            title=title,
            description=self._said("description"),
            aliases=tuple(dict.fromkeys(delivers)),
            administration=self._administration(),
            documents=tuple(self._documents()),
            costs=tuple(self._costs()),
            processing_time=tuple(self._facts("delay", "averageDelay")),
            validity=tuple(self._validity()),
            channels=tuple(self._channels()),
            portals=tuple(self._portals()),
            contact_points=tuple(self._contacts()),
            notes=tuple(note),
            sources=(self._source(title),),
        )

    def _said(self, name: str) -> Text | None:
        """A field in both languages, as plain text."""
        return _both({language: one.get(name) for language, one in self._found.items()})

    def _first(self, name: str) -> Json:
        return next((one[name] for one in self._found.values() if one.get(name)), None)

    def _facts(self, *names: str) -> Iterator[Fact]:
        seen: set[Text] = set()
        for name in names:
            if (text := self._said(name)) and text not in seen:
                seen.add(text)
                yield _fact(text)

    def _administration(self) -> Fact:
        for name in ("administrationInCharge", "deliveringAdministrations"):
            if found := list(self._titles(name)):
                return found[0]
        return Fact(text=Text(**_NOT_SAID))

    def _titles(self, name: str) -> Iterator[Fact]:
        """The titles of one or several administrations, joined on their ids."""
        by_id: dict[str, dict[Language, Json]] = {}
        for language, one in self._found.items():
            value = one.get(name)
            for row in value if isinstance(value, list) else [value]:
                if isinstance(row, dict):
                    key = str(row.get("id") or row.get("title"))
                    by_id.setdefault(key, {})[language] = row.get("title")
        for titles in by_id.values():
            if text := _both(titles):
                yield _fact(text)

    def _channels(self) -> Iterator[Fact]:
        seen: set[Fact] = set()
        for name in ("receivingAdministrations", "deliveringAdministrations"):
            for fact in self._titles(name):
                if fact not in seen:
                    seen.add(fact)
                    yield fact

    def _documents(self) -> Iterator[DocumentGroup]:
        """The papers, grouped by case in the order that they are given."""
        groups: dict[str, tuple[dict[Language, Json], dict[str, dict[Language, Json]]]] = {}
        for language, answer in self._papers.items():
            for row in sorted(_rows(answer), key=_order):
                section = _object(row.get("section"))
                place = f"{_order(section):08}"
                case, items = groups.setdefault(place, ({}, {}))
                case[language] = section.get("title")
                items.setdefault(str(row.get("id")), {})[language] = row.get("title")
        for _, (case, items) in sorted(groups.items()):
            facts = tuple(_fact(text) for titles in items.values() if (text := _both(titles)))
            if facts:
                usual = Text(fr="Cas général", ar="الحالة العامة")
                yield DocumentGroup(case=_both(case) or usual, items=facts)

    def _costs(self) -> Iterator[Cost]:
        if price := self._said("price"):
            amount = _AMOUNT.fullmatch(price.fr or price.ar or price.und or "")
            yield Cost(description=price, value=_value(amount), certainty="official",
                       sources=(_SOURCE,))  # fmt: skip
        by_place: dict[int, dict[Language, Json]] = {}
        for language, one in self._found.items():
            for place, row in enumerate(_listed(one.get("downloadableCosts"))):
                by_place.setdefault(place, {})[language] = row.get("title")
        for titles in by_place.values():
            if text := _both(titles):
                yield Cost(description=text, certainty="official", sources=(_SOURCE,))

    def _validity(self) -> Iterator[Fact]:
        days = self._first("validityDurationInDays")
        if isinstance(days, int) and days > 0:
            yield _fact(Text(fr=f"{days} jours", ar=f"{days} يوما"))

    def _portals(self) -> Iterator[Portal]:
        seen: set[str] = set()
        url = self._first("webSiteUrl")
        rows = [{"url": url, "title": None}]
        for one in self._found.values():
            rows += _listed(one.get("downloadableForms"))
        for row in rows:
            url = row.get("url")
            if isinstance(url, str) and url.startswith(("http://", "https://")) and url not in seen:
                seen.add(url)
                yield Portal(name=_text(row.get("title")) or None, url=url)

    def _contacts(self) -> Iterator[Fact]:
        ids = [
            str(row.get("id"))
            for one in self._found.values()
            for name in ("administrationInCharge", "receivingAdministrations")
            for row in _listed(one.get(name)) or [_object(one.get(name))]
        ]
        for identifier in dict.fromkeys(ids):
            for contact in self._offices.get(identifier, ()):
                yield _fact(Text(und=contact))

    def _source(self, title: Text) -> Source:
        language = "fr" if title.fr else "ar"
        theme = self._first("thematicId")
        path = f"thematique/{theme}/{self._id}" if theme else ""
        return Source(
            id=_SOURCE,
            title=title,
            url=f"{SITE}/{language}/{path}".rstrip("/"),
            publisher="Idarati",
            kind="official",
            read=datetime.now(UTC).date().isoformat()[:7],
        )


def _answers(kept: Kept, path: str, *, rows: bool = False) -> _Both:
    """An answer in both languages; a list is held under `rows`."""
    found: dict[Language, dict[str, Json]] = {}
    for language in LANGUAGES:
        value = kept.answer(path, language)
        if rows and isinstance(value, list):
            found[language] = {"rows": value}
        elif isinstance(value, dict):
            found[language] = value
    return found


def _offices(kept: Kept) -> dict[str, tuple[str, ...]]:
    """Telephones, addresses of mail and of sites by administration."""
    found: dict[str, tuple[str, ...]] = {}
    for language in LANGUAGES:
        for page in kept.pages(ADMINISTRATIONS, language):
            for row in _listed(page.get("content") if isinstance(page, dict) else None):
                values = [
                    _text(value)
                    for name in ("phones", "emails", "websites")
                    for value in _values(row.get(name))
                ]
                if row.get("isActive") is not False:
                    known = found.get(str(row.get("id")), ())
                    found[str(row.get("id"))] = tuple(
                        dict.fromkeys((*known, *filter(None, values)))
                    )
    return found


def _delivered(kept: Kept) -> dict[str, list[str]]:
    """The names of the papers that each procedure delivers, as the others ask for them."""
    found: dict[str, list[str]] = {}
    for identifier in kept.procedures():
        for answer in _answers(kept, f"/procedures/{identifier}/documents", rows=True).values():
            for row in _rows(answer):
                title = _text(row.get("title"))
                for linked in _listed(row.get("linkedProcedures")):
                    names = found.setdefault(str(linked.get("id")), [])
                    if title and title not in names and str(linked.get("id")) != identifier:
                        names.append(title)
    return found


def _rows(answer: Mapping[str, Json]) -> list[dict[str, Json]]:
    return _listed(answer.get("rows"))


def _listed(value: Json) -> list[dict[str, Json]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _values(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _order(row: Mapping[str, Json]) -> int:
    place = row.get("sort")
    return place if isinstance(place, int) else 0


def _value(amount: re.Match[str] | None) -> int | float | None:
    """The amount that a price is, when it is nothing else."""
    if amount is None:
        return None
    whole = int(re.sub(r"[ .]", "", amount[1]))
    return float(f"{whole}.{amount[2]}") if amount[2] else whole


def _both(values: Mapping[Language, Json]) -> Text | None:
    """A text from what each language says; the same words in both have no language."""
    french, arabic = _text(values.get("fr")), _text(values.get("ar"))
    if not french and not arabic:
        return None
    if french == arabic:
        return Text(und=french)
    return Text(fr=french or None, ar=arabic or None)


def _text(value: Json) -> str:
    """Plain text on one line, of a text with or without markup, or of a number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value)[:_LONGEST]
    if _TAG.search(text):
        try:
            text = read_markup(text)[0].text
        except Unreadable:
            return ""
    return " ".join(html.unescape(text).split())


def _fact(text: Text) -> Fact:
    return Fact(text=text, certainty="official", sources=(_SOURCE,))


def _gone(day: str) -> Fact:
    return _fact(
        Text(
            fr=f"Cette procédure ne figure plus sur Idarati depuis le {day}.",
            ar=f"لم تعد هذه المسطرة منشورة في بوابة إدارتي منذ {day}.",
        )
    )

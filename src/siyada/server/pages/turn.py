"""An answer as the templates see it: markup with its language, its citations, its sources.

The unit is the finished block: rendered here once, sent, and never drawn again.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from markupsafe import Markup

from siyada.assistant.answer import Answer, Block, Citation, Group, Run, State, Statement
from siyada.assistant.dates import spoken
from siyada.assistant.phrases import phrases
from siyada.assistant.values import runs
from siyada.language.identify import Tag
from siyada.language.script import dir_of
from siyada.server.pages.markup import lang_dir, language_of, marked, runs_markup
from siyada.server.pages.messages import Catalogue, PageLanguage, catalogue

_STOP = re.compile(r"\s*[.؟?!:]$")
_LAST_WORD = re.compile(r"(?<!\S)\S{1,24}$")
_NO_WRAP = Markup('<span class="nowrap">{}{}{}{}</span>')

_DATE_LENGTH = 28
_ONE_COLUMN = 5_000
"""Characters of an answer, with its sources, that two sheets of paper take in one column."""
_TYPED_LENGTH = 90

TONES = {
    State.ANSWERED: "good",
    State.ANSWERED_PARTLY: "caution",
    State.ANSWERED_CONFLICT: "caution",
    State.ANSWERED_STALE: "caution",
}
"""The look of a state; its word says the same. What is not answered is neutral."""


_SPOKEN_BY: Mapping[Tag, PageLanguage] = {"zgh-Tfng": "zgh", "fr": "fr"}
"""Darija takes the Arabic words of the page; the page has no others for it."""


@dataclass(frozen=True, slots=True)
class ItemView:
    """One statement: what it says, and its citations where they do not fit inside."""

    body: Markup
    citations: Markup
    official: Markup
    anchor: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """The statements of one case. `attributes` are set where the list is in another language."""

    label: Markup
    attributes: Markup
    tinted: bool
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class BlockView:
    """A finished block."""

    kind: str
    heading: Markup
    groups: tuple[GroupView, ...]
    anchor: str
    level: int
    """The level of its heading."""
    t: Catalogue
    own: Markup
    """As in `AnswerView`."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source in the list: three dates in three sentences."""

    number: int
    anchor: str
    title: Markup
    href: str
    address: str
    """The address for paper; of one too long to be typed, the site."""
    details: tuple[Markup, ...]
    page: str
    back: str
    back_label: str
    like: int
    """The source before it of which the same details were said; 0 for none. Paper says it once."""


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What stands around the blocks of an answer."""

    t: Catalogue
    """The words of the answer's own language, for what the page adds inside it."""
    attributes: Markup
    own: Markup
    """The attributes of what the page adds, where its language is not the answer's (Darija)."""
    title: Markup
    status: Markup
    tag: str
    tone: str
    sources_heading: Markup
    unsure: Markup
    """How the answer says that a statement is not confirmed, for the legend."""
    anchor: str
    level: int
    """The level of the answer's heading: 1 on a page of its own, 2 under a title."""
    is_long: bool
    """Whether it would not fit on two sheets of paper in one column."""


class Writer:
    """Turns one answer into views. `turn` numbers the answers of one page from 1."""

    def __init__(
        self,
        answer: Answer,
        *,
        turn: int = 1,
        level: int = 1,
        facts: Mapping[int, str] | None = None,
    ) -> None:
        self._answer = answer
        self._facts = facts or {}
        self._tag = answer.language
        self._suffix = "" if turn == 1 else f"-{turn}"
        self._level = level
        self._cited: set[int] = set()
        self.words = catalogue(_SPOKEN_BY.get(answer.language, "ar"))
        self._own = lang_dir(self.words.tag) if self.words.tag != self._tag else Markup("")

    def head(self) -> AnswerView:
        """The heading and the state."""
        answer = self._answer
        return AnswerView(
            t=self.words,
            attributes=lang_dir(self._tag),
            own=self._own,
            title=self._runs(answer.title),
            status=self._runs(answer.status),
            tag=self.words.text(f"state.{answer.state}"),
            sources_heading=self._runs(phrases(self._tag).say("heading.sources")),
            unsure=runs_markup(phrases(self._tag).say("note.unsure"), self.words.tag),
            tone=TONES.get(answer.state, "neutral"),
            anchor=f"answer{self._suffix}",
            level=self._level,
            is_long=_length(answer) > _ONE_COLUMN,
        )

    def block(self, block: Block, place: int) -> BlockView:
        """A block; `place` is its number in the answer."""
        anchor = f"b{place}{self._suffix}"
        return BlockView(
            kind=block.kind,
            heading=self._runs(block.heading),
            groups=tuple(
                self._group(group, f"{anchor}-{number}", block.kind)
                for number, group in enumerate(block.groups, 1)
            ),
            anchor=anchor,
            level=self._level + 1,
            t=self.words,
            own=self._own,
        )

    def sources(self) -> tuple[SourceView, ...]:
        """The sources, in the order of their numbers."""
        said: dict[tuple[Markup, ...], int] = {}
        return tuple(self._source(citation, said) for citation in self._answer.citations)

    def choices(self) -> tuple[tuple[str, Markup], ...]:
        """The procedures offered: id and name."""
        return tuple(
            (choice.procedure, self._runs(choice.label)) for choice in self._answer.choices
        )

    def _runs(self, parts: Iterable[Run]) -> Markup:
        return runs_markup(parts, self._tag)

    def _group(self, group: Group, anchor: str, kind: str) -> GroupView:
        tag = self._list_language(group)
        return GroupView(
            label=self._runs(group.label),
            attributes=lang_dir(tag) if tag != self._tag else Markup(""),
            tinted=dir_of(tag) != dir_of(self._tag),
            items=tuple(
                self._item(statement, tag, f"{anchor}-{number}", apart=kind == "documents")
                for number, statement in enumerate(group.statements, 1)
            ),
        )

    def _list_language(self, group: Group) -> Tag:
        """The language of a list: another than the answer's when every statement is in it."""
        found = {language_of(statement.runs) for statement in group.statements} - {None}
        mixed = any(run.tag == self._tag for s in group.statements for run in s.runs)
        only = found.pop() if len(found) == 1 and not mixed else None
        return only or self._tag

    def _item(self, statement: Statement, tag: Tag, anchor: str, *, apart: bool) -> ItemView:
        official = Markup("")
        if statement.certainty == "official":
            words = self.words.text("sources.official")
            official = Markup('<span class="official"{}>{}</span>').format(self._own_in(tag), words)
        note = self._note(statement, tag)
        chips = [self._chip(number) for number in statement.citations]
        if apart:
            body = runs_markup(statement.runs, tag, blocks=True) + note
            glued = Markup("\u00a0") + Markup("").join(chips) if chips else Markup("")
            return ItemView(body, glued, official, anchor)
        return ItemView(_closed(statement.runs, note, chips, tag), Markup(""), official, anchor)

    def _note(self, statement: Statement, tag: Tag) -> Markup:
        if not statement.note:
            return Markup("")
        note = runs_markup(statement.note, self._tag)
        return Markup(' <span class="reserve"{}>({})</span>').format(self._own_in(tag), note)

    def _own_in(self, tag: Tag) -> Markup:
        """The attributes of the answer's own words inside a list in another language."""
        return Markup(" {}").format(lang_dir(self._tag)) if tag != self._tag else Markup("")

    def _chip(self, number: int) -> Markup:
        """A citation: a link to the list; the first one is where the source leads back to."""
        first = (
            Markup("")
            if number in self._cited
            else Markup(' id="c{}{}"').format(number, self._suffix)
        )
        self._cited.add(number)
        return Markup('<a class="cite" dir="ltr" href="#s{}{}"{} aria-label="{}">[{}]</a>').format(
            number, self._suffix, first, self.words.plain("sources.one", number=number), number
        )

    def _source(self, citation: Citation, said: dict[tuple[Markup, ...], int]) -> SourceView:
        asked = self._facts.get(citation.number)
        details = source_details(citation, self._tag)
        first = said.setdefault(details, citation.number)
        return SourceView(
            number=citation.number,
            anchor=f"s{citation.number}{self._suffix}",
            title=titled(citation.title, citation.title_tag, self._tag),
            href=citation.url or "",
            address=_typed(citation.url or ""),
            details=details,
            like=first if first != citation.number else 0,
            page=citation.source + (f"?f={asked}" if asked else ""),
            back=f"c{citation.number}{self._suffix}" if citation.number in self._cited else "",
            back_label=self.words.plain("sources.back", number=citation.number),
        )


def titled(title: str, tag: Tag, within: Tag) -> Markup:
    """A title in its own language, for an element in another."""
    return runs_markup(runs(title, tag), within)


def source_details(citation: Citation, tag: Tag) -> tuple[Markup, ...]:
    """Publisher, kind, and the dates of a source, which are never merged."""
    say = phrases(tag).say
    date = citation.date or citation.date_note
    dates = [
        say("source.date", date=_dated(date, tag)) if date else say("source.undated"),
        *(
            say(f"source.{name}", date=_dated(value, tag))
            for name, value in (("read", citation.read), ("checked", citation.checked))
            if value
        ),
    ]
    publisher = [marked(citation.publisher, tag)] if citation.publisher else []
    kind = runs_markup(say(f"kind.{citation.kind}"), tag)
    return (*publisher, kind, *(_unbroken(said, tag) for said in dates))


def _unbroken(said: tuple[Run, ...], tag: Tag) -> Markup:
    """A date that cannot break; what a source says of its date in words can."""
    markup = runs_markup(said, tag)
    short = sum(len(run.text) for run in said) <= _DATE_LENGTH
    return Markup('<span class="nowrap">{}</span>').format(markup) if short else markup


def _dated(value: str, tag: Tag) -> tuple[Run, ...]:
    said = spoken(value, tag)
    french = said == value and any(letter.isalpha() for letter in said)
    return runs(said, "fr" if french else tag)


def _closed(parts: tuple[Run, ...], note: Markup, chips: list[Markup], tag: Tag) -> Markup:
    """A sentence with its citations before the full stop, glued to the last word."""
    body = list(parts)
    stop = _cut(body, _STOP) if chips else ""
    if not chips:
        return runs_markup(body, tag, blocks=True) + note
    word = "" if note or body[-1].tag != tag else _cut(body, _LAST_WORD)
    first = f"{word}\u00a0", chips[0], "" if len(chips) > 1 else stop
    pieces = [runs_markup(body, tag, blocks=True), note, _NO_WRAP.format("", *first), *chips[1:]]
    if stop and len(chips) > 1:
        pieces[-1] = _NO_WRAP.format("", "", chips[-1], stop)
    return Markup("").join(pieces)


def _cut(body: list[Run], end: re.Pattern[str]) -> str:
    """Take what the pattern finds at the end of the last run, unless that is a value."""
    if not body or body[-1].isolate or body[-1].url:
        return ""
    found = end.search(body[-1].text)
    if found is None:
        return ""
    body[-1] = replace(body[-1], text=body[-1].text.removesuffix(found[0]))
    return found[0]


def _length(answer: Answer) -> int:
    """The characters of an answer: what it says, and of each source its title and its details."""
    statements = (s for block in answer.blocks for group in block.groups for s in group.statements)
    said = sum(len(run.text) for statement in statements for run in statement.runs)
    return said + sum(len(c.title) + len(c.publisher or "") + 60 for c in answer.citations)


def _typed(url: str) -> str:
    if len(url) <= _TYPED_LENGTH:
        return url
    return f"{urlsplit(url).scheme}://{urlsplit(url).netloc}/…"

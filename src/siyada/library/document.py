"""Documents, and the passages they are cut into to be found and cited."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from siyada.formats.reading import Heading, Page
from siyada.library.sections import sections

Piece = tuple[int, int]
"""Start and end of a stretch of a text, in characters."""

_JOINED = 800
"""Characters up to which neighbouring paragraphs make one passage."""
_WHOLE = 1_600
"""Characters up to which a paragraph is not cut."""
_HEADING = 100
"""Longest heading: a paragraph that ends no sentence and goes with the one that follows."""

_PARAGRAPH = re.compile(r"\S(?:.*?\S)?(?=[^\S\n]*\n[^\S\n]*\n|\s*\Z)", re.DOTALL)
_ENDS_SENTENCE = re.compile(r"[.!?…؟۔:؛;][»”\")\]]*\Z")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«\"'’])(?:[^\W\d_]|art|al|no|nos|cf|ex|etc|mr|mme|mlle|dr|pr|st|ste|sté|éts|cie|tel|"
    r"tél|fax|bd|av|imm|appt|bp|env|max|min|vol|éd|p|pp|ch|chap|sect|par|rég|réf|n°|c\.-à-d|إلخ|الخ)"
    r"\.\Z",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?<![\w.])(?:[^\W\d_]\.-?){2,}\Z")
_NEXT = re.compile(r"[^\S\n]*([^\s\[【])")
_LONGEST_DOTTED = 16
_STOP = re.compile(r"(?:[.!?…؟۔]+[»”\")\]]*)(?=\s)|\n")
_BREATH = re.compile(r"[؛;،,:](?=\s)")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Document:
    """A text with a title. `id` is its owner's; `language` is a tag, or empty when not known.

    `source` says where it comes from (a path, an address), `date` is its own (`YYYY-MM-DD`), and
    `collection` is the set that decides who may see it; each may be empty. `digest` is that of the
    file it was read from, `made_by` what read it.
    """

    id: str
    title: str
    text: str
    language: str = ""
    source: str = ""
    date: str = ""
    collection: str = ""
    digest: str = ""
    made_by: str = ""
    pages: tuple[Page, ...] = ()
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document that can be shown, cited and found again.

    `text` is exactly `document.text[start:end]`, so a quotation can be checked; `id` is
    `<document>#<place>`, the first passage having place 1. `page` is where it begins, from 1, or 0
    where there are no pages; `section` names the headings and the article that it stands under.
    """

    id: str
    document: str
    title: str
    text: str
    start: int
    end: int
    language: str
    page: int = 0
    section: str = ""
    collection: str = ""
    source: str = ""
    date: str = ""


def cut(document: Document) -> Iterator[Passage]:
    """The passages of a document: together they hold all of it but the white space between.

    Each stands within one section. Short paragraphs are joined, long ones are cut between sentences
    into parts of like size.
    """
    pieces = (
        (start, end, section.path)
        for section in sections(document.text, document.headings)
        for start, end in _spans(document.text, section.start, section.end)
    )
    begins = [page.start for page in document.pages]
    for place, (start, end, path) in enumerate(pieces, 1):
        page = bisect_right(begins, start)
        yield Passage(
            id=f"{document.id}#{place}",
            document=document.id,
            title=document.title,
            text=document.text[start:end],
            start=start,
            end=end,
            language=document.language,
            page=document.pages[page - 1].number if page else 0,
            section=path,
            collection=document.collection,
            source=document.source,
            date=document.date,
        )


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """The sentences of a stretch of a text, and the lines where a line ends without a sign.

    >>> text = "Voir l'art. 3. C'est gratuit ؟ نعم."
    >>> [text[a:b] for a, b in sentences(text)]
    ["Voir l'art. 3.", "C'est gratuit ؟", 'نعم.']
    """
    end = len(text) if end is None else end
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop[0] == "." and _is_of_abbreviation(text, start, stop.end(), end):
            continue
        yield from _trimmed(text, begin, stop.end())
        begin = stop.end()
    yield from _trimmed(text, begin, end)


def _is_of_abbreviation(text: str, start: int, stop: int, end: int) -> bool:
    """Whether the point that ends at `stop` ends an abbreviation, and no sentence with it.

    After letters with points (`ص.ب.`, `C.N.S.S.`) a sentence goes on unless a capital follows.
    """
    if _ABBREVIATION.search(text, max(start, stop - 8), stop):
        return True
    if not _DOTTED.search(text, max(start, stop - _LONGEST_DOTTED), stop):
        return False
    following = _NEXT.match(text, stop, end)
    return following is not None and not following[1].isupper()


def _spans(text: str, begin: int, stop: int) -> Iterator[Piece]:
    """Paragraphs, joined while they are short and cut where they are long."""
    held: Piece | None = None
    for start, end in _with_headings(text, begin, stop):
        if held and end - held[0] <= _JOINED:
            held = (held[0], end)
            continue
        if held:
            yield held
        held = None
        if end - start <= _WHOLE:
            held = (start, end)
        else:
            yield from _parts(text, start, end)
    if held:
        yield held


def _with_headings(text: str, start: int, stop: int) -> Iterator[Piece]:
    """Paragraphs, each with the headings right above it."""
    begin: int | None = None
    end = 0
    for match in _PARAGRAPH.finditer(text, start, stop):
        begin, end = match.start() if begin is None else begin, match.end()
        heading = end - match.start() <= _HEADING and not _ENDS_SENTENCE.search(match[0])
        if not heading or end - begin > _JOINED:
            yield begin, end
            begin = None
    if begin is not None:
        yield begin, end


def _parts(text: str, start: int, end: int) -> Iterator[Piece]:
    """A long stretch in parts of like size, each a whole number of sentences if that can be."""
    pieces = [part for piece in sentences(text, start, end) for part in _short(text, *piece)]
    left = -(-(end - start) // _JOINED)
    begin = pieces[0][0]
    for (_, this), (following, after) in pairwise(pieces):
        size = (end - begin) / max(left, 1)
        if (this - begin) + (after - begin) >= 2 * size or after - begin > _WHOLE:
            yield begin, this
            begin = following
            left -= 1
    yield begin, end


def _short(text: str, start: int, end: int) -> Iterator[Piece]:
    """A sentence, in parts when it is longer than a passage: at a breath, a space, or anywhere."""
    while end - start > _WHOLE:
        limit = start + _JOINED
        stops = (_last(pattern, text, start, limit) for pattern in (_BREATH, _SPACE))
        stop = next((stop for stop in stops if stop), limit)
        yield from _trimmed(text, start, stop)
        start = stop
    yield from _trimmed(text, start, end)


def _last(pattern: re.Pattern[str], text: str, start: int, limit: int) -> int | None:
    """The end of the last match in the second half of the stretch."""
    found = None
    for match in pattern.finditer(text, start + (limit - start) // 2, limit):
        found = match.end()
    return found


def _trimmed(text: str, start: int, end: int) -> Iterator[Piece]:
    """The stretch without white space at its ends; none when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end

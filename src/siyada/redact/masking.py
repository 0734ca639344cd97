"""Masked copies of files: all of a run are read first, so that one person has one pseudonym in all.

A file that cannot be read whole, or of which a value would stay, is refused and not written. What
is written appears whole or not at all.
"""

import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from siyada.errors import InvalidRequest
from siyada.formats.editables import open_editable
from siyada.formats.editing import Editable, Unit, edited
from siyada.formats.ocr import Ocr
from siyada.formats.reading import Unreadable
from siyada.redact.checking import stays
from siyada.redact.outcome import Masked
from siyada.redact.table import Way
from siyada.shield.detect import detect
from siyada.shield.fold import fold
from siyada.shield.law import read_badly
from siyada.shield.mask import Pseudonyms
from siyada.shield.repeated import parts_of_names
from siyada.shield.span import Span

if TYPE_CHECKING:  # a process that masks one file reads no settings
    from siyada.config import Form

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many steps are done, and of how many."""

_ENCODED = re.compile(r"[A-Za-z0-9+/_\-]{256,}={0,2}")


@dataclass(slots=True)
class _Source:
    name: str
    editable: Editable
    spans: list[list[Span]] = field(default_factory=list)
    name_spans: list[Span] = field(default_factory=list)


def mask_contents(
    files: Mapping[str, bytes],
    *,
    forms: Mapping[str, "Form"] | None = None,
    ocr: Ocr | None = None,
    unsure: bool = False,
    progress: Progress | None = None,
) -> tuple[list[Masked], Way]:
    """Masked copies of files by name, and the way back from them.

    `forms` says what stands in the place of a kind, as in the settings of the shield. `unsure` lets
    texts pass in scripts that we do not read, and encoded blocks.
    """
    tell = progress or (lambda _what, _done, _total: None)
    results: dict[str, Masked] = {}
    sources: list[_Source] = []
    for number, (name, content) in enumerate(files.items()):
        tell("Reading files", number, len(files))
        try:
            pages = partial(_pages, tell)
            sources.append(_Source(name, _opened(name, content, ocr, pages, unsure=unsure)))
        except Unreadable as error:
            results[name] = Masked(name, refused=error.message)
    tell("Reading files", len(files), len(files))
    pseudonyms = Pseudonyms(forms)
    _find(sources, pseudonyms, tell)
    way = Way({}, {}, [])
    for number, source in enumerate(sources):
        tell("Writing files", number, len(sources))
        results[source.name] = _masked(source, pseudonyms, way)
    tell("Writing files", len(sources), len(sources))
    way.writings.update(pseudonyms.writings)
    way.made_up.update(pseudonyms.surrogates.writings)
    way.loose.extend(sorted(pseudonyms.surrogates.loose))
    return [results[name] for name in files], way


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all; raises InvalidRequest."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".siyada-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError:
        raise InvalidRequest("A file cannot be written there. Check the folder's rights.") from None


def _pages(tell: Progress, done: int, total: int) -> None:
    tell("Reading pages", done, total)


def _opened(
    name: str,
    content: bytes,
    ocr: Ocr | None,
    progress: Callable[[int, int], None],
    *,
    unsure: bool,
) -> Editable:
    editable = open_editable(content, name, ocr=ocr, progress=progress)
    if not unsure:
        for unit in editable.units:
            if read_badly(unit.text) or _ENCODED.search(unit.text):
                raise Unreadable(
                    "no_text",
                    "The file holds a script that is not read, or an encoded block. Take it out, "
                    "or allow what is unsure.",
                )
    return editable


def _find(sources: Sequence[_Source], pseudonyms: Pseudonyms, tell: Progress) -> None:
    """Look for personal data in all files; names found in one are looked for in every other."""
    names: set[str] = set()
    found: list[tuple[Unit, list[Span]]] = []
    for number, source in enumerate(sources):
        tell("Searching", number, 2 * len(sources))
        for unit in source.editable.units:
            pseudonyms.reserve(unit.text)
            spans = detect(unit.label + unit.text)
            names |= parts_of_names(unit.label + unit.text, spans)
            found.append((unit, spans))
        pseudonyms.reserve(_spelt(source.name))
    known = frozenset(names)
    again = iter(found)
    for number, source in enumerate(sources, len(sources)):
        tell("Searching", number, 2 * len(sources))
        for _ in source.editable.units:
            unit, spans = next(again)
            folded = fold(unit.text)
            if any(name in folded for name in known):
                spans = detect(unit.label + unit.text, names=known)
            source.spans.append(_of_unit(unit, spans))
        source.name_spans = detect(_spelt(source.name), names=known)
    tell("Searching", 2 * len(sources), 2 * len(sources))


def _spelt(name: str) -> str:
    """A file's name as words: `CV_Hamid-Squalli.pdf`. As long as it was."""
    return re.sub(r"[_\-.]", " ", name)


def _of_unit(unit: Unit, spans: Iterable[Span]) -> list[Span]:
    """The spans of a unit, without what lies in its label."""
    if unit.forced:
        start = len(unit.text) - len(unit.text.lstrip())
        return [Span(start, len(unit.text.rstrip()), unit.forced, reason="label")]
    shift = len(unit.label)
    return [
        Span(max(span.start - shift, 0), span.end - shift, span.kind, span.score, span.reason)
        for span in spans
        if span.end > shift
    ]


def _masked(source: _Source, pseudonyms: Pseudonyms, way: Way) -> Masked:
    before = {name: len(places) for name, places in pseudonyms.places.items()}
    units = source.editable.units
    edits = [
        pseudonyms.edits(unit.text, spans) for unit, spans in zip(units, source.spans, strict=True)
    ]
    content = source.editable.rewritten(edits)
    if stays(content, source.name, list(zip(units, edits, strict=True))):
        refused = "A value would stay in the copy: save the file in another format and try again."
        return Masked(source.name, refused=refused)
    counts = Counter(span.kind for spans in source.spans for span in spans)
    name = edited(source.name, pseudonyms.edits(_spelt(source.name), source.name_spans))
    if source.editable.restorable:
        way.files[name] = {
            pseudonym: places[before.get(pseudonym, 0) :]
            for pseudonym, places in pseudonyms.places.items()
            if len(places) > before.get(pseudonym, 0)
        }
    return Masked(source.name, name, content, dict(counts), source.editable.restorable)

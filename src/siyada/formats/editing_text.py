"""Text, CSV and JSON, edited in place: every sign that is not edited stays as it was."""

import csv
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from siyada.formats.decoding import decoded
from siyada.formats.editing import Edit, Unit, edited
from siyada.formats.reading import Unreadable

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?', re.DOTALL)
_COLON = re.compile(r"\s*:")
_SAMPLE = 4_000
_EXACT = 2.0**53
"""Below it, every whole number is itself in the arithmetic of JSON's readers."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text. It is written in UTF-8 whatever it was; `units` has the whole of it."""

    text: str
    restorable: bool = True

    @property
    def units(self) -> tuple[Unit, ...]:
        """The text."""
        return (Unit(self.text),)

    def rewritten(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        """The text with its edits."""
        return edited(self.text, edits[0]).encode("utf-8")


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A table. Edits are cut where cells end, so that rows and columns stay."""

    text: str
    restorable: bool = True

    @property
    def units(self) -> tuple[Unit, ...]:
        """The whole table: the headings of its columns say what its cells are."""
        return (Unit(self.text),)

    def rewritten(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        """The table with its edits."""
        cells = _cells(self.text)
        cut = [part for edit in edits[0] for part in _cut(edit, cells)]
        return edited(self.text, cut).encode("utf-8")


@dataclass(frozen=True, slots=True)
class JsonFile:
    """A JSON document, or one a line. A number that is edited becomes a string."""

    text: str
    _tokens: tuple[tuple[int, int, Unit], ...]
    restorable: bool = True

    @property
    def units(self) -> tuple[Unit, ...]:
        """Each string and number, with the key it stands under."""
        return tuple(unit for _, _, unit in self._tokens)

    def rewritten(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        """The document with its edits."""
        changed = [
            (start, end, json.dumps(edited(unit.text, own), ensure_ascii=False))
            for (start, end, unit), own in zip(self._tokens, edits, strict=True)
            if own
        ]
        return edited(self.text, changed).encode("utf-8")


def open_text(content: bytes) -> TextFile:
    """A text; raises Unreadable."""
    return TextFile(_whole(content))


def open_csv(content: bytes) -> CsvFile:
    """A table; raises Unreadable."""
    return CsvFile(_whole(content))


def open_json(content: bytes) -> JsonFile:
    """A JSON document, or one on each line (JSON Lines); raises Unreadable when it is neither."""
    text = _whole(content)
    if not (_is_json(text) or all(_is_json(line) for line in text.splitlines() if line.strip())):
        raise Unreadable("damaged", "The file is not JSON, nor JSON Lines. Correct it first.")
    tokens: list[tuple[int, int, Unit]] = []
    key = ""
    for match in _TOKEN.finditer(text):
        literal = match.group()
        value = json.loads(literal) if literal[0] == '"' else _plain(literal)
        if literal[0] == '"' and _COLON.match(text, match.end()):
            key = value
            tokens.append((*match.span(), Unit(value)))
        else:
            tokens.append((*match.span(), Unit(value, label=f"{key}: " if key else "")))
    return JsonFile(text, tuple(tokens))


def _plain(number: str) -> str:
    """A number as people write it: `661234567` for 6.61234567e8."""
    if number.lstrip("-").isdigit():
        return number
    value = float(number)
    return str(int(value)) if value.is_integer() and abs(value) < _EXACT else number


def _whole(content: bytes) -> str:
    """The text of a file, if all of it can be decoded."""
    text = decoded(content)
    if "\ufffd" in text and "\ufffd".encode() not in content:
        raise Unreadable("damaged", "Some of the file is in no known encoding: save it as UTF-8.")
    return text


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _cells(text: str) -> list[tuple[int, int]]:
    """Where each cell of a table begins and ends, quotes outside."""
    try:
        separator = csv.Sniffer().sniff(text[:_SAMPLE], ",;\t|").delimiter
    except csv.Error:
        separator = ","
    sign = re.escape(separator)
    cell = re.compile(rf'[ ]*"((?:[^"]|"")*)"[ ]*(?={sign}|\r?\n|\Z)|([^{sign}\r\n]*)')
    found: list[tuple[int, int]] = []
    at = 0
    while at <= len(text):
        match = cell.match(text, at)
        if match is None:
            break
        found.append(match.span(1) if match[1] is not None else match.span(2))
        at = match.end() + 1
        if text[match.end() : at] == "\r":
            at += 1
    return found


def _cut(edit: Edit, cells: list[tuple[int, int]]) -> list[Edit]:
    """An edit within one cell each; what it puts there stands in the first."""
    start, end, new = edit
    parts: list[Edit] = []
    for left, right in cells:
        if left < end and right > start:
            parts.append((max(start, left), min(end, right), new if not parts else ""))
    return parts

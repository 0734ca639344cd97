"""Masked files with their values back, for who holds the table."""

from siyada.errors import InvalidRequest
from siyada.formats.editables import open_editable
from siyada.formats.editing import Edit, edited
from siyada.redact.table import Way
from siyada.shield.mask import Pseudonyms
from siyada.shield.restore import Restorer
from siyada.shield.restore_made_up import MadeUpRestorer
from siyada.shield.surrogates import Surrogates


def restore_content(name: str, content: bytes, way: Way) -> bytes:
    """A file with values in the place of what stands for them, in each place as it was written.

    What somebody changed in it since stays changed. Raises Unreadable, and InvalidRequest for PDF
    and pictures, whose values were painted over for good.
    """
    if not name.lower().endswith((".json", ".jsonl", ".ndjson")) and _is_painted(content):
        raise InvalidRequest("PDF and pictures are painted over for good: keep the originals.")
    editable = open_editable(content, name)
    pseudonyms = Pseudonyms()
    pseudonyms.writings = way.writings
    pseudonyms.places = {key: way.files.get(name, {}).get(key, []) for key in way.writings}
    restorer = Restorer(pseudonyms)
    made_up = MadeUpRestorer(Surrogates(writings=way.made_up, loose=set(way.loose)))
    edits: list[list[Edit]] = []
    for unit in editable.units:
        found = restorer.edits(unit.text) if way.writings else []
        found += made_up.edits(unit.text) if way.made_up else []
        edits.append(sorted(found))
    return editable.rewritten(edits)


def restore_name(name: str, way: Way) -> str:
    """The name of a file with values in the place of what stands for them; none parts folders."""
    if not way.writings:
        return name
    pseudonyms = Pseudonyms()
    pseudonyms.writings, pseudonyms.places = way.writings, {key: [] for key in way.writings}
    return edited(name, Restorer(pseudonyms).edits(name)).replace("/", " ")


def _is_painted(content: bytes) -> bool:
    """Whether a file is of a kind that is drawn: its text cannot come back."""
    return content.startswith(
        (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")
    )

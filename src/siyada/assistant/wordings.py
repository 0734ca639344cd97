"""How people name each procedure and the situations that lead to it: tables of ours."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

_NAMES = ("citizen", "business", "situations", "kin", "tamazight")
_LEARNED = {"siyada.assistant": ("wordings", "facets"), "siyada.language": ("bridge", "sound")}


@dataclass(frozen=True, slots=True)
class Wording:
    """A text that people may write, and what it is about."""

    about: str
    """A procedure's id, a facet, or why there is no procedure (outside, personal, unsafe)."""
    language: str
    text: str


def wordings() -> list[Wording]:
    """What is asked about procedures: `tables/wordings-*.tsv`, but for those from outside."""
    return [w for name in _NAMES for w in _read(f"wordings-{name}.tsv")]


def outside_wordings() -> list[Wording]:
    """What is asked and not answered: `tables/wordings-outside.tsv`."""
    return list(_read("wordings-outside.tsv"))


def facet_wordings() -> list[Wording]:
    """How facets are asked for, X standing for a procedure's name: `tables/facets.tsv`."""
    return list(_read("facets.tsv"))


def digest() -> str:
    """SHA-256 over every table that the weights are learned from, in hexadecimal."""
    total = sha256()
    for package, prefixes in _LEARNED.items():
        folder = files(package) / "tables"
        for table in sorted(folder.iterdir(), key=lambda path: path.name):
            if table.name.startswith(prefixes):
                total.update(table.name.encode() + b"\0" + table.read_bytes())
    return total.hexdigest()


def _read(name: str) -> Iterator[Wording]:
    """The lines of a table: about, language, texts parted by `|`; `#` starts a comment."""
    table = files("siyada.assistant") / "tables" / name
    for line in table.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            about, language, texts = line.split("\t")
            for text in texts.split("|"):
                yield Wording(about, language, text.strip())

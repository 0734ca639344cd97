"""How people name each procedure and the situations that lead to it: a table of ours."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def wordings() -> Mapping[str, tuple[str, ...]]:
    """Wordings by procedure id. `tables/wordings*.tsv`: procedure, language, wordings by `|`."""
    folder = files("siyada.assistant") / "tables"
    found: dict[str, list[str]] = {}
    for table in sorted(folder.iterdir(), key=lambda path: path.name):
        if not (table.name.startswith("wordings") and table.name.endswith(".tsv")):
            continue
        for line in table.read_text("utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                procedure, _, texts = line.split("\t")
                found.setdefault(procedure, []).extend(
                    text.strip() for text in texts.split("|") if text.strip()
                )
    return {procedure: tuple(texts) for procedure, texts in found.items()}

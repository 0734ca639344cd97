"""The tables people decided: letters, affixes, stop words, frequent words."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of `<name>.tsv` as cells, without comments, blank lines and the heading.

    Every line has as many cells as the heading: a cell left out at the end is empty.
    """
    heading, *lines = cells(_FOLDER / f"{name}.tsv")
    return tuple((*line, *[""] * (len(heading) - len(line))) for line in lines)


def cells(path: Path) -> list[list[str]]:
    """The lines of a table as cells, without comments and blank lines; the heading is one."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]

"""The tables people decided: letters, affixes, stop words, frequent words."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of `<name>.tsv` as cells, without comments, blank lines and the heading.

    Every line has as many cells as the heading: a cell left out at the end is empty.
    """
    lines = (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    width = len(cells[0])
    return tuple((*line, *[""] * (width - len(line))) for line in cells[1:])

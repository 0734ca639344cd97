"""The tables people decided: numerals, units, instructions to a model."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of `<name>.tsv` as cells, without comments, blank lines and the heading."""
    lines = (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return tuple(tuple(line) for line in cells[1:])

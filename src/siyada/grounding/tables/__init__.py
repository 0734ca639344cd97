"""The tables people decided: numerals, units, instructions to a model."""

from functools import cache
from pathlib import Path

from siyada.language.tables import cells

_FOLDER = Path(__file__).parent


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of `<name>.tsv` as cells, without comments, blank lines and the heading."""
    return tuple(map(tuple, cells(_FOLDER / f"{name}.tsv")[1:]))

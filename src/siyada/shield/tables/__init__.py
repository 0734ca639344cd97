"""The tables people decided: labels, names, words of health. Pure."""

from functools import cache
from pathlib import Path

from siyada.language.tables import cells

_FOLDER = Path(__file__).parent


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of `<name>.tsv` as cells, without comments and blank lines."""
    return tuple(map(tuple, cells(_FOLDER / f"{name}.tsv")))

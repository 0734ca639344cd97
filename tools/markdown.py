"""Pieces of Markdown that the reports are made of."""

from collections.abc import Sequence


def table(heading: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table; all columns but the first hold numbers."""
    lines = [heading, ["--", *["--:"] * (len(heading) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in lines)

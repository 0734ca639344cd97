"""What was asked of the gateway, and whether it was met: a table in Markdown."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One measure of the gateway, beside the thinnest pass-through where that has one."""

    title: str
    ours: float
    bar: float
    theirs: float | None = None
    """What the pass-through took: then the bar is for the ratio, which belongs to no machine."""
    least: bool = False
    """Whether the bar is to be reached and not to be kept under."""

    @property
    def judged(self) -> float:
        """What is held against the bar."""
        return self.ours if self.theirs is None else self.ours / self.theirs

    @property
    def met(self) -> bool:
        """Whether it is met."""
        return self.judged >= self.bar if self.least else self.judged <= self.bar

    def row(self) -> str:
        """A line of the table."""
        sign = "≥" if self.least else "≤"
        theirs = "" if self.theirs is None else f"{self.theirs:,.2f}"
        ratio = "" if self.theirs is None else f"{self.judged:.2f}"
        outcome = "met" if self.met else "missed"
        return (
            f"| {self.title} | {self.ours:,.2f} | {theirs} | {ratio} | {sign} {self.bar:,g} "
            f"| {outcome} |"
        )


def table(bars: Iterable[Bar]) -> str:
    """The table; where the pass-through took something, the bar is for the ratio."""
    head = "| measure | Siyada | pass-through | ratio | bar | |\n|---|--:|--:|--:|--:|---|"
    return "\n".join((head, *(bar.row() for bar in bars)))

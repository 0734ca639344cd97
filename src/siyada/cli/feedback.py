"""Commands: what people thought of answers, and what was left open."""

from dataclasses import asdict

import click
import orjson

from siyada.config import load_settings
from siyada.feedback import Feedback, feedback
from siyada.ledger.calls import Ledger


@click.command("feedback")
@click.option("--days", type=click.IntRange(1, 3_650), default=30, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show_feedback(*, days: int, as_json: bool) -> None:
    """Show opinions on answers and the questions left open, grouped; numbers only.

    What is missing most stands first: add the fact or the wording to the record's files, and the
    next question is answered.
    """
    ledger = Ledger(load_settings())
    try:
        found = feedback(ledger.counts, days)
    finally:
        ledger.close()
    click.echo(orjson.dumps(asdict(found)).decode() if as_json else "\n".join(_lines(found)))


COMMANDS: tuple[click.Command, ...] = (show_feedback,)


def _lines(found: Feedback) -> list[str]:
    lines = [
        "\t".join(("unanswered", str(o.number), o.procedure or "-", o.facet, o.language, o.state))
        for o in found.unanswered
    ]
    for one in found.opinions:
        reasons = " ".join(f"{reason}={number}" for reason, number in one.reasons.items())
        lines.append(f"useful\tyes={one.yes} no={one.no}\t{one.procedure or '-'}\t{reasons}")
    return lines

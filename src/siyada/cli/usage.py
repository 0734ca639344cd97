"""Commands: usage."""

import click
import orjson

from siyada.cli.keys import open_ledger
from siyada.ledger.administration import OPERATOR
from siyada.ledger.report import Scope, groups, period


@click.command()
@click.option("--from", "first", help="First day, as 2026-11-01 (UTC); the month's unless set.")
@click.option("--to", "last", help="Last day; today unless set.")
@click.option("--by", default="key", help="organisation,project,key,model,provider,outcome,day")
@click.option("--organisation", type=click.IntRange(1), help="Only this one's.")
@click.option("--project", type=click.IntRange(1), help="Only this one's.")
@click.option("--key", type=click.IntRange(1), help="Only this one's.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
def usage(first: str | None, last: str | None, by: str, *, as_json: bool, **of: int | None) -> None:
    """Show what was used: requests, tokens counted and billed, cost, energy."""
    scope, when, names = Scope(**of), period(first, last), groups(by)
    with open_ledger() as ledger:
        report = ledger.administration.usage(OPERATOR, scope, when, names)
    if as_json:
        click.echo(orjson.dumps(report))
        return
    shown = (*names, "requests", "billed_in", "billed_out", "mad", "eur", "unpriced", "Wh")
    click.echo("\t".join(shown))
    for row in [*report["data"], dict.fromkeys(names, "all") | report["total"]]:
        values = row | {"Wh": row["energy"]["watt_hours"]}
        click.echo("\t".join("-" if values[name] is None else str(values[name]) for name in shown))


COMMANDS: tuple[click.Command, ...] = (usage,)

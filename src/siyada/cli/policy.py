"""Commands: policy explain and policy show."""

import sys
from pathlib import Path
from typing import Any

import click
import orjson

from siyada.config import Settings, load_settings
from siyada.errors import InvalidRequest
from siyada.formats.decoding import decoded
from siyada.formats.files import read_file
from siyada.formats.kinds import format_of
from siyada.formats.ocr import find_ocr
from siyada.shield.explain import explained, shown
from siyada.shield.policy import (
    Destination,
    Policy,
    check_policy,
    destination,
    destination_of,
)

_WHERE = click.Choice(["here", "country", "abroad"])


@click.group()
def policy() -> None:
    """What happens to personal data, and why."""


@policy.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--provider", help="Where the text would go: a provider of the settings.")
@click.option("--where", type=_WHERE, help="abroad unless said, or unless the country is MA.")
@click.option("--country", default="", help="Country of the model, as FR; unknown unless said.")
@click.option("--stored-in", default="", help="Of what its operator keeps; the same unless said.")
@click.option("--purpose", default="", help="What for: a purpose of the settings.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
def explain(file: str, *, as_json: bool, **to: Any) -> None:  # noqa: ANN401 - click gives them
    """Show what would happen to each piece of FILE (`-`: standard input). Nothing is sent.

    Positions count characters of the text, as `siyada` reads it from DOCX, PDF and the like.
    """
    settings = load_settings()
    check_policy(settings.shield)
    answer = explained(_text(file), Policy(settings.shield, _destination(settings, **to)))
    if as_json:
        click.echo(orjson.dumps(answer))
        return
    for piece in answer["pieces"]:
        becomes = piece["becomes"] or "-"
        click.echo(
            f"{piece['start']}\t{piece['end']}\t{piece['kind']}\t{piece['reason']}\t"
            f"{piece['action']}\t{becomes}\tlaw 09-08, articles {piece['articles']}: {piece['why']}"
        )
    click.echo(f"The whole text: {answer['action']}")


@policy.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
def show(*, as_json: bool) -> None:
    """Show the rules in force, the purposes, and the list of States with its date."""
    answer = shown(load_settings().shield)
    if as_json:
        click.echo(orjson.dumps(answer))
        return
    for number, rule in enumerate(answer["rules"]):
        said = (f"{name}={value}" for name, value in rule.items() if value not in ([], "*", None))
        click.echo(f"rule {number}\t{'; '.join(said)}")
    click.echo(f"else\t{answer['default']}")
    for name, purpose in answer["purposes"].items():
        click.echo(f"purpose {name}\t{purpose['title']}\t{purpose['authorisation'] or '-'}")
    states = answer["states"]
    click.echo(f"States with sufficient protection\t{' '.join(states['codes'])}")
    click.echo(f"Source\t{states['deliberation']}; read {states['read']}; {states['from']}")
    click.echo(f"Certainty\t{states['certainty']}. {states['note']}")


def _text(file: str) -> str:
    """The text of a file of any format that can be read, or of standard input."""
    if file == "-":
        return decoded(sys.stdin.buffer.read())
    path = Path(file)
    content = path.read_bytes()
    kind = format_of(content, path.name)
    if kind in {"text", "markdown", "csv"}:
        return decoded(content)
    return read_file(content, path.name, ocr=find_ocr()).text


def _destination(
    settings: Settings,
    *,
    provider: str | None,
    purpose: str,
    **described: Any,  # noqa: ANN401 - click gives them
) -> Destination:
    """Where a text would go: to a provider, or to a place that is described, not both."""
    if provider is None:
        return destination(purpose=purpose, **described)
    if any(described.values()):
        raise InvalidRequest("A provider says where it is: leave out --where and the countries.")
    for one in settings.providers:
        if one.name == provider:
            return destination_of(one, purpose)
    raise InvalidRequest("The settings have no provider of this name. `siyada config` lists them.")


COMMANDS: tuple[click.Command, ...] = (policy,)

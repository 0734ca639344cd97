"""Commands: organisations, projects, keys and limits."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import click
import orjson

from siyada.config import load_settings
from siyada.config.signon import Role
from siyada.ledger.administration import KINDS, OPERATOR, Administration, Kind
from siyada.ledger.calls import Ledger
from siyada.ledger.keys import Rights
from siyada.ledger.limits import Limit
from siyada.ledger.roles import ROLES
from siyada.ledger.telling import key_value, limit_value, organisation_value, project_value

Json = Any
"""A value written as JSON."""

JSONL = click.option("--jsonl", is_flag=True, help="Print one JSON object a line.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
_LIMITS = ("requests_per_minute", "tokens_per_minute", "tokens_per_day", "calls_at_once")


@contextmanager
def open_ledger() -> Iterator[Ledger]:
    """The ledger of the settings, beside a server that may run."""
    ledger = Ledger(load_settings())
    try:
        yield ledger
    finally:
        ledger.close()


@contextmanager
def _acting() -> Iterator[Administration]:
    with open_ledger() as ledger:
        yield ledger.administration


@click.group()
def organisations() -> None:
    """Administrations, ministries, companies: each with its projects."""


@organisations.command("add")
@click.argument("name")
@_JSON
def add_organisation(name: str, *, as_json: bool) -> None:
    """Make an organisation called NAME; prints its number."""
    with _acting() as admin:
        made = organisation_value(admin.add_organisation(OPERATOR, name))
    click.echo(orjson.dumps(made) if as_json else str(made["number"]))


@organisations.command("list")
@JSONL
def list_organisations(*, jsonl: bool) -> None:
    """List the organisations."""
    with _acting() as admin:
        _print(map(organisation_value, admin.organisations(OPERATOR)), jsonl, ("number", "name"))


@organisations.command("remove")
@click.argument("number", type=click.IntRange(1))
def remove_organisation(number: int) -> None:
    """Make the organisation of this NUMBER and all its keys useless at once."""
    with _acting() as admin:
        admin.remove_organisation(OPERATOR, number)


@click.group()
def projects() -> None:
    """What keys are for; each project is of an organisation."""


@projects.command("add")
@click.argument("name")
@click.option("--organisation", type=click.IntRange(1), default=1, help="Its number.")
@_JSON
def add_project(name: str, organisation: int, *, as_json: bool) -> None:
    """Make a project called NAME; prints its number."""
    with _acting() as admin:
        made = project_value(admin.add_project(OPERATOR, name, organisation))
    click.echo(orjson.dumps(made) if as_json else str(made["number"]))


@projects.command("list")
@JSONL
def list_projects(*, jsonl: bool) -> None:
    """List the projects."""
    with _acting() as admin:
        values = map(project_value, admin.projects(OPERATOR))
        _print(values, jsonl, ("number", "organisation", "name"))


@projects.command("remove")
@click.argument("number", type=click.IntRange(1))
def remove_project(number: int) -> None:
    """Make the project of this NUMBER and all its keys useless at once."""
    with _acting() as admin:
        admin.remove_project(OPERATOR, number)


@click.group()
def keys() -> None:
    """Who may call the API."""


@keys.command("add")
@click.argument("name")
@click.option("--project", type=click.IntRange(1), default=1, help="Its number; 1 unless set.")
@click.option("--role", type=click.Choice(ROLES), default="developer", help="What it may do.")
@click.option("--expires", type=click.DateTime(), help="When it ends (UTC); never unless set.")
@click.option("--model", "models", multiple=True, help="A model it may ask; all unless set.")
@click.option("--endpoint", "endpoints", multiple=True, help="A beginning of addresses: /v1/chat/")
@click.option("--network", "networks", multiple=True, help="A network it is used from.")
@_JSON
def add_key(name: str, project: int, *, as_json: bool, **given: Json) -> None:
    """Make a key called NAME and show it, this once."""
    expires: datetime | None = given["expires"]
    rights = Rights(
        role=_role(given["role"]),
        expires=expires and expires.replace(tzinfo=UTC),
        models=given["models"] or None,
        endpoints=given["endpoints"] or None,
        networks=given["networks"] or None,
    )
    with _acting() as admin:
        key, secret = admin.add_key(OPERATOR, name, rights, project)
    _show_secret(key_value(key, secret), as_json)


@keys.command("renew")
@click.argument("name")
@click.option("--overlap-hours", type=click.FloatRange(0, 8_784), default=24.0, show_default=True)
@_JSON
def renew_key(name: str, overlap_hours: float, *, as_json: bool) -> None:
    """Make another secret for the key called NAME; the one before goes on for a while."""
    with _acting() as admin:
        key, secret = admin.renew_key(OPERATOR, name, timedelta(hours=overlap_hours))
    _show_secret(key_value(key, secret), as_json)


@keys.command("list")
@JSONL
def list_keys(*, jsonl: bool) -> None:
    """List the keys in use; one that is being renewed has a line for each secret."""
    with _acting() as admin:
        values = [key_value(key) for key in admin.keys(OPERATOR)]
    for value in values:
        if jsonl:
            click.echo(orjson.dumps(value))
        else:
            until = value["expires"] or "-"
            line = (value["number"], f"{value['prefix']}…", value["added"], value["role"], until)
            click.echo("\t".join(map(str, (*line, value["project"], value["name"]))))


@keys.command("remove")
@click.argument("name")
def remove_key(name: str) -> None:
    """Make the key called NAME, or beginning with it, useless at once."""
    with _acting() as admin:
        admin.remove_key(OPERATOR, name)


@click.group()
def limits() -> None:
    """What a key, a project or an organisation may use."""


def _of(command: Callable[..., None]) -> Callable[..., None]:
    command = click.argument("number", type=click.IntRange(1))(command)
    return click.argument("kind", type=click.Choice(KINDS))(command)


@limits.command("show")
@_of
def show_limits(kind: str, number: int) -> None:
    """Show the limits set for the KIND (key, project, organisation) of this NUMBER."""
    with _acting() as admin:
        limit = admin.limits(OPERATOR, _kind(kind), number)
    click.echo(orjson.dumps(limit_value(kind, number, limit)))


@limits.command("set")
@_of
@click.option("--requests-per-minute", type=click.IntRange(1))
@click.option("--tokens-per-minute", type=click.IntRange(1))
@click.option("--tokens-per-day", type=click.IntRange(1))
@click.option("--calls-at-once", type=click.IntRange(1))
@click.option("--mad-per-month", type=click.IntRange(0))
def set_limits(kind: str, number: int, **given: int | None) -> None:
    """Set the limits of the KIND of this NUMBER, all at once; what is left out is not limited.

    For a key it falls back to the settings.
    """
    with _acting() as admin:
        limit = admin.set_limits(OPERATOR, _kind(kind), number, Limit(**given))
    click.echo(orjson.dumps(limit_value(kind, number, limit)))


def _print(values: Iterable[dict[str, Json]], jsonl: bool, names: tuple[str, ...]) -> None:  # noqa: FBT001 - a flag of the command
    for value in values:
        line = "\t".join(str(value[name]) for name in names)
        click.echo(orjson.dumps(value) if jsonl else line)


def _show_secret(value: dict[str, Json], as_json: bool) -> None:  # noqa: FBT001 - the same
    click.echo(orjson.dumps(value) if as_json else value["secret"])
    click.echo("Keep it now: it is not shown again.", err=True)


def _role(text: str) -> Role:
    return next(role for role in ROLES if role == text)


def _kind(text: str) -> Kind:
    return next(kind for kind in KINDS if kind == text)


COMMANDS: tuple[click.Command, ...] = (organisations, projects, keys, limits)

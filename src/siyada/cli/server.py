"""Commands: serve and config."""

import ipaddress
import sys

import click
import orjson

from siyada.config import Settings, flat_settings, load_settings, setting_origins
from siyada.ledger.administration import OPERATOR
from siyada.ledger.keys import Rights
from siyada.server.run import Started
from siyada.server.run import serve as run_server
from siyada.services import ASSISTANT

BAR = 30
"""Characters of the progress bar."""


@click.command()
@click.option("--host", help="Address to listen on; loopback unless set.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.")
def serve(host: str | None, port: int | None) -> None:
    """Serve the pages and the API until stopped."""
    settings = load_settings()
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    server = settings.server.model_copy(update=given)
    run_server(
        settings.model_copy(update={"server": server}), on_start=_say_where, progress=_show_progress
    )


@click.command()
def config() -> None:
    """Show every setting, its value, and where it comes from; secrets are never shown."""
    origins = setting_origins()
    for path, value in flat_settings(load_settings()):
        shown = orjson.dumps(value).decode()
        click.echo(f"{path} = {shown}  # {origins.get(path.split('[')[0], 'default')}")


def _say_where(started: Started) -> None:
    """Three lines: where to look, which model answers, what leaves the machine."""
    settings = started.services.settings
    key = _first_key(started)
    click.echo(f"Look here:     {started.address}")
    click.echo(f"Who answers:   {', '.join(_models(settings))}")
    click.echo(f"What leaves:   {_what_leaves(settings)}")
    if key is not None:
        click.echo(f"Your key for the API, shown this once: {key}")


def _models(settings: Settings) -> list[str]:
    named = [model for provider in settings.providers for model in provider.models]
    return [f"{ASSISTANT} (from the record of procedures, no model)", *dict.fromkeys(named)]


def _what_leaves(settings: Settings) -> str:
    abroad = [provider.name for provider in settings.providers if provider.where == "abroad"]
    if not abroad:
        return "nothing"
    return f"what is asked of {', '.join(abroad)}, with personal data masked"


def _first_key(started: Started) -> str | None:
    """A key made where nobody but this machine can ask, the first time."""
    ledger = started.services.ledger
    if ledger.keys.ever_added():
        return None
    if not _is_loopback(started.services.settings.server.host):
        click.echo("No key exists yet: make one with `siyada keys add NAME`.", err=True)
        return None
    return ledger.administration.add_key(OPERATOR, "local", Rights(role="owner"))[1]


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _show_progress(what: str, done: int, total: int) -> None:
    """One line that fills up, on standard error; where that is a file, only the full one."""
    finished = done >= total
    drawn = sys.stderr.isatty()
    if finished or drawn:
        filled = BAR * done // max(total, 1)
        bar = "█" * filled + "·" * (BAR - filled)
        line = f"{what} {bar} {done}/{total}"
        click.echo(f"\r{line}" if drawn else line, err=True, nl=finished)


COMMANDS: tuple[click.Command, ...] = (serve, config)

"""The command serve."""

import ipaddress
import sys

import click

from siyada.config import Settings, load_settings
from siyada.ledger.administration import OPERATOR
from siyada.ledger.keys import Rights
from siyada.server.run import Start, Started
from siyada.server.run import serve as run_server
from siyada.services import ASSISTANT

BAR = 30
"""Characters of the progress bar."""


@click.command()
@click.option("--host", help="Address to listen on; loopback unless set.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that answer on the port.")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the pages and the API until stopped.

    SIGTERM lets answers end, SIGHUP reads the settings anew.
    """
    options = {"host": host, "port": port, "workers": workers}
    given = {name: value for name, value in options.items() if value is not None}

    def read() -> Settings:
        settings = load_settings()
        return settings.model_copy(update={"server": settings.server.model_copy(update=given)})

    sys.exit(run_server(Start(read(), _say_where, _show_progress, again=read)))


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


COMMANDS: tuple[click.Command, ...] = (serve,)

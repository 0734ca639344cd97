"""Commands: backup and put-back (`restore` is the one for masked files)."""

from pathlib import Path

import click

from siyada.config import load_settings
from siyada.errors import NotFound
from siyada.ledger.backup import back_up, restore

_FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.command()
@_FILE
@click.option("--without-keys", is_flag=True, help="Leave the audit's keys out; keep them apart.")
def backup(file: Path, *, without_keys: bool) -> None:
    """Copy everything that is kept into FILE, while the server runs; the copy is checked."""
    settings = load_settings()
    if not settings.data.is_dir():
        raise NotFound(f"There is nothing in {settings.data}. SIYADA_DATA names the folder.")
    records = back_up(settings.data, file.absolute(), keys=not without_keys)
    click.echo(f"{file} holds everything, with {records} records of the audit, all whole.")


@click.command("put-back")
@_FILE
def put_back(file: Path) -> None:
    """Put the backup FILE into the data folder, which must be empty; the copy is checked first."""
    settings = load_settings()
    records = restore(file, settings.data)
    click.echo(f"{settings.data} holds everything again, with {records} records of the audit.")


COMMANDS: tuple[click.Command, ...] = (backup, put_back)

"""Commands: audit."""

import sys
from collections import deque
from pathlib import Path
from typing import TextIO

import click

from siyada.config import Settings, load_settings
from siyada.errors import NotFound
from siyada.ledger.calls import DATABASE, checkpoint_file, key_file
from siyada.ledger.verify import Head, check_file, export_line, read_database


@click.group()
def audit() -> None:
    """What was done, without content."""


@audit.command("show")
@click.option("--last", type=click.IntRange(1), default=20, help="How many records to show.")
def show_audit(last: int) -> None:
    """Show the last records, one JSON object a line."""
    items = read_database(_database())
    for link in deque((item for item in items if not isinstance(item, Head)), maxlen=last):
        click.echo(link.record)


@audit.command("export")
@click.argument("file", type=click.File("w", encoding="utf-8"), default="-")
def export_audit(file: TextIO) -> None:
    """Write every record and the end of the chain to FILE, for others to verify."""
    file.writelines(export_line(item) + "\n" for item in read_database(_database()))


@audit.command("verify")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--key", type=click.Path(path_type=Path), help="File of the key.")
@click.option("--checkpoint", type=click.Path(path_type=Path), help="File of a checkpoint.")
def verify_audit(file: Path | None, key: Path | None, checkpoint: Path | None) -> None:
    """Find a record that was edited, removed, put in or cut off; of an exported FILE, if named."""
    settings = load_settings()
    if file is None and checkpoint is None and checkpoint_file(settings).exists():
        checkpoint = checkpoint_file(settings)
    count, problem = check_file(file or _database(), key or key_file(settings), checkpoint)
    if problem:
        click.echo(f"The audit is not whole: {problem}. The {count} records before are.")
        sys.exit(1)
    click.echo(f"The audit is whole: {count} records.")


def _database() -> Path:
    settings: Settings = load_settings()
    path = settings.data / DATABASE
    if not path.is_file():
        raise NotFound(f"There is no audit in {settings.data}. SIYADA_DATA names the folder.")
    return path


COMMANDS: tuple[click.Command, ...] = (audit,)

"""Commands: audit and people."""

import sys
from collections import deque
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO

import click
import orjson

from siyada.cli.keys import open_ledger
from siyada.config import Settings, load_settings
from siyada.erasure import erase, export, open_stores
from siyada.errors import ConfigError, NotFound
from siyada.ledger.administration import OPERATOR
from siyada.ledger.calls import DATABASE, checkpoint_file, key_file
from siyada.ledger.extract import extract
from siyada.ledger.people import Person
from siyada.ledger.report import period
from siyada.ledger.sessions import person_of
from siyada.ledger.verify import (
    Link,
    Trust,
    examine,
    export_line,
    read_database,
    read_deposited,
    read_key,
)


@click.group()
def audit() -> None:
    """What was done, without content."""


@audit.command("show")
@click.option("--last", type=click.IntRange(1), default=20, help="How many records to show.")
def show_audit(last: int) -> None:
    """Show the last records, one JSON object a line."""
    items = read_database(_database())
    for link in deque((item for item in items if isinstance(item, Link)), maxlen=last):
        beside = orjson.loads(link.who) if link.who else {}
        names = {name: value for name, value in beside.items() if name != "salt"}
        click.echo(orjson.dumps(orjson.loads(link.record) | names))


@audit.command("export")
@click.argument("file", type=click.File("w", encoding="utf-8"), default="-")
@click.option("--from", "first", help="First day, as 2026-11-01 (UTC).")
@click.option("--to", "last", help="Last day.")
def export_audit(file: TextIO, first: str | None, last: str | None) -> None:
    """Write every record and the end of the chain to FILE, for others to verify.

    With days, the part of the chain between the signed checkpoints around them.
    """
    if first is None and last is None:
        file.writelines(export_line(item) + "\n" for item in read_database(_database()))
        return
    _database()
    with open_ledger() as ledger, ledger.database.moment() as connection:
        items = extract(connection, ledger.audit, period(first, last))
        file.writelines(export_line(item) + "\n" for item in items)


@audit.command("verify")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--key", type=click.Path(path_type=Path), help="File of the key.")
@click.option("--checkpoint", type=click.Path(path_type=Path), help="File of a checkpoint.")
@click.option("--public-key", help="Public key of signed checkpoints; then no key is needed.")
@click.option("--deposited", type=click.Path(path_type=Path), help="Signed checkpoints kept apart.")
def verify_audit(
    file: Path | None,
    key: Path | None,
    checkpoint: Path | None,
    public_key: str | None,
    deposited: Path | None,
) -> None:
    """Find a record that was edited, removed, put in or cut off; of an exported FILE, if named."""
    settings, path = load_settings(), file or _database()
    if file is None and checkpoint is None and checkpoint_file(settings).exists():
        checkpoint = checkpoint_file(settings)
    trust = _trust(None if public_key and key is None else key or key_file(settings), deposited)
    trust = Trust(trust.key, public_key, None, trust.deposited)
    reading = examine(path, trust, checkpoint)
    if reading.problem:
        said = f"{reading.problem}. The {reading.count} records before are."
        click.echo(f"The audit is not whole: {said}")
        sys.exit(1)
    click.echo(f"The audit is whole: {reading.told()}.")


@audit.command("checkpoint")
def checkpoint_audit() -> None:
    """Sign what is there, deposit it as the settings say, and print it, to be kept elsewhere."""
    with open_ledger() as ledger:
        signed = ledger.checkpoints.sign()
    if signed is None:
        raise NotFound("There is nothing to sign yet.")
    click.echo(export_line(signed))


@audit.command("public-key")
def public_key_audit() -> None:
    """Print the public key of signed checkpoints, for those who verify."""
    with open_ledger() as ledger:
        click.echo(ledger.checkpoints.public_key)


@audit.command("prune")
@click.option("--days", type=click.IntRange(365), help="Days kept; audit.keep_days if unset.")
def prune_audit(days: int | None) -> None:
    """Remove records older than the days that are kept, up to a signed checkpoint."""
    with open_ledger() as ledger:
        keep = timedelta(days=days or ledger.settings.audit.keep_days)
        removed = ledger.checkpoints.prune(datetime.now(UTC) - keep, OPERATOR.name)
    click.echo(f"{removed} records were removed.")


@click.group()
def people() -> None:
    """What is held about one person, and erasing it (law 09-08, articles 7 and 8)."""


_KEY = click.option("--key", type=click.IntRange(1), help="The number of the person's key.")
_SUBJECT = click.option("--subject", help="The name that requests give the person (`user`).")


@people.command("export")
@_KEY
@_SUBJECT
def export_person(key: int | None, subject: str | None) -> None:
    """Print what the audit holds about a person, and how much else is kept, as JSON."""
    with open_ledger() as ledger, open_stores(ledger) as stores:
        click.echo(orjson.dumps(export(stores, Person(key, subject))))


@people.command("erase")
@_KEY
@_SUBJECT
@click.option("--all", "all_records", is_flag=True, help="Also records younger than a year.")
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would be erased.")
def erase_person(key: int | None, subject: str | None, *, all_records: bool, dry_run: bool) -> None:
    """Erase what names a person, and a key's conversations, files and libraries.

    The audit's chain still holds, and records say what was erased.
    """
    person = Person(key, subject)
    with open_ledger() as ledger, open_stores(ledger) as stores:
        told = erase(stores, person, OPERATOR.name, all_records=all_records, dry_run=dry_run)
    click.echo(orjson.dumps(told))


@people.command("sign-off")
@click.argument("account")
def sign_off_person(account: str) -> None:
    """End every session of a person who signed on, by ACCOUNT (`sub`), before its time."""
    with open_ledger() as ledger:
        person = person_of(ledger.settings.signon.issuer, account)
        ended = ledger.sessions.close_all_of(person, OPERATOR.name)
    click.echo(f"{ended} sessions were ended.")


def _trust(key: Path | None, deposited: Path | None) -> Trust:
    try:
        return Trust(
            key=read_key(key) if key else None,
            deposited=read_deposited(deposited) if deposited else (),
        )
    except (OSError, ValueError, KeyError):
        raise ConfigError("The key or the deposited checkpoints cannot be read.") from None


def _database() -> Path:
    settings: Settings = load_settings()
    path = settings.data / DATABASE
    if not path.is_file():
        raise NotFound(f"There is no audit in {settings.data}. SIYADA_DATA names the folder.")
    return path


COMMANDS: tuple[click.Command, ...] = (audit, people)

"""Commands: the files of mask, restore, table-key."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click
import orjson

from siyada.config import Form, load_settings
from siyada.errors import InvalidRequest
from siyada.formats.ocr import find_ocr
from siyada.redact.masking import mask_contents, write_whole
from siyada.redact.outcome import Masked
from siyada.redact.restoring import restore_content, restore_name
from siyada.redact.table import new_key, opened, sealed
from siyada.shield.policy import check_policy

MOST_BYTES = 200_000_000
_BAR = 30


@dataclass(frozen=True, slots=True)
class Wanted:
    """What `mask` is told of files."""

    out: Path
    table: Path | None
    owner: dict[str, str]
    """Who may open the table, as `sealed` takes it."""
    unsure: bool
    as_json: bool
    forms: Mapping[str, Form]
    """What stands in the place of kinds, over what the settings say."""


def mask_files(files: tuple[str, ...], wanted: Wanted) -> None:
    """Write masked copies of files into a folder; exit code 1 when one was refused."""
    settings = load_settings().shield
    check_policy(settings)
    out, table = wanted.out, wanted.table
    paths = _by_name(files, out)
    if table is None and wanted.owner:
        raise InvalidRequest("Say where the table goes: --table FILE.")
    masked, way = mask_contents(
        {name: path.read_bytes() for name, path in paths.items()},
        forms={**settings.forms, **wanted.forms},
        ocr=find_ocr(),
        unsure=wanted.unsure,
        progress=_shown,
    )
    if table is not None:
        write_whole(table, sealed(way, **wanted.owner))
    for one in masked:
        if not one.refused:
            write_whole(out / one.masked_name, one.content)
        _say(one, out, as_json=wanted.as_json)
    sys.exit(1 if any(one.refused for one in masked) else 0)


@click.command("restore")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--table", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--passphrase-file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", "key_file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path))
def restore_command(
    files: tuple[str, ...],
    table: Path,
    passphrase_file: Path | None,
    key_file: Path | None,
    out: Path,
) -> None:
    """Write copies of masked FILES with their values back, for who holds the table's key."""
    way = opened(
        table.read_bytes(),
        passphrase=_secret(passphrase_file),
        secret_key=_secret(key_file),
    )
    for name, path in _by_name(files, out).items():
        restored = out / restore_name(name, way)
        write_whole(restored, restore_content(name, path.read_bytes(), way))
        click.echo(f"{restored}")


@click.command("table-key")
@click.argument("file", type=click.Path(path_type=Path))
def table_key_command(file: Path) -> None:
    """Write a new secret key into FILE, and print the public key by which tables are sealed."""
    if file.exists():
        raise InvalidRequest("There is a file of this name already. Choose another name.")
    secret, public = new_key()
    write_whole(file, f"{secret}\n".encode())
    click.echo(public)


def owner_of(passphrase_file: Path | None, public_key: str | None) -> dict[str, str]:
    """Who may open a table, as `sealed` takes it; empty when nobody is named."""
    owner = {"passphrase": _secret(passphrase_file), "public_key": public_key or ""}
    return {name: value for name, value in owner.items() if value}


def _secret(path: Path | None) -> str:
    return path.read_text(encoding="utf-8").strip() if path else ""


def _by_name(files: tuple[str, ...], out: Path) -> dict[str, Path]:
    """The files by their names; raises InvalidRequest where a copy would replace something."""
    paths = {Path(file).name: Path(file) for file in files}
    if not all(path.is_file() for path in paths.values()):
        raise InvalidRequest("One of the files is not there, or is a folder. Check the names.")
    if len(paths) < len(files):
        raise InvalidRequest("Two files have the same name: mask them into different folders.")
    if any(path.resolve().parent == out.resolve() for path in paths.values()):
        raise InvalidRequest("The copies would replace the files: choose another folder.")
    if any(path.stat().st_size > MOST_BYTES for path in paths.values()):
        raise InvalidRequest("A file has over 200 million bytes: cut it.")
    return paths


def _say(one: Masked, out: Path, *, as_json: bool) -> None:
    if as_json:
        said = {
            "file": one.name,
            "copy": one.masked_name,
            "masked": one.counts,
            "restorable": one.restorable,
        }
        answer = {"file": one.name, "refused": one.refused} if one.refused else said
        click.echo(orjson.dumps(answer))
    elif one.refused:
        click.echo(f"{one.name}: refused. {one.refused}", err=True)
    else:
        kinds = ", ".join(f"{kind}={count}" for kind, count in sorted(one.counts.items()))
        click.echo(f"{out / one.masked_name}\t{kinds or 'none'}")


def _shown(what: str, done: int, total: int) -> None:
    """One line that fills up, on standard error, where somebody looks at it."""
    if sys.stderr.isatty():
        filled = _BAR * done // max(total, 1)
        bar = "█" * filled + "·" * (_BAR - filled)
        click.echo(f"\r{what} {bar} {done}/{total}", err=True, nl=done >= total)


COMMANDS: tuple[click.Command, ...] = (restore_command, table_key_command)

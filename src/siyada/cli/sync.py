"""Commands: sync and record."""

import asyncio
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

import click
import orjson

from siyada.cli.progress import show_progress
from siyada.config import load_settings
from siyada.errors import LibraryFailed
from siyada.library import notation
from siyada.library.cpsv import from_json_ld, to_json_ld
from siyada.library.idarati.client import open_client
from siyada.library.idarati.convert import procedures
from siyada.library.idarati.kept import Kept
from siyada.library.idarati.sync import Sync, Synced
from siyada.library.procedure import Procedure
from siyada.library.record import SYNCED, load_record
from siyada.library.search import Library
from siyada.library.texts import documents_of

_API = "https://idarati.ma/api/informational"
_NAME = "idarati"


@click.group()
def sync() -> None:
    """Bring what others publish up to date here."""


@sync.command()
@click.option("--url", default=_API, show_default=True, help="Address of the API.")
@click.option("--per-second", default=2.0, show_default=True, type=click.FloatRange(0.01, 20),
              help="Most requests a second.")  # fmt: skip
@click.option("--pause", default=1.0, hidden=True, type=float)
@click.option("--json", "as_json", is_flag=True, help="Give the report as JSON.")
def idarati(url: str, *, per_second: float, pause: float, as_json: bool) -> None:
    """Read the national record of procedures (idarati.ma), in Arabic and French.

    Broken off, it goes on where it was. What changed is told. The procedures become the library
    `idarati`, and files in the data folder, from which the assistant answers beside the record.
    """
    settings = load_settings()
    with closing(Kept(settings.data)) as kept:
        report = asyncio.run(_synced(kept, url, (per_second, pause)))
        folder = settings.data / SYNCED
        count = _write(folder, procedures(kept))
    with Library(settings.data, _NAME, create=True) as library:
        record = load_record(folder).procedures.values()
        library.add(document for one in record for document in documents_of(one))
        library.refresh(show_progress)
    told = {name: getattr(report, name) for name in report.__slots__}
    if as_json:
        click.echo(orjson.dumps({**told, "written": count}, option=orjson.OPT_INDENT_2).decode())
    else:
        _tell(report, folder, count)


async def _synced(kept: Kept, url: str, manners: tuple[float, float]) -> Synced:
    per_second, pause = manners
    async with open_client(url, per_second=per_second, pause=pause) as client:
        return await Sync(client, kept, progress=show_progress).run()


def _tell(report: Synced, folder: Path, count: int) -> None:
    changes = ", ".join(f"{len(ids):,} {what}" for what, ids in report.changes.items())
    click.echo(
        f"{report.procedures:,} procedures and {report.administrations:,} administrations are "
        f"listed: {changes}. {count:,} procedures are in {folder} and in the library {_NAME}."
    )
    for what, ids in report.changes.items():
        for identifier in ids if what != "new" or len(ids) < 50 else ():
            click.echo(f"  {what}: {identifier}")
    for what, times in sorted(report.surprises.items()):
        click.echo(f"Surprise: {what}, {times:,} times.", err=True)
    for identifier in report.failed:
        click.echo(f"Not all of {identifier} could be read; what was known stays.", err=True)


@click.group()
def record() -> None:
    """Give the record of procedures to other programs, and take it from them."""


@record.command()
@click.option("--folder", type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="Folder of the record; the one of the settings if not given.")  # fmt: skip
@click.option("--out", type=click.File("wb"), default="-", help="File to write.")
def export(folder: Path | None, out: BinaryIO) -> None:
    """Write the record as JSON-LD in the terms of CPSV-AP 3.2."""
    found = load_record(folder or load_settings().procedures).procedures.values()
    out.write(orjson.dumps(to_json_ld(found), option=orjson.OPT_INDENT_2) + b"\n")


@record.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), required=True,
              help="Folder for the files of the record.")  # fmt: skip
def take_in(file: BinaryIO, into: Path) -> None:
    """Write the files of a record from JSON-LD that `export` wrote."""
    count = _write(into, from_json_ld(file.read()))
    click.echo(f"{count:,} procedures were written to {into}.")


def _write(folder: Path, found: Iterable[Procedure]) -> int:
    """Write one file a procedure; how many."""
    count = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for procedure in found:
            count += 1
            part = folder / f"{procedure.id}.part"
            part.write_text(notation.write(procedure), encoding="utf-8")
            part.replace(folder / f"{procedure.id}.yaml")
    except OSError as error:
        raise LibraryFailed(
            f"The folder {folder} cannot be written ({error.strerror}). Free some space or check "
            "its rights, and start again."
        ) from None
    return count


COMMANDS: tuple[click.Command, ...] = (sync, record)

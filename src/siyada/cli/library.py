"""Commands: index, search and collections."""

import sys
from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import click
import orjson

from siyada.cli.batch import run_batch, without_mark
from siyada.cli.finding import asker_named, searching
from siyada.cli.progress import show_progress
from siyada.config import load_settings
from siyada.formats.apart import FileReader
from siyada.library.answers import as_objects
from siyada.library.document import Document
from siyada.library.finding import Findings
from siyada.library.ingest import BadLine, read_documents
from siyada.library.intake import Intake, Taken, files_of
from siyada.library.search import Library, Result, Scope

Json = Any
"""A value that becomes JSON."""

_TOGETHER = 500
"""Documents added in one transaction."""
_SHOWN = 20
"""Bad lines that are shown one by one."""

_library_option = click.option(
    "--library", "name", required=True, metavar="L", help="Name of the library."
)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@_library_option
@click.option("--collection", default="", help="Set of documents that decides who may see them.")
@click.option(
    "--owner",
    default="",
    help="Owner of a collection that is new: key:NAME, key-number:N, project:N.",
)
@click.option("--prune", is_flag=True, help="Remove what came from these folders and is gone.")
@click.option("--jsonl", "machine", is_flag=True, help="Say of each file what became of it.")
def index(
    paths: tuple[Path, ...], *, name: str, collection: str, machine: bool, **how: Json
) -> None:
    """Add files and folders to a library, made if it is new. Only what changed is read.

    PDF, DOCX, ODT, XLSX, CSV, HTML, Markdown, e-mail, text and pictures. FILE.jsonl (`-`: standard
    input) holds documents, one a line: {"id","title","text","language","source","date"}; one whose
    id is known takes the place of the other. What cannot be read is named, and the rest goes on.
    """
    settings = load_settings()
    with Library(settings.data, name, create=True) as library:
        if collection:
            library.collections.make(collection, how["owner"])
        told = _Told(machine=machine)
        for path in paths:
            if str(path) == "-" or path.suffix == ".jsonl":
                _take_lines(library, path, collection, told)
        files = [path for path in paths if str(path) != "-" and path.suffix != ".jsonl"]
        _take_files(library, files, told, (collection, how["prune"]))
        with searching(settings, library):
            pass  # it brings the words, and the vectors where a model is set, up to date
        told.sum_up(library, name)
    sys.exit(told.exit_code)


class _Told:
    """Says what became of each file and line, and counts."""

    def __init__(self, *, machine: bool) -> None:
        self._machine = machine
        self.counts: Counter[str] = Counter()

    @property
    def exit_code(self) -> int:
        """1 when something was wrong and nothing was taken in."""
        good = sum(n for outcome, n in self.counts.items() if outcome not in {"unread", "bad"})
        return 1 if self.counts and not good else 0

    def file(self, taken: Taken) -> None:
        """Say of one file what became of it: all in JSON, else what was not read."""
        self.counts[taken.outcome] += 1
        if self._machine:
            told = {name: getattr(taken, name) for name in taken.__slots__}
            click.echo(orjson.dumps(told).decode())
        elif taken.outcome in {"unread", "missing"} or taken.unread:
            why = " ".join(taken.unread) or "It is gone; --prune removes it here too."
            click.echo(f"{taken.path}: {why}", err=True)

    def line(self, found: BadLine) -> None:
        """Say of a line why it was not read."""
        self.counts["bad"] += 1
        if self.counts["bad"] <= _SHOWN:
            click.echo(f"Line {found.number} was not read: {found.reason}.", err=True)

    def sum_up(self, library: Library, name: str) -> None:
        """Say what was done and what the library holds."""
        if self.counts["bad"] > _SHOWN:
            click.echo(
                f"{self.counts['bad']:,} lines were not read; the first {_SHOWN} are listed above.",
                err=True,
            )
        counts = library.counts()
        if self._machine:
            return
        done = ", ".join(f"{n:,} {outcome}" for outcome, n in sorted(self.counts.items()) if n)
        lines = self.counts["read"]
        click.echo(
            (f"{lines:,} documents were read. " if lines or not done else f"Files: {done}. ")
            + f"The library {name} holds {counts.documents:,} documents in {counts.passages:,} "
            "passages."
        )


def _take_files(library: Library, paths: list[Path], told: _Told, how: tuple[str, bool]) -> None:
    """Take in files; `how` is the collection and whether what is gone is removed."""
    collection, prune = how
    with FileReader() as reader:
        intake = Intake(library, reader, collection=collection)
        files = list(files_of(paths))
        for done, path in enumerate(files, 1):
            told.file(intake.take(path, partial(show_progress, f"Reading {path.name}")))
            if done % 10 == 0 or done == len(files):
                show_progress("Reading files", done, len(files))
        for folder in paths:
            for taken in intake.missing(folder, remove=prune):
                if folder.is_dir() or prune:
                    told.file(taken)


def _take_lines(library: Library, path: Path, collection: str, told: _Told) -> None:
    """Add the documents of JSON lines."""
    try:
        with click.open_file(str(path), "rb") as file:
            _add(library, file, collection, told)
    except OSError:
        raise click.UsageError(f"The file {path} cannot be opened.") from None


def _add(library: Library, lines: Iterable[bytes], collection: str, told: _Told) -> None:
    waiting: list[Document] = []
    for found in read_documents(without_mark(lines), collection):
        if isinstance(found, BadLine):
            told.line(found)
            continue
        told.counts["read"] += 1
        waiting.append(found)
        if len(waiting) == _TOGETHER:
            library.add(waiting)
            waiting.clear()
    if waiting:
        library.add(waiting)


@click.command()
@click.argument("text", nargs=-1)
@_library_option
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True,
              help="Most passages to give.")  # fmt: skip
@click.option("--language", default="", help="Language of the question; identified if not given.")
@click.option("--collection", "collections", multiple=True, help="Look in this collection alone.")
@click.option("--source", default="", help="Look in this source, or folder, alone.")
@click.option("--since", default="", help="Look in what is of this day or later: YYYY-MM-DD.")
@click.option("--until", default="", help="Look in what is of this day or earlier.")
@click.option(
    "--as", "names", multiple=True, help="Search as somebody: key:NAME, key-number:N, project:N."
)
@click.option("--explain", is_flag=True, help="Show what each stage adds to the score.")
@click.option("--json", "as_json", is_flag=True, help="Give the results as JSON.")
@click.option("--jsonl", "batch", is_flag=True, help="Search JSON lines from standard input.")
def search(  # noqa: PLR0913 - one parameter an option
    text: tuple[str, ...], *, name: str, limit: int, language: str, batch: bool, as_json: bool,
    names: tuple[str, ...], **where: Json,
) -> None:  # fmt: skip
    """Search a library for TEXT, in any language and script.

    With --jsonl: in {"id","query"}, out {"id","results":[{"document","passage","score"}]}.
    """
    if not batch and not text:
        raise click.UsageError('Search for something: siyada search --library L "بطاقة"')
    scope = Scope(asker_named(names), **where)
    settings = load_settings()
    with Library(settings.data, name) as library, searching(settings, library) as ask:

        def found(query: str) -> Findings:
            return ask(query, limit, language, scope)

        if batch:
            run_batch(lambda line: as_objects(found(line["query"])), ("query",))
        elif as_json:
            told = as_objects(found(" ".join(text)))
            click.echo(orjson.dumps(told, option=orjson.OPT_INDENT_2).decode())
        else:
            findings = found(" ".join(text))
            for said in findings.without:
                click.echo(said, err=True)
            for number, result in enumerate(findings.results, 1):
                _show(number, result)


def _show(number: int, result: Result) -> None:
    passage = result.passage
    place = f", page {passage.page}" if passage.page else ""
    section = f"\n{passage.section}" if passage.section else ""
    click.echo(
        f"{number}. {passage.title or passage.document}  [{passage.id}{place}]"
        f"  {result.score:.3f}{section}\n{passage.text}\n"
    )
    for stage, score in result.parts.items():
        click.echo(f"   {stage:16} {score:.4f}")


@click.group()
def collections() -> None:
    """The collections of a library: who owns them, and who may see them."""


@collections.command("list")
@_library_option
def list_collections(name: str) -> None:
    """Show each collection, its owner and what was granted, one JSON object a line."""
    with Library(load_settings().data, name) as library:
        for one in library.collections.all():
            grants = [{"who": who, "may": may} for who, may in one.grants]
            told = {"name": one.name, "owner": one.owner, "grants": grants}
            click.echo(orjson.dumps(told).decode())


@collections.command()
@_library_option
@click.argument("collection")
@click.argument("who")
@click.option("--may", type=click.Choice(["read", "write"]), default="read", show_default=True)
def share(name: str, collection: str, who: str, may: str) -> None:
    """Let WHO (`everyone`, key:NAME, key-number:N, project:N, organisation:N) see a COLLECTION."""
    with Library(load_settings().data, name) as library:
        library.collections.share(collection, who, "write" if may == "write" else "read")


@collections.command()
@_library_option
@click.argument("collection")
@click.argument("who")
def unshare(name: str, collection: str, who: str) -> None:
    """Take back what WHO was granted of a COLLECTION."""
    with Library(load_settings().data, name) as library:
        if not library.collections.unshare(collection, who):
            click.echo("Nothing was granted.", err=True)


COMMANDS: tuple[click.Command, ...] = (index, search, collections)

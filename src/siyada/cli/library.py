"""Commands: index and search."""

import sys
from collections.abc import Iterable
from typing import Any, BinaryIO

import click

from siyada.cli.batch import run_batch
from siyada.cli.progress import show_progress
from siyada.config import load_settings
from siyada.library.document import Document
from siyada.library.ingest import BadLine, read_documents
from siyada.library.search import Library

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
@click.argument("file", type=click.File("rb"))
@_library_option
def index(file: BinaryIO, name: str) -> None:
    """Add the documents of FILE (`-`: standard input) to a library, made if it is new.

    One JSON object a line: {"id","title","text","language"}. A document whose id is known takes
    the place of the other. A bad line is reported with its number, and the rest goes on.
    """
    with Library(load_settings().data, name, create=True) as library:
        added, bad = _add(library, file)
        library.refresh(show_progress)
        counts = library.counts()
    click.echo(
        f"{added:,} documents were read. The library {name} holds {counts.documents:,} documents "
        f"in {counts.passages:,} passages."
    )
    if bad > _SHOWN:
        click.echo(f"{bad:,} lines were not read; the first {_SHOWN} are listed above.", err=True)
    if bad and not added:
        sys.exit(1)


@click.command()
@click.argument("text", nargs=-1)
@_library_option
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True,
              help="Most passages to give.")  # fmt: skip
@click.option("--language", default="", help="Language of the question; identified if not given.")
@click.option("--jsonl", "batch", is_flag=True, help="Search JSON lines from standard input.")
def search(text: tuple[str, ...], *, name: str, limit: int, language: str, batch: bool) -> None:
    """Search a library for TEXT, in any language and script.

    With --jsonl: in {"id","query"}, out {"id","results":[{"document","passage","score"}]}.
    """
    if not batch and not text:
        raise click.UsageError('Search for something: siyada search --library L "بطاقة"')
    with Library(load_settings().data, name) as library:
        library.refresh(show_progress)
        if batch:
            run_batch(lambda line: _results(library, line["query"], limit, language), ("query",))
            return
        for number, result in enumerate(library.search(" ".join(text), limit, language), 1):
            passage = result.passage
            click.echo(f"{number}. {passage.title or passage.document}  [{passage.id}]"
                       f"  {result.score:.3f}\n{passage.text}\n")  # fmt: skip


def _add(library: Library, lines: Iterable[bytes]) -> tuple[int, int]:
    """Add what can be read; how many documents were, and how many lines were not."""
    added = bad = 0
    waiting: list[Document] = []
    for found in read_documents(lines):
        if isinstance(found, BadLine):
            bad += 1
            if bad <= _SHOWN:
                click.echo(f"Line {found.number} was not read: {found.reason}.", err=True)
            continue
        added += 1
        waiting.append(found)
        if len(waiting) == _TOGETHER:
            library.add(waiting)
            waiting.clear()
    if waiting:
        library.add(waiting)
    return added, bad


def _results(library: Library, query: str, limit: int, language: str) -> dict[str, Json]:
    return {
        "results": [
            {
                "document": result.passage.document,
                "passage": result.passage.text,
                "score": round(result.score, 4),
            }
            for result in library.search(query, limit, language)
        ]
    }


COMMANDS: tuple[click.Command, ...] = (index, search)

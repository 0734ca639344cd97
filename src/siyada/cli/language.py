"""Commands: identify, normalise, transliterate, analyse."""

from collections.abc import Callable
from typing import Any, get_args

import click
import orjson

from siyada.cli.batch import run_batch
from siyada.cli.given import given
from siyada.language.analyse import words
from siyada.language.answers import analysed, identified, normalised, transliterated
from siyada.language.identify import Tag, identify
from siyada.language.normalise import Level, written
from siyada.language.transliterate import Target

Json = Any
"""A value made for JSON."""

_batch = click.option("--jsonl", "batch", is_flag=True, help="One JSON object a line, in and out.")
_json = click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
_text = click.argument("text", required=False)


def _answer(
    text: str | None,
    handle: Callable[[str], dict[str, Json]],
    *,
    batch: bool,
    as_json: bool,
    short: Callable[[str], str],
) -> None:
    """Handle the argument, or standard input; a text alone is answered for people to read.

    `short` gives what people read of an answer, and works out no more than that: of ten megabytes
    the words alone take a fraction of what the whole answer takes. Raises UsageError for a text
    beside `--jsonl`, which would not be read.
    """
    if batch:
        if text not in (None, "-"):
            raise click.UsageError("--jsonl reads standard input: leave out TEXT, and give < FILE.")
        run_batch(lambda item: handle(item["text"]), required=("text",))
        return
    read = given(text, is_line=True)
    click.echo(orjson.dumps(handle(read)).decode() if as_json else short(read))


@click.command("identify")
@_text
@_json
@_batch
def identify_command(text: str | None, as_json: bool, batch: bool) -> None:  # noqa: FBT001 - click
    """Say which language a TEXT is in, and its parts."""
    _answer(text, identified, batch=batch, as_json=as_json, short=lambda text: identify(text).tag)


@click.command("normalise")
@_text
@click.option(
    "--level",
    type=click.Choice(get_args(Level)),
    default="search",
    help="match keeps letters as they are; search folds them; arabizi also spells figures.",
)
@_json
@_batch
def normalise_command(text: str | None, level: Level, as_json: bool, batch: bool) -> None:  # noqa: FBT001 - click
    """Give the canonical form of a TEXT, and where each character stood."""

    def handle(text: str) -> dict[str, Json]:
        return normalised(text, level)

    _answer(text, handle, batch=batch, as_json=as_json, short=lambda text: written(text, level))


@click.command("transliterate")
@_text
@click.option("--to", type=click.Choice(["arab", "latn", "tfng"]), required=True, help="Script.")
@click.option("--candidates", "n", type=click.IntRange(1, 50), help="Spellings of one word.")
@_json
@_batch
def transliterate_command(
    text: str | None,
    to: Target,
    n: int | None,
    as_json: bool,  # noqa: FBT001 - click
    batch: bool,  # noqa: FBT001 - click
) -> None:
    """Write a TEXT in another script: arab, latn or tfng."""

    def handle(text: str) -> dict[str, Json]:
        return transliterated(text, to, n)

    def short(text: str) -> str:
        answer = handle(text)
        return "\n".join(answer["candidates"]) if n is not None else answer["text"]

    _answer(text, handle, batch=batch, as_json=as_json, short=short)


@click.command("analyse")
@_text
@click.option(
    "--language",
    "tag",
    type=click.Choice(get_args(Tag)),
    help="Tag of the text; found out when not given.",
)
@_json
@_batch
def analyse_command(text: str | None, tag: str | None, as_json: bool, batch: bool) -> None:  # noqa: FBT001 - click
    """Give the search words of a TEXT."""

    def handle(text: str) -> dict[str, Json]:
        return analysed(text, tag)

    def short(text: str) -> str:
        return " ".join(words(text, tag or identify(text).tag))

    _answer(text, handle, batch=batch, as_json=as_json, short=short)


COMMANDS: tuple[click.Command, ...] = (
    identify_command,
    normalise_command,
    transliterate_command,
    analyse_command,
)

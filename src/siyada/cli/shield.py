"""Commands: detect and mask."""

import sys

import click
import orjson

from siyada.cli.batch import run_batch
from siyada.shield.answers import detected, masked

_JSONL = click.option(
    "--jsonl", is_flag=True, help='One object a line: {"id", "text"} in, its answer out.'
)


@click.command("detect")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@_JSONL
@click.argument("text", required=False)
def detect_command(text: str | None, *, as_json: bool, jsonl: bool) -> None:
    """Show the personal data of TEXT, or of standard input."""
    if jsonl:
        run_batch(lambda item: detected(item["text"]), ("text",))
        return
    answer = detected(_given(text))
    if as_json:
        click.echo(orjson.dumps(answer))
        return
    for span in answer["spans"]:
        click.echo("{start}\t{end}\t{kind}\t{score:.2f}".format(**span))


@click.command("mask")
@click.option("--with-table", is_flag=True, help="Give the pseudonyms and what they stand for too.")
@_JSONL
@click.argument("text", required=False)
def mask_command(text: str | None, *, with_table: bool, jsonl: bool) -> None:
    """Print TEXT, or standard input, with pseudonyms in the place of personal data."""
    if jsonl:
        run_batch(lambda item: masked(item["text"], with_table=with_table), ("text",))
        return
    answer = masked(_given(text), with_table=with_table)
    if with_table:
        click.echo(orjson.dumps(answer))
    else:
        click.echo(answer["text"], nl=False)


def _given(text: str | None) -> str:
    return sys.stdin.buffer.read().decode("utf-8", errors="replace") if text is None else text


COMMANDS: tuple[click.Command, ...] = (detect_command, mask_command)

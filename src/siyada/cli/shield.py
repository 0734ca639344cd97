"""Commands: detect and mask."""

import sys
from typing import Any

import click
import orjson

from siyada.cli.batch import run_batch
from siyada.shield.detect import detect
from siyada.shield.mask import Pseudonyms
from siyada.shield.span import Span

Json = Any
"""A value read from JSON."""

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
        run_batch(lambda item: {"spans": _written(detect(item["text"]))}, ("text",))
        return
    text = _given(text)
    spans = detect(text)
    if as_json:
        click.echo(orjson.dumps({"spans": _written(spans)}))
        return
    for span in spans:
        click.echo(f"{span.start}\t{span.end}\t{span.kind}\t{span.score:.2f}")


@click.command("mask")
@click.option("--with-table", is_flag=True, help="Give the pseudonyms and what they stand for too.")
@_JSONL
@click.argument("text", required=False)
def mask_command(text: str | None, *, with_table: bool, jsonl: bool) -> None:
    """Print TEXT, or standard input, with pseudonyms in the place of personal data."""
    if jsonl:
        run_batch(lambda item: _masked(item["text"], with_table=with_table), ("text",))
        return
    masked = _masked(_given(text), with_table=with_table)
    if with_table:
        click.echo(orjson.dumps(masked))
    else:
        click.echo(masked["text"], nl=False)


def _given(text: str | None) -> str:
    return sys.stdin.buffer.read().decode("utf-8", errors="replace") if text is None else text


def _masked(text: str, *, with_table: bool) -> dict[str, Json]:
    pseudonyms = Pseudonyms()
    pseudonyms.reserve([text])
    spans = detect(text)
    masked: dict[str, Json] = {"text": pseudonyms.mask(text, spans), "spans": _written(spans)}
    return {**masked, "table": pseudonyms.writings} if with_table else masked


def _written(spans: list[Span]) -> list[dict[str, Json]]:
    return [
        {"start": span.start, "end": span.end, "kind": span.kind, "score": span.score}
        for span in spans
    ]


COMMANDS: tuple[click.Command, ...] = (detect_command, mask_command)

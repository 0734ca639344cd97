"""Commands: detect and mask."""

from pathlib import Path
from typing import Any, get_args

import click
import orjson

from siyada.cli.batch import run_batch
from siyada.cli.given import given
from siyada.cli.redact import Wanted, mask_files, owner_of
from siyada.config import Form
from siyada.shield.answers import detected, masked
from siyada.shield.policy import fault_of_forms

_JSONL = click.option(
    "--jsonl", is_flag=True, help='One object a line: {"id", "text"} in, its answer out.'
)


@click.command("detect")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@_JSONL
@click.argument("text", required=False)
def detect_command(text: str | None, *, as_json: bool, jsonl: bool) -> None:
    """Show the personal data of TEXT, or of standard input (`-`)."""
    if jsonl:
        run_batch(lambda item: detected(item["text"]), ("text",))
        return
    answer = detected(given(text))
    if as_json:
        click.echo(orjson.dumps(answer))
        return
    for span in answer["spans"]:
        click.echo("{start}\t{end}\t{kind}\t{score:.2f}".format(**span))


@click.command("mask")
@click.option("--with-table", is_flag=True, help="Give the pseudonyms and what they stand for too.")
@_JSONL
@click.option("--out", type=click.Path(file_okay=False, path_type=Path),
              help="Folder for masked copies: then the arguments are files.")  # fmt: skip
@click.option("--table", type=click.Path(dir_okay=False, path_type=Path),
              help="File for the way back, sealed for its owner.")  # fmt: skip
@click.option("--passphrase-file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--for", "public_key", help="The owner's public key, of `siyada table-key`.")
@click.option("--unsure", is_flag=True, help="Let scripts that are not read and blocks pass.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each file.")
@click.option("--form", "forms", multiple=True, metavar="KIND=FORM",
              help="pseudonym, surrogate, generalise or remove, for a kind or `*`.")  # fmt: skip
@click.argument("texts", nargs=-1, metavar="[TEXT | FILE...]")
def mask_command(texts: tuple[str, ...], **options: Any) -> None:  # noqa: ANN401 - click gives them
    """Print TEXT, or standard input (`-`), with pseudonyms in the place of personal data.

    With --out, write masked copies of files: text, CSV, JSON, DOCX, XLSX, PDF, pictures.
    """
    _check_together(texts, options)
    if options["out"] is not None:
        wanted = Wanted(
            options["out"],
            options["table"],
            owner_of(options["passphrase_file"], options["public_key"]),
            unsure=options["unsure"],
            as_json=options["as_json"],
            forms=_forms(options["forms"]),
        )
        mask_files(texts, wanted)
    if len(texts) > 1:
        raise click.UsageError("Give one text, or --out FOLDER for files.")
    with_table, forms = options["with_table"], _forms(options["forms"])
    if options["jsonl"]:
        run_batch(lambda item: masked(item["text"], with_table=with_table, forms=forms), ("text",))
        return
    answer = masked(given(texts[0] if texts else None), with_table=with_table, forms=forms)
    if with_table or options["as_json"]:
        click.echo(orjson.dumps(answer))
    else:
        click.echo(answer["text"], nl=False)


def _check_together(texts: tuple[str, ...], options: dict[str, Any]) -> None:
    """Refuse an option that would do nothing: of files without --out, of texts with it."""
    of_files = ("table", "passphrase_file", "public_key", "unsure")
    of_texts = ("with_table", "jsonl")
    for_files = options["out"] is not None
    if any(options[name] for name in (of_texts if for_files else of_files)):
        raise click.UsageError(
            "--with-table and --jsonl are for texts, not for the files of --out."
            if for_files
            else "--table, --passphrase-file, --for and --unsure are for files: give --out FOLDER."
        )
    if for_files and not texts:
        raise click.UsageError("Name the files to mask.")


def _forms(given: tuple[str, ...]) -> dict[str, Form]:
    """The forms of `--form KIND=FORM`; raises UsageError for one that does not exist."""
    forms: dict[str, Form] = {}
    for one in given:
        kind, _, named = one.partition("=")
        form = next((form for form in get_args(Form) if form == named), None)
        if form is None:
            raise click.UsageError(f"A form is one of {', '.join(get_args(Form))}: PHONE=remove.")
        forms[kind] = form
    if fault := fault_of_forms(forms):
        raise click.UsageError(fault)
    return forms


COMMANDS: tuple[click.Command, ...] = (detect_command, mask_command)

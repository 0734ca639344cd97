"""The text that a command is given: an argument, or standard input."""

import sys
from pathlib import Path

import click

from siyada.errors import InvalidRequest

_HINT = (
    "TEXT is also the name of a file here. It was taken for the text; "
    "for what the file holds, give < FILE."
)


def given(text: str | None, *, is_line: bool = False) -> str:
    """The argument; standard input where there is none, or where it is `-`.

    An argument is always a text, for it cannot be seen which one is meant; one that names a file
    is answered with a hint beside it, on standard error.
    Of standard input the line end that closes it is left out where the text `is_line`. Raises
    InvalidRequest for bytes that are no UTF-8: with signs put in their place, a name in them would
    be no name any more. In an argument they arrive as lone surrogates.
    """
    if text is not None and text != "-":
        try:
            text.encode()
        except UnicodeEncodeError:
            raise InvalidRequest("TEXT is not UTF-8: convert it first.") from None
        if _names_file(text):
            click.echo(_HINT, err=True)
        return text
    try:
        read = sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidRequest("Standard input is not UTF-8: convert it first.") from None
    return read.removesuffix("\n") if is_line else read


def _names_file(text: str) -> bool:
    """Whether a file has this name; of what no file can be named, as NUL or a long text, none."""
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False

"""The text that a command is given: an argument, or standard input."""

import sys

from siyada.errors import InvalidRequest


def given(text: str | None, *, is_line: bool = False) -> str:
    """The argument; standard input where there is none, or where it is `-`.

    Of standard input the line end that closes it is left out where the text `is_line`. Raises
    InvalidRequest for bytes that are no UTF-8: with signs put in their place, a name in them would
    be no name any more. In an argument they arrive as lone surrogates.
    """
    if text is not None and text != "-":
        try:
            text.encode()
        except UnicodeEncodeError:
            raise InvalidRequest("TEXT is not UTF-8: convert it first.") from None
        return text
    try:
        read = sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidRequest("Standard input is not UTF-8: convert it first.") from None
    return read.removesuffix("\n") if is_line else read

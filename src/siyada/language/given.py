"""What is given to the language layer, and what to do where it is no text."""

from collections.abc import Collection

from siyada.errors import InvalidRequest


class NotText(InvalidRequest, TypeError):
    """What was given is no string. The message says how to make one; it never holds the value."""


def check_text(given: object) -> None:
    """Raise NotText for what is no string."""
    if isinstance(given, str):
        return
    if isinstance(given, (bytes, bytearray, memoryview)):
        raise NotText('A text is a string, not bytes: decode it first, as with .decode("utf-8").')
    if given is None:
        raise NotText("A text is a string, not None: leave it out, or give an empty string.")
    raise NotText(f"A text is a string, not {type(given).__name__}: give one string at a time.")


def check_choice(given: object, name: str, choices: Collection[str]) -> None:
    """Raise InvalidRequest for a value of `name` that is none of these."""
    if given not in choices:
        raise InvalidRequest(f"{name} is one of {', '.join(choices)}.", param=name)

"""The whole record and what reads questions about it, made once for the tests of a process."""

from functools import cache
from pathlib import Path

from siyada.assistant.understand import Reader
from siyada.library.record import Record, load_record


@cache
def record() -> Record:
    """The record as it is shipped."""
    return load_record(Path(__file__).parents[2] / "data" / "procedures")


@cache
def reader() -> Reader:
    """A reader of questions about it."""
    return Reader(record())

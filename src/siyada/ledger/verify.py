"""Check an audit: that no record was edited, removed, put in or cut off. Standard library only.

This file works alone: `python verify.py siyada.db audit.key` or, for an exported file,
`python verify.py audit.jsonl audit.key`. A third argument names a checkpoint deposited earlier.

Each record carries HMAC-SHA256(key, mac of the record before + its own text). The head carries
HMAC-SHA256(key, "head" + number + mac) and so says where the chain ends: without the key nobody can
make a shorter chain look whole. A checkpoint is a head kept elsewhere; it also shows that a whole
older database was put back.
"""

import hashlib
import hmac
import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

FIRST = "0" * 64
"""What stands for the mac before the first record."""


@dataclass(frozen=True, slots=True)
class Link:
    """A record as it is kept: its text, exactly as it was hashed, and its mac."""

    number: int
    record: str
    mac: str


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ends, and the seal on that statement."""

    number: int
    mac: str
    seal: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and from which record on (None: the end of the chain)."""

    number: int | None
    problem: str


def mac(key: bytes, before: str, record: str) -> str:
    """The keyed hash of a record over the one before it."""
    return hmac.new(key, f"{before}\n{record}".encode(), hashlib.sha256).hexdigest()


def seal(key: bytes, number: int, last_mac: str) -> str:
    """The keyed hash of the statement that the chain ends at `number` with `last_mac`."""
    return hmac.new(key, f"head\n{number}\n{last_mac}".encode(), hashlib.sha256).hexdigest()


def verify(
    key: bytes, items: Iterable[Link | Head], deposited: Head | None = None
) -> tuple[int, Finding | None]:
    """How many records were whole, and the first thing that is wrong with the chain, if any.

    `items` are the records in order, then the head; they are read once and not kept.
    """
    before, number, head, at_deposit = FIRST, 0, None, None
    for item in items:
        if isinstance(item, Head):
            head = item
            continue
        number += 1
        if (problem := _broken(key, before, number, item)) is not None:
            return number - 1, Finding(number, problem)
        before = item.mac
        if deposited is not None and number == deposited.number:
            at_deposit = item.mac
    finding = _wrong_end(key, number, before, head) or _wrong_deposit(key, deposited, at_deposit)
    return number, finding


def _wrong_end(key: bytes, number: int, last: str, head: Head | None) -> Finding | None:
    if head is None:
        return Finding(None, "the statement of where the chain ends is missing")
    if not hmac.compare_digest(head.seal, seal(key, head.number, head.mac)):
        return Finding(None, "the statement of where the chain ends was not made with this key")
    if (head.number, head.mac) != (number, last):
        problem = f"records are cut off: the chain ends at {head.number}, the file at {number}"
        return Finding(None, problem)
    return None


def _broken(key: bytes, before: str, number: int, link: Link) -> str | None:
    if link.number != number:
        return f"record {number} is missing: the next one is numbered {link.number}"
    if not hmac.compare_digest(link.mac, mac(key, before, link.record)):
        return f"record {number} was edited, put in, or made with another key"
    try:
        said = json.loads(link.record).get("number")
    except (ValueError, AttributeError):
        return f"record {number} is not an object of JSON"
    return None if said == number else f"record {number} calls itself number {said}"


def _wrong_deposit(key: bytes, deposited: Head | None, found: str | None) -> Finding | None:
    if deposited is None or deposited.number == 0:
        return None
    if not hmac.compare_digest(deposited.seal, seal(key, deposited.number, deposited.mac)):
        return Finding(None, "the checkpoint was not made with this key")
    if found is None:
        problem = f"records are cut off: the checkpoint knows of {deposited.number}"
        return Finding(None, problem)
    if found != deposited.mac:
        return Finding(deposited.number, "this is not the chain of the checkpoint")
    return None


def read_database(path: Path) -> Iterator[Link | Head]:
    """The chain of a database and its head."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        connection.execute("BEGIN")  # one view of both tables while a server writes
        for row in connection.execute("SELECT number, record, mac FROM audit ORDER BY number"):
            yield Link(*row)
        for row in connection.execute("SELECT number, mac, seal FROM audit_head"):
            yield Head(*row)
    finally:
        connection.close()


def read_export(lines: Iterable[str]) -> Iterator[Link | Head]:
    """The chain of an exported file: a line for each record, then a line for the head."""
    for line in lines:
        if line.strip():
            item = json.loads(line)
            if "seal" in item:
                yield read_head(item)
            else:
                yield Link(int(item["number"]), str(item["record"]), str(item["mac"]))


def read_head(item: dict[str, object]) -> Head:
    """A head as it is exported and deposited."""
    return Head(int(str(item["number"])), str(item["mac"]), str(item["seal"]))


def export_line(item: Link | Head) -> str:
    """The line of a record, or of the head, in an exported file."""
    if isinstance(item, Head):
        return json.dumps({"number": item.number, "mac": item.mac, "seal": item.seal})
    return json.dumps({"number": item.number, "record": item.record, "mac": item.mac})


def read_key(path: Path) -> bytes:
    """The key in its file, which holds 64 hexadecimal digits."""
    key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    if len(key) != 32:
        raise ValueError("a key has 64 hexadecimal digits")
    return key


def check_file(path: Path, key_file: Path, checkpoint: Path | None = None) -> tuple[int, str]:
    """How many records of a file are whole, and what is wrong with it ("" when nothing is)."""
    try:
        key = read_key(key_file)
    except (OSError, ValueError):
        return 0, f"the key cannot be read from {key_file}"
    try:
        deposited = read_head(json.loads(checkpoint.read_text("utf-8"))) if checkpoint else None
        count, finding = verify(key, _read(path), deposited)
    except (OSError, ValueError, KeyError, TypeError, sqlite3.Error):
        return 0, "the audit or its checkpoint is not in the form that Siyada writes"
    return count, finding.problem if finding else ""


def _read(path: Path) -> Iterator[Link | Head]:
    with path.open("rb") as file:
        is_database = file.read(16) == b"SQLite format 3\0"
    if is_database:
        yield from read_database(path)
    else:
        with path.open(encoding="utf-8") as lines:
            yield from read_export(lines)


def main(arguments: list[str]) -> int:
    """Check the files named; 0 when the chain is whole, 1 when it is not, 2 on wrong use."""
    if len(arguments) not in {2, 3}:
        sys.stderr.write("usage: python verify.py AUDIT KEY [CHECKPOINT]\n")
        return 2
    paths = [Path(argument) for argument in arguments]
    count, problem = check_file(*paths)
    sys.stdout.write(f"{problem}\n" if problem else f"whole: {count} records\n")
    return 1 if problem else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Check an audit: that no record was edited, removed, put in or cut off. Standard library only.

    python verify.py AUDIT --key audit.key [--checkpoint audit.checkpoint]
    python verify.py AUDIT --public-key HEX [--deposited checkpoints.jsonl]

AUDIT is an exported file or the database itself. *With the key* each record is checked: it carries
HMAC-SHA256(key, mac of the record before + its own text), and the head, HMAC-SHA256(key, "head" +
number + mac), says where the chain ends. *With the public key*, which is no secret, the signed
checkpoints are checked: Ed25519 (RFC 8032) over the SHA-256 chain of all records up to one. Who was
given checkpoints earlier names their file: what was signed then must still be there.

What names a caller stands beside a record, which holds its salted SHA-256: it can be erased and the
chain still holds. A later record says of each erasure.
"""

import argparse
import hashlib
import hmac
import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

FIRST = "0" * 64
"""What stands for the mac, and for the hash, before the first record."""


class Link(NamedTuple):
    """A record as it is kept: its text, exactly as it was hashed, its mac, and who it names."""

    number: int
    record: str
    mac: str
    who: str | None = None


class Head(NamedTuple):
    """Where the chain ends, and the seal on that statement."""

    number: int
    mac: str
    seal: str


class Start(NamedTuple):
    """Where the records begin that are here: those up to `number` were removed or left out."""

    number: int
    mac: str
    hash: str
    start: str
    """The seal on this statement."""


class Signed(NamedTuple):
    """A checkpoint: all records up to `number`, as one hash, signed."""

    number: int
    mac: str
    hash: str
    time: str
    public_key: str
    signature: str


Item = Link | Head | Start | Signed


class Trust(NamedTuple):
    """What the one who checks was given, by another way than the file."""

    key: bytes | None = None
    public_key: str | None = None
    head: Head | None = None
    deposited: tuple[Signed, ...] = ()


def mac(key: bytes, before: str, record: str) -> str:
    """The keyed hash of a record over the one before it."""
    return hmac.digest(key, f"{before}\n{record}".encode(), "sha256").hex()


def seal(key: bytes, number: int, last_mac: str, what: str = "head") -> str:
    """The keyed hash of the statement that the chain ends (`what`) at `number` with `last_mac`."""
    return hmac.digest(key, f"{what}\n{number}\n{last_mac}".encode(), "sha256").hex()


def sha256(text: str) -> str:
    """The hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def next_hash(before: str, record: str) -> str:
    """The hash of all records up to one."""
    return sha256(f"{before}\n{record}")


def statement(number: int, last_mac: str, record_hash: str, time: str) -> bytes:
    """The bytes that a checkpoint signs."""
    return f"siyada checkpoint\n{number}\n{last_mac}\n{record_hash}\n{time}".encode()


class Reading:
    """The records as they are read, once, how many are whole, and what was wrong with the next."""

    def __init__(self, trust: Trust) -> None:
        self.trust = trust
        self.number = self.begun_at = self.count = 0
        self.mac, self.hash = FIRST, FIRST
        self.head: Head | None = None
        self.problem: str | None = None
        self.signed: tuple[Signed, ...] = ()
        """The first and the last that was."""
        self._awaited: dict[int, set[str]] = {}
        for one in trust.deposited:  # two of one number tell of a fork
            self._awaited.setdefault(one.number, set()).add(one.hash)
        self.unnamed: set[int] = set()
        """Records whose naming part is gone and was not said to be erased, so far."""

    def read(self, items: Iterable[Item]) -> None:
        """Read the items in the order of their numbers."""
        for item in items:
            self.problem = self._read(item) or self._another()
            if self.problem is not None:
                return
        self.problem = self._wrong_head() or self._wrong_signature()
        if self.problem is None and self.unnamed:
            self.problem = f"who record {min(self.unnamed)} names is gone, and no record says so"

    def _read(self, item: Item) -> str | None:
        if isinstance(item, Link):
            return self._link(item)
        if isinstance(item, Head):
            self.head = item
            return None
        return self._start(item) if isinstance(item, Start) else self._signed(item)

    def _start(self, start: Start) -> str | None:
        key = self.trust.key
        sealed = key and seal(key, start.number, f"{start.mac}\n{start.hash}", "start")
        if self.number or (sealed and start.start != sealed):
            return "the statement of where the records begin was not made with this key"
        self.number = self.begun_at = start.number
        self.mac, self.hash = start.mac, start.hash
        return None

    def _link(self, link: Link) -> str | None:
        number, key = self.number + 1, self.trust.key
        if link.number != number:
            return f"record {number} is missing: the next one is numbered {link.number}"
        if key and link.mac != mac(key, self.mac, link.record):
            return f"record {number} was edited, put in, or made with another key"
        if (problem := self._text(link)) is not None:
            return problem
        self.number, self.mac, self.hash = number, link.mac, next_hash(self.hash, link.record)
        self.count += 1
        return None

    def _another(self) -> str | None:
        """What is kept elsewhere of a chain that is another one so far."""
        head, deposited = self.trust.head, self._awaited.pop(self.number, {self.hash})
        if head is not None and head.number == self.number and head.mac != self.mac:
            return "this is not the chain of the checkpoint"
        if deposited != {self.hash}:
            return f"the checkpoint deposited at record {self.number} signs other records"
        return None

    def _text(self, link: Link) -> str | None:
        try:
            said = (value := json.loads(link.record))["number"]
        except (ValueError, TypeError, KeyError):
            return f"record {link.number} is not an object of JSON"
        if said != link.number:
            return f"record {link.number} calls itself number {said}"
        if value.get("what") == "erased":
            for first, last in value.get("records", ()):
                self.unnamed = {one for one in self.unnamed if not first <= one <= last}
        if link.who is None and "who" in value:
            self.unnamed.add(link.number)
        if link.who is not None and sha256(link.who) != value.get("who"):
            return f"record {link.number}: the part that names the caller was edited"
        return None

    def _signed(self, signed: Signed) -> str | None:
        if signed.number < self.number:
            return None  # of records that are not here
        if signed.number > self.number:
            return f"record {self.number + 1} is missing: a checkpoint knows of {signed.number}"
        if (signed.hash, signed.mac) != (self.hash, self.mac):
            return f"checkpoint {signed.number} signs other records than these"
        self.signed = (*self.signed[:1], signed)
        return None

    def _wrong_head(self) -> str | None:
        """What is wrong with where the chain ends, by its own word and by one kept elsewhere."""
        key, head, kept = self.trust.key, self.head, self.trust.head
        if head is None:
            return "the statement of where the chain ends is missing"
        seals = [seal(key, head.number, head.mac, what) for what in ("head", "part")] if key else []
        if key and head.seal not in seals:
            return "the statement of where the chain ends was not made with this key"
        if (head.number, head.mac) != (self.number, self.mac):
            return f"records are cut off: {self.number} is the last, and {head.number} was"
        if kept is not None and key and kept.seal != seal(key, kept.number, kept.mac):
            return "the checkpoint was not made with this key"
        if kept is not None and kept.number > self.number:
            return f"records are cut off: the checkpoint knows of {kept.number}"
        return None

    def told(self) -> str:
        """What a whole chain is, in words: what is not here, and what nobody signed, included."""
        proven = self.signed[-1].number if self.signed else 0
        said = f", the {self.begun_at} before them are not here" if self.begun_at else ""
        if self.trust.public_key is not None and proven < self.number:
            said += f", those after {proven} are not signed and may be anybody's"
        return f"{self.count} records{said}"

    def _wrong_signature(self) -> str | None:
        trust = self.trust
        if trust.public_key is not None:
            if not (wanted := (*trust.deposited, *self.signed)) and self.number:
                return "no checkpoint is signed"
            if self.begun_at and self.begun_at not in (one.number for one in wanted):
                return f"records up to {self.begun_at} are gone, and no checkpoint of it is here"
            for signed in wanted:
                if not is_signed(signed, trust.public_key):
                    return f"checkpoint {signed.number} was not signed with this key"
        if self._awaited and max(self._awaited) > self.number:
            return f"records are cut off: a deposited checkpoint knows of {max(self._awaited)}"
        return None


def is_signed(one: Signed, public_key: str) -> bool:
    """Whether a checkpoint was signed with the private half of a key."""
    message = statement(one.number, one.mac, one.hash, one.time)
    with suppress(ValueError):
        return ed25519_is_right(bytes.fromhex(public_key), bytes.fromhex(one.signature), message)
    return False


_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)
_Point = tuple[int, int, int, int]
"""A point of edwards25519 in extended coordinates (RFC 8032, 5.1.4)."""


def _plus(a: _Point, b: _Point) -> _Point:
    (x1, y1, z1, t1), (x2, y2, z2, t2) = a, b
    e, f = (y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2)
    g, h = 2 * t1 * t2 * _D, 2 * z1 * z2
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(number: int, point: _Point) -> _Point:
    sum_: _Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            sum_ = _plus(sum_, point)
        point, number = _plus(point, point), number >> 1
    return sum_


def _point(data: bytes) -> _Point:
    """A point from its 32 bytes (RFC 8032, 5.1.3); raises ValueError for what is none."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if y >= _P or (x * x - square) % _P or (x == 0 and sign):
        raise ValueError("not a point")
    x = _P - x if x & 1 != sign else x
    return x, y, 1, x * y % _P


_BASE = _point((4 * pow(5, -1, _P) % _P).to_bytes(32, "little"))


def ed25519_is_right(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether a signature of Ed25519 is right (RFC 8032, 5.1.7); raises ValueError for no key."""
    key, r, s = _point(public_key), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if s >= _L or len(signature) != 64:
        return False
    digest = hashlib.sha512(signature[:32] + public_key + message).digest()
    left = _times(s, _BASE)
    right = _plus(r, _times(int.from_bytes(digest, "little") % _L, key))
    return all((left[i] * right[2] - right[i] * left[2]) % _P == 0 for i in (0, 1))


def read_database(path: Path) -> Iterator[Item]:
    """The chain of a database, its checkpoints, and its head."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute
        rows("BEGIN")  # one view of all tables while a server writes
        yield from map(Start._make, rows("SELECT number, mac, hash, seal FROM audit_start"))
        signed = rows(
            "SELECT number, mac, hash, time, public_key, signature FROM audit_signed ORDER BY 1"
        )
        following = next(signed, None)
        for row in rows("SELECT number, record, mac, who FROM audit ORDER BY number"):
            while following is not None and following[0] < row[0]:
                yield Signed(*following)
                following = next(signed, None)
            yield Link(*row)
        yield from map(Signed._make, (following, *signed) if following else ())
        yield from map(Head._make, rows("SELECT number, mac, seal FROM audit_head"))


def read_export(lines: Iterable[str]) -> Iterator[Item]:
    """The chain of an exported file, a line for each item."""
    yield from (read_item(json.loads(line)) for line in lines if line.strip())


def read_item(item: dict[str, object]) -> Item:
    """A record, a start, a checkpoint or a head, as it is exported and deposited."""
    kind = next((kind for mark, kind in _KINDS.items() if mark in item), Link)
    number = int(str(item["number"]))
    return kind(number, **{n: str(value) for n, value in item.items() if n != "number"})


_KINDS: dict[str, type[Item]] = {"seal": Head, "start": Start, "signature": Signed, "record": Link}


def export_line(item: Item) -> str:
    """The line of an item in an exported file."""
    return json.dumps({name: v for name, v in item._asdict().items() if v is not None})


def read_key(path: Path) -> bytes:
    """The key in its file, which holds 64 hexadecimal digits."""
    if len(key := bytes.fromhex(path.read_text(encoding="ascii").strip())) != 32:
        raise ValueError("a key has 64 hexadecimal digits")
    return key


def check(path: Path, trust: Trust, checkpoint: Path | None = None) -> tuple[int, str]:
    """How many records of a file are whole, and what is wrong with it ("" when nothing is)."""
    reading = examine(path, trust, checkpoint)
    return reading.count, reading.problem or ""


def examine(path: Path, trust: Trust, checkpoint: Path | None = None) -> Reading:
    """A file, read."""
    reading = Reading(trust)
    try:
        if checkpoint is not None:
            head = read_item(json.loads(checkpoint.read_text("utf-8")))
            if not isinstance(head, Head):
                raise ValueError("this is no checkpoint")
            reading.trust = trust._replace(head=head)
        reading.read(_read(path))
    except (OSError, ValueError, KeyError, TypeError, sqlite3.Error):
        reading.count = 0
        reading.problem = "the audit or its checkpoint is not in the form that Siyada writes"
    return reading


def read_deposited(path: Path) -> tuple[Signed, ...]:
    """The checkpoints in a file, a line each."""
    lines = path.read_text("utf-8").splitlines()
    return tuple(one for one in read_export(lines) if isinstance(one, Signed))


def _read(path: Path) -> Iterator[Item]:
    with path.open("rb") as file, path.open(encoding="utf-8") as lines:
        is_database = file.read(16) == b"SQLite format 3\0"
        yield from read_database(path) if is_database else read_export(lines)


def main(arguments: list[str]) -> int:
    """Check the files named; 0 when the chain is whole, 1 when it is not, 2 on wrong use."""
    parser = argparse.ArgumentParser("verify.py", description="Check an audit of Siyada.")
    parser.add_argument("audit", type=Path, help="exported file, or the database")
    parser.add_argument("--key", type=Path, help="file of the audit's key")
    parser.add_argument("--checkpoint", type=Path, help="file of a checkpoint made with the key")
    parser.add_argument("--public-key", help="the public key of signed checkpoints, in hexadecimal")
    parser.add_argument("--deposited", type=Path, help="signed checkpoints kept elsewhere")
    given = parser.parse_args(arguments)
    if given.key is None and given.public_key is None:
        parser.error("name --key, --public-key, or both")
    try:
        key = read_key(given.key) if given.key else None
        deposited = read_deposited(given.deposited) if given.deposited else ()
        trust = Trust(key, given.public_key, None, deposited)
    except (OSError, ValueError, KeyError):
        parser.error("the key or the deposited checkpoints cannot be read")
    reading = examine(given.audit, trust, given.checkpoint)
    sys.stdout.write(f"{reading.problem or 'whole: ' + reading.told()}\n")
    return 1 if reading.problem else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

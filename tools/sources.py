"""Files of the sources that weights are learned from."""

import gzip
from collections.abc import Iterator
from pathlib import Path


def lines(path: Path) -> Iterator[str]:
    """The lines of a file, compressed or not."""
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as stream:
            yield from (line.rstrip("\n") for line in stream)
    else:
        yield from path.read_text(encoding="utf-8").splitlines()

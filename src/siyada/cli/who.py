"""Who is called so, by the names that keys have: for commands that look as somebody else."""

from siyada.cli.keys import open_ledger
from siyada.services import asker


def names_of(names: tuple[str, ...]) -> frozenset[str]:
    """All that these names stand for.

    A key (`key:NAME`, `key-number:N`) is all of its names: its project's and organisation's too.
    """
    every = set(names)
    if any(name.startswith("key") for name in names):
        with open_ledger() as ledger:
            for theirs in (asker(key).names for key in ledger.keys.list()):
                every |= theirs if any(n in theirs for n in names if n.startswith("key")) else set()
    return frozenset(every)

"""Changes of keys, organisations and limits: every process notices, and none is unrecorded."""

import sqlite3
from collections.abc import Callable

CHANGES = "SELECT number FROM changes"
"""A number that grows with each change: copies in memory are renewed by it."""

CHANGED = "UPDATE changes SET number = number + 1"

Also = Callable[[sqlite3.Connection, int], object]
"""What is written together with a change, given the number of what was changed: its record."""

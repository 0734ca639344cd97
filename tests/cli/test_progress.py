"""Progress on standard error: a bar on a terminal, one line elsewhere."""

import os
import pty
import subprocess
import sys

import pytest

from siyada.cli.progress import show_progress

STEPS = """
from siyada.cli.progress import show_progress
show_progress("Note", 0, 1)
show_progress("Work", 1, 2)
show_progress("Work", 2, 2)
"""


def test_a_terminal_shows_a_bar_that_grows() -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen([sys.executable, "-c", STEPS], stderr=theirs) as process:
        process.wait(timeout=60)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert shown.startswith("Note\r\n")
    assert f"\rWork {'█' * 12}{'░' * 12} 1/2" in shown
    assert shown.endswith(f"\rWork {'█' * 24} 2/2\r\n")


def test_elsewhere_there_is_one_line_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    show_progress("Work", 1, 2)
    show_progress("Work", 2, 2)
    show_progress("Note", 0, 1)
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "Work\nNote\n")

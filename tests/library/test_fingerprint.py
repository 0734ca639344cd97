"""What makes an index old is another answer of the analysis, not another way to work it out."""

import os
import subprocess
import sys

from siyada.library import fingerprint


def _elsewhere(change: str = "") -> str:
    """The digest of the answers in a new process, after a change."""
    code = f"{change}\nfrom siyada.library.fingerprint import answers\nprint(answers())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    return done.stdout.strip()


def test_every_process_has_the_same_answers() -> None:
    assert _elsewhere() == fingerprint.answers() != fingerprint.sources()


def test_a_rule_that_answers_otherwise_is_seen() -> None:
    changed = "from siyada.language import stem\nstem._SURELY = 1.5"
    assert _elsewhere(changed) != fingerprint.answers()


def test_a_way_to_the_same_answers_is_not() -> None:
    changed = "from siyada.language import vocabulary\nvocabulary._TOGETHER = 7"
    assert _elsewhere(changed) == fingerprint.answers()

"""How many files a server may open is raised as far as it may be, and said where it is too few."""

import resource
import subprocess

import pytest

from siyada.startable import MOST_FILES
from tests.serving import SIYADA, serving

pytestmark = pytest.mark.usefixtures("few_procedures")


def test_a_server_raises_what_a_shell_allows() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    try:
        with serving() as served:
            raised, most = resource.prlimit(served.process.pid, resource.RLIMIT_NOFILE)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    wanted = MOST_FILES if most == resource.RLIM_INFINITY else min(most, MOST_FILES)
    assert raised == wanted


def test_the_check_says_how_many_answers_too_few_files_are() -> None:
    limited = ("sh", "-c", 'ulimit -n 1000; exec "$@"', "sh", *SIYADA, "config", "--check")
    done = subprocess.run(limited, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "The settings are right.\n"
    assert "Only 1000 files may be open at once" in done.stderr
    assert "about 400 answers" in done.stderr

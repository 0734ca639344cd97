"""Works for the tests of `siyada.stem`, by the first argument."""

import os
import subprocess
import sys
from pathlib import Path

_LOADED: list[int] = []


def prepare() -> None:
    """Remember which process loaded this."""
    _LOADED.append(os.getpid())


def main() -> None:
    """Do what the first argument says."""
    {"tell": _tell, "echo": _echo, "linger": _linger, "fall": _fall}[sys.argv[1]]()


def _say(*lines: object) -> None:
    sys.stdout.write("\n".join(map(str, lines)) + "\n")
    sys.stdout.flush()


def _tell() -> None:
    """Who loaded this, who this is, what is in the environment, and which files are open."""
    files = [file for file in range(256) if Path(f"/proc/self/fd/{file}").is_symlink()]
    _say(*_LOADED, os.getpid(), sorted(os.environ), files)


def _echo() -> None:
    _say(" ".join([*sys.argv[2:], sys.stdin.read()]))


def _linger() -> None:
    """Start a program, say its number, and wait for it."""
    program = subprocess.Popen(["sleep", "600"], stdout=subprocess.DEVNULL)
    _say(program.pid)
    program.wait()


def _fall() -> None:
    _say("half")
    os._exit(3)

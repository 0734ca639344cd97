"""Fail when a test was skipped that is not on the short list."""

import sys
from pathlib import Path
from xml.etree import ElementTree


def main() -> int:
    """Compare the skipped tests of a JUnit report with the list of allowed names."""
    report, allowed_file = map(Path, sys.argv[1:3])
    lines = allowed_file.read_text(encoding="utf-8").splitlines()
    allowed = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    cases = ElementTree.parse(report).iter("testcase")  # noqa: S314 - our own report
    skipped = [
        f"{case.get('classname')}.{case.get('name')}"
        for case in cases
        if case.find("skipped") is not None
    ]
    wrong = [name for name in skipped if name not in allowed]
    for name in wrong:
        sys.stderr.write(f"skipped, and not on the list of allowed skips: {name}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Run every client and write docs/compatibility.md; takes no argument. Needs `make test` before."""

import sys

import structlog

from siyada.config import load_settings
from tools.compatibility.page import PAGE, page
from tools.compatibility.run import run_all


def main() -> int:
    """Write the page; 1 when a client failed somewhere, which the page then says."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    text = page({name: found for name, (found, _) in run_all(load_settings().procedures).items()})
    PAGE.write_text(text, encoding="utf-8")
    return 1 if "fails at" in text else 0


if __name__ == "__main__":
    raise SystemExit(main())

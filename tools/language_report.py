"""Write docs/reports/languages.md: what is measured of the language layer.

    python -m tools.language_report FOLDER [--only PART …]

FOLDER holds the open sets that the figures come from, each in a folder of its own, as they are
named in `docs/models/`. With `--only` the other parts stay as they stand in the file.
"""

import argparse
import re
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

FILE = Path(__file__).parents[1] / "docs" / "reports" / "languages.md"
PARTS = ("identification", "switching", "transliteration", "analysis")
SETS = ("lid", "udhr", "translit", "oldi-seed", "doda-mit", "narabizi", "names-ma", "places-ma")
"""The folders that every part together needs."""
_HEADING = """# The languages of Morocco: what is measured

Written by `make language-report DATA=FOLDER`; do not edit. Nothing here was learned from what it is
measured on; what each figure stands on is said beside it. How things are done, and how to correct
them, stands in [languages.md](../languages.md).
"""
_PART = re.compile(r"<!-- (\w+) -->\n(.*?)\n*(?=<!-- \w+ -->|\Z)", re.DOTALL)

Section = Callable[[Path], str]


def main() -> int:
    """Write the report; a folder that lacks a set is named, and nothing is written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder of the open sets")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    arguments = parser.parse_args()
    try:
        check(arguments.folder)
        made = {name: part(name)(arguments.folder) for name in arguments.only}
    except FileNotFoundError as error:
        sys.stderr.write(
            f"{error.filename or error} is missing: give the folder of the open sets\n"
        )
        return 1
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(written({**read(FILE), **made}), encoding="utf-8")
    return 0


def part(name: str) -> Section:
    """The function that writes one part."""
    section: Section = import_module(f"tools.{name}.report").section
    return section


def check(folder: Path) -> None:
    """Raise FileNotFoundError for the first set that the folder lacks."""
    for path in (folder, *(folder / name for name in SETS)):
        if not path.is_dir():
            raise FileNotFoundError(None, None, str(path))


def read(path: Path) -> dict[str, str]:
    """The parts of a report, by their names."""
    return dict(_PART.findall(path.read_text(encoding="utf-8"))) if path.exists() else {}


def written(parts: Mapping[str, str]) -> str:
    """The report made of these parts, in their order."""
    blocks = [f"<!-- {name} -->\n{parts[name].strip()}\n" for name in PARTS if name in parts]
    return "\n".join([_HEADING, *blocks])


if __name__ == "__main__":
    sys.exit(main())

"""Check the shape of the house: files up to 400 lines, functions up to 40, no bidi controls."""

import ast
import subprocess
import sys
from pathlib import Path

FILE_LINES = 400
FUNCTION_LINES = 40
SCRIPT_BYTES = 8_000
BIDI_CONTROLS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def function_length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the last line, less the docstring."""
    first = node.body[0]
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def faults(path: Path) -> list[str]:
    """What is wrong with one file of Python."""
    text = path.read_text(encoding="utf-8")
    found = []
    count = text.count("\n")
    if count > FILE_LINES:
        found.append(f"{path}: {count} lines, limit {FILE_LINES}")
    if any(sign in text for sign in BIDI_CONTROLS):
        found.append(f"{path}: holds a bidi control character; write it as an escape")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = function_length(node)
            if length > FUNCTION_LINES:
                found.append(f"{path}:{node.lineno}: {node.name} has {length} lines, limit 40")
    return found


def main() -> int:
    """Check every tracked or new file of Python, and the pages' script."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    paths = [Path(line) for line in listed if Path(line).is_file()]
    found = [fault for path in paths if path.suffix == ".py" for fault in faults(path)]
    for path in paths:
        if "static" in path.parts and path.suffix == ".js" and "vendor" not in path.parts:
            size = path.stat().st_size
            if size > SCRIPT_BYTES:
                found.append(f"{path}: {size} bytes, limit {SCRIPT_BYTES}")
    sys.stderr.writelines(f"{fault}\n" for fault in found)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Run the notebooks of `examples/` without Jupyter, and keep or check their outputs.

Usage: python tools/notebooks.py [--check] [NOTEBOOK…]

Each notebook runs in this Python, cell after cell, in names of its own. Without `--check` its
outputs are written into it. With it they are compared, but for cells tagged `changes` (what rests
on learned weights and on the wording of the record), and the exit status is 1 when one differs.
"""

import ast
import contextlib
import io
import json
import sys
from pathlib import Path
from typing import Any

Json = Any
"""A value of a notebook's JSON (nbformat 4.5)."""

EXAMPLES = Path(__file__).parents[1] / "examples"


def main() -> int:
    """Run the notebooks that are named, or all."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--check"]
    paths = [Path(argument) for argument in arguments] or sorted(EXAMPLES.glob("*.ipynb"))
    check = "--check" in sys.argv[1:]
    wrong = [fault for path in paths for fault in run(path, check=check)]
    sys.stderr.writelines(f"{fault}\n" for fault in wrong)
    return 1 if wrong else 0


def run(path: Path, *, check: bool) -> list[str]:
    """Run one notebook; what differs from its outputs when they are checked, else they are kept."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    names: dict[str, Json] = {"__name__": "__main__"}
    wrong = []
    for number, cell in enumerate(code_cells(notebook), start=1):
        printed, value = execute("".join(cell["source"]), names, f"{path.name}, cell {number}")
        outputs = as_outputs(printed, value, number)
        changes = "changes" in cell["metadata"].get("tags", ())
        if check and not changes and outputs != cell["outputs"]:
            wrong.append(f"{path.name}: cell {number} says something else; run tools/notebooks.py")
        cell["outputs"], cell["execution_count"] = outputs, number
    if not check:
        written = json.dumps(notebook, ensure_ascii=False, indent=1)
        path.write_text(written + "\n", encoding="utf-8")
    return wrong


def code_cells(notebook: Json) -> list[Json]:
    """The cells that hold code."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def execute(source: str, names: dict[str, Json], title: str) -> tuple[str, Json]:
    """Run one cell; what it prints, and the value of its last line when that is an expression."""
    tree = ast.parse(source, title)
    match tree.body[-1:]:
        case [ast.Expr(value=asked)]:
            tree.body.pop()
        case _:
            asked = ast.parse("None", mode="eval").body
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, title, "exec"), names)  # noqa: S102 - our own notebooks
        value = eval(compile(ast.Expression(asked), title, "eval"), names)  # noqa: S307
    return printed.getvalue(), value


def as_outputs(printed: str, value: Json, number: int) -> list[Json]:
    """Outputs as Jupyter keeps them."""
    outputs: list[Json] = []
    if printed:
        text = printed.splitlines(keepends=True)
        outputs.append({"name": "stdout", "output_type": "stream", "text": text})
    if value is not None:
        shown = {"text/plain": repr(value).splitlines(keepends=True)}
        outputs.append(
            {
                "data": shown,
                "execution_count": number,
                "metadata": {},
                "output_type": "execute_result",
            }
        )
    return outputs


if __name__ == "__main__":
    raise SystemExit(main())

"""The notebooks run, and say what they say."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "examples").glob("*.ipynb"))


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the tool in a process of its own, as a reader would."""
    command = [sys.executable, "-W", "error", str(ROOT / "tools" / "notebooks.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_its_outputs_are_true(notebook: Path) -> None:
    done = run("--check", str(notebook))
    assert (done.returncode, done.stderr) == (0, "")


def test_an_output_that_is_not_true_is_noticed(tmp_path: Path) -> None:
    text = (ROOT / "examples" / "shield.ipynb").read_text("utf-8")
    copy = tmp_path / "copy.ipynb"
    copy.write_text(text.replace("[CIN_1], mon", "[CIN_2], mon"), "utf-8")
    done = run("--check", str(copy))
    assert done.returncode == 1
    assert "copy.ipynb: cell 3 says something else" in done.stderr
    assert run(str(copy)).returncode == 0
    assert copy.read_text("utf-8") == text

"""The report on the language layer is put together from its parts."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools.language_report import PARTS, SETS, check, part, read, written
from tools.markdown import table

ROOT = Path(__file__).parents[2]


def test_a_folder_without_the_sets_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "nothing"
    command = [sys.executable, "-m", "tools.language_report", str(missing)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 1
    assert str(missing) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_set_that_is_missing_is_named(tmp_path: Path) -> None:
    for name in SETS[1:]:
        (tmp_path / name).mkdir()
    with pytest.raises(FileNotFoundError) as raised:
        check(tmp_path)
    assert raised.value.filename == str(tmp_path / SETS[0])
    (tmp_path / SETS[0]).mkdir()
    check(tmp_path)


@pytest.mark.parametrize("name", PARTS)
def test_each_part_has_a_function(name: str) -> None:
    assert callable(part(name))


def test_parts_are_kept_when_another_is_written(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    assert read(path) == {}
    first = {"analysis": "## B\n\ntext", "identification": "## A\n\n| a |\n| -- |"}
    path.write_text(written(first), encoding="utf-8")
    kept = read(path)
    assert kept == first
    path.write_text(written({**kept, "switching": "## C"}), encoding="utf-8")
    assert list(read(path)) == ["identification", "switching", "analysis"]
    assert read(path)["analysis"] == first["analysis"]


def test_a_table_is_markdown() -> None:
    assert table(("a", "b"), [("x", 1)]) == "| a | b |\n| -- | --: |\n| x | 1 |"

"""The commands for files: mask --out, restore, table-key."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from siyada.cli import redact, shield
from siyada.errors import InvalidRequest

siyada = click.Group(commands=(*shield.COMMANDS, *redact.COMMANDS))

TEXT = "Mme Nadia Tazi, CIN BH451207"


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(siyada, [str(one) for one in arguments])


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "lettre.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_files_are_masked_and_come_back_for_the_owner(letter: Path, tmp_path: Path) -> None:
    key = tmp_path / "owner.key"
    public = _run("table-key", key).output.strip()
    out, back, table = tmp_path / "out", tmp_path / "back", tmp_path / "table.json"
    done = _run("mask", letter, "--out", out, "--table", table, "--for", public, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["masked"] == {"PERSON": 1, "CIN": 1}
    assert (out / "lettre.txt").read_text("utf-8") == "Mme [PERSON_1], CIN [CIN_1]"
    assert TEXT.split()[-1] not in table.read_text("utf-8")
    again = _run("restore", out / "lettre.txt", "--table", table, "--key", key, "--out", back)
    assert again.exit_code == 0, again.exception
    assert (back / "lettre.txt").read_text("utf-8") == TEXT


def test_a_refused_file_is_named_not_written_and_changes_the_exit_code(
    letter: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04")
    done = _run("mask", letter, bad, "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "bad.docx: refused" in done.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["lettre.txt"]


def test_nothing_is_overwritten(letter: Path, tmp_path: Path) -> None:
    for arguments in (
        ("mask", letter, "--out", tmp_path),
        ("table-key", letter),
    ):
        assert isinstance(_run(*arguments).exception, InvalidRequest)
    assert letter.read_text("utf-8") == TEXT


def test_a_text_is_masked_as_before(letter: Path) -> None:
    del letter
    assert _run("mask", TEXT).output == "Mme [PERSON_1], CIN [CIN_1]"
    assert _run("mask", "a", "b").exit_code == 2


def test_forms_are_given_for_texts_and_for_files(letter: Path, tmp_path: Path) -> None:
    assert _run("mask", "--form", "CIN=remove", TEXT).output == "Mme [PERSON_1], CIN [•••]"
    assert "ZZ000001" in _run("mask", "--form", "*=surrogate", TEXT).output
    _run("mask", letter, "--out", tmp_path / "out", "--form", "CIN=surrogate")
    assert (tmp_path / "out" / "lettre.txt").read_text("utf-8").endswith("CIN ZZ000001")
    for wrong in ("CIN=generalise", "CIN=hide", "CNIE=remove", "CIN"):
        assert _run("mask", "--form", wrong, TEXT).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("CIN BH451207", "--table", "t.json"), "--out FOLDER"),
        (("CIN BH451207", "--unsure"), "--out FOLDER"),
        (("a.txt", "--out", "o", "--jsonl"), "for texts"),
        (("--out", "o"), "Name the files"),
        (("nowhere.txt", "--out", "o"), "is not there"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(arguments: tuple[str, ...], why: str) -> None:
    done = _run("mask", *arguments)
    assert done.exit_code != 0
    assert why in f"{done.output}{done.exception}"

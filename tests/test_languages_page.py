"""The examples of docs/languages.md are true, and what it points to is there."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from siyada.cli.main import siyada

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "languages.md"
TABLES = ROOT / "src" / "siyada" / "language" / "tables"
EXAMPLES = re.findall(r"^\$ siyada (.+)\n(.+)$", PAGE.read_text("utf-8"), re.MULTILINE)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 10


@pytest.mark.parametrize(("line", "answer"), EXAMPLES)
def test_an_example_answers_what_the_page_says(line: str, answer: str) -> None:
    done = CliRunner().invoke(siyada, shlex.split(line))
    assert (done.exit_code, done.stdout) == (0, f"{answer}\n")


def test_the_tables_and_tests_that_the_page_names_exist() -> None:
    text = PAGE.read_text("utf-8")
    named = set(re.findall(r"`(?:tables/)?([\w*-]+\.tsv)`", text)) - {"families.tsv"}
    assert named
    assert [name for name in named if not list(TABLES.glob(name))] == []
    tests = set(re.findall(r"`(?:tests/language/)?(test_\w+\.py|families\.tsv)`", text))
    assert [name for name in tests if not (ROOT / "tests" / "language" / name).exists()] == []


def test_the_links_of_the_page_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", PAGE.read_text("utf-8"))
    assert [link for link in links if not (PAGE.parent / link).exists()] == []

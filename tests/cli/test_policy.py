"""The commands policy explain and policy show."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from siyada.cli.policy import COMMANDS
from siyada.errors import InvalidRequest
from tests.redact.making import letter

siyada = click.Group(commands=COMMANDS)

TEXT = "Mme Tazi, CIN BH451207, atteinte de diabète"


def test_explain_says_what_would_happen_and_by_which_article() -> None:
    result = CliRunner().invoke(siyada, ["policy", "explain", "-", "--country", "FR"], input=TEXT)
    assert result.exit_code == 0, result.exception
    lines = result.output.splitlines()
    assert [line.split("\t")[2] for line in lines[:-1]] == ["PERSON", "CIN", "HEALTH"]
    assert "12(1)(e), 43-44" in lines[1]
    assert lines[-1] == "The whole text: reroute"
    assert "BH451207" not in result.output


def test_explain_says_it_as_json(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("CIN BH451207", encoding="utf-8")
    result = CliRunner().invoke(
        siyada, ["policy", "explain", str(path), "--where", "here", "--json"]
    )
    answer = json.loads(result.output)
    assert answer["action"] == "allow"
    assert answer["pieces"][0]["rule"] == 0


def test_explain_refuses_what_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(bytes(range(256)) * 4)
    result = CliRunner().invoke(siyada, ["policy", "explain", str(path)])
    assert isinstance(result.exception, InvalidRequest)


@pytest.mark.parametrize("option", [["--json"], []])
def test_show_gives_the_rules_and_the_dated_list(option: list[str]) -> None:
    result = CliRunner().invoke(siyada, ["policy", "show", *option])
    assert result.exit_code == 0
    assert "236-2015" in result.output
    assert "reroute" in result.output


def test_explain_reads_documents_too(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(letter())
    result = CliRunner().invoke(siyada, ["policy", "explain", str(path), "--json"])
    kinds = {piece["kind"] for piece in json.loads(result.output)["pieces"]}
    assert {"PERSON", "CIN", "DATE_OF_BIRTH", "PHONE"} <= kinds


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--country", "France"], "two capitals"),
        (["--country", "fr"], "two capitals"),
        (["--country", "MA", "--where", "abroad"], "MA is not"),
        (["--country", "FR", "--where", "here"], "MA is abroad"),
        (["--stored-in", "US", "--where", "country"], "MA is abroad"),
        (["--provider", "paris", "--country", "FR"], "says where it is"),
        (["--provider", "paris"], "no provider"),
    ],
)
def test_a_place_that_cannot_be_is_refused(options: list[str], why: str) -> None:
    result = CliRunner().invoke(siyada, ["policy", "explain", "-", *options], input=TEXT)
    assert isinstance(result.exception, InvalidRequest)
    assert why in str(result.exception)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--country", "MA"], "country"),
        (["--country", "MA", "--stored-in", "US"], "abroad"),
        ([], "abroad"),
    ],
)
def test_the_country_says_whether_it_is_abroad(options: list[str], why: str) -> None:
    arguments = ["policy", "explain", "-", "--json", *options]
    result = CliRunner().invoke(siyada, arguments, input=TEXT)
    assert json.loads(result.output)["destination"]["where"] == why

"""The commands detect and mask."""

import json

import click
import pytest
from click.testing import CliRunner

from siyada.cli.shield import COMMANDS
from siyada.errors import InvalidRequest

siyada = click.Group(commands=COMMANDS)


def _lines(command: list[str], *items: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(siyada, command, input="\n".join(items).encode())
    assert result.exit_code == 0
    return [json.loads(line) for line in result.output.splitlines()]


def test_detect_answers_each_line_in_characters_of_the_text_as_given() -> None:
    answers = _lines(
        ["detect", "--jsonl"],
        json.dumps({"id": 1, "text": "😀 نمرتي ٠٦٦١٢٣٤٥٦٧"}),
        "{",
        json.dumps({"id": 3, "text": "rien"}),
        json.dumps({"id": 4}),
    )
    assert answers[0] == {
        "id": 1,
        "spans": [{"start": 8, "end": 18, "kind": "PHONE", "score": 0.95}],
    }
    assert "error" in answers[1]
    assert answers[2] == {"id": 3, "spans": []}
    assert answers[3]["id"] == 4
    assert "error" in answers[3]


def test_mask_gives_the_table_only_when_asked() -> None:
    item = json.dumps({"id": 1, "text": "CIN BH451207 et bh-451207"})
    (plain,) = _lines(["mask", "--jsonl"], item)
    assert plain["text"] == "CIN [CIN_1] et [CIN_1]"
    assert set(plain) == {"id", "text", "spans"}
    (full,) = _lines(["mask", "--jsonl", "--with-table"], item)
    assert full["table"] == {"[CIN_1]": ["BH451207", "bh-451207"]}


@pytest.mark.parametrize("command", ["detect", "mask"])
def test_text_that_is_no_utf8_is_refused_and_not_guessed(command: str) -> None:
    said = CliRunner().invoke(siyada, [command], input="M. Rachid Benchérif".encode("latin-1"))
    assert said.exit_code != 0
    assert isinstance(said.exception, InvalidRequest)
    assert "Standard input is not UTF-8" in said.exception.message


def test_text_is_read_from_the_argument_or_from_standard_input() -> None:
    assert CliRunner().invoke(siyada, ["mask", "tel 0661234567"]).output == "tel [PHONE_1]"
    piped = CliRunner().invoke(siyada, ["mask"], input=b"tel 0661234567\n")
    assert piped.output == "tel [PHONE_1]\n"
    dashed = CliRunner().invoke(siyada, ["mask", "-"], input=b"tel 0661234567\n")
    assert dashed.output == "tel [PHONE_1]\n"
    seen = CliRunner().invoke(siyada, ["detect", "-"], input=b"tel 0661234567\n")
    assert seen.output == "4\t14\tPHONE\t0.95\n"
    shown = CliRunner().invoke(siyada, ["detect", "tel 0661234567"])
    assert shown.output == "4\t14\tPHONE\t0.95\n"
    as_json = CliRunner().invoke(siyada, ["detect", "--json", "rien"])
    assert json.loads(as_json.output) == {"spans": []}

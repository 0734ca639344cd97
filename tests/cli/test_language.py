"""The commands of the language layer, for people and for batches."""

import orjson
import pytest
from click.testing import CliRunner, Result

from siyada.cli.language import COMMANDS

_COMMANDS = {command.name: command for command in COMMANDS}


def _run(name: str, *arguments: str, given: str | bytes = "") -> Result:
    return CliRunner().invoke(_COMMANDS[name], list(arguments), input=given)


def _lines(result: Result) -> list[object]:
    assert result.exit_code == 0, result.output
    return [orjson.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (("identify", "bghit njedded lacarte dyali"), "ary-Latn"),
        (("normalise", "شَهَادَةُ السُّكْنَى"), "شهاده السكني"),
        (("normalise", "--level", "match", "شَهَادَةُ ٢٠٢٦"), "شهادة 2026"),
        (("transliterate", "--to", "arab", "bghit njedded passeport"), "بغيت نجدد باسبور"),
        (("transliterate", "--to", "latn", "ⴰⵣⵓⵍ"), "azul"),
        (("transliterate", "--to", "tfng", "azul"), "ⴰⵣⵓⵍ"),
        (("analyse", "--language", "fr", "le renouvellement de la carte"), "renouvel cart"),
    ],
)
def test_a_text_is_answered_in_one_line(arguments: tuple[str, ...], shown: str) -> None:
    name, *rest = arguments
    result = _run(name, *rest)
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{shown}\n"


def test_a_text_may_come_on_standard_input() -> None:
    assert _run("transliterate", "--to", "latn", given="ⴰⵣⵓⵍ\n").stdout == "azul\n"


def test_a_wrong_encoding_is_named() -> None:
    result = _run("normalise", given="é".encode("latin-1"))
    assert result.exit_code != 0
    assert "UTF-8" in str(result.exception)


def test_several_spellings_can_be_asked_for() -> None:
    spelt = _run("transliterate", "--to", "arab", "--candidates", "3", "7anout").stdout.split()
    assert len(spelt) == 3
    assert spelt[0] == "حانوت"


def test_json_tells_where_each_character_stood() -> None:
    found = orjson.loads(_run("normalise", "--json", "ﻻ ١").stdout)
    assert found == {"text": "لا 1", "starts": [0, 0, 1, 2], "ends": [1, 1, 2, 3]}


def test_identify_names_the_parts_of_a_mixed_text() -> None:
    found = orjson.loads(_run("identify", "--json", "bghit nrenouvler la carte ديالي").stdout)
    assert set(found) == {"language", "confidence", "parts"}
    assert all(set(part) == {"start", "end", "language"} for part in found["parts"])


def test_a_batch_keeps_its_order_and_goes_on_after_a_bad_line() -> None:
    given = b"\n".join(
        [
            b'{"id": 1, "text": "3afak"}',
            b"not json",
            b'{"id": 2}',
            b'{"id": "c", "text": "chokran"}',
        ]
    )
    first, broken, missing, last = _lines(
        _run("transliterate", "--to", "arab", "--jsonl", given=given)
    )
    assert first == {"id": 1, "text": "عافاك"}
    assert last == {"id": "c", "text": "شكرا"}
    assert isinstance(broken, dict)
    assert broken["id"] is None
    assert "error" in broken
    assert isinstance(missing, dict)
    assert missing["id"] == 2
    assert "error" in missing


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("identify", {"id", "language", "confidence", "parts"}),
        ("normalise", {"id", "text", "starts", "ends"}),
        ("analyse", {"id", "language", "words", "grams", "skeletons", "bridge"}),
    ],
)
def test_each_command_answers_batches(name: str, keys: set[str]) -> None:
    (found,) = _lines(_run(name, "--jsonl", given='{"id": 7, "text": "تجديد البطاقة"}'))
    assert isinstance(found, dict)
    assert set(found) == keys
    assert found["id"] == 7

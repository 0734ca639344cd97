"""The commands of the language layer, for people and for batches."""

from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from siyada.cli.language import COMMANDS
from siyada.errors import InvalidRequest

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
        (("normalise", "--level", "arabizi", "5edma 8na"), "khedma hna"),
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


@pytest.mark.parametrize("name", ["identify", "normalise", "analyse"])
def test_an_argument_in_a_wrong_encoding_is_named(name: str) -> None:
    result = _run(name, "caf\udce9")
    assert result.exit_code != 0
    assert isinstance(result.exception, InvalidRequest)
    assert "UTF-8" in result.exception.message


@pytest.mark.parametrize(
    "arguments",
    [
        ("normalise", "--level", "deep", "a"),
        ("transliterate", "a"),
        ("transliterate", "--to", "grek", "a"),
        ("transliterate", "--to", "arab", "--candidates", "0", "a"),
        ("analyse", "--language", "Klingon", "a"),
    ],
)
def test_a_wrong_option_is_named(arguments: tuple[str, ...]) -> None:
    result = _run(arguments[0], *arguments[1:])
    assert result.exit_code == 2
    assert "Error: " in result.output


LINES = (
    b'{"id": 1, "text": null}',
    b'{"id": 2, "text": 7}',
    b'{"id": 3, "text": ["a"]}',
    b'{"id": 4, "text": "caf\xe9"}',
    b'{"id": 5, "text": "\\ud800"}',
    b"[1, 2]",
    b"null",
    b"\xff\xfe{\x00}\x00",
)


@pytest.mark.parametrize("name", ["identify", "normalise", "transliterate", "analyse"])
def test_lines_that_hold_no_text_are_answered_with_an_error_each(name: str) -> None:
    options = ("--to", "latn") if name == "transliterate" else ()
    given = b"\n".join((*LINES, b'{"id": 9, "text": ""}', b'{"id": 10, "text": "\\u0000"}'))
    *wrong, empty, nul = _lines(_run(name, *options, "--jsonl", given=given))
    assert all(isinstance(answer, dict) and set(answer) == {"id", "error"} for answer in wrong)
    assert len(wrong) == len(LINES)
    assert isinstance(empty, dict)
    assert isinstance(nul, dict)
    assert "error" not in empty
    assert "error" not in nul


@pytest.mark.parametrize("name", ["identify", "normalise", "transliterate", "analyse"])
def test_a_long_text_on_standard_input_is_answered(name: str) -> None:
    options = ("--to", "arab") if name == "transliterate" else ()
    long = "bghit njedded لاكارط ديالي ⴰⵣⵓⵍ la carte nationale 06\n" * 4_000 + "ا" * 200_000
    result = _run(name, *options, "--json", given=long)
    assert result.exit_code == 0
    assert orjson.loads(result.stdout)


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


@pytest.mark.parametrize("name", ["identify", "normalise", "analyse"])
def test_the_name_of_a_file_is_a_text_with_a_hint(name: str, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("ⴰⵣⵓⵍ", encoding="utf-8")
    named, other = _run(name, str(file)), _run(name, f"{file}.old")
    assert "< FILE" in named.stderr
    assert "letter" not in named.stderr
    assert named.exit_code == 0
    assert other.stderr == ""
    assert "ⴰⵣⵓⵍ" not in named.stdout


@pytest.mark.parametrize("text", ["a\0b", "ا" * 100_000, "", "a/../b", "."])
def test_what_names_no_file_has_no_hint(text: str) -> None:
    result = _run("normalise", text)
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("name", ["identify", "normalise", "transliterate", "analyse"])
def test_a_text_beside_lines_is_refused(name: str) -> None:
    options = ("--to", "arab") if name == "transliterate" else ()
    result = _run(name, *options, "--jsonl", "letters.jsonl", given='{"text": "a"}\n')
    assert result.exit_code == 2
    assert "< FILE" in result.stderr
    assert result.stdout == ""
    assert len(_lines(_run(name, *options, "--jsonl", "-", given='{"text": "a"}\n'))) == 1


@pytest.mark.parametrize(
    "text", ["bghit njedded لاكارط ﷺ ⵣⵓⵍ، l7anout 3ndi", "", "٠٦ – 7'", "viii xiii"]
)
def test_what_people_read_is_part_of_the_whole_answer(text: str) -> None:
    def whole(name: str) -> dict[str, str | list[str]]:
        answer: dict[str, str | list[str]] = orjson.loads(_run(name, "--json", text).stdout)
        return answer

    shown = {name: _run(name, text).stdout for name in ("identify", "normalise", "analyse")}
    assert shown["identify"] == f"{whole('identify')['language']}\n"
    assert shown["normalise"] == f"{whole('normalise')['text']}\n"
    assert shown["analyse"] == f"{' '.join(whole('analyse')['words'])}\n"


def test_a_dash_stands_for_standard_input() -> None:
    assert _run("identify", "-", given="ⴰⵣⵓⵍ\n").output == _run("identify", "ⴰⵣⵓⵍ").output

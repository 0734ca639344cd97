"""The command that answers, for people and for batches."""

from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from siyada.cli.ask import ask


def _run(*arguments: str, given: str | bytes = "") -> Result:
    return CliRunner().invoke(ask, list(arguments), input=given)


def test_a_question_gets_its_answer_with_sources_on_a_data_folder_that_does_not_exist() -> None:
    result = _run("combien", "coûte", "la", "carte", "nationale", "?")
    assert result.exit_code == 0, result.output
    assert "75\u00a0DH" in result.stdout
    assert "[1]" in result.stdout
    assert "https://" in result.stdout


def test_the_language_of_the_answer_can_be_chosen() -> None:
    assert "درهم" in _run("--language", "ar", "combien coûte la carte nationale ?").stdout


def test_why_a_question_is_understood_so_is_told() -> None:
    lines = _run("--explain", "بشحال لاكارط ناسيونال").stdout.splitlines()
    assert lines[0].startswith("language\tary-Arab")
    assert next(line for line in lines if line.startswith("facet")).startswith("facet\tfees")
    found = orjson.loads(_run("--explain", "--json", "بشحال لاكارط ناسيونال").stdout)
    assert found["procedures"][0][0] == "cnie-first"
    assert found["state"] == "answered"


def test_a_batch_is_explained_line_by_line_and_a_mark_before_it_is_none_of_it() -> None:
    given = (
        b'\xef\xbb\xbf{"id": 7, "question": "passeport"}\n{"id": 8, "question": "CNIE perdue"}\n'
    )
    lines = _run("--explain", "--jsonl", given=given).stdout.splitlines()
    found = [orjson.loads(line) for line in lines]
    assert [(one["id"], one["procedures"][0][0]) for one in found] == [
        (7, "passport-adult"), (8, "cnie-loss"),
    ]  # fmt: skip


def test_json_gives_one_object() -> None:
    found = orjson.loads(_run("--json", "بشحال لاكارط ناسيونال").stdout)
    assert found["status"].startswith("answered")
    assert found["procedure"] == "cnie-first"
    assert found["facet"] == "fees"
    assert {"number", "source", "title", "url", "publisher", "kind", "date"} <= set(
        found["citations"][0]
    )


def test_a_batch_keeps_its_order_and_goes_on_after_a_bad_line() -> None:
    lines = [
        orjson.dumps({"id": "a", "question": "prix de la carte nationale"}),
        b"{not json",
        b"\xff\xfe",
        orjson.dumps({"id": "b"}),
        orjson.dumps({"id": "c", "question": ["no", "text"]}),
        orjson.dumps({"id": "d", "question": "x" * 100_001}),
        orjson.dumps({"id": "e", "question": ""}),
        orjson.dumps({"id": "f", "question": "prix de la carte nationale", "extra": 1}),
    ]
    result = _run("--jsonl", given=b"\n".join(lines) + b"\n")
    assert result.exit_code == 0
    answers = [orjson.loads(line) for line in result.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", None, None, "b", "c", "d", "e", "f"]
    assert ["error" in answer for answer in answers] == [
        False, True, True, True, True, True, False, False,
    ]  # fmt: skip
    assert answers[0] == {**answers[-1], "id": "a"}
    assert set(answers[0]) == {
        "id", "status", "procedure", "facet", "also", "language", "answer_language", "confidence",
        "answer", "citations",
    }  # fmt: skip


def test_a_procedure_is_named_only_when_the_question_is_answered() -> None:
    given = orjson.dumps({"id": 1, "question": "quel temps fera-t-il demain"}) + b"\n"
    answer = orjson.loads(_run("--jsonl", given=given).stdout)
    if not answer["status"].startswith("answered"):
        assert answer["procedure"] is None


def test_choices_come_with_a_question_back() -> None:
    given = orjson.dumps({"id": 1, "question": "passeport"}) + b"\n"
    answer = orjson.loads(_run("--jsonl", given=given).stdout)
    assert (answer["status"] == "clarify") == ("choices" in answer)
    assert answer["procedure"] in answer.get("choices", [answer["procedure"]])


def test_asking_nothing_says_what_to_do() -> None:
    result = _run()
    assert result.exit_code == 2
    assert "siyada ask" in result.output


def test_a_record_that_is_not_there_is_a_clear_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIYADA_PROCEDURES", str(tmp_path / "nothing"))
    result = _run("carte nationale")
    assert result.exit_code != 0
    assert "procedures" in str(result.exception)

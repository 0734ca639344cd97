"""What is logged: fixed phrases, known fields, and nothing that a library made of a request."""

import logging
from collections.abc import Iterator

import orjson
import pytest
import structlog

from siyada.server.failures import unexpected
from siyada.server.logs import configure_logs

CIN = "BE123456"


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    was = structlog.get_config() if structlog.is_configured() else {}
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()
    if was:
        structlog.configure(**was)


def test_a_line_holds_known_fields_only(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info")
    structlog.get_logger().info("answered", route="/v1/models", question=CIN, status=200)
    line = orjson.loads(capsys.readouterr().err)
    assert set(line) == {"event", "level", "time", "route", "status"}


def test_long_strings_and_values_that_are_no_names_are_dropped(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logs("info")
    structlog.get_logger().info("answered", route=CIN * 30, model={"a": CIN}, status=None)
    line = orjson.loads(capsys.readouterr().err)
    assert set(line) == {"event", "level", "time", "status"}


def test_what_is_less_severe_than_the_setting_is_not_logged(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logs("warning")
    structlog.get_logger().info("answered")
    structlog.get_logger().warning("heard")
    assert orjson.loads(capsys.readouterr().err)["event"] == "heard"


def test_a_librarys_words_are_not_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("debug")
    try:
        raise ValueError(CIN)
    except ValueError:
        logging.getLogger("some.library").exception("failed on %s", CIN)
    logging.getLogger("asyncio").debug("using %s", CIN)
    line = orjson.loads(capsys.readouterr().err)
    assert line["event"] == "library"
    assert line["kind"] == "ValueError"
    assert line["place"].startswith("some.library:")
    assert CIN not in str(line)


def test_a_fault_of_ours_is_logged_by_its_kind_and_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logs("info")
    try:
        raise ValueError(CIN)
    except ValueError as error:
        answer = unexpected(error)
    line = orjson.loads(capsys.readouterr().err)
    assert (line["kind"], line["event"]) == ("ValueError", "unexpected failure")
    assert "test_logs" in line["place"]
    assert CIN not in answer.message + str(line)

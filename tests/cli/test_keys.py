"""`siyada organisations`, `projects`, `keys`, `limits` and `usage`, as they are run."""

import orjson
import pytest
from click.testing import CliRunner, Result

from siyada.cli.main import siyada
from siyada.errors import InvalidRequest, NotFound


def run(*arguments: str) -> Result:
    return CliRunner().invoke(siyada, arguments)


def printed(*arguments: str) -> list[dict[str, object]]:
    done = run(*arguments)
    assert done.exit_code == 0, done.output
    return [orjson.loads(line) for line in done.stdout.splitlines()]


def test_an_organisation_has_projects_and_these_have_keys() -> None:
    (organisation,) = printed("organisations", "add", "Agadir", "--json")
    number = str(organisation["number"])
    (project,) = printed("projects", "add", "counters", "--organisation", number, "--json")
    assert project["organisation"] == organisation["number"]
    of = ("--project", str(project["number"]))
    rights = ("--model", "siyada", "--network", "10.1.2.3/16", "--expires", "2099-01-01")
    (made,) = printed("keys", "add", "counter 4", *of, "--role", "admin", *rights, "--json")
    (listed,) = printed("keys", "list", "--jsonl")
    assert listed == {name: value for name, value in made.items() if name != "secret"}
    assert listed["networks"] == ["10.1.0.0/16"]
    assert listed["expires"] == "2099-01-01T00:00:00+00:00"
    assert "counter 4" in run("keys", "list").stdout
    assert [one["name"] for one in printed("organisations", "list", "--jsonl")] == [
        "main",
        "Agadir",
    ]
    assert "counters" in run("projects", "list").stdout
    assert run("projects", "remove", str(project["number"])).exit_code == 0
    assert printed("keys", "list", "--jsonl") == []
    assert run("organisations", "remove", number).exit_code == 0
    assert "Agadir" not in run("organisations", "list").stdout


def test_a_name_in_two_projects_is_said_by_its_beginning() -> None:
    run("projects", "add", "other")
    run("keys", "add", "counter")
    secret = run("keys", "add", "counter", "--project", "2").stdout.strip()
    assert isinstance(run("keys", "remove", "counter").exception, InvalidRequest)
    assert run("keys", "remove", secret[:16]).exit_code == 0
    assert [one["project"] for one in printed("keys", "list", "--jsonl")] == [1]


def test_a_key_is_renewed_with_an_overlap() -> None:
    first = run("keys", "add", "counter").stdout.strip()
    second = run("keys", "renew", "counter", "--overlap-hours", "1").stdout.strip()
    listed = printed("keys", "list", "--jsonl")
    assert [one["prefix"] for one in listed] == [first[:16], second[:16]]
    assert [one["expires"] is None for one in listed] == [False, True]
    assert {one["number"] for one in listed} == {1}
    run("keys", "renew", "counter", "--overlap-hours", "0")
    assert len(printed("keys", "list", "--jsonl")) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        ("--network", "everywhere"),
        ("--endpoint", "/metrics"),
        ("--project", "9"),
    ],
)
def test_rights_that_cannot_be_are_refused(wrong: tuple[str, str]) -> None:
    assert isinstance(run("keys", "add", "x", *wrong).exception, InvalidRequest | NotFound)


def test_limits_are_set_and_shown() -> None:
    run("keys", "add", "counter")
    (empty,) = printed("limits", "show", "key", "1")
    assert empty["tokens_per_day"] is None
    set_to = ("--tokens-per-day", "900", "--mad-per-month", "50")
    assert printed("limits", "set", "key", "1", *set_to) == printed("limits", "show", "key", "1")
    (shown,) = printed("limits", "show", "key", "1")
    assert (shown["tokens_per_day"], shown["mad_per_month"], shown["of"]) == (900, 50, "key")
    assert isinstance(run("limits", "show", "project", "7").exception, NotFound)


def test_usage_of_nothing_is_a_sum_of_nothing() -> None:
    (report,) = printed("usage", "--from", "2026-11-01", "--to", "2026-11-30", "--json")
    assert (report["data"], report["from"], report["to"]) == ([], "2026-11-01", "2026-11-30")
    shown = run("usage", "--by", "organisation,model").stdout.splitlines()
    assert shown[0].startswith("organisation\tmodel\trequests")
    assert shown[1].startswith("all\tall\t0")
    assert isinstance(run("usage", "--by", "person").exception, InvalidRequest)

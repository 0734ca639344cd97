"""The language layer and the shield's tools over HTTP: the same answers as the commands'."""

from collections.abc import Iterator

import httpx2
import orjson
import pytest
from click.testing import CliRunner

from siyada.cli.main import siyada
from siyada.config import load_settings
from siyada.ledger.calls import DATABASE
from siyada.ledger.verify import Link, read_database
from siyada.server.trial import Trial, trial
from siyada.wire.chat import Json
from siyada.wire.texts import LONGEST_TEXT, MOST_INPUTS

TEXTS = (
    "bghit nrenouvler la carte ديالي",
    "ⵎⴰⵏⵉ ⵔⴰⴷ ⴰⵡⵉⵖ ⵜⴰⴽⴰⵔⴹⴰ",
    "CIN BH451207 ; 06 61 23 45 67",
    "",
)
ADDRESSES = (
    "language/identify",
    "language/normalise",
    "language/transliterate",
    "language/analyse",
    "shield/detect",
    "shield/mask",
)
OPTIONS: dict[str, Json] = {"language/transliterate": {"to": "latn"}}


@pytest.fixture(scope="module")
def server(few: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    environ = {
        "SIYADA_DATA": str(tmp_path_factory.mktemp("data")),
        "SIYADA_PROCEDURES": str(few),
    }
    with trial(load_settings(environ)) as running:
        yield running


def post(server: Trial, address: str, **body: Json) -> httpx2.Response:
    """Ask one of the tools."""
    url = f"{server.url}/v1/{address}"
    return httpx2.post(url, json=body, headers=server.headers, timeout=20)


def command(line: str, text: str) -> Json:
    """What a command answers for one line of a batch."""
    given = orjson.dumps({"id": 7, "text": text}) + b"\n"
    done = CliRunner().invoke(siyada, [*line.split(), "--jsonl"], input=given)
    assert done.exit_code == 0
    return orjson.loads(done.stdout)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    ("address", "options", "line"),
    [
        ("language/identify", {}, "identify"),
        ("language/normalise", {}, "normalise"),
        ("language/normalise", {"level": "match"}, "normalise --level match"),
        ("language/transliterate", {"to": "latn"}, "transliterate --to latn"),
        ("language/transliterate", {"to": "arab"}, "transliterate --to arab"),
        ("language/transliterate", {"to": "tfng"}, "transliterate --to tfng"),
        (
            "language/transliterate",
            {"to": "arab", "candidates": 3},
            "transliterate --to arab --candidates 3",
        ),
        ("language/analyse", {}, "analyse"),
        ("language/analyse", {"language": "fr"}, "analyse --language fr"),
        ("shield/detect", {}, "detect"),
        ("shield/mask", {}, "mask"),
        ("shield/mask", {"with_table": True}, "mask --with-table"),
    ],
)
def test_an_answer_is_the_command_s(
    server: Trial, address: str, options: dict[str, Json], line: str, text: str
) -> None:
    expected = command(line, text)
    assert post(server, address, inputs=[{"id": 7, "text": text}], **options).json() == {
        "results": [expected]
    }
    del expected["id"]
    assert post(server, address, text=text, **options).json() == expected


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_list_is_answered_in_its_order(server: Trial, address: str) -> None:
    options = OPTIONS.get(address, {})
    inputs = [TEXTS[0], {"id": None, "text": TEXTS[1]}, {"text": TEXTS[2]}, TEXTS[3]]
    answer = post(server, address, inputs=inputs, **options)
    results = answer.json()["results"]
    assert answer.headers["content-type"] == "application/json"
    assert [("id" in result) for result in results] == [False, True, False, False]
    results[1].pop("id")
    assert results == [post(server, address, text=text, **options).json() for text in TEXTS]
    assert post(server, address, inputs=[], **options).json() == {"results": []}


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_is_answered_without_a_key(server: Trial, address: str) -> None:
    body = {"text": "azul", **OPTIONS.get(address, {})}
    refused = httpx2.post(f"{server.url}/v1/{address}", json=body)
    assert (refused.status_code, refused.json()["code"]) == (401, "invalid_api_key")


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_a_post_is_answered(server: Trial, address: str) -> None:
    refused = httpx2.get(f"{server.url}/v1/{address}", headers=server.headers)
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")


SECRET = "BH451207"


@pytest.mark.parametrize(
    ("address", "body", "place"),
    [
        ("language/identify", {}, ["body", "text"]),
        ("language/identify", {"text": "a", "inputs": ["b"]}, ["body", "text"]),
        ("language/identify", {"text": 7}, ["body", "text"]),
        ("language/identify", {"text": None}, ["body", "text"]),
        ("language/identify", {"inputs": "a"}, ["body", "inputs"]),
        ("language/identify", {"inputs": ["a", 7]}, ["body", "inputs", 1]),
        ("language/identify", {"inputs": [{"text": "a", "language": "fr"}]}, ["body", "inputs", 0]),
        ("language/identify", {"text": "a", "level": SECRET}, ["body"]),
        ("language/identify", {"text": "a", SECRET: 1}, ["body"]),
        ("language/normalise", {"text": SECRET, "level": "deep"}, ["body", "level"]),
        ("language/transliterate", {"text": SECRET}, ["body", "to"]),
        ("language/transliterate", {"text": SECRET, "to": "grek"}, ["body", "to"]),
        (
            "language/transliterate",
            {"text": SECRET, "to": "arab", "candidates": 0},
            ["body", "candidates"],
        ),
        ("language/analyse", {"text": SECRET, "language": "Klingon"}, ["body", "language"]),
        ("shield/mask", {"text": SECRET, "with_table": "yes"}, ["body", "with_table"]),
    ],
)
def test_a_wrong_field_is_named_and_its_value_is_not(
    server: Trial, address: str, body: Json, place: Json
) -> None:
    refused = post(server, address, **body)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_fields")
    assert refused.json()["detail"][0]["loc"] == place
    assert refused.json()["error"]["message"] == refused.json()["message"]
    assert SECRET not in refused.text


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[]", b'{"text": "a"', b'{"text": "\\ud800"}', b"null"]
)
@pytest.mark.parametrize("address", ["language/identify", "shield/mask"])
def test_what_is_no_request_is_said_to_be_none(server: Trial, address: str, content: bytes) -> None:
    url = f"{server.url}/v1/{address}"
    refused = httpx2.post(url, content=content, headers=server.headers)
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_request")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_long_text_is_answered_and_one_too_long_refused(server: Trial, address: str) -> None:
    options = OPTIONS.get(address, {})
    long = "bghit njedded لاكارط 0661 ⴰⵣⵓⵍ " * (20_000 // 30)
    assert post(server, address, text=long, **options).status_code == 200
    over = post(server, address, inputs=["a", "b" * (LONGEST_TEXT + 1)], **options)
    assert (over.status_code, over.json()["param"]) == (413, "inputs.1")
    single = post(server, address, text="b" * (LONGEST_TEXT + 1), **options)
    assert (single.status_code, single.json()["param"]) == (413, "text")
    many = post(server, address, inputs=[""] * (MOST_INPUTS + 1), **options)
    assert (many.status_code, many.json()["param"]) == (413, "inputs")


def test_text_of_any_kind_is_answered(server: Trial) -> None:
    odd = ["\x00", "\u202e\u2066", "😀" * 50, "\U000e0041", "ﷺ", "a\u0301" * 300, "\n", "٠" * 400]
    for address in ADDRESSES:
        answer = post(server, address, inputs=odd, **OPTIONS.get(address, {}))
        assert answer.status_code == 200
        assert len(answer.json()["results"]) == len(odd)


def test_the_tools_call_no_model_and_leave_no_record(server: Trial) -> None:
    post(server, "shield/mask", text=f"CIN {SECRET}")
    server.services.ledger.database.write(lambda _: None).result()
    path = server.services.settings.data / DATABASE
    records = [item.record for item in read_database(path) if isinstance(item, Link)]
    assert not [record for record in records if "call" in record]
    assert SECRET.encode() not in path.read_bytes()

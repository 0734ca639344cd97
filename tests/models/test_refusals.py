"""What a model server's refusal becomes, and what of it is repeated."""

import time
from email.utils import formatdate

import orjson
import pytest

from siyada.errors import (
    InvalidFields,
    InvalidRequest,
    ProviderFailed,
    ProviderRefuses,
    ProviderSilent,
    SiyadaError,
    TooManyRequests,
)
from siyada.models.refusals import Json, refusal, said_error

CIN = "BE1234567"


def refused(status: int, said: Json = None, **headers: str) -> SiyadaError:
    body = said if isinstance(said, bytes) else orjson.dumps(said)
    return refusal("rack", status, headers, body)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, InvalidRequest),
        (413, InvalidRequest),
        (422, InvalidRequest),
        (401, ProviderRefuses),
        (403, ProviderRefuses),
        (404, ProviderRefuses),
        (408, ProviderSilent),
        (504, ProviderSilent),
        (429, TooManyRequests),
        (500, ProviderFailed),
        (503, ProviderFailed),
        (302, ProviderFailed),
    ],
)
def test_each_status_means_one_failure(status: int, kind: type[SiyadaError]) -> None:
    assert type(refused(status)) is kind


def test_the_time_to_wait_is_passed_on() -> None:
    assert refused(429, **{"Retry-After": "7"}).retry_after == 7
    assert refused(503, **{"Retry-After": "999999"}).retry_after == 3600
    assert refused(429, **{"Retry-After": "1.2"}).retry_after == 2
    in_the_past = "Wed, 21 Oct 2015 07:28:00 GMT"
    for nothing in (in_the_past, "-1", "soon", "", "Wed, 21 Oct 99999 07:28:00 GMT"):
        assert refused(429, **{"Retry-After": nothing}).retry_after == 5
    in_a_while = formatdate(time.time() + 120, usegmt=True)
    assert refused(503, **{"Retry-After": in_a_while}).retry_after in range(60, 121)
    assert refused(503, **{"Retry-After": "Wed, 21 Oct 2099 07:28:00 GMT"}).retry_after == 3600


@pytest.mark.parametrize(
    "said",
    [
        {"error": {"message": CIN, "code": CIN, "param": CIN, "type": CIN}},
        {"object": "error", "message": CIN, "code": CIN, "type": CIN},
        {"message": {"detail": [{"loc": [CIN], "msg": CIN, "type": CIN, "input": CIN}]}},
        {"detail": [{"loc": ["body", CIN], "msg": CIN, "type": CIN, "input": CIN}, CIN]},
        {"detail": CIN},
        [CIN],
        CIN.encode(),
    ],
)
@pytest.mark.parametrize("status", [400, 422])
def test_nothing_that_a_server_says_in_its_own_words_is_repeated(status: int, said: Json) -> None:
    error = refused(status, said)
    detail = error.detail if isinstance(error, InvalidFields) else None
    assert CIN not in repr((error.message, error.param, error.code, detail))


def test_codes_and_fields_of_the_closed_lists_are_repeated() -> None:
    said = {"code": "context_length_exceeded", "param": "messages.0.content", "message": CIN}
    error = refused(400, {"error": said})
    assert "context_length_exceeded" in error.message
    assert error.param == "messages.0.content"
    assert "3280" in refused(400, {"object": "error", "code": 3280}).message


def test_the_places_of_a_422_are_repeated() -> None:
    item = {"loc": ["body", "messages", 0, "tool_calls"], "msg": CIN, "type": "extra_forbidden"}
    error = refused(422, {"detail": [item]})
    assert isinstance(error, InvalidFields)
    assert error.detail[0]["loc"] == ["body", "messages", 0, "tool_calls"]


def test_an_error_with_status_200_is_told_apart() -> None:
    assert said_error({"error": {"message": "x"}})
    assert said_error({"object": "error"})
    assert not said_error({"error": None, "choices": []})
    assert not said_error([])

"""Whatever bytes come, each reader gives a value or an error of ours, and never another."""

from collections.abc import Callable

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from siyada.errors import SiyadaError
from siyada.wire.answers import counted, widen_answer
from siyada.wire.chat import Json, as_event, is_event, read_chat, widen
from siyada.wire.embeddings import read_embeddings
from siyada.wire.response_events import Retelling
from siyada.wire.responses import read_responses
from siyada.wire.sse import Reader, encode
from siyada.wire.thoughts import told_to
from siyada.wire.transcriptions import as_chunk, read_transcription
from siyada.wire.verbs import (
    AGENTS,
    CHAT_MODERATIONS,
    CLASSIFICATIONS,
    FIM,
    MODERATIONS,
    OCR,
    RERANK,
)

_NAMES = """model messages role content type text input output tools function name arguments id
index choices delta finish_reason tool_calls usage results pages categories document documents query
prompt stream error message thinking reasoning_content json_schema schema format"""
KEYS = st.sampled_from(_NAMES.split())
"""Names that mean something somewhere: values under others are not looked at."""
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["text", "function", "user", "message", "thinking", "transcription.done"])
    | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)
OBJECTS = st.dictionaries(KEYS, VALUES, max_size=8)
JUDGED = [MODERATIONS, CLASSIFICATIONS, OCR, RERANK]
VERBS = (FIM, AGENTS, MODERATIONS, CHAT_MODERATIONS, OCR, RERANK)
READERS = {
    "chat": read_chat,
    "embeddings": read_embeddings,
    "responses": read_responses,
    **{verb.name: verb.read for verb in VERBS},
}


few = settings(max_examples=40, deadline=None, derandomize=True)


def refusal_of(work: Callable[[], Json]) -> int | None:
    """The status of the error of ours that a work raises; None when it raises none."""
    try:
        work()
    except SiyadaError as error:
        return error.status
    return None


@pytest.mark.parametrize("read", READERS)
@few
@given(body=OBJECTS, model=st.booleans())
def test_any_object_is_read_or_refused(read: str, body: Json, model: bool) -> None:
    if model:
        body = {"model": "m", "input": "a", "messages": [{"role": "user"}], "prompt": "a", **body}
    assert refusal_of(lambda: READERS[read](orjson.dumps(body))) in {None, 400, 422}


@pytest.mark.parametrize("read", READERS)
@few
@given(data=st.binary(max_size=60))
def test_any_bytes_are_refused(read: str, data: bytes) -> None:
    assert refusal_of(lambda: READERS[read](data)) in {400, 422}


@few
@given(st.dictionaries(st.text(max_size=8), st.lists(st.text(max_size=5), min_size=1), max_size=4))
def test_any_form_is_read_or_refused(form: dict[str, list[str]]) -> None:
    assert refusal_of(lambda: read_transcription({"model": ["m"], **form})) in {None, 422}


@pytest.mark.parametrize("verb", JUDGED, ids=lambda verb: verb.name)
@few
@given(answer=OBJECTS)
def test_any_answer_is_completed_or_refused(verb: Json, answer: Json) -> None:
    counted(answer)
    assert refusal_of(lambda: widen_answer(verb, "m", answer)["model"]) in {None, 502}


@few
@given(OBJECTS)
def test_any_event_is_one_of_ours_or_refused(value: Json) -> None:
    if not is_event(value):
        return
    answered = value.get("choices") and all("message" in choice for choice in value["choices"])
    event = as_event(value) if answered else value
    event = widen(event, answer_id="i", model="m", created=1)
    for dialect in ("mistral", "openai"):
        told_to(orjson.loads(orjson.dumps(event)), dialect)
    retelling = Retelling({}, model="m", created=1)
    told = [*retelling.begin(), *retelling.feed(event), *retelling.end()]
    orjson.dumps(told)


@few
@given(VALUES)
def test_any_value_of_a_transcription_is_a_chunk_or_left(value: Json) -> None:
    chunk = as_chunk(value)
    assert chunk is value or is_event(chunk)


@few
@given(st.lists(st.binary(max_size=30)), st.randoms(use_true_random=False))
def test_a_stream_is_read_alike_however_it_is_cut(pieces: list[bytes], random: Json) -> None:
    data = b"".join(
        encode(orjson.dumps(piece.hex()))
        if place % 2
        else b": " + piece.replace(b"\n", b"") + b"\n"
        for place, piece in enumerate(pieces)
    )
    whole = Reader().feed(data)
    reader, found, rest = Reader(), [], data
    while rest:
        size = random.randint(1, 7)
        found += reader.feed(rest[:size])
        rest = rest[size:]
    assert found == whole


@few
@given(st.binary(max_size=200))
def test_any_bytes_are_events_or_nothing(data: bytes) -> None:
    for event in Reader().feed(data):
        assert b"\n" not in event or b"data" in data

"""Files over the API, and in the requests that name them."""

import base64
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from siyada.config import ProviderSettings, load_settings
from siyada.models.scripted import (
    Script,
    ScriptedServer,
    events,
    said,
    scripted_server,
    whole,
)
from siyada.server.trial import Trial, trial
from siyada.wire.chat import Json

CIN = "BE123456"
TEXT = f"Le dossier de la CIN {CIN}."
SOUND = b"RIFF\x00\x01WAVE"


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedServer]:
    with scripted_server(whole({})) as scripted:
        yield scripted


@pytest.fixture(scope="module")
def gateway(
    model: ScriptedServer, tmp_path_factory: pytest.TempPathFactory, few: Path
) -> Iterator[Trial]:
    """A gateway in front of model servers abroad and here."""
    paris = ProviderSettings(name="paris", kind="mistral", url=model.url, models=("abroad",))
    rack = ProviderSettings(name="rack", url=model.url, where="here", models=("here",))
    attic = rack.model_copy(update={"name": "attic", "kind": "mistral", "models": ("attic",)})
    settings = load_settings({"SIYADA_DATA": str(tmp_path_factory.mktemp("data"))})
    changed = {"providers": (paris, rack, attic), "procedures": few}
    with trial(settings.model_copy(update=changed)) as running:
        yield running


def upload(
    gateway: Trial, data: bytes = TEXT.encode(), kind: str = "text/plain", **fields: str
) -> httpx2.Response:
    files = {"file": ("dossier.txt", data, kind)}
    url = f"{gateway.url}/v1/files"
    return httpx2.post(url, files=files, data=fields, headers=gateway.headers)


def get(gateway: Trial, path: str) -> httpx2.Response:
    return httpx2.get(f"{gateway.url}/v1/files{path}", headers=gateway.headers)


def post(gateway: Trial, path: str, **body: Json) -> httpx2.Response:
    return httpx2.post(f"{gateway.url}/v1{path}", json=body, headers=gateway.headers)


def test_a_file_is_kept_listed_read_and_erased(gateway: Trial) -> None:
    kept = upload(gateway, purpose="ocr", expiry="2").json()
    assert (kept["filename"], kept["bytes"], kept["purpose"]) == (
        "dossier.txt",
        len(TEXT.encode()),
        "ocr",
    )
    assert 0 < kept["expires_at"] - kept["created_at"] <= 7200
    after = {"expires_after[anchor]": "created_at", "expires_after[seconds]": "60"}
    shorter = upload(gateway, TEXT.encode(), "text/plain", **after)
    assert 0 <= shorter.json()["expires_at"] - shorter.json()["created_at"] <= 60
    path = f"/{kept['id']}"
    listed = get(gateway, "?purpose=ocr").json()
    assert listed["data"][0]["id"] == kept["id"]
    assert get(gateway, path).json() == {**kept, "deleted": False}
    content = get(gateway, f"{path}/content")
    assert content.content == TEXT.encode()
    assert content.headers["content-type"] == "application/octet-stream"
    erased = httpx2.delete(f"{gateway.url}/v1/files{path}", headers=gateway.headers)
    assert erased.json() == {"id": kept["id"], "object": "file", "deleted": True}
    assert get(gateway, path).status_code == 404


def test_a_signed_address_needs_no_key_and_cannot_be_changed(gateway: Trial) -> None:
    identifier = upload(gateway).json()["id"]
    address = get(gateway, f"/{identifier}/url?expiry=1").json()["url"]
    answer = httpx2.get(address)
    assert answer.content == TEXT.encode()
    assert answer.headers["content-disposition"].startswith("attachment")
    for wrong in (address[:-1], address.replace("owner=", "owner=9"), address.split("?")[0]):
        assert httpx2.get(wrong).status_code == 404
    assert get(gateway, f"/{identifier}/url?expiry=999").status_code == 400


def test_files_are_listed_in_pages_by_the_last_one_and_narrowed(gateway: Trial) -> None:
    _, secret = gateway.services.ledger.keys.add("lister")
    headers = {"Authorization": f"Bearer {secret}"}
    url = f"{gateway.url}/v1/files"
    kept = [
        httpx2.post(url, files={"file": (name, b"x", kind)}, headers=headers).json()["id"]
        for name, kind in (("a.pdf", "application/pdf"), ("b.txt", "text/plain"), ("c.txt", ""))
    ]
    turned, last = [], ""
    for _ in kept:
        query = {"limit": "1", "order": "asc"} | ({"after": last} if last else {})
        page = httpx2.get(url, params=query, headers=headers).json()
        last = page["data"][0]["id"]
        turned.append((last, page["has_more"]))
    assert turned == [(kept[0], True), (kept[1], True), (kept[2], False)]
    narrowed: tuple[tuple[Json, int], ...] = (
        ({"search": "TXT"}, 2),
        ({"mimetypes": ["application/pdf", "text/plain"]}, 2),
        ({"source": "upload"}, 3),
        ({"sample_type": "pretrain"}, 0),
    )
    for asked, count in narrowed:
        answer = httpx2.get(url, params=asked, headers=headers).json()
        assert (answer["total"], len(answer["data"])) == (count, count)
    answer = httpx2.get(url, params={"after": "file-0"}, headers=headers)
    assert (answer.status_code, answer.json()["error"]["param"]) == (404, "after")


def test_other_keys_find_nothing(gateway: Trial) -> None:
    identifier = upload(gateway).json()["id"]
    _, secret = gateway.services.ledger.keys.add("another")
    headers = {"Authorization": f"Bearer {secret}"}
    for path in (f"/{identifier}", f"/{identifier}/content", f"/{identifier}/url"):
        answer = httpx2.get(f"{gateway.url}/v1/files{path}", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert httpx2.get(f"{gateway.url}/v1/files", headers=headers).json()["data"] == []


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"purpose": "party"}, 422),
        ({"expiry": "-1"}, 422),
        ({"expiry": "x"}, 422),
        ({"expires_after[seconds]": "9" * 12}, 422),
    ],
)
def test_wrong_fields_of_a_form_are_named(gateway: Trial, fields: Json, status: int) -> None:
    answer = upload(gateway, **fields)
    assert answer.status_code == status
    assert answer.json()["detail"][0]["loc"] == ["body", next(iter(fields))]


def test_what_is_no_form_is_refused(gateway: Trial) -> None:
    url, headers = f"{gateway.url}/v1/files", gateway.headers
    for content, kind in (
        (b"{}", "application/json"),
        (b"x", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary=a"),
        (b"--a\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nb\r\n--a--\r\n",
         "multipart/form-data; boundary=a"),
    ):  # fmt: skip
        answer = httpx2.post(url, content=content, headers={**headers, "Content-Type": kind})
        assert answer.status_code in {400, 422}, (kind, answer.text)


def test_a_text_file_is_masked_in_the_request_that_names_it(
    model: ScriptedServer, gateway: Trial
) -> None:
    identifier = upload(gateway).json()["id"]
    address = get(gateway, f"/{identifier}/url").json()["url"]
    model.play(events(said("Vu [CIN_1]", finish="stop")))
    for chunk in (
        {"type": "file", "file_id": identifier},
        {"type": "file", "file": {"file_id": identifier}},
        {"type": "document_url", "document_url": address},
    ):
        messages = [{"role": "user", "content": [chunk]}]
        answer = post(gateway, "/chat/completions", model="abroad", messages=messages)
        assert answer.status_code == 200, answer.text
        assert answer.json()["choices"][0]["message"]["content"] == f"Vu {CIN}"
        sent = model.received[-1].json()["messages"][0]["content"][0]["document_url"]
        read = base64.b64decode(sent.removeprefix("data:text/plain;base64,")).decode()
        assert read == "Le dossier de la CIN [CIN_1]."


def test_a_picture_is_put_in_here_and_refused_abroad(model: ScriptedServer, gateway: Trial) -> None:
    identifier = upload(gateway, b"\x89PNG\xff", "image/png").json()["id"]
    messages = [{"role": "user", "content": [{"type": "file", "file_id": identifier}]}]
    model.play(events(said("a", finish="stop")))
    asked = len(model.received)
    refused = post(gateway, "/chat/completions", model="abroad", messages=messages)
    assert (refused.status_code, refused.json()["code"], len(model.received)) == (
        403,
        "refused",
        asked,
    )
    assert post(gateway, "/chat/completions", model="here", messages=messages).status_code == 200
    picture = model.received[-1].json()["messages"][0]["content"][0]["image_url"]["url"]
    assert base64.b64decode(picture.removeprefix("data:image/png;base64,")) == b"\x89PNG\xff"


@pytest.mark.parametrize(
    "chunk",
    [
        {"type": "image_url", "image_url": "https://example.org/a.png"},
        {"type": "image_url", "image_url": {"url": "https://example.org/a.png"}},
        {"type": "document_url", "document_url": "https://example.org/a.pdf"},
    ],
)
def test_what_stands_at_an_address_is_not_sent_abroad_unsearched(
    model: ScriptedServer, gateway: Trial, chunk: Json
) -> None:
    asked = len(model.received)
    messages = [{"role": "user", "content": [chunk]}]
    answer = post(gateway, "/chat/completions", model="abroad", messages=messages)
    assert (answer.status_code, len(model.received)) == (403, asked)


def test_a_text_too_long_to_search_is_refused(gateway: Trial) -> None:
    identifier = upload(gateway, b"a" * 1_000_001).json()["id"]
    messages = [{"role": "user", "content": [{"type": "file", "file_id": identifier}]}]
    answer = post(gateway, "/chat/completions", model="abroad", messages=messages)
    assert (answer.status_code, answer.json()["code"]) == (413, "request_too_large")


def test_a_file_of_nobody_is_not_found(gateway: Trial) -> None:
    messages = [{"role": "user", "content": [{"type": "file", "file_id": "file-0"}]}]
    answer = post(gateway, "/chat/completions", model="here", messages=messages)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def transcribe(gateway: Trial, name: str, **fields: Json) -> httpx2.Response:
    return httpx2.post(
        f"{gateway.url}/v1/audio/transcriptions",
        headers=gateway.headers | fields.pop("headers", {}),
        files={"file": (f"{CIN}.wav", SOUND, "audio/wav")},
        data={"model": name, **fields},
    )


def test_a_recording_is_written_down_here(model: ScriptedServer, gateway: Trial) -> None:
    model.play(whole({"text": "Salam"}))
    answer = transcribe(gateway, "here", **{"timestamp_granularities[]": ["word", "segment"]})
    assert answer.json() == {"text": "Salam", "model": "here", "language": None, "usage": {}}
    sent = model.received[-1]
    assert sent.path == "/v1/audio/transcriptions"
    assert sent.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert SOUND in sent.body
    assert sent.body.count(b'name="timestamp_granularities[]"') == 2


def test_a_recording_does_not_go_abroad(model: ScriptedServer, gateway: Trial) -> None:
    asked = len(model.received)
    answer = transcribe(gateway, "abroad")
    assert (answer.status_code, answer.json()["code"]) == (403, "refused")
    assert CIN not in answer.text
    assert len(model.received) == asked


STREAMS = {
    "here": (
        {"type": "transcript.text.delta", "delta": "Sa"},
        {"type": "transcript.text.delta", "delta": "lam"},
        {"type": "transcript.text.done", "text": "Salam", "usage": {"input_tokens": 7}},
    ),
    "attic": (
        {"type": "transcription.language", "audio_language": "fr"},
        {"type": "transcription.text.delta", "text": "Salam"},
        {"type": "transcription.segment", "text": "Salam", "start": 0.0, "end": 1.0},
        {"type": "transcription.done", "model": "v", "text": "Salam", "language": "fr",
         "usage": {"prompt_tokens": 7, "completion_tokens": 2, "total_tokens": 9}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STREAMS)
@pytest.mark.parametrize("openai", [False, True])
def test_a_streamed_transcription_is_told_in_the_words_of_the_client(
    model: ScriptedServer, gateway: Trial, name: str, openai: bool
) -> None:
    model.play(events(*STREAMS[name], done=False))
    headers = {"x-stainless-lang": "python"} if openai else {}
    answer = transcribe(gateway, name, stream="true", headers=headers)
    frames = [httpx_frame(frame) for frame in answer.text.strip().split("\n\n")]
    kinds = [kind for kind, _ in frames]
    if openai:
        assert set(kinds) == {"transcript.text.delta", "transcript.text.done"}
        assert frames[-1][1]["usage"]["input_tokens"] == 7
    else:
        assert kinds[-1] == "transcription.done"
        assert frames[-1][1]["usage"]["prompt_tokens"] == 7
        assert ("transcription.segment" in kinds) == (name == "attic")
    assert frames[-1][1]["text"] == "Salam"


def httpx_frame(frame: str) -> tuple[str, Json]:
    """The name and the data of a frame."""
    kind, data = frame.split("\n")
    return kind.removeprefix("event: "), httpx2.Response(200, text=data[6:]).json()


def test_a_stream_of_a_transcription_that_breaks_off_says_so(
    model: ScriptedServer, gateway: Trial
) -> None:
    steps = events(STREAMS["here"][0], done=False).steps
    model.play(Script([*steps, None]))
    answer = transcribe(gateway, "here", stream="true")
    kind, data = httpx_frame(answer.text.strip().split("\n\n")[-1])
    assert (kind, data["error"]["code"]) == ("error", "provider_failed")


def test_a_recording_that_was_uploaded_is_written_down(
    model: ScriptedServer, gateway: Trial
) -> None:
    model.play(whole({"text": "Salam"}))
    identifier = upload(gateway, SOUND, "audio/wav").json()["id"]
    url = f"{gateway.url}/v1/audio/transcriptions"
    files = {"model": (None, "here"), "file_id": (None, identifier)}
    answer = httpx2.post(url, files=files, headers=gateway.headers)
    assert answer.status_code == 200, answer.text
    assert SOUND in model.received[-1].body


def test_a_form_without_a_file_is_read_as_clients_encode_it(
    model: ScriptedServer, gateway: Trial
) -> None:
    model.play(whole({"text": "Salam"}))
    identifier = upload(gateway, SOUND, "audio/wav").json()["id"]
    url = f"{gateway.url}/v1/audio/transcriptions"
    fields = {
        "model": "here",
        "file_id": identifier,
        "timestamp_granularities": ["word", "segment"],
    }
    answer = httpx2.post(url, data=fields, headers=gateway.headers)
    assert answer.status_code == 200, answer.text
    assert SOUND in model.received[-1].body
    assert model.received[-1].body.count(b'name="timestamp_granularities[]"') == 2
    headers = gateway.headers | {"Content-Type": "application/x-www-form-urlencoded"}
    for content in (b"model=%ff", b"\xff", b"a=1&" * 200):
        assert httpx2.post(url, content=content, headers=headers).status_code == 400


@pytest.mark.parametrize(
    "fields", [{"response_format": "srt"}, {"temperature": "warm"}, {"stream": "perhaps"}]
)
def test_a_transcription_asked_for_wrongly_is_told_how(gateway: Trial, fields: Json) -> None:
    answer = transcribe(gateway, "here", **fields)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["body", next(iter(fields))]

"""The published clients, unchanged, against a running server: the contract of the gateway."""

import json
import subprocess
from pathlib import Path

import orjson
import pytest

from siyada.config import ProviderSettings, Settings, load_settings
from siyada.models.scripted import CUT, Script, ScriptedServer, events, said, scripted_server, whole
from siyada.server.trial import trial
from siyada.wire.chat import Json

pytestmark = pytest.mark.clients

ROOT = Path(__file__).parents[2]
CLIENTS = {
    "openai-3": "ask_openai.py",
    "mistralai-1": "ask_mistral.py",
    "mistralai-2": "ask_mistral.py",
    "mistralai-3": "ask_mistral.py",
}
CIN = "BE123456"
MODELS = (
    "plain", "streams", "counts", "embed", "cut", "refuses", "down", "limited", "limited-once",
)  # fmt: skip
ABROAD = ("tools", "tools-streamed")


def answer(message: dict[str, Json], finish: str = "stop", **more: Json) -> dict[str, Json]:
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish}
    return {"id": "i", "object": "chat.completion", "created": 1, "choices": [choice], **more}


def tool_call(identifier: str, arguments: str, **more: Json) -> dict[str, Json]:
    function = {"name": "office", "arguments": arguments}
    return {"id": identifier, "type": "function", "function": function, **more}


def play(model: ScriptedServer) -> None:
    """What the model server answers, by the name of the model."""
    usage = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}
    model.play(whole(answer({"content": "Salam"}, model="plain", usage=usage)), model="plain")
    # A chunk as plain servers send it: Mistral's client would refuse it as it is.
    bare = {"choices": [{"delta": {"content": "Sal"}}]}
    model.play(events(bare, said("am", finish="stop")), model="streams")
    last = {**said(""), "choices": [], "usage": usage}
    model.play(events(said("Salam", finish="stop"), last), model="counts")
    call = tool_call("call_abcdef0123456789", '{"town": "فاس"}')
    model.play(
        whole(answer({"content": None, "tool_calls": [call]}, "tool_calls")),
        whole(answer({"content": "Office of [CIN_1]"})),
        model="tools",
    )
    pieces = ['{"town": "[C', "IN", '_1]"}']
    deltas = [{"tool_calls": [tool_call("abcdef012", piece, index=0)]} for piece in pieces]
    chunks = [{**said(""), "choices": [{"index": 0, "delta": delta}]} for delta in deltas]
    model.play(events(*chunks, said("", finish="tool_calls")), model="tools-streamed")
    model.play(
        whole({"data": [{"embedding": [0.5, -2.0]}, {"embedding": [1.0, 0.25]}]}),
        whole({"data": [{"embedding": [0.5, -2.0]}]}),
        model="embed",
    )
    cut = b"data: " + orjson.dumps(said("Sal")) + b"\n\n"
    model.play(Script([cut, b'data: {"choices"', CUT]), model="cut")
    said_no = {"object": "error", "message": f"no {CIN}", "code": 3280, "param": "messages"}
    model.play(whole(said_no, status=400), model="refuses")
    model.play(whole({}, status=500), model="down")
    limited = whole({}, status=429, headers={"Retry-After": "1"})
    model.play(limited, model="limited")
    model.play(limited, whole(answer({"content": "at last"})), model="limited-once")


def settings_for(model: ScriptedServer, data: Path, procedures: Path) -> Settings:
    here = ProviderSettings(name="rack", url=model.url, where="here", models=MODELS)
    abroad = ProviderSettings(
        name="paris", kind="mistral", url=model.url, where="abroad", models=ABROAD
    )
    return load_settings({"SIYADA_DATA": str(data)}).model_copy(
        update={"providers": (here, abroad), "procedures": procedures}
    )


@pytest.fixture(scope="module", params=CLIENTS)
def client(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, few: Path
) -> "Client":
    """One client, after it ran every case against a server of its own."""
    name = str(request.param)
    python = ROOT / ".venv-clients" / name / "bin" / "python"
    if not python.exists():
        pytest.skip(f"the client {name} is not installed: make test installs it")
    with scripted_server() as model:
        play(model)
        with trial(settings_for(model, tmp_path_factory.mktemp(name), few)) as gateway:
            script = Path(__file__).with_name(CLIENTS[name])
            done = subprocess.run(
                [str(python), str(script), gateway.url, gateway.key],
                capture_output=True,
                text=True,
                check=False,
                timeout=120,
                env={"PYTHONWARNINGS": "ignore"},
            )
    assert done.returncode == 0, done.stderr
    return Client(name, json.loads(done.stdout), model)


class Client:
    """A client, what it said of each case, and the model server behind."""

    def __init__(self, name: str, results: dict[str, Json], model: ScriptedServer) -> None:
        self.name = name
        self.results = results
        self.model = model
        self.is_openai = name.startswith("openai")

    def __getitem__(self, case: str) -> Json:
        return self.results[case]

    def received(self, name: str) -> list[Json]:
        """What the model server was sent for one model."""
        bodies = [r.json() for r in self.model.received if r.body]
        return [body for body in bodies if body["model"] == name]


def test_models_are_listed_with_type_and_capabilities(client: Client) -> None:
    names = ["siyada", *MODELS, *ABROAD]
    if client.is_openai:
        assert client["models"] == names
    else:
        assert client["models"] == [[name, "base", name != "embed"] for name in names]
    assert client["one_model"] == "plain"


def test_a_whole_answer_is_read(client: Client) -> None:
    said_so = client["chat"]
    assert (said_so["content"], said_so["finish"], said_so["total"]) == ("Salam", "stop", 3)
    if client.is_openai:
        assert len(said_so["request"]) == 32


def test_a_stream_of_bare_chunks_is_read_and_counted(client: Client) -> None:
    assert client["stream"] == {"content": "Salam", "finish": "stop", "total": 5}


def test_a_last_chunk_that_only_counts_is_read(client: Client) -> None:
    assert client["stream_with_usage"] == [3]


def test_tools_go_round_with_personal_data_kept_at_home(client: Client) -> None:
    assert client["tools"] == {
        "name": "office",
        "arguments": {"town": "فاس"},
        "content": f"Office of {CIN}",
    }
    first, second = client.received("tools")
    assert CIN not in orjson.dumps([first, second]).decode()
    call, result = second["messages"][1:]
    assert result["tool_call_id"] == call["tool_calls"][0]["id"]
    assert len(result["tool_call_id"]) == 9


def test_streamed_tool_arguments_are_restored(client: Client) -> None:
    assert client["tools_streamed"] == {"town": CIN}
    assert CIN not in orjson.dumps(client.received("tools-streamed")).decode()


def test_embeddings_are_read(client: Client) -> None:
    assert client["embeddings"] == [[0.5, -2.0], [1.0, 0.25]]
    if client.is_openai:
        assert client["embeddings_as_floats"] == [[0.5, -2.0]]


def test_the_assistant_answers_and_cites(client: Client) -> None:
    streamed, complete = client["assistant"], client["assistant_whole"]
    assert streamed["content"].startswith("## Passeport biométrique")
    assert "[1]" in streamed["content"]
    assert "[1]" in complete["content"]
    if client.is_openai:
        assert streamed["state"].startswith("answered")
        assert streamed["procedure"] == "passport-adult"
        assert streamed["cited"] == list(range(1, len(streamed["cited"]) + 1))
        assert {"citations", "siyada"} <= set(complete["extra"])


def test_an_answer_that_breaks_off_is_noticed(client: Client) -> None:
    seen = client["cut"]
    assert seen["text"] == "Sal"
    if client.is_openai:
        assert seen["class"] == "APIError"
        assert "rack failed" in seen["message"]
    else:
        assert seen["finish"] == "error"


def test_a_client_that_retries_waits_and_succeeds(client: Client) -> None:
    assert client["retries"] == "at last"


@pytest.mark.parametrize(
    ("case", "status", "code", "openai_class"),
    [
        ("wrong_key", 401, "invalid_api_key", "AuthenticationError"),
        ("unknown_model", 404, "not_found", "NotFoundError"),
        ("refused_by_provider", 400, "invalid_request", "BadRequestError"),
        ("embeddings_of_the_assistant", 400, "invalid_request", "BadRequestError"),
        ("limited", 429, "rate_limit_exceeded", "RateLimitError"),
        ("down", 502, "provider_failed", "InternalServerError"),
        ("not_offered", 501, "not_offered", "InternalServerError"),
    ],
)
def test_each_error_is_read(
    client: Client, case: str, status: int, code: str, openai_class: str
) -> None:
    error = client[case]
    assert error["class"] == (openai_class if client.is_openai else "SDKError")
    assert (error["status"], error["code"]) == (status, code)
    assert error["message"]
    assert CIN not in error["message"]
    assert error["retry_after"] == {429: "1", 502: "2"}.get(status)


def test_a_request_with_wrong_fields_is_told_which(client: Client) -> None:
    error = client["invalid"]
    if client.is_openai:
        assert (error["class"], error["code"]) == ("UnprocessableEntityError", "invalid_fields")
        assert "messages" in error["message"]
    else:
        assert error["class"] == "HTTPValidationError"
        assert error["places"] == [["body", "messages"]]

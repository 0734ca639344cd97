"""Who answers when providers fail, refuse, or cannot do what is asked."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx2
import orjson
import pytest

from siyada.config import (
    ModelSettings,
    ProviderSettings,
    RoutingSettings,
    Settings,
    ShieldRule,
    ShieldSettings,
    TargetSettings,
    Where,
    load_settings,
)
from siyada.ledger.administration import OPERATOR
from siyada.ledger.keys import Rights
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

pytestmark = pytest.mark.usefixtures("few_procedures")

CIN = "BE123456"
QUICK = RoutingSettings(pause_seconds=0.01)
DOWN = whole({}, status=503)
GOOD = events(said("Salam", finish="stop"))
TOOLS = [{"type": "function", "function": {"name": "f", "parameters": {}}}]
PICTURE = [{"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}]


def provider(name: str, server: ScriptedServer, where: Where = "here") -> ProviderSettings:
    """A provider that offers one model, which has its name."""
    return ProviderSettings(name=name, url=server.url, where=where, models=(name,))


def routed(*providers: ProviderSettings, **more: Json) -> Settings:
    """Settings with these providers."""
    return load_settings().model_copy(update={"providers": providers, "routing": QUICK, **more})


def ask(
    gateway: Trial, model: str = "main", content: Json = "Bonjour", **more: Json
) -> httpx2.Response:
    """Ask for a streamed answer."""
    messages = [{"role": "user", "content": content}]
    body = {"model": model, "messages": messages, "stream": True, **more}
    url = f"{gateway.url}/v1/chat/completions"
    return httpx2.post(url, json=body, headers=gateway.headers, timeout=20)


def answerer(answer: httpx2.Response) -> tuple[str, str]:
    """Which provider answered, with which model."""
    return answer.headers["x-siyada-provider"], answer.headers["x-siyada-model"]


def standing_in(**can: Json) -> tuple[ModelSettings, ...]:
    """`main`, whose place `spare` takes, which is said to be able to do this."""
    return ModelSettings(name="main", fallback=("spare",)), ModelSettings(name="spare", **can)


def test_a_provider_that_fails_is_asked_again_with_pauses() -> None:
    with (
        scripted_server(DOWN, DOWN, GOOD) as model,
        trial(routed(provider("main", model))) as gateway,
    ):
        answer = ask(gateway)
    assert answerer(answer) == ("main", "main")
    assert len(model.received) == 3


def test_one_that_refuses_our_key_is_not_asked_again() -> None:
    with (
        scripted_server(whole({}, status=401)) as model,
        trial(routed(provider("main", model))) as gateway,
    ):
        assert ask(gateway).status_code == 502
    assert len(model.received) == 1


def test_one_that_is_broken_is_left_alone_and_the_caller_told_for_how_long() -> None:
    with scripted_server(DOWN) as model, trial(routed(provider("main", model))) as gateway:
        answer = [ask(gateway) for _ in range(4)][-1]
    assert len(model.received) == 5
    assert answer.status_code == 502
    assert 1 <= int(answer.headers["retry-after"]) <= 5


def test_a_name_leads_to_a_model_of_another_name() -> None:
    fast = ModelSettings(name="fast", targets=(TargetSettings(provider="main", model="main-2607"),))
    with (
        scripted_server(GOOD) as model,
        trial(routed(provider("main", model), models=(fast,))) as gateway,
    ):
        answer = ask(gateway, model="fast")
    assert answerer(answer) == ("main", "fast")
    assert model.received[0].json()["model"] == "main-2607"


@pytest.mark.parametrize(
    ("more", "can", "status"),
    [
        ({}, {}, 200),
        ({"tools": TOOLS}, {}, 502),
        ({"tools": TOOLS}, {"tools": False}, 502),
        ({"tools": TOOLS}, {"tools": True}, 200),
        ({"content": PICTURE}, {"tools": True}, 502),
        ({"content": PICTURE}, {"images": True}, 200),
        ({"content": [{"type": "input_audio", "input_audio": {}}]}, {"images": True}, 502),
        ({"response_format": {"type": "json_schema"}}, {}, 502),
        ({"response_format": {"type": "json_schema"}}, {"json_schema": True}, 200),
        ({"content": "a" * 4_000}, {"context": 900}, 502),
        ({"content": "a" * 4_000}, {"context": 1_100}, 200),
        ({"max_tokens": 5_000}, {}, 502),
        ({"max_tokens": 5_000}, {"context": 8_000}, 200),
    ],
)
def test_a_model_stands_in_only_if_it_can_do_what_is_asked(
    more: dict[str, Json], can: dict[str, Json], status: int
) -> None:
    with scripted_server(DOWN) as down, scripted_server(GOOD) as up:
        settings = routed(provider("main", down), provider("spare", up), models=standing_in(**can))
        with trial(settings) as gateway:
            answer = ask(gateway, **more)
    assert answer.status_code == status
    if status == 200:
        assert answerer(answer) == ("spare", "spare")
    else:
        assert up.received == []


@pytest.mark.parametrize(("models", "status"), [(("main",), 502), (("main", "spare"), 200)])
def test_a_model_that_the_key_may_not_ask_does_not_stand_in(
    models: tuple[str, ...], status: int
) -> None:
    with (
        scripted_server(DOWN) as down,
        scripted_server(GOOD) as good,
        trial(
            routed(provider("main", down), provider("spare", good), models=standing_in())
        ) as gateway,
    ):
        keys = gateway.services.ledger.administration
        _, secret = keys.add_key(OPERATOR, "narrow", Rights(models=models))
        narrow = replace(gateway, key=secret)
        answer, other = ask(narrow), ask(narrow, model="spare")
        asked = len(good.received)
    assert answer.status_code == status
    assert other.status_code == (200 if "spare" in models else 403)
    assert asked == (2 if "spare" in models else 0)


def test_what_a_model_is_said_not_to_be_able_to_do_is_refused() -> None:
    main = ModelSettings(name="main", tools=False)
    with (
        scripted_server(GOOD) as model,
        trial(routed(provider("main", model), models=(main,))) as gateway,
    ):
        answer = ask(gateway, tools=TOOLS)
        listed = httpx2.get(f"{gateway.url}/v1/models/main", headers=gateway.headers)
    assert (answer.status_code, answer.json()["param"]) == (400, "model")
    assert "cannot call tools" in answer.json()["message"]
    assert model.received == []
    assert listed.json()["capabilities"]["function_calling"] is False


def test_a_model_that_stands_in_and_is_taken_away_meanwhile_is_passed_over() -> None:
    slow = Script([1.0, b"{}"], 503, "application/json")
    with scripted_server(slow) as main, scripted_server(GOOD) as spare:
        model = ModelSettings(name="main", fallback=("spare", "other"))
        three = (provider("main", main), provider("spare", spare), provider("other", spare))
        described = tuple(ModelSettings(name=name, context=9_000) for name in ("spare", "other"))
        before = routed(*three, models=(model, *described))
        left = routed(
            three[0], three[2], models=(model.model_copy(update={"fallback": ()}), described[1])
        )
        with trial(before) as gateway, ThreadPoolExecutor() as others:
            asked = others.submit(ask, gateway)
            while not main.received:
                time.sleep(0.01)
            gateway.services.reload(left)
            answer = asked.result()
    assert (answer.status_code, answerer(answer)) == (200, ("other", "other"))


def test_embeddings_of_another_model_never_stand_in() -> None:
    with scripted_server(DOWN) as down, scripted_server(GOOD) as up:
        settings = routed(
            provider("main", down), provider("spare", up), models=standing_in(context=8_000)
        )
        with trial(settings) as gateway:
            url = f"{gateway.url}/v1/embeddings"
            body = {"model": "main", "input": "Bonjour"}
            assert httpx2.post(url, json=body, headers=gateway.headers).status_code == 502
    assert up.received == []


def refusing(action: str) -> ShieldSettings:
    """A policy by which no CIN goes abroad; everything may go to a model here."""
    rules = (
        ShieldRule(kinds=("CIN",), where="abroad", action=action),
        ShieldRule(kinds=("*",), where="here", action="allow"),
    )
    return ShieldSettings(rules=rules)


def test_a_model_abroad_that_stands_in_gets_what_the_shield_of_abroad_lets_through() -> None:
    with scripted_server(DOWN) as down, scripted_server(GOOD) as up:
        settings = routed(
            provider("main", down), provider("spare", up, "abroad"), models=standing_in()
        )
        with trial(settings) as gateway:
            answer = ask(gateway, content=f"Ma carte nationale CIN {CIN}")
            refused = routed(*settings.providers, models=settings.models, shield=refusing("refuse"))
        with trial(refused) as gateway:
            assert ask(gateway, content=f"Ma carte nationale CIN {CIN}").status_code == 502
    assert (answer.headers["x-siyada-where"], answer.headers["x-siyada-masked"]) == (
        "abroad",
        "CIN=1",
    )
    assert len(up.received) == 1
    assert CIN.encode() not in up.received[0].body


@pytest.mark.parametrize("action", ["refuse", "reroute"])
def test_what_may_not_go_abroad_goes_to_the_model_here_that_stands_in(action: str) -> None:
    with scripted_server(GOOD) as abroad, scripted_server(GOOD) as here:
        settings = routed(
            provider("main", abroad, "abroad"),
            provider("spare", here),
            models=standing_in(),
            shield=refusing(action),
        )
        with trial(settings) as gateway:
            kept = ask(gateway, content=f"Ma carte nationale CIN {CIN}")
            let_through = ask(gateway)
    assert (answerer(kept), answerer(let_through)) == (("spare", "spare"), ("main", "main"))
    assert len(abroad.received) == 1


def test_what_must_stay_goes_to_the_model_kept_for_that() -> None:
    home = QUICK.model_copy(update={"home": ("local",)})
    with scripted_server(GOOD) as abroad, scripted_server(GOOD) as here:
        settings = routed(
            provider("main", abroad, "abroad"),
            provider("local", here),
            routing=home,
            shield=refusing("reroute"),
        )
        with trial(settings) as gateway:
            answer = ask(gateway, content=f"Ma carte nationale CIN {CIN}")
            tools = ask(gateway, content=f"Ma carte nationale CIN {CIN}", tools=TOOLS)
    assert answerer(answer) == ("local", "local")
    assert CIN in orjson.loads(here.received[0].body)["messages"][0]["content"]
    assert (tools.status_code, len(here.received), abroad.received) == (403, 1, [])
    assert CIN not in tools.text


def test_what_must_stay_goes_nowhere_when_no_model_here_can_take_it() -> None:
    with scripted_server(GOOD) as abroad:
        settings = routed(provider("main", abroad, "abroad"), shield=refusing("reroute"))
        with trial(settings) as gateway:
            assert ask(gateway, content=f"Ma carte nationale CIN {CIN}").status_code == 403
    assert abroad.received == []

"""Administration over the API: roles, reach, keys that end, and what is recorded of it."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import orjson
import pytest

from siyada.config import ProviderSettings, load_settings
from siyada.ledger.calls import DATABASE
from siyada.ledger.keys import Rights
from siyada.ledger.verify import Link, Trust, check, read_database
from siyada.models.scripted import scripted_server, whole
from siyada.server.trial import Trial, trial
from siyada.wire.chat import Json

ANSWER = {
    "choices": [{"message": {"role": "assistant", "content": "a"}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 7, "completion_tokens": 3},
}


@pytest.fixture
def gateway(few: Path) -> Iterator[Trial]:
    with scripted_server(whole(ANSWER)) as model:
        provider = ProviderSettings(name="rack", url=model.url, where="here", models=("m", "n"))
        changed = {"procedures": few, "providers": (provider,)}
        with trial(load_settings().model_copy(update=changed)) as running:
            yield running


def secret_of(gateway: Trial, role: str, project: int = 1) -> str:
    rights = Rights(role=role)  # type: ignore[arg-type]
    return gateway.services.ledger.keys.add(role, rights, project)[1]


def ask(gateway: Trial, secret: str, method: str, path: str, body: Json = None) -> httpx2.Response:
    headers = {"Authorization": f"Bearer {secret}"}
    return httpx2.request(method, gateway.url + path, json=body, headers=headers)


def chat(gateway: Trial, secret: str, model: str = "m") -> httpx2.Response:
    body = {"model": model, "messages": [{"role": "user", "content": "Salam"}], "max_tokens": 10}
    return ask(gateway, secret, "POST", "/v1/chat/completions", body)


def test_a_key_made_over_the_api_may_what_it_was_given(gateway: Trial) -> None:
    owner = secret_of(gateway, "owner")
    wish = {"name": "counter 4", "models": ["m"], "endpoints": ["/v1/chat/"]}
    made = ask(gateway, owner, "POST", "/v1/admin/keys", wish)
    assert made.status_code == 201
    secret = made.json()["secret"]
    assert chat(gateway, secret).status_code == 200
    assert chat(gateway, secret, "n").status_code == 403
    assert ask(gateway, secret, "GET", "/v1/models").status_code == 403
    listed = ask(gateway, owner, "GET", "/v1/admin/keys")
    assert secret not in listed.text
    assert "counter 4" in listed.text
    number = made.json()["number"]
    assert ask(gateway, owner, "DELETE", f"/v1/admin/keys/{number}").json()["removed"] is True
    assert chat(gateway, secret).status_code == 401


def test_a_key_sees_the_models_that_it_may_ask(gateway: Trial) -> None:
    secret = gateway.services.ledger.keys.add("counter", Rights(models=("n", "siyada")))[1]
    listed = ask(gateway, secret, "GET", "/v1/models").json()["data"]
    assert [model["id"] for model in listed] == ["siyada", "n"]
    assert ask(gateway, secret, "GET", "/v1/models/m").status_code == 404
    assert chat(gateway, secret, "siyada").status_code == 200


def test_a_key_is_used_from_its_networks_only(gateway: Trial) -> None:
    owner = secret_of(gateway, "owner")
    for networks, status in ((["192.0.2.0/24"], 403), (["127.0.0.0/8", "::1/128"], 200)):
        wish = {"name": f"from {networks[0][:4]}", "networks": networks}
        secret = ask(gateway, owner, "POST", "/v1/admin/keys", wish).json()["secret"]
        assert chat(gateway, secret).status_code == status


def test_a_key_that_is_renewed_goes_on_for_a_while(gateway: Trial) -> None:
    owner = secret_of(gateway, "owner")
    made = ask(gateway, owner, "POST", "/v1/admin/keys", {"name": "counter"}).json()
    path = f"/v1/admin/keys/{made['number']}/renew"
    second = ask(gateway, owner, "POST", path).json()
    assert [chat(gateway, one["secret"]).status_code for one in (made, second)] == [200, 200]
    third = ask(gateway, owner, "POST", path, {"overlap_seconds": 0}).json()
    statuses = [chat(gateway, one["secret"]).status_code for one in (made, second, third)]
    assert statuses == [401, 401, 200]
    assert third["number"] == made["number"]


def test_a_key_that_has_expired_is_not_known(gateway: Trial) -> None:
    owner = secret_of(gateway, "owner")
    wish = {"name": "old", "expires": "2020-01-01T00:00:00Z"}
    secret = ask(gateway, owner, "POST", "/v1/admin/keys", wish).json()["secret"]
    assert chat(gateway, secret).status_code == 401
    wrong = ask(gateway, owner, "POST", "/v1/admin/keys", {"name": "x", "expires": "soon"})
    assert (wrong.status_code, wrong.json()["param"]) == (400, "expires")


@pytest.mark.parametrize(
    ("role", "calls", "manages", "sees_usage"),
    [
        ("developer", 200, 403, 200),
        ("admin", 200, 200, 200),
        ("owner", 200, 200, 200),
        ("officer", 403, 403, 200),
        ("auditor", 403, 403, 200),
    ],
)
def test_each_role_may_what_is_documented(
    gateway: Trial, role: str, calls: int, manages: int, sees_usage: int
) -> None:
    secret = secret_of(gateway, role)
    assert chat(gateway, secret).status_code == calls
    assert ask(gateway, secret, "GET", "/v1/admin/keys").status_code == manages
    assert ask(gateway, secret, "GET", "/v1/usage").status_code == sees_usage


def test_an_admin_reaches_its_own_organisation_only(gateway: Trial) -> None:
    owner = secret_of(gateway, "owner")
    other = ask(gateway, owner, "POST", "/v1/admin/organisations", {"name": "Agadir"}).json()
    wish = {"name": "counters", "organisation": other["number"]}
    project = ask(gateway, owner, "POST", "/v1/admin/projects", wish).json()
    admin = secret_of(gateway, "admin", project["number"])
    seen = ask(gateway, admin, "GET", "/v1/admin/keys").json()["data"]
    assert [key["name"] for key in seen] == ["admin"]
    assert ask(gateway, admin, "DELETE", "/v1/admin/keys/1").status_code == 404
    assert ask(gateway, admin, "DELETE", "/v1/admin/projects/1").status_code == 404
    assert ask(gateway, admin, "GET", "/v1/usage?organisation=1").status_code == 404
    for way, path, body in (
        ("DELETE", "/v1/admin/keys/{}", None),
        ("POST", "/v1/admin/keys/{}/renew", None),
        ("DELETE", "/v1/admin/projects/{}", None),
        ("GET", "/v1/admin/limits/key/{}", None),
        ("PUT", "/v1/admin/limits/project/{}", {}),
        ("GET", "/v1/admin/limits/organisation/{}", None),
    ):
        another, nothing = (ask(gateway, admin, way, path.format(n), body) for n in (1, 999))
        assert (another.status_code, another.json()) == (404, nothing.json()), path
    assert ask(gateway, admin, "POST", "/v1/admin/keys", {"name": "b"}).status_code == 201
    for role in ("owner", "auditor", "officer"):
        wish = {"name": "c", "role": role}
        assert ask(gateway, admin, "POST", "/v1/admin/keys", wish).status_code == 403
    own = f"/v1/admin/limits/organisation/{other['number']}"
    assert ask(gateway, admin, "PUT", own, {"calls_at_once": 9}).status_code == 403
    assert ask(gateway, owner, "PUT", own, {"calls_at_once": 9}).json()["calls_at_once"] == 9


def test_a_limit_of_a_project_holds_for_its_keys_together(gateway: Trial) -> None:
    owner = secret_of(gateway, "owner")
    limits = {"requests_per_minute": 2}
    assert ask(gateway, owner, "PUT", "/v1/admin/limits/project/1", limits).status_code == 200
    keys = [gateway.services.ledger.keys.add(name)[1] for name in ("a", "b", "c")]
    answers = [chat(gateway, secret) for secret in keys]
    assert sorted(answer.status_code for answer in answers) == [200, 200, 429]
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert refused.json()["error"]["limit"] == "project.requests_per_minute"
    assert int(refused.headers["Retry-After"]) > 0


def test_nobody_is_told_to_sleep_until_a_quota_is_new(gateway: Trial) -> None:
    owner, secret = secret_of(gateway, "owner"), secret_of(gateway, "developer")
    number = next(
        key["number"]
        for key in ask(gateway, owner, "GET", "/v1/admin/keys").json()["data"]
        if key["name"] == "developer"
    )
    limits = f"/v1/admin/limits/key/{number}"
    assert ask(gateway, owner, "PUT", limits, {"tokens_per_day": 20}).status_code == 200
    answer = [chat(gateway, secret) for _ in range(12)][-1]
    assert (answer.status_code, answer.json()["code"]) == (429, "insufficient_quota")
    assert 0 < int(answer.headers["retry-after"]) <= 3_600
    assert answer.headers["x-should-retry"] == "false"


def test_use_is_summed_by_what_is_asked(gateway: Trial) -> None:
    secret = secret_of(gateway, "owner")
    chat(gateway, secret)
    chat(gateway, secret, "n")
    told = ask(gateway, secret, "GET", "/v1/usage?by=key,model").json()
    assert [(row["model"], row["requests"], row["claimed_in"]) for row in told["data"]] == [
        ("m", 1, 7),
        ("n", 1, 7),
    ]
    assert told["total"]["billed_out"] == 6
    assert told["total"]["energy"] == {"watt_hours": None, "unmeasured": 2}
    for query in ("by=name", "from=x", "to=2020-01-01&from=2021-01-01", "key=-1", "when=now"):
        assert ask(gateway, secret, "GET", f"/v1/usage?{query}").status_code == 400


def test_every_act_is_recorded_and_nobody_removes_what_they_act_with(gateway: Trial) -> None:
    owner = secret_of(gateway, "owner")
    number = gateway.services.ledger.keys.named("owner").number
    for path in (f"keys/{number}", "projects/1", "organisations/1"):
        assert ask(gateway, owner, "DELETE", f"/v1/admin/{path}").status_code == 400
    project = ask(gateway, owner, "POST", "/v1/admin/projects", {"name": "p"}).json()["number"]
    ask(gateway, owner, "DELETE", f"/v1/admin/projects/{project}")
    items = read_database(load_settings().data / DATABASE)
    records = [orjson.loads(item.record) for item in items if isinstance(item, Link)]
    told = [(one["what"], one["project"], one["by"]) for one in records if "project" in one]
    by = f"key {number}"
    assert told == [("project added", project, by), ("project removed", project, by)]


def test_the_keys_of_a_removed_project_are_useless_at_once(gateway: Trial) -> None:
    owner = secret_of(gateway, "owner")
    project = ask(gateway, owner, "POST", "/v1/admin/projects", {"name": "p"}).json()["number"]
    secret = gateway.services.ledger.keys.add("inside", None, project)[1]
    assert chat(gateway, secret).status_code == 200
    ask(gateway, owner, "DELETE", f"/v1/admin/projects/{project}")
    assert chat(gateway, secret).status_code == 401


def test_a_number_too_large_for_a_database_is_nobodys(gateway: Trial) -> None:
    owner = secret_of(gateway, "owner")
    assert ask(gateway, owner, "DELETE", f"/v1/admin/keys/{2**63}").status_code == 404
    assert ask(gateway, owner, "GET", f"/v1/admin/limits/key/{2**63}").status_code == 404
    assert ask(gateway, owner, "GET", "/v1/admin/limits/person/1").status_code == 404


def test_an_auditor_takes_the_audit_away_and_an_officer_answers_people(
    gateway: Trial, tmp_path: Path
) -> None:
    developer, auditor, officer = (
        secret_of(gateway, role) for role in ("developer", "auditor", "officer")
    )
    body = {"model": "m", "messages": [{"role": "user", "content": "Salam"}], "user": "amina"}
    for _ in range(2):
        ask(gateway, developer, "POST", "/v1/chat/completions", body)
    gateway.services.ledger.database.write(lambda _: None).result()
    signed = ask(gateway, auditor, "POST", "/v1/admin/audit/checkpoint").json()
    exported = ask(gateway, auditor, "GET", "/v1/admin/audit")
    path = tmp_path / "audit.jsonl"
    path.write_text(exported.text, encoding="utf-8")
    count, problem = check(path, Trust(public_key=signed["public_key"]))
    assert (count, problem) == (signed["number"], "")
    assert ask(gateway, developer, "GET", "/v1/admin/audit").status_code == 403
    people = "/v1/admin/people"
    told = ask(gateway, officer, "POST", f"{people}/export", {"subject": "amina"}).json()
    assert len(told["calls"]) == 2
    assert ask(gateway, auditor, "POST", f"{people}/export", {"key": 1}).status_code == 403
    assert ask(gateway, officer, "POST", f"{people}/export", {}).status_code == 400
    erased = ask(gateway, officer, "POST", f"{people}/erase", {"subject": "amina", "all": True})
    assert erased.json()["erased"] == 2
    told = ask(gateway, officer, "POST", f"{people}/export", {"subject": "amina"}).json()
    assert told["calls"] == []

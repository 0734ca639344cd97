"""People sign on with OpenID Connect: with a published provider, and against a lying one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import jwt
import pytest
from pydantic import ValidationError

from siyada.config import load_settings
from siyada.config.signon import SignonRole, SignonSettings
from siyada.ledger.keys import Rights
from siyada.server.trial import Trial, trial
from tests.server.identity import CLIENT, KEY, OTHER_KEY, Json, Told, public, published, told

BACK = "http://127.0.0.1:1/signon/callback"
"""Registered with the provider; the test goes to the server's own port instead."""

ROLES = (
    SignonRole(value="siyada-admins", role="admin"),
    SignonRole(value="dpo", role="officer"),
)


@contextmanager
def gateway(few: Path, issuer: str, secret: str | None = None) -> Iterator[Trial]:
    signon = SignonSettings(
        issuer=issuer,
        client_id=CLIENT,
        client_secret_env=secret,
        redirect_url=BACK,
        roles=ROLES,
    )
    changed = {"procedures": few, "signon": signon}
    with trial(load_settings().model_copy(update=changed)) as running:
        yield running


def begin(visitor: httpx2.Client, back: str = "/") -> tuple[str, dict[str, str]]:
    """Where the person is sent, and with what."""
    sent = visitor.get("/signon", params={"back": back})
    assert sent.status_code == 303
    address = sent.headers["location"]
    return address, {name: one[0] for name, one in parse_qs(urlsplit(address).query).items()}


def come_back(visitor: httpx2.Client, **query: str) -> httpx2.Response:
    return visitor.get("/signon/callback", params=query)


def test_a_person_signs_on_and_off_with_a_published_provider(
    few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNON_SECRET", "made up")
    people = ({"sub": "amina", "groups": ["siyada-admins"]}, {"sub": "brahim", "groups": []})
    with published(*people) as issuer, gateway(few, issuer, "SIGNON_SECRET") as running:
        for sub, status in (("amina", 303), ("brahim", 403)):
            with httpx2.Client(base_url=running.url) as visitor:
                address, _ = begin(visitor, "/fr/")
                sent = httpx2.post(address, data={"sub": sub})
                assert sent.status_code in {302, 303}
                query = parse_qs(urlsplit(sent.headers["location"]).query)
                back = come_back(visitor, **{name: one[0] for name, one in query.items()})
                assert back.status_code == status
                if status == 303:
                    assert back.headers["location"] == "/fr/"
                    me = visitor.get("/v1/admin/me").json()
                    assert (me["role"], me["organisation"]) == ("admin", 1)
                    assert "amina" not in str(me)
                    same_site = {"Origin": running.url}
                    assert visitor.post("/signoff", headers=same_site).status_code == 303
                assert visitor.get("/v1/admin/me").status_code == 401


def signed(provider: Told, nonce: str, lie: str) -> None:
    """Make the provider's next token, wrong in one way."""
    changed: dict[str, dict[str, Json]] = {
        "issuer": {"iss": "https://id.example"},
        "audience": {"aud": "another"},
        "party": {"aud": [CLIENT, "another"], "azp": "another"},
        "nonce": {"nonce": "another"},
        "no nonce": {"nonce": None},
        "expired": {"exp": 1_700_000_000},
        "not yet": {"iat": 4_000_000_000},
        "no end": {"exp": None},
        "nobody": {"sub": None},
        "no role": {"groups": ["others"]},
        "roles of another form": {"groups": [1, None]},
        "roles of no form": {"groups": 1},
    }
    claims = provider.claims(nonce, changed.get(lie, {}))
    provider.sign(claims)
    if lie == "none":
        provider.token = jwt.encode(claims, "", algorithm="none")
    elif lie == "shared secret":
        provider.token = jwt.encode(claims, "x" * 64, algorithm="HS256", headers={"kid": "1"})
    elif lie == "another key":
        provider.sign(claims, OTHER_KEY)
    elif lie == "unknown key":
        provider.token = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "2"})
    elif lie == "edited":
        head, body, signature = provider.token.split(".")
        provider.token = f"{head}.{body}A.{signature}"
    elif lie == "no token":
        provider.token = None


LIES = {
    "issuer": 403, "audience": 403, "party": 403, "nonce": 403, "no nonce": 403, "expired": 403,
    "not yet": 403, "no end": 403, "nobody": 403, "no role": 403, "roles of another form": 403,
    "roles of no form": 403,
    "none": 403, "shared secret": 403, "another key": 403, "unknown key": 403, "edited": 403,
    "no token": 502,
}  # fmt: skip


@pytest.fixture(scope="module")
def lying(few: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Told, Trial]]:
    with pytest.MonkeyPatch.context() as patch, told() as provider:
        patch.setenv("SIYADA_DATA", str(tmp_path_factory.mktemp("data")))
        with gateway(few, provider.address) as running:
            yield provider, running


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_is_wrong_signs_nobody_on(lying: tuple[Told, Trial], lie: str) -> None:
    provider, running = lying
    with httpx2.Client(base_url=running.url) as visitor:
        _, query = begin(visitor)
        signed(provider, query["nonce"], lie)
        assert come_back(visitor, code="c", state=query["state"]).status_code == LIES[lie]
        assert visitor.get("/v1/admin/me").status_code == 401


def test_a_token_that_is_right_signs_on_once_and_in_one_browser(lying: tuple[Told, Trial]) -> None:
    provider, running = lying
    with (
        httpx2.Client(base_url=running.url) as visitor,
        httpx2.Client(base_url=running.url) as other,
    ):
        address, query = begin(visitor, "//elsewhere.example/")
        assert address.startswith(provider.address + "/authorize?")
        assert query["code_challenge_method"] == "S256"
        signed(provider, query["nonce"], "")
        back = {"code": "c", "state": query["state"]}
        assert come_back(other, **back).status_code == 403
        assert come_back(visitor, **(back | {"state": "another"})).status_code == 403
        assert come_back(visitor, **back, iss="https://id.example").status_code == 403
        _, query = begin(visitor)
        signed(provider, query["nonce"], "")
        arrived = come_back(visitor, code="c", state=query["state"])
        assert (arrived.status_code, arrived.headers["location"]) == (303, "/")
        assert "HttpOnly" in arrived.headers["set-cookie"]
        assert b"code_verifier=" in provider.form
        assert come_back(visitor, code="c", state=query["state"]).status_code == 403


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ({"sub": "amina", "groups": ["siyada-admins"]}, 303),
        ({"sub": "amina", "groups": ["others"]}, 403),
        ({"sub": "amina"}, 403),
        ({"sub": "brahim", "groups": ["siyada-admins"]}, 403),
        ({"groups": ["siyada-admins"]}, 403),
        ([], 502),
    ],
)
def test_groups_that_the_token_leaves_out_are_asked_for(
    few: Path, person: Json, status: int
) -> None:
    with told() as provider:
        provider.document["userinfo_endpoint"] = provider.address + "/userinfo"
        provider.person = person
        with (
            gateway(few, provider.address) as running,
            httpx2.Client(base_url=running.url) as visitor,
        ):
            _, query = begin(visitor)
            provider.sign(provider.claims(query["nonce"], {"groups": None}))
            assert come_back(visitor, code="c", state=query["state"]).status_code == status


def test_another_site_cannot_use_a_persons_cookie(lying: tuple[Told, Trial]) -> None:
    provider, running = lying
    with httpx2.Client(base_url=running.url) as visitor:
        _, query = begin(visitor)
        signed(provider, query["nonce"], "")
        come_back(visitor, code="c", state=query["state"])
        wish = {"name": "p"}
        for headers, status in (
            ({}, 403),
            ({"Origin": "https://elsewhere.example"}, 403),
            ({"Origin": running.url}, 201),
        ):
            answer = visitor.post("/v1/admin/projects", json=wish, headers=headers)
            assert answer.status_code == status
        elsewhere = {"Origin": "https://elsewhere.example"}
        assert visitor.post("/signoff", headers=elsewhere).status_code == 403
        body = {"model": "siyada", "messages": [{"role": "user", "content": "Salam"}]}
        assert visitor.post("/v1/chat/completions", json=body).status_code == 401


def test_a_change_of_keys_logs_nobody_off(lying: tuple[Told, Trial]) -> None:
    provider, running = lying
    with httpx2.Client(base_url=running.url) as visitor:
        _, query = begin(visitor)
        signed(provider, query["nonce"], "")
        come_back(visitor, code="c", state=query["state"])
        keys = running.services.ledger.keys
        keys.add("one", Rights(role="owner"))
        keys.renew("one")
        keys.remove("one")
        assert visitor.get("/v1/admin/me").status_code == 200
        secret = visitor.cookies["siyada_session"]
        running.services.ledger.sessions.close(secret)
        assert visitor.get("/v1/admin/me").status_code == 401


def test_a_provider_that_is_another_is_not_asked(few: Path) -> None:
    with told() as provider, gateway(few, provider.address) as running:
        for wrong in (
            {"issuer": "https://id.example"},
            {"jwks_uri": "http://id.example/keys"},
            {"token_endpoint": None},
        ):
            right = dict(provider.document)
            provider.document |= wrong
            assert httpx2.get(running.url + "/signon").status_code == 502
            provider.document = right
        assert httpx2.get(running.url + "/signon").status_code == 303


def test_without_a_provider_nobody_signs_on(few: Path) -> None:
    with trial(load_settings().model_copy(update={"procedures": few})) as running:
        assert httpx2.get(running.url + "/signon").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": "http://id.example", "client_id": "c", "redirect_url": BACK, "roles": ROLES},
        {"issuer": "https://id.example"},
        {"issuer": "https://id.example", "client_id": "c", "redirect_url": BACK},
        {"redirect_url": "http://127.0.0.1/elsewhere"},
    ],
)
def test_settings_that_would_not_be_safe_are_refused(wrong: dict[str, Json]) -> None:
    with pytest.raises(ValidationError):
        SignonSettings.model_validate(wrong)


def test_the_right_key_is_found_among_those_published(few: Path) -> None:
    with told() as provider, gateway(few, provider.address) as running:
        mine = {name: value for name, value in public().items() if name not in {"alg", "use"}}
        shared = {"kty": "oct", "k": "eA", "kid": "1"}  # published all the same
        provider.keys = [shared, public(OTHER_KEY) | {"use": "enc"}, mine]
        for algorithm in ("RS256", "PS256"):
            with httpx2.Client(base_url=running.url) as visitor:
                _, query = begin(visitor)
                provider.sign(provider.claims(query["nonce"], {}), algorithm=algorithm)
                assert come_back(visitor, code="c", state=query["state"]).status_code == 303


def test_no_network_begins_sign_ons_without_end(few: Path) -> None:
    with told() as provider, gateway(few, provider.address) as running:
        with httpx2.Client(base_url=running.url) as visitor:
            for _ in range(60):
                begin(visitor)
            refused = visitor.get("/signon")
        rows = running.services.ledger.database.read().execute("SELECT count(*) FROM signons")
        assert rows.fetchone() == (60,)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0


def test_an_owner_signs_a_person_off_everywhere(lying: tuple[Told, Trial]) -> None:
    provider, running = lying
    ledger = running.services.ledger
    owner, developer = (
        ledger.keys.add(role, Rights(role=role))[1] for role in ("owner", "developer")
    )

    def sign_off(secret: str, account: str) -> httpx2.Response:
        return httpx2.post(
            f"{running.url}/v1/admin/people/sign-off",
            json={"account": account},
            headers={"Authorization": f"Bearer {secret}"},
        )

    with (
        httpx2.Client(base_url=running.url) as desk,
        httpx2.Client(base_url=running.url) as telephone,
    ):
        for visitor in (desk, telephone):
            _, query = begin(visitor)
            provider.sign(provider.claims(query["nonce"], {"sub": "driss"}))
            assert come_back(visitor, code="c", state=query["state"]).status_code == 303
        assert sign_off(developer, "driss").status_code == 403
        assert sign_off(owner, "brahim").json()["sessions"] == 0
        assert telephone.get("/v1/admin/me").status_code == 200
        assert sign_off(owner, "driss").json()["sessions"] == 2
        for visitor in (desk, telephone):
            assert visitor.get("/v1/admin/me").status_code == 401

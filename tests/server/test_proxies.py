"""Where a caller is, behind proxies: only those on this machine are believed, and what they saw."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx2
import pytest

from tests.serving import run, serving

pytestmark = pytest.mark.usefixtures("few_procedures")

SEEN = {
    "10.1.2.3": True,
    "10.1.2.3:4711": True,
    "::ffff:10.1.2.3": True,
    "[::ffff:10.1.2.3]:4711": True,
    "203.0.113.9, 10.1.2.3": True,
    "10.1.2.3, 127.0.0.1": True,  # two proxies on this machine
    "10.1.2.3, 203.0.113.9": False,  # what the caller claimed, and what the proxy saw
    "10.1.2.3.evil.example": False,
    "10.1.2.3, unknown": False,
    "010.1.2.3": False,
    "": False,
}


@dataclass(frozen=True, slots=True)
class Caller:
    """A caller whose key is limited to 10.1.0.0/16."""

    url: str
    secret: str

    def may(self, **headers: str) -> bool:
        key = {"Authorization": f"Bearer {self.secret}"}
        status = httpx2.get(f"{self.url}/v1/models", headers=key | headers, timeout=30).status_code
        assert status in {200, 403}
        return status == 200


def limited_key() -> str:
    code, secret, problem = run("keys", "add", "office", "--network", "10.1.0.0/16")
    assert code == 0, problem
    return secret.split()[0]


def callers(*hosts: str) -> Iterator[Caller]:
    secret = limited_key()
    with serving("--host", "::") as server:
        port = server.url.rsplit(":", 1)[1]
        for host in hosts:
            yield Caller(f"http://{host}:{port}", secret)


def test_a_claim_counts_from_a_proxy_on_this_machine_and_only_what_that_saw() -> None:
    # A socket of both kinds shows 127.0.0.1 as ::ffff:127.0.0.1.
    for caller in callers("127.0.0.1", "[::1]"):
        for seen, may in SEEN.items():
            assert caller.may(**{"X-Forwarded-For": seen}) is may, seen
        assert not caller.may(Forwarded="for=10.1.2.3")
        assert not caller.may(**{"X-Real-IP": "10.1.2.3", "CF-Connecting-IP": "10.1.2.3"})


def test_nobody_is_believed_who_is_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "192.0.2.1")
    for caller in callers("127.0.0.1", "[::1]"):
        assert not caller.may(**{"X-Forwarded-For": "10.1.2.3"})

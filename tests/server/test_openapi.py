"""The contract of the API holds for every address, wrong input included."""

import asyncio
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck
from hypothesis import settings as budget
from schemathesis.specs.openapi import checks as openapi_checks
from starlette.routing import Route

from siyada.config import ProviderSettings, load_settings
from siyada.config.ledger import LimitSettings
from siyada.ledger.keys import Rights
from siyada.models.scripted import scripted_server, whole
from siyada.server import app
from siyada.server.api.contract import contract
from siyada.server.trial import Trial, trial
from siyada.services import open_services
from siyada.wire.chat import Json

# A body of random JSON may be long to print: that is no fault of an answer.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

CONTRACT = contract()
OURS = ("/v1/", "/healthz", "/readyz", "/metrics", "/openapi.json")
"""Addresses that are no pages begin with these."""
ANSWER = {"choices": [{"message": {"role": "assistant", "content": "a"}, "finish_reason": "stop"}]}
VECTOR = {"data": [{"embedding": [1]}]}  # a number of every `output_dtype`
JUDGED = {"results": [{"categories": {}, "category_scores": {}}], "pages": [{"markdown": "a"}]}

schema = schemathesis.openapi.from_dict(deepcopy(CONTRACT))


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, few: Path) -> Iterator[Trial]:
    """A server with a provider that answers everything."""
    settings = load_settings(
        {
            "SIYADA_DATA": str(tmp_path_factory.mktemp("data")),
            "SIYADA_LIMITS__REQUESTS_PER_MINUTE": "1000000",
        }
    )
    with scripted_server(whole({**ANSWER, **VECTOR, **JUDGED})) as model:
        rack = ProviderSettings(name="rack", url=model.url, where="abroad", models=("m",))
        paris = rack.model_copy(update={"name": "paris", "kind": "mistral"})
        changed = {"procedures": few, "providers": (rack, paris)}
        with trial(settings.model_copy(update=changed)) as running:
            yield running


@pytest.fixture(scope="module")
def administered(tmp_path_factory: pytest.TempPathFactory, few: Path) -> Iterator[Trial]:
    """Another server, whose organisations and keys may go, with the key of an owner."""
    settings = load_settings({"SIYADA_DATA": str(tmp_path_factory.mktemp("administered"))})
    limits = LimitSettings(requests_per_minute=1_000_000)
    changed = {"procedures": few, "limits": limits}
    with trial(settings.model_copy(update=changed)) as running:
        keys = running.services.ledger.keys
        keys.add("first")
        _, owner = keys.add("owner", Rights(role="owner"))
        yield replace(running, key=owner)


examples = budget(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
ADMINISTRATION = "^/v1/(admin/|usage)"
FILES = "^/v1/shield/files"
"""Each of its requests is read in a process of its own, which takes a second."""


@schema.exclude(path_regex=f"{ADMINISTRATION}|{FILES}").parametrize()
@budget(examples, max_examples=12)
def test_every_answer_is_one_that_the_contract_describes(
    case: schemathesis.Case[Json], gateway: Trial
) -> None:
    for name in ("model", "agent_id"):
        if isinstance(case.body, dict) and case.body.get(name):
            case.body[name] = "m"  # else nearly every request asks for a model nobody has
    hold_to_contract(case, gateway)


@schema.include(path_regex=FILES).parametrize()
@budget(examples, max_examples=5)
def test_every_answer_about_files_is_one_that_the_contract_describes(
    case: schemathesis.Case[Json], gateway: Trial
) -> None:
    hold_to_contract(case, gateway)


@schema.include(path_regex=ADMINISTRATION).parametrize()
@budget(examples, max_examples=8)
def test_every_answer_of_administration_is_one_that_the_contract_describes(
    case: schemathesis.Case[Json], administered: Trial
) -> None:
    hold_to_contract(case, administered)


def hold_to_contract(case: schemathesis.Case[Json], gateway: Trial) -> None:
    answer = case.call(base_url=gateway.url, headers=gateway.headers)
    # 501 says that a part of the published API is not here; where, the contract says.
    failing = [] if answer.status_code == 501 else [schemathesis.checks.not_a_server_error]
    case.validate_response(
        answer,
        checks=[
            *failing,
            openapi_checks.status_code_conformance,
            openapi_checks.content_type_conformance,
            openapi_checks.response_schema_conformance,
            openapi_checks.unsupported_method,
        ],
    )


def test_the_contract_is_served_as_it_is_tested(gateway: Trial) -> None:
    assert httpx2.get(f"{gateway.url}/openapi.json").json() == CONTRACT


def test_the_contract_describes_every_address_of_the_api(few_procedures: Path) -> None:
    del few_procedures

    async def addresses() -> set[tuple[str, str]]:
        async with open_services(load_settings()) as services:
            return {
                (re.sub(r":(path|int)", "", route.path), method.lower())
                for route in app.routes(services)
                if isinstance(route, Route)
                for method in route.methods or ()
                if method != "HEAD"
            }

    described = {(path, method) for path, ways in CONTRACT["paths"].items() for method in ways}
    offered = {
        (path, method)
        for path, method in asyncio.run(addresses())
        if path.startswith(OURS) and path != "/v1/{rest}"
    }
    assert described == offered


def test_the_examples_of_the_contract_are_answered(gateway: Trial) -> None:
    bodies = CONTRACT["components"]["requestBodies"]
    for path, name in (
        ("/v1/chat/completions", "Chat"),
        ("/v1/shield/detect", "Texts"),
        ("/v1/responses", "Responses"),
    ):
        example = bodies[name]["content"]["application/json"]["example"]
        answer = httpx2.post(gateway.url + path, json=example, headers=gateway.headers)
        assert answer.status_code == 200, answer.text

"""What is somebody's in a library is nobody else's, on every route that looks into one.

Two tenants; each has a key of the same name, in a project and an organisation of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from siyada.config import ProviderSettings, load_settings
from siyada.config.assistants import AssistantSettings
from siyada.ledger.administration import OPERATOR
from siyada.ledger.keys import Key
from siyada.library.document import Document
from siyada.library.search import Library
from siyada.models.scripted import events, said, scripted_server
from siyada.server.trial import Trial, trial
from siyada.services import Services
from siyada.wire.chat import Json

SECRET = "Zerhoun-4417"
PRIVATE = f"L’abonnement au gymnase municipal {SECRET} coûte 90 DH par mois."
PUBLIC = "La piscine municipale ouvre à 9h00."
QUESTION = "Combien coûte l’abonnement au gymnase municipal ?"
NAME = "archive"
OWN = "lib-00000000000000000000000000000000"
"""An id of the form that callers' libraries have, and of none."""


@dataclass(frozen=True, slots=True)
class Town:
    """A server on which one tenant has papers of its own, and another asks for them."""

    server: Trial
    owner: dict[str, str]
    stranger: dict[str, str]
    library: str
    document: str

    def ask(self, who: dict[str, str], way: str, path: str, body: Json = None) -> httpx2.Response:
        url = f"{self.server.url}{path}"
        return httpx2.request(way, url, json=body, headers=who, timeout=30)


def add_key(services: Services, project: int) -> tuple[Key, dict[str, str]]:
    key, secret = services.ledger.keys.add(NAME, project=project)
    return key, {"Authorization": f"Bearer {secret}"}


def fill(data: Path, owner: Key) -> None:
    with Library(data, "papers", create=True) as library:
        library.collections.make("safe", f"key:{owner.name}")
        library.add(
            [
                Document(
                    "safe", "Règlement du gymnase municipal", PRIVATE, "fr", collection="safe"
                ),
                Document("pool", "Règlement de la piscine municipale", PUBLIC, "fr"),
            ]
        )


@pytest.fixture(scope="module")
def town(few: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    data = tmp_path_factory.mktemp("data")
    with scripted_server(events(said("Je ne sais pas.", finish="stop"))) as model:
        rack = ProviderSettings(name="rack", url=model.url, where="here", models=("m",))
        desk = AssistantSettings(model=None, record=False, libraries=("papers",))
        made = load_settings({"SIYADA_DATA": str(data)}).model_copy(
            update={"procedures": few, "providers": (rack,), "assistants": {"desk": desk}}
        )
        with trial(made) as server:
            admin = server.services.ledger.administration
            other = admin.add_organisation(OPERATOR, "other town")
            project = admin.add_project(OPERATOR, "papers", other.number)
            key, owner = add_key(server.services, 1)
            _, stranger = add_key(server.services, project.number)
            fill(data, key)
            library, document = upload(server, owner)
            yield Town(server, owner, stranger, library, document)


def upload(server: Trial, owner: dict[str, str]) -> tuple[str, str]:
    url = f"{server.url}/v1/libraries"
    library = httpx2.post(url, json={"name": SECRET}, headers=owner).json()["id"]
    files = {"file": (f"{SECRET}.txt", PRIVATE.encode())}
    added = httpx2.post(f"{url}/{library}/documents", files=files, headers=owner, timeout=60)
    return library, added.json()["id"]


def search(library: str) -> Json:
    return {"library": library, "query": QUESTION, "explain": True}


def chat(model: str, *libraries: str) -> Json:
    messages = [{"role": "user", "content": QUESTION}]
    return {"model": model, "messages": messages, "siyada": {"libraries": list(libraries)}}


def talk(*libraries: str) -> Json:
    tool = {"type": "document_library", "library_ids": list(libraries)}
    return {"model": "m", "inputs": QUESTION, "tools": [tool]}


def test_their_owner_finds_them_on_every_route(town: Town) -> None:
    for path, body in (
        ("/v1/search", search("papers")),
        ("/v1/search", search(town.library)),
        ("/v1/chat/completions", chat("desk")),
        ("/v1/chat/completions", chat("m", "papers")),
        ("/v1/chat/completions", chat("m", town.library)),
        ("/v1/conversations", talk(town.library)),
        ("/v1/conversations", talk("papers")),
    ):
        answer = town.ask(town.owner, "POST", path, body)
        assert answer.status_code == 200, (path, answer.text)
        assert SECRET in answer.text, (
            path,
            answer.json().get("siyada"),
            answer.json().get("citations"),
        )
    listed = town.ask(town.owner, "GET", "/v1/libraries").json()
    assert [one["id"] for one in listed["data"]] == [town.library]


ROUTES = [
    ("POST", "/v1/search", search),
    ("POST", "/v1/chat/completions", lambda library: chat("m", library)),
    ("POST", "/v1/chat/completions?assistant", lambda library: chat("desk", library)),
    ("POST", "/v1/conversations", talk),
    *(
        (way, f"/v1/libraries/{{library}}{rest}", lambda _, body=body: body)
        for way, rest, body in (
            ("GET", "", None),
            ("PUT", "", {"name": "x"}),
            ("PATCH", "", {"name": "x"}),
            ("DELETE", "", None),
            ("GET", "/share", None),
            ("PUT", "/share", {"share_with_uuid": "1", "share_with_type": "User"}),
            ("DELETE", "/share", {"share_with_uuid": "1", "share_with_type": "User"}),
            ("GET", "/documents", None),
            ("GET", "/documents?search=Zerhoun", None),
            ("GET", "/documents/{document}", None),
            ("PATCH", "/documents/{document}", {"name": "x"}),
            ("DELETE", "/documents/{document}", None),
            ("GET", "/documents/{document}/text_content", None),
            ("GET", "/documents/{document}/status", None),
            ("GET", "/documents/{document}/signed-url", None),
            ("GET", "/documents/{document}/extracted-text-signed-url", None),
            ("POST", "/documents/{document}/reprocess", None),
        )
    ),
]


@pytest.mark.parametrize(("way", "path", "body"), ROUTES)
def test_what_is_anothers_is_answered_as_what_is_not_there(
    town: Town, way: str, path: str, body: Json
) -> None:
    answers = []
    for library in (town.library, OWN):
        place = path.format(library=library, document=town.document)
        answers.append(town.ask(town.stranger, way, place, body(library)))
    theirs, nobodys = answers
    assert theirs.status_code == nobodys.status_code >= 400
    assert theirs.content == nobodys.content
    assert SECRET not in theirs.text


def test_a_key_of_the_same_name_in_another_organisation_is_somebody_else(town: Town) -> None:
    theirs = town.ask(town.stranger, "POST", "/v1/search", search("papers"))
    nobodys = town.ask(town.stranger, "POST", "/v1/search", search("nothing"))
    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.content == nobodys.content


def test_an_assistant_reads_to_nobody_what_is_not_shared_with_them(town: Town) -> None:
    answer = town.ask(town.stranger, "POST", "/v1/chat/completions", chat("desk"))
    assert answer.status_code == 200
    assert SECRET not in answer.text
    assert "90 DH" not in answer.text
    open_to_all = [{"role": "user", "content": "À quelle heure ouvre la piscine municipale ?"}]
    asked = {"model": "desk", "messages": open_to_all}
    assert "9h00" in town.ask(town.stranger, "POST", "/v1/chat/completions", asked).text


def test_lists_and_counts_hold_nothing_of_others(town: Town) -> None:
    listed = town.ask(town.stranger, "GET", "/v1/libraries?search=Zerhoun").json()
    assert listed["data"] == []
    assert listed["pagination"]["total_items"] == 0
    assert SECRET not in town.ask(town.stranger, "GET", "/v1/models").text
    assert SECRET not in town.ask(town.stranger, "GET", "/v1/conversations").text


def test_a_library_is_shared_with_the_number_that_is_said_or_with_nobody(town: Town) -> None:
    place = f"/v1/libraries/{town.library}/share"
    for number in ("1234567890123", "3fa85f64-5717-4562-b3fc-2c963f66afa6", "", "-1"):
        body = {"share_with_uuid": number, "share_with_type": "User"}
        assert town.ask(town.owner, "PUT", place, body).status_code == 422
    assert town.ask(town.owner, "GET", place).json()["data"] == []


def test_what_others_asked_and_thought_is_not_shown_even_in_numbers(town: Town) -> None:
    assert town.ask(town.owner, "GET", "/v1/feedback").status_code == 200
    refused = town.ask(town.stranger, "GET", "/v1/feedback")
    assert refused.status_code == 403
    assert "unanswered" not in refused.text

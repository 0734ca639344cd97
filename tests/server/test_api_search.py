"""`POST /v1/search`: what each key finds, and what it never learns of others."""

from collections.abc import Iterator

import httpx2
import pytest

from siyada.config import load_settings
from siyada.library.document import Document
from siyada.library.search import Library
from siyada.server.trial import Trial, trial
from siyada.wire.chat import Json

SECRET = "كلمةسرية"


@pytest.fixture(scope="module")
def server(few: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    data = tmp_path_factory.mktemp("data")
    with Library(data, "papers", create=True) as library:
        library.collections.make("fees", "key:trial")
        library.collections.make("cases", "key:court")
        library.add(
            [
                Document(
                    "fee",
                    "الرسوم",
                    "رسم التسجيل خمسون درهما.",
                    "ar",
                    "fees.pdf",
                    "2024-05-01",
                    "fees",
                ),
                Document(
                    "case", "القضايا", f"ملف {SECRET} ورسم التسجيل.", "ar", collection="cases"
                ),
            ]
        )
    with Library(data, "court", create=True) as library:
        library.collections.make("cases", "key:court")
        library.add([Document("case", "", f"ملف {SECRET}.", "ar", collection="cases")])
    environ = {"SIYADA_DATA": str(data), "SIYADA_PROCEDURES": str(few)}
    with trial(load_settings(environ)) as running:
        name = next(iter(running.services.ledger.keys.list())).name
        with Library(data, "papers") as library:
            library.collections.share("fees", f"key:{name}", "read")
        yield running


def post(server: Trial, **body: Json) -> httpx2.Response:
    return httpx2.post(f"{server.url}/v1/search", json=body, headers=server.headers, timeout=20)


def test_a_key_finds_what_it_may_read_with_its_place(server: Trial) -> None:
    answer = post(server, library="papers", query="رسم التسجيل", explain=True)
    [found] = answer.json()["results"]
    parts = found.pop("parts")
    assert found.pop("score") == pytest.approx(sum(parts.values()), abs=0.01)
    assert found == {
        "document": "fee", "passage": "رسم التسجيل خمسون درهما.", "start": 0, "end": 24,
        "title": "الرسوم", "source": "fees.pdf", "date": "2024-05-01", "collection": "fees",
    }  # fmt: skip


@pytest.mark.parametrize("more", [{}, {"collections": ["cases"]}, {"explain": True, "limit": 100}])
def test_nothing_of_others_is_in_an_answer(server: Trial, more: dict[str, Json]) -> None:
    answer = post(server, library="papers", query=SECRET, **more)
    assert answer.status_code == 200
    assert answer.json() == {"results": []}


def test_a_library_of_others_is_answered_like_one_that_does_not_exist(server: Trial) -> None:
    others, none = (post(server, library=name, query="ملف") for name in ("court", "nowhere"))
    assert others.status_code == none.status_code == 404
    assert others.json()["message"] == none.json()["message"]


def test_searches_are_narrowed_by_day_and_source(server: Trial) -> None:
    def found(**more: Json) -> int:
        return len(post(server, library="papers", query="رسم", **more).json()["results"])

    assert (found(since="2024"), found(since="2025"), found(source="fees.pdf")) == (1, 0, 1)


@pytest.mark.parametrize(
    "body",
    [{"query": "x"}, {"library": "papers"}, {"library": "papers", "query": "x", "limit": 0},
     {"library": "papers", "query": "x", "since": "yesterday"}],
)  # fmt: skip
def test_wrong_fields_are_named(server: Trial, body: dict[str, Json]) -> None:
    assert post(server, **body).status_code == 422


def test_a_name_that_leaves_the_folder_is_refused(server: Trial) -> None:
    assert post(server, library="../papers", query="x").status_code == 400

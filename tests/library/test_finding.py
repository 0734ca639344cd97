"""Searches with models: local ones in ONNX, those of a provider, and what they may see."""

import asyncio
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from siyada.config import ProviderSettings
from siyada.config.library import LibrarySettings
from siyada.errors import ConfigError, LibraryFailed, NotFound
from siyada.library.access import Asker
from siyada.library.document import Document
from siyada.library.finding import Finder, Findings, Tools
from siyada.library.onnx import OnnxEmbedder, OnnxReranker
from siyada.library.search import Library, Result, Scope
from siyada.library.shelf import Shelf, open_tools
from siyada.models.pool import open_pool
from siyada.models.scripted import RESET, Script, scripted_server, whole
from tests.library.tiny_models import embedder_folder, reranker_folder

VECTORS = {
    "query": [0.0, 0.0, 0.0], "شقة": [1.0, 0.0, 0.0], "برج": [0.9, 0.1, 0.0],
    "سيارة": [0.0, 1.0, 0.0], "مركبة": [0.1, 0.9, 0.0], "ضريبة": [0.0, 0.0, 1.0],
}  # fmt: skip
TEXTS = {"home": "ضريبة برج", "car": "ضريبة مركبة", "other": "ضريبة"}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(tmp_path / "data", "made", create=True)
    made.collections.make("open", "key:reader")
    made.add(Document(name, "", text, "ar", collection="open") for name, text in TEXTS.items())
    made.add([Document("hidden", "", "شقة شقة", "ar", collection="closed")])
    return made


@pytest.fixture
def embedder(tmp_path: Path) -> OnnxEmbedder:
    folder = embedder_folder(tmp_path / "tiny", VECTORS, prompts={"query": "query "})
    return OnnxEmbedder(folder)


def ask(finder: Finder, question: str, **scope: object) -> tuple[Result, ...]:
    found = asyncio.run(finder.search(question, 5, "ar", Scope(**scope)))  # type: ignore[arg-type]  # names of fields
    assert not found.without
    return found.results


def documents(results: tuple[Result, ...]) -> list[str]:
    return [result.passage.document for result in results]


def test_vectors_find_what_words_do_not(library: Library, embedder: OnnxEmbedder) -> None:
    assert "home" not in documents(library.search("شقة"))
    found = ask(Finder(library, Tools(embedder)), "شقة", explain=True)
    assert documents(found) == ["hidden", "home"]
    assert found[1].parts["vectors"] == pytest.approx(found[1].score)


def test_what_one_may_not_read_is_not_near_either(library: Library, embedder: OnnxEmbedder) -> None:
    asker = Asker(frozenset({"key:reader"}))
    assert documents(ask(Finder(library, Tools(embedder)), "شقة", asker=asker)) == ["home"]
    assert ask(Finder(library, Tools(embedder)), "شقة", asker=Asker()) == ()


def test_vectors_are_made_once_and_for_what_is_new(
    library: Library, embedder: OnnxEmbedder
) -> None:
    finder = Finder(library, Tools(embedder))
    steps: list[tuple[str, int, int]] = []
    asyncio.run(finder.refresh(lambda *step: steps.append(step)))
    assert steps[-1] == ("Making vectors", 4, 4)
    library.add([Document("new", "", "سيارة", "ar")])
    steps.clear()
    asyncio.run(finder.refresh(lambda *step: steps.append(step)))
    assert steps[-1] == ("Making vectors", 1, 1)
    library.remove("new")
    assert documents(ask(finder, "سيارة"))[0] == "car"
    assert "new" not in documents(ask(finder, "سيارة"))


def test_a_model_that_tells_nothing_apart_changes_no_order(
    library: Library, tmp_path: Path
) -> None:
    flat = {word: [1.0, 1.0, 1.0] for word in VECTORS}
    folder = embedder_folder(tmp_path / "flat", flat, prompts={})
    question = "ضريبة مركبة"
    plain = documents(library.search(question, 5, "ar"))
    assert documents(ask(Finder(library, Tools(OnnxEmbedder(folder))), question)) == plain


def test_a_reranker_decides_among_the_first(library: Library, tmp_path: Path) -> None:
    folder = reranker_folder(tmp_path / "cross", {"مركبة": 2.0, "برج": -1.0, "ضريبة": 0.5})
    tools = Tools(reranker=OnnxReranker(folder))
    assert documents(ask(Finder(library, tools), "ضريبة")) == ["car", "other", "home"]


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"model\.onnx"):
        OnnxEmbedder(tmp_path)


def provider(url: str, where: str) -> ProviderSettings:
    return ProviderSettings.model_validate(
        {"name": "rack", "url": url, "where": where, "models": ("embed", "rerank")}
    )


@pytest.mark.parametrize(("where", "leaves"), [("here", True), ("abroad", False)])
def test_a_provider_makes_vectors_and_abroad_sees_masked_texts(
    tmp_path: Path, where: str, leaves: bool
) -> None:
    library = Library(tmp_path, "made", create=True)
    library.add([Document("a", "", "ملف صاحب البطاقة BH451207", "ar")])
    rows = [{"index": 0, "embedding": [3.0, 4.0]}]

    async def made() -> tuple[list[float], str]:
        with scripted_server(whole({"data": rows})) as server:
            settings = LibrarySettings(vectors_model="embed")
            async with open_pool((provider(server.url, where),)) as pool:
                tools = open_tools(settings, pool, lambda text: text.replace("BH451207", "[CIN]"))
                await Finder(library, tools).refresh()
            [[blob]] = library.store.rows("SELECT vector FROM vectors")
            return np.frombuffer(blob, "<f4").tolist(), server.received[0].body.decode()

    vector, sent = asyncio.run(made())
    assert vector == pytest.approx([0.6, 0.8])
    assert ("BH451207" in sent) == leaves


def test_a_provider_reads_passages_again(library: Library) -> None:
    scores = [{"index": n, "relevance_score": n / 10} for n in range(3)]

    async def made() -> tuple[Result, ...]:
        with scripted_server(whole({"results": scores})) as server:
            async with open_pool((provider(server.url, "here"),)) as pool:
                tools = open_tools(LibrarySettings(reranker_model="rerank"), pool, str)
                return (await Finder(library, tools).search("ضريبة", 3, "ar")).results

    first = documents(library.search("ضريبة", 3, "ar"))
    assert documents(asyncio.run(made())) == first[::-1]


def test_a_provider_that_gives_no_vectors_is_named(library: Library) -> None:
    async def made() -> tuple[str, ...]:
        with scripted_server(whole({"data": [{"index": 0}]})) as server:
            async with open_pool((provider(server.url, "here"),)) as pool:
                tools = open_tools(LibrarySettings(vectors_model="embed"), pool, str)
                return await Finder(library, tools).refresh()

    [said] = asyncio.run(made())
    assert "rack/embed" in said


def vectors_of(length: int, texts: int) -> Script:
    rows = [{"index": n, "embedding": [1.0] * length} for n in range(texts)]
    return whole({"data": rows})


@pytest.mark.parametrize(
    ("asked", "why", "code"),
    [
        (Script((), status=500), "rack failed", "provider_failed"),
        (Script((b"<html>",), content_type="text/html"), "rack", "provider_failed"),
        (vectors_of(2, 1), "several lengths", "library_failed"),
        (vectors_of(3, 0), "no vectors", "library_failed"),
        (Script((RESET,)), "rack", "provider_failed"),
        (Script((5.0,)), "0.5 seconds", "provider_silent"),
    ],
    ids=["error", "page", "other-length", "none", "broken", "slow"],
)
def test_words_answer_where_a_model_fails_and_it_is_said(
    library: Library, asked: Script, why: str, code: str
) -> None:
    told: list[tuple[str, str]] = []

    async def made() -> Findings:
        with scripted_server(vectors_of(3, 4), asked) as server:
            async with open_pool((provider(server.url, "here"),)) as pool:
                tools = open_tools(LibrarySettings(vectors_model="embed"), pool, str)
                tools = replace(tools, missed=lambda *missed: told.append(missed))
                finder = Finder(library, tools, patience=0.5)
                assert await finder.refresh() == ()
                return await finder.search("ضريبة مركبة", 5, "ar")

    found = asyncio.run(made())
    assert documents(found.results) == documents(library.search("ضريبة مركبة", 5, "ar"))
    [said] = found.without
    assert why in said
    assert said.startswith("Vectors had no part")
    assert told == [("vectors", code)]


def test_the_order_of_words_stands_where_no_passage_is_read_again(library: Library) -> None:
    async def made() -> Findings:
        with scripted_server(Script((), status=503)) as server:
            async with open_pool((provider(server.url, "here"),)) as pool:
                tools = open_tools(LibrarySettings(reranker_model="rerank"), pool, str)
                return await Finder(library, tools).search("ضريبة", 3, "ar")

    found = asyncio.run(made())
    assert documents(found.results) == documents(library.search("ضريبة", 3, "ar"))
    [said] = found.without
    assert said.startswith("No passage was read again. ")


def test_vectors_of_another_length_are_not_kept(library: Library) -> None:
    async def made() -> tuple[str, ...]:
        with scripted_server(vectors_of(3, 4), vectors_of(2, 1)) as server:
            async with open_pool((provider(server.url, "here"),)) as pool:
                tools = open_tools(LibrarySettings(vectors_model="embed"), pool, str)
                finder = Finder(library, tools)
                assert await finder.refresh() == ()
                library.add([Document("new", "", "سيارة", "ar")])
                return await finder.refresh()

    [said] = asyncio.run(made())
    assert "several lengths" in said
    assert library.store.rows("SELECT count(*), max(length(vector)) FROM vectors") == [(4, 12)]


def test_a_model_that_nobody_offers_stops_the_start() -> None:
    async def made() -> None:
        async with open_pool(()) as pool:
            open_tools(LibrarySettings(vectors_model="nowhere"), pool, str)

    with pytest.raises(ConfigError, match=r"library\.vectors_model"):
        asyncio.run(made())


def test_a_library_that_one_may_not_read_is_none_for_them(tmp_path: Path, library: Library) -> None:
    library.close()
    shelf = Shelf(tmp_path / "data")
    asked = [("made", Asker()), ("nowhere", Asker(frozenset({"key:reader"})))]
    messages = []
    for name, asker in asked:
        with pytest.raises(NotFound) as refused, shelf.finder(name, asker):
            pass
        messages.append(refused.value.message)
    assert messages[0] == messages[1]
    with shelf.finder("made", Asker(frozenset({"key:reader"}))) as finder:
        assert ask(finder, "ضريبة")
    shelf.close()


def test_a_library_that_somebody_is_at_stays_open_however_many_others_are_opened(
    tmp_path: Path,
) -> None:
    for name in ("a", "b", "c"):
        with Library(tmp_path, name, create=True) as made:
            made.add([Document("fee", "", "ضريبة برج", "ar")])
    shelf = Shelf(tmp_path, most=1)
    with shelf.open("a") as first:
        for name in ("b", "c"):
            with shelf.open(name) as finder:
                assert ask(finder, "ضريبة")
        assert ask(first, "ضريبة")
        shelf.forget("a")
        assert ask(first, "ضريبة")
    with pytest.raises(LibraryFailed):
        ask(first, "ضريبة")  # closed, now that nobody is at it
    with shelf.open("a") as again:
        assert ask(again, "ضريبة")
    shelf.close()

"""The word index: it follows the store, and is worth nothing by itself."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from siyada.errors import LibraryFailed
from siyada.library.document import Document
from siyada.library.fingerprint import sources
from siyada.library.index import WordIndex
from siyada.library.store import FILE, Store
from siyada.library.terms import Terms, of_question
from siyada.library.wanted import EVERYTHING, Filter

TEXTS = {
    "card": "Deux photos et un timbre pour la carte nationale.",
    "tax": "La vignette se paie en janvier.",
    "birth": "La naissance est déclarée dans les trente jours.",
}


def documents(**texts: str) -> list[Document]:
    return [Document(name, "", text, "fr") for name, text in (texts or TEXTS).items()]


def found(store: Store, question: str, index: WordIndex | None = None) -> list[str]:
    """The ids of the documents that hold a word of the question, best first."""
    asked = of_question(question, "fr")
    hits = (index or WordIndex(store)).search({"words": asked.terms["words"]}, {"words": 1.0}, 10)
    passages = store.passages([number for number, _ in hits])
    return [passages[number].document for number, _ in hits]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "made")
    made.add(documents())
    return made


def test_a_passage_is_found_by_its_words(store: Store) -> None:
    assert found(store, "quand payer la vignette ?") == ["tax"]
    assert found(store, "un timbre") == ["card"]
    assert found(store, "astronomie") == []


def test_what_holds_more_and_rarer_words_comes_first(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add(documents(a="carte carte photo", b="carte timbre", c="carte", d="carte", e="carte"))
    assert found(store, "carte timbre")[0] == "b"


def test_a_score_is_a_share_of_the_best_that_could_be(store: Store) -> None:
    index = WordIndex(store)
    asked: Terms = {"words": of_question("vignette, janvier", "fr").terms["words"]}
    more: Terms = {"words": {**asked["words"], "absent": 1.0}}
    ((_, whole),) = index.search(asked, {"words": 1.0}, 10)
    ((_, half),) = index.search(asked, {"words": 0.5}, 10)
    ((_, part),) = index.search(more, {"words": 1.0}, 10)
    assert 0.3 < whole < 1.0
    assert half == pytest.approx(whole / 2)
    assert part < whole


def test_only_the_rarest_words_of_a_long_question_are_looked_for(store: Store) -> None:
    store.add(documents(long=" ".join(f"mot{n}" for n in range(1_000))))
    assert found(store, " ".join(f"mot{n}" for n in range(1_000)) + " vignette")[0] == "long"


def test_additions_and_removals_are_found_by_an_index_that_is_open(store: Store) -> None:
    index = WordIndex(store)
    assert found(store, "vignette", index) == ["tax"]
    store.add(documents(tax="La taxe se paie en ligne.", permit="Le permis et la vignette."))
    assert found(store, "vignette", index) == ["permit"]
    assert found(store, "taxe", index) == ["tax"]
    store.remove("permit")
    assert found(store, "vignette", index) == []


def test_what_was_indexed_is_not_indexed_again(store: Store) -> None:
    steps: list[tuple[int, int]] = []

    def note(_: str, done: int, total: int) -> None:
        steps.append((done, total))

    WordIndex(store).refresh(note)
    assert steps == [(3, 3)]
    WordIndex(store).refresh(note)
    assert steps == [(3, 3)]
    store.add(documents(permit="Le permis."))
    WordIndex(store).refresh(note)
    assert steps == [(3, 3), (1, 1)]


def every_file(folder: Path) -> list[Path]:
    return [path for path in (folder / "words").iterdir() if path.stat().st_size]


def replaced(path: Path, content: bytes | bytearray) -> None:
    """Write another file of the name: one that is mapped must not shrink under its reader."""
    path.unlink()
    path.write_bytes(content)


def bits_flipped(folder: Path) -> None:
    for path in every_file(folder):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 0xFF
        replaced(path, content)


def cut(folder: Path) -> None:
    for path in every_file(folder):
        replaced(path, path.read_bytes()[:-1])


def removed(folder: Path) -> None:
    shutil.rmtree(folder / "words")


def a_file_removed(folder: Path) -> None:
    next((folder / "words").glob("*.idx")).unlink()


def state_garbled(folder: Path) -> None:
    (folder / "words.json").write_bytes(b'{"made_by": 7}')


def state_removed(folder: Path) -> None:
    (folder / "words.json").unlink()


@pytest.mark.parametrize(
    "damage", [bits_flipped, cut, removed, a_file_removed, state_garbled, state_removed]
)
def test_a_damaged_index_is_made_again(store: Store, damage: Callable[[Path], None]) -> None:
    assert found(store, "vignette") == ["tax"]
    damage(store.folder)
    assert found(store, "vignette") == ["tax"]
    assert found(store, "naissance") == ["birth"]


def _another_release(folder: Path, **kept: str) -> None:
    state = folder / "words.json"
    state.write_bytes(orjson.dumps({**orjson.loads(state.read_bytes()), **kept}))


def _again(store: Store) -> list[tuple[int, int]]:
    """How far a new process comes with making the index."""
    steps: list[tuple[int, int]] = []
    WordIndex(store).refresh(lambda _, done, total: steps.append((done, total)))
    return steps


def test_an_index_of_another_release_that_answers_the_same_is_kept(store: Store) -> None:
    WordIndex(store).refresh()
    _another_release(store.folder, made_by="older")
    assert _again(store) == []
    assert orjson.loads((store.folder / "words.json").read_bytes())["made_by"] == sources()
    assert found(store, "vignette") == ["tax"]


def test_an_index_of_a_release_that_answered_otherwise_is_made_again(store: Store) -> None:
    WordIndex(store).refresh()
    _another_release(store.folder, made_by="older", answers="others")
    assert _again(store) == [(0, 1), (3, 3)]


def test_a_library_put_back_from_a_copy_is_indexed_as_it_is_now(tmp_path: Path) -> None:
    store = Store(tmp_path / "made")
    store.add(documents())
    store.close()
    copy = (tmp_path / "made" / FILE).read_bytes()
    store = Store(tmp_path / "made")
    store.add(documents(permit="Le permis et la vignette."))
    assert set(found(store, "vignette")) == {"tax", "permit"}
    store.close()
    (tmp_path / "made" / FILE).write_bytes(copy)
    store = Store(tmp_path / "made")
    store.add(documents(other="Le certificat."))
    assert found(store, "vignette") == ["tax"]
    assert found(store, "certificat") == ["other"]
    store.close()


def test_an_index_that_cannot_be_written_is_a_clear_error(store: Store) -> None:
    (store.folder / "words").write_text("in the way", encoding="utf-8")
    with pytest.raises(LibraryFailed, match="unharmed"):
        WordIndex(store).refresh()


def test_searches_go_on_while_documents_come_and_go(store: Store) -> None:
    index = WordIndex(store)
    wrong: list[object] = []

    def search() -> None:
        for _ in range(40):
            try:
                if "tax" not in found(store, "vignette", index):
                    wrong.append("not found")
            except LibraryFailed as error:
                wrong.append(error)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(5):
        store.add(documents(**{f"new{number}": "Le permis."}))
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(found(store, "permis", index)) == 5


LONG = (
    "Quelles photos, quels timbres et quelle déclaration de naissance faut-il apporter en janvier "
    "pour payer la vignette, renouveler la carte nationale et déclarer un enfant dans les trente "
    "jours, le mardi ou le vendredi, à la préfecture de la ville ou à la commune du quartier ?"
)


def test_two_steps_give_the_scores_of_one(tmp_path: Path) -> None:
    store = Store(tmp_path / "made")
    days = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")
    store.add(documents())
    store.add(
        Document(f"{text}-{n}", "", f"{TEXTS[text]} Le {days[n % 5]}, guichet {n}.", "fr",
                 collection="open" if n % 2 else "closed")
        for text in TEXTS for n in range(40)
    )  # fmt: skip
    asked = of_question(LONG, "fr")
    assert sum(map(len, asked.terms.values())) > 100
    whole, stepwise = WordIndex(store), WordIndex(store, large=0)
    for within in (EVERYTHING, Filter(collections=frozenset({"open"}))):
        one = dict(whole.search(asked.terms, asked.shares, 200, within))
        two = stepwise.search(asked.terms, asked.shares, 10, within)
        assert len(two) == 10
        assert two[0][1] == pytest.approx(max(one.values()), rel=1e-4)
        for number, score in two:
            assert score == pytest.approx(one[number], rel=1e-4)


def test_two_steps_of_nothing_find_nothing(store: Store) -> None:
    index = WordIndex(store, large=0)
    assert index.search({"words": {}}, {"words": 1.0}, 10) == []
    assert index.search({"words": {"astronomi": 1.0}}, {"words": 1.0}, 10) == []
    assert found(store, "un timbre", index) == ["card"]

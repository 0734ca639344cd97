"""A library's documents in SQLite: changes, copies, and what can go wrong with the file."""

import multiprocessing
import sqlite3
from collections.abc import Iterator
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from siyada.errors import LibraryFailed, ProviderSilent
from siyada.library.document import Document
from siyada.library.store import BEGINNING, FILE, Change, Counts, Store

CARD = Document("card", "Carte", "Deux photos.", "fr")
TAX = Document("tax", "Taxe", "Un formulaire.", "fr")


def passages(store: Store) -> dict[str, str]:
    found = store.added_between(BEGINNING, store.last_change())
    return {passage.id: passage.text for _, passage in found}


def test_documents_are_kept_as_passages(tmp_path: Path) -> None:
    store = Store(tmp_path / "made")
    store.add([CARD, TAX])
    assert store.counts() == Counts(2, 2)
    assert passages(store) == {"card#1": "Deux photos.", "tax#1": "Un formulaire."}
    store.close()
    again = Store(tmp_path / "made")
    assert again.counts() == Counts(2, 2)
    again.close()


def test_a_document_with_a_known_id_takes_the_place_of_the_other(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add([CARD, TAX])
    before = store.last_change()
    ((number, _),) = ((n, p) for n, p in store.added_between(BEGINNING, before) if p.id == "card#1")
    store.add([Document("card", "Carte", "Trois photos.", "fr")])
    assert passages(store) == {"card#1": "Trois photos.", "tax#1": "Un formulaire."}
    assert store.removed_since(before) == [number]
    assert [p.text for _, p in store.added_between(before, store.last_change())] == [
        "Trois photos."
    ]
    assert store.passages([number]) == {}
    store.close()


def test_the_same_document_again_changes_no_passage(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add([CARD])
    before = store.last_change()
    store.add([CARD])
    assert store.count_between(before, store.last_change()) == 0
    assert store.removed_since(before) == []
    store.close()


def test_a_document_can_be_removed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add([CARD, TAX])
    assert store.remove("card")
    assert not store.remove("card")
    assert passages(store) == {"tax#1": "Un formulaire."}
    store.close()


def test_an_addition_is_all_or_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add([CARD])
    before = store.last_change()

    def documents() -> Iterator[Document]:
        yield TAX
        raise ProviderSilent("the next document does not come")

    with pytest.raises(ProviderSilent):
        store.add(documents())
    assert store.counts() == Counts(1, 1)
    assert store.last_change() == before
    store.add([TAX])
    assert store.counts() == Counts(2, 2)
    store.close()


def test_a_change_that_another_copy_went_through_is_not_ours(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.went_through(BEGINNING)
    store.add([CARD])
    first = store.last_change()
    store.add([TAX])
    assert store.went_through(first)
    assert not store.went_through(Change(first.number, "another mark"))
    assert not store.went_through(Change(99, first.mark))
    store.close()


def test_text_is_kept_to_the_last_sign(tmp_path: Path) -> None:
    text = "a\x00b \u200fمرحبا ⵣ \U0001f642 e\u0301"
    store = Store(tmp_path)
    store.add([Document("d", "t", text, "ar")])
    assert passages(store) == {"d#1": text}
    store.close()


def test_many_passages_are_read_in_pieces(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add(Document(f"d{n}", "t", f"texte {n}", "fr") for n in range(1_200))
    found = store.added_between(BEGINNING, store.last_change())
    numbers = [number for number, _ in found]
    assert len(numbers) == len(set(numbers)) == len(store.passages(numbers)) == 1_200
    store.close()


def test_a_damaged_file_is_a_clear_error_and_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database" * 500)
    with pytest.raises(LibraryFailed, match="damaged"):
        Store(tmp_path)
    assert (tmp_path / FILE).read_bytes().startswith(b"not a database")


def test_damage_inside_the_file_is_a_clear_error(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add(Document(f"d{n}", "t", f"texte {n} " * 50, "fr") for n in range(200))
    store.close()
    content = bytearray((tmp_path / FILE).read_bytes())
    content[8192:] = b"\xff" * len(content[8192:])
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(LibraryFailed, match="damaged"):
        list(Store(tmp_path).added_between(BEGINNING, Change(1, "")))


def test_a_library_of_another_release_is_a_clear_error(tmp_path: Path) -> None:
    Store(tmp_path).close()
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LibraryFailed, match="another release"):
        Store(tmp_path)


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(LibraryFailed, match="SIYADA_DATA"):
        Store(tmp_path / "file" / "library")


def test_many_processes_may_begin_the_same_library_at_once(tmp_path: Path) -> None:
    # Not by `fork`: what runs the tests may have threads, whose locks would be copied as they are.
    context = multiprocessing.get_context("forkserver")
    ready = context.Barrier(6)
    begun = [context.Process(target=_begin, args=(ready, tmp_path)) for _ in range(6)]
    for process in begun:
        process.start()
    for process in begun:
        process.join(120)
    assert [process.exitcode for process in begun] == [0] * 6


def _begin(ready: Barrier, folder: Path) -> None:
    for number in range(15):
        ready.wait(60)
        Store(folder / f"{number}").close()

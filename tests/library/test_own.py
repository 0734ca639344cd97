"""Libraries that callers make: documents once each, in pages, whole after an interruption."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from siyada.errors import NotFound
from siyada.library.access import Asker
from siyada.library.own import OwnLibraries, OwnLibrary, Part
from siyada.library.search import Library

OWNER, OTHER = Asker(frozenset({"key-number:1"})), Asker(frozenset({"key-number:2"}))


@pytest.fixture
def libraries(tmp_path: Path) -> Iterator[OwnLibraries]:
    with closing(OwnLibraries(tmp_path)) as opened:
        yield opened


@pytest.fixture
def pool(libraries: OwnLibraries) -> OwnLibrary:
    return libraries.make("key-number:1", "Piscine", "")


def add(libraries: OwnLibraries, library: OwnLibrary, name: str, text: str) -> str:
    return libraries.add(OWNER, library.id, "1", name, text.encode()).id


def test_a_file_stands_in_a_library_once(libraries: OwnLibraries, pool: OwnLibrary) -> None:
    first = add(libraries, pool, "a.txt", "La piscine ouvre à 9h.")
    assert add(libraries, pool, "b.txt", "La piscine ouvre à 9h.") == first
    assert add(libraries, pool, "c.txt", "Le parc ferme la nuit.") != first
    assert libraries.totals(OWNER, pool.id) == (2, 45)


def test_documents_are_listed_in_pages_by_name(libraries: OwnLibraries, pool: OwnLibrary) -> None:
    for name in ("b.txt", "A.txt", "c.md"):
        add(libraries, pool, name, f"Texte de {name}.")
    by_name = Part(order="name", down=False, size=2)
    first = [kept.name for kept in libraries.documents(OWNER, pool.id, by_name)]
    rest = [kept.name for kept in libraries.documents(OWNER, pool.id, replace(by_name, page=1))]
    assert (first, rest) == (["A.txt", "b.txt"], ["c.md"])
    found = libraries.documents(OWNER, pool.id, Part(search=".TXT"))
    assert {kept.name for kept in found} == {"A.txt", "b.txt"}
    assert libraries.count(OWNER, pool.id, "%") == 0
    with pytest.raises(NotFound):
        libraries.documents(OTHER, pool.id)


def test_what_a_killed_upload_left_is_completed_by_the_next(
    libraries: OwnLibraries, pool: OwnLibrary, tmp_path: Path
) -> None:
    document = add(libraries, pool, "a.txt", "La piscine ouvre à 9h.")
    with Library(tmp_path, pool.id) as library:
        library.remove(document)  # its line was written, its text not yet
    with pytest.raises(NotFound):
        libraries.text(OWNER, pool.id, document)
    assert add(libraries, pool, "a.txt", "La piscine ouvre à 9h.") == document
    assert "9h" in libraries.text(OWNER, pool.id, document)


def test_a_removed_library_leaves_nothing(
    libraries: OwnLibraries, pool: OwnLibrary, tmp_path: Path
) -> None:
    add(libraries, pool, "a.txt", "La piscine ouvre à 9h.")
    with pytest.raises(NotFound):
        libraries.remove(OTHER, pool.id)
    libraries.remove(OWNER, pool.id)
    assert not (tmp_path / "libraries" / pool.id).exists()
    assert libraries.of(OWNER) == []

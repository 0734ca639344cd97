"""Uploaded files: sealed, of one key alone, gone when their time is over."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from siyada.config import Settings, load_settings
from siyada.errors import InvalidRequest, LedgerFailed, NotFound, TooLarge
from siyada.memory.files import Files, Stored

NEW = Stored("", 1, "Dossier de Karim.txt", "text/plain", "ocr", 0, 0, 0)


@pytest.fixture
def settings(data_folder: Path) -> Settings:
    return load_settings({"SIYADA_DATA": str(data_folder), "SIYADA_FILES__BYTES_PER_KEY": "1000"})


@pytest.fixture
def files(settings: Settings) -> Iterator[Files]:
    opened = Files(settings)
    yield opened
    opened.close()


def test_a_file_is_read_as_it_was_and_nobody_reads_it_on_the_disk(
    files: Files, data_folder: Path
) -> None:
    stored = files.add(NEW, b"CIN BE123456")
    assert files.content(1, stored.id) == b"CIN BE123456"
    assert [one.name for one in files.of(1)] == ["Dossier de Karim.txt"]
    for path in data_folder.rglob("*"):
        if path.is_file():
            assert b"BE123456" not in path.read_bytes()
            assert b"Karim" not in path.read_bytes()
            assert path.stat().st_mode & 0o077 == 0


def test_another_key_finds_nothing(files: Files) -> None:
    stored = files.add(NEW, b"a")
    assert list(files.of(2)) == []
    for ask in (files.one, files.content, files.remove):
        with pytest.raises(NotFound):
            ask(2, stored.id)
    assert files.content(1, stored.id) == b"a"


def test_what_was_removed_is_gone_from_the_disk(files: Files, data_folder: Path) -> None:
    stored = files.add(NEW, b"a")
    files.remove(1, stored.id)
    assert not list(data_folder.rglob("*.sealed"))
    with pytest.raises(NotFound):
        files.one(1, stored.id)


def test_files_go_when_their_time_is_over(settings: Settings, data_folder: Path) -> None:
    files = Files(settings)
    stored = files.add(replace(NEW, expires=int(time.time()) - 1), b"a")
    with pytest.raises(NotFound):
        files.content(1, stored.id)
    files.close()
    Files(settings).close()
    assert not list(data_folder.rglob("*.sealed"))


def test_nothing_is_kept_longer_than_the_settings_say(files: Files) -> None:
    stored = files.add(replace(NEW, expires=2**40), b"a")
    assert stored.expires <= time.time() + 30 * 86_400


def test_a_key_may_keep_so_much_and_no_more(files: Files) -> None:
    files.add(NEW, b"a" * 600)
    with pytest.raises(TooLarge):
        files.add(NEW, b"a" * 600)
    files.add(replace(NEW, owner=2), b"a" * 600)


@pytest.mark.parametrize("name", ["", "..//", "a\nb", "ا" * 200])
def test_names_that_no_file_can_have_are_refused(files: Files, name: str) -> None:
    with pytest.raises(InvalidRequest):
        files.add(replace(NEW, name=name), b"a")


def test_of_a_path_the_name_is_kept(files: Files) -> None:
    assert files.add(replace(NEW, name="../../etc/passwd"), b"a").name == "passwd"
    assert files.add(replace(NEW, name="C:\\Users\\a.pdf"), b"a").name == "a.pdf"


def test_a_changed_file_is_not_given_out(files: Files, data_folder: Path) -> None:
    first, second = files.add(NEW, b"first"), files.add(NEW, b"second")
    folder = data_folder / "files"
    (folder / f"{first.id}.sealed").write_bytes((folder / f"{second.id}.sealed").read_bytes())
    with pytest.raises(LedgerFailed, match="it was changed"):
        files.content(1, first.id)


def test_a_signed_address_is_valid_until_its_time_and_for_its_file(files: Files) -> None:
    stored, other = files.add(NEW, b"a"), files.add(NEW, b"b")
    until = int(time.time()) + 60
    signature = files.sign(stored, until)
    assert files.signed(stored.id, 1, until, signature) == stored
    wrong = [
        (other.id, 1, until, signature),
        (stored.id, 1, until + 1, signature),
        (stored.id, 2, until, signature),
        (stored.id, 1, 1, files.sign(stored, 1)),
        (stored.id, 1, until, ""),
        (stored.id, 1, until, "é"),
    ]
    for asked in wrong:
        with pytest.raises(NotFound):
            files.signed(*asked)

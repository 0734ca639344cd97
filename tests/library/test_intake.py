"""Files taken in: what is new, what changed, what is the same, what cannot be read."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from siyada.formats.apart import FileReader
from siyada.library.intake import Intake, files_of
from siyada.library.search import Library
from siyada.library.store import Counts
from tests.formats.test_files import REFUSED


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "papers"
    (folder / "laws").mkdir(parents=True)
    (folder / "laws" / "fees.md").write_text("# رسوم\n\nرسم التسجيل خمسون درهما.", encoding="utf-8")
    (folder / "note.txt").write_text("يفتح المكتب يوم الاثنين.", encoding="utf-8")
    (folder / "cut.docx").write_bytes(b"PK\x03\x04 nothing")
    (folder / ".hidden.txt").write_text("x")
    monkeypatch.chdir(tmp_path)
    return Path("papers")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data", "made", create=True)


def take(library: Library, folder: Path) -> dict[str, str]:
    with FileReader() as reader:
        intake = Intake(library, reader)
        return {taken.path: taken.outcome for taken in map(intake.take, files_of([folder]))}


def test_files_are_taken_in_once_and_again_when_they_change(library: Library, papers: Path) -> None:
    assert take(library, papers) == {
        "papers/cut.docx": "unread", "papers/laws/fees.md": "added", "papers/note.txt": "added",
    }  # fmt: skip
    change = library.store.last_change()
    assert take(library, papers)["papers/laws/fees.md"] == "unchanged"
    assert library.store.last_change() == change
    (papers / "note.txt").write_text("يفتح المكتب يوم الثلاثاء.", encoding="utf-8")
    assert take(library, papers)["papers/note.txt"] == "changed"
    [result] = library.search("الثلاثاء")
    assert (result.passage.document, result.passage.source) == ("papers/note.txt",) * 2
    versions = library.store.rows("SELECT version FROM versions WHERE document = 'papers/note.txt'")
    assert versions == [(1,), (2,)]


def test_what_cannot_be_read_is_remembered_with_its_reason(library: Library, papers: Path) -> None:
    take(library, papers)
    with FileReader() as reader:
        [unread] = Intake(library, reader).unread()
    assert (unread.path, unread.reason) == ("papers/cut.docx", "damaged")
    assert unread.unread[0].startswith("The file is cut")


def test_the_same_file_twice_is_one_document(library: Library, papers: Path) -> None:
    take(library, papers)
    (papers / "copy.txt").write_bytes((papers / "note.txt").read_bytes())
    assert take(library, papers)["papers/copy.txt"] == "duplicate"
    assert library.counts() == Counts(2, 2)
    (papers / "laws" / "fees.md").write_bytes((papers / "note.txt").read_bytes())
    assert take(library, papers)["papers/laws/fees.md"] == "duplicate"
    assert library.search("خمسون درهما") == ()


def test_what_is_gone_is_named_and_goes_when_told(library: Library, papers: Path) -> None:
    take(library, papers)
    (papers / "copy.txt").write_bytes((papers / "note.txt").read_bytes())
    take(library, papers)
    (papers / "note.txt").unlink()
    (papers / "laws" / "fees.md").unlink()
    with FileReader() as reader:
        intake = Intake(library, reader)
        assert [taken.outcome for taken in intake.missing(papers)] == ["missing", "missing"]
        assert {t.path for t in intake.missing(papers, remove=True)} == {
            "papers/laws/fees.md", "papers/note.txt",
        }  # fmt: skip
    assert library.search("خمسون درهما") == ()


def test_a_text_whose_file_is_gone_goes_on_under_the_name_of_a_duplicate(
    library: Library, papers: Path
) -> None:
    take(library, papers)
    for name in ("copy.txt", "third.txt"):
        (papers / name).write_bytes((papers / "note.txt").read_bytes())
    take(library, papers)
    (papers / "note.txt").unlink()
    with FileReader() as reader:
        gone = list(Intake(library, reader).missing(papers, remove=True))
    assert [one.path for one in gone] == ["papers/note.txt"]
    [result] = library.search("يوم الاثنين")
    assert (result.passage.document, result.passage.source) == ("papers/copy.txt",) * 2
    assert take(library, papers)["papers/third.txt"] == "unchanged"
    (papers / "copy.txt").unlink()
    (papers / "third.txt").unlink()
    with FileReader() as reader:
        assert len(list(Intake(library, reader).missing(papers, remove=True))) == 2
    assert library.search("يوم الاثنين") == ()


@pytest.mark.parametrize("seconds", [0.5, 1.2])
def test_a_killed_process_leaves_a_library_that_is_whole(
    tmp_path: Path, papers: Path, seconds: float
) -> None:
    for n in range(50):
        (papers / f"{n}.txt").write_text(f"وثيقة رقم {n} حول رسوم الأسواق.", encoding="utf-8")
    environ = {**os.environ, "SIYADA_DATA": str(tmp_path / "data")}
    command = [sys.executable, "-m", "siyada", "index", "papers", "--library", "made"]
    process = subprocess.Popen(
        command, env=environ, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with Library(tmp_path / "data", "made") as library:
        assert library.counts().documents == 52
        found = library.search("رسوم الأسواق", 1000)
        assert sum("الأسواق" in result.passage.text for result in found) == 50


def test_each_bad_file_is_named_with_its_reason_and_the_rest_is_taken_in(
    library: Library, papers: Path
) -> None:
    for name, content, _ in REFUSED:
        (papers / f"bad-{name}").write_bytes(content)
    with FileReader() as reader:
        intake = Intake(library, reader)
        taken = {one.path.rpartition("/")[2]: one for one in map(intake.take, files_of([papers]))}
    for name, _, reason in REFUSED:
        assert (taken[f"bad-{name}"].outcome, taken[f"bad-{name}"].reason) == ("unread", reason)
        assert taken[f"bad-{name}"].unread[0].endswith(".")
    assert {one.outcome for name, one in taken.items() if not name.startswith(("bad", "cut"))} == {
        "added"
    }


def test_a_name_that_is_not_in_utf_8_is_listed_and_the_rest_goes_on(
    library: Library, papers: Path
) -> None:
    old = os.fsencode(papers) + b"/\xe3\xcd\xe3\xcf.txt"
    Path(os.fsdecode(old)).write_text("نص")
    outcomes = take(library, papers)
    assert outcomes["papers/note.txt"] == "added"
    assert outcomes["papers/\ufffd\ufffd\ufffd\ufffd.txt"] == "unread"


def test_a_pipe_is_not_waited_for(library: Library, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert take(library, pipe) == {pipe.as_posix(): "unread"}


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder with one in it that nobody but root may look into; the test is nobody."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        (folder / "in" / "a.txt").write_text("نص")
        (folder / "b.txt").write_text("نص آخر")
        folder.chmod(0o755)
        (folder / "in").chmod(0)
        if root := os.geteuid() == 0:
            os.seteuid(65_534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            (folder / "in").chmod(0o700)


def test_a_folder_that_is_closed_is_listed_and_what_is_in_it_is_not_taken_for_gone(
    library: Library, closed_folder: Path
) -> None:
    assert [*files_of([closed_folder])] == [closed_folder / "b.txt", closed_folder / "in"]
    inside = (closed_folder / "in" / "a.txt").as_posix()
    with library.store.writing() as connection:
        connection.execute(
            "INSERT INTO files VALUES (?, '', 'x', 'x', ?, '', '')", (inside, inside)
        )
    with FileReader() as reader:
        intake = Intake(library, reader)
        assert intake.take(closed_folder / "in").outcome == "unread"
        assert [*intake.missing(closed_folder, remove=True)] == []


def test_what_was_not_read_is_tried_again_by_another_release(
    library: Library, papers: Path
) -> None:
    take(library, papers)
    with library.store.writing() as connection:
        connection.execute("UPDATE files SET digest = 'x' WHERE path LIKE '%note.txt'")
        digest = sha256((papers / "note.txt").read_bytes()).hexdigest()
        row = ("papers/note.txt", "", digest, "siyada 0.0", "", "no_text", "The file holds none.")
        connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    assert take(library, papers)["papers/note.txt"] == "changed"

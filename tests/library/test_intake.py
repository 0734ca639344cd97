"""Files taken in: what is new, what changed, what is the same, what cannot be read."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

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
    assert [r.passage.document for r in library.search("يوم الاثنين")] == ["papers/note.txt"]
    assert library.search("خمسون درهما") == ()


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

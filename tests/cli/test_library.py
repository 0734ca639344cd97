"""Commands over libraries: index and search, with good input and bad."""

import resource
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from siyada.cli.main import siyada
from tests.library.tiny_models import embedder_folder

LINES = (
    '{"id": "card", "title": "البطاقة الوطنية", "text": "تجديد البطاقة يتطلب صورتين.", '
    '"language": "ar"}\n'
    '{"id": "tax", "title": "Vignette", "text": "La taxe se paie en janvier.", "language": "fr"}\n'
)


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(siyada, arguments, input=given)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "documents.jsonl"
    path.write_text(LINES, encoding="utf-8")
    return path


def test_what_is_indexed_can_be_searched_line_by_line(file: Path) -> None:
    assert "2 documents in 2 passages" in run("index", str(file), "--library", "made").stdout
    asked = (
        '{"id": 1, "query": "njedded lbita9a"}\nnonsense\n'
        '{"id": 2}\n{"id": 3, "query": "vignette"}\n'
    )
    result = run("search", "--library", "made", "--jsonl", given=asked)
    assert result.exit_code == 0
    first, bad, missing, last = map(orjson.loads, result.stdout_bytes.splitlines())
    assert first["id"] == 1
    assert first["results"][0]["document"] == "card"
    assert first["results"][0]["passage"] == "تجديد البطاقة يتطلب صورتين."
    assert 0 < first["results"][0]["score"] < 1
    assert "not JSON" in bad["error"]
    assert "`query`" in missing["error"]
    assert last["results"][0]["document"] == "tax"


def test_search_of_words_shows_passages(file: Path) -> None:
    run("index", str(file), "--library", "made")
    shown = run("search", "--library", "made", "la", "vignette", "--limit", "1").stdout
    assert shown.startswith("1. Vignette  [tax#1]")
    assert "La taxe se paie en janvier." in shown


def test_documents_come_from_standard_input_too() -> None:
    assert "2 documents" in run("index", "-", "--library", "made", given=LINES).stdout


def test_indexing_again_replaces_by_id(file: Path) -> None:
    run("index", str(file), "--library", "made")
    changed = LINES.replace("janvier", "février")
    assert (
        "2 documents in 2 passages" in run("index", "-", "--library", "made", given=changed).stdout
    )
    assert "février" in run("search", "--library", "made", "vignette").stdout


def test_bad_lines_are_reported_and_the_rest_goes_on() -> None:
    result = run("index", "-", "--library", "made", given='{"id": "x"}\n' + LINES + "nonsense\n")
    assert result.exit_code == 0
    assert "Line 1 was not read: the field `text`" in result.stderr
    assert "Line 4 was not read: it is not JSON" in result.stderr
    assert "2 documents were read" in result.stdout


def test_a_file_without_any_document_fails_and_does_not_flood_the_screen() -> None:
    result = run("index", "-", "--library", "made", given=b"\xff\xfe\x00binary\n" * 1_000)
    assert result.exit_code == 1
    assert result.stderr.count("was not read") == 20
    assert "1,000 lines were not read" in result.stderr


def test_a_missing_file_and_a_missing_library_are_named(tmp_path: Path) -> None:
    assert "nowhere.jsonl" in run("index", str(tmp_path / "nowhere.jsonl"), "--library", "x").stderr
    result = run("search", "--library", "unknown", "x")
    assert result.exit_code != 0
    assert "siyada index" in str(result.exception)


def test_a_search_for_nothing_says_how_to_search(file: Path) -> None:
    run("index", str(file), "--library", "made")
    result = run("search", "--library", "made")
    assert result.exit_code == 2
    assert "siyada search --library L" in result.stderr


def process(*arguments: str, data: Path, limit: int | None = None) -> subprocess.Popen[str]:
    """The command in a process of its own, whose files may not exceed `limit` bytes."""

    def small_files() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [sys.executable, "-m", "siyada", *arguments],
        env={"SIYADA_DATA": str(data), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=small_files,
    )


def test_two_processes_may_index_at_once(tmp_path: Path) -> None:
    files = []
    for name in ("a", "b"):
        path = tmp_path / f"{name}.jsonl"
        lines = (orjson.dumps({"id": f"{name}{n}", "text": f"vignette {n}"}) for n in range(300))
        path.write_bytes(b"\n".join(lines))
        files.append(path)
    data = tmp_path / "data"
    running = [process("index", str(path), "--library", "made", data=data) for path in files]
    for one in running:
        _, said = one.communicate(timeout=120)
        assert one.returncode == 0, said
    found = run("search", "--library", "made", "vignette", "--limit", "1000").stdout
    assert found.count("[a") == found.count("[b") == 300


def test_a_full_disk_is_a_clear_error_and_what_was_there_stays(tmp_path: Path, file: Path) -> None:
    data = tmp_path / "data"
    run("index", str(file), "--library", "made")
    big = tmp_path / "big.jsonl"
    big.write_bytes(orjson.dumps({"id": "big", "text": "mot " * 200_000}))
    failed = process("index", str(big), "--library", "made", data=data, limit=200_000)
    _, said = failed.communicate(timeout=120)
    assert failed.returncode == 2
    assert "Free some space" in said
    assert "Traceback" not in said
    assert run("search", "--library", "made", "vignette").stdout.startswith("1. Vignette")


def test_files_are_told_of_one_by_one_and_narrow_a_search(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "fees.md").write_text("# الرسوم\n\nرسم التسجيل خمسون درهما.", encoding="utf-8")
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7 cut")
    options = ["--library", "made", "--collection", "open", "--owner", "key:archive", "--jsonl"]
    done = run("index", str(folder), *options)
    assert done.exit_code == 0
    told = [orjson.loads(line) for line in done.stdout.splitlines()]
    assert [(Path(one["path"]).name, one["outcome"], one["reason"]) for one in told] == [
        ("cut.pdf", "unread", "damaged"), ("fees.md", "added", ""),
    ]  # fmt: skip
    search = ["search", "رسم التسجيل", "--library", "made", "--json", "--explain"]
    [found] = orjson.loads(run(*search, "--as", "key:archive").stdout)["results"]
    assert (found["section"], found["collection"]) == ("الرسوم", "open")
    assert sum(found["parts"].values()) == pytest.approx(found["score"], abs=0.01)
    assert orjson.loads(run(*search, "--as", "key:other").stdout) == {"results": []}
    run("collections", "share", "--library", "made", "open", "everyone")
    assert orjson.loads(run(*search, "--as", "key:other").stdout)["results"]
    listed = orjson.loads(run("collections", "list", "--library", "made").stdout)
    assert listed["grants"] == [{"who": "everyone", "may": "read"}]
    run("collections", "unshare", "--library", "made", "open", "everyone")
    assert orjson.loads(run(*search, "--as", "key:other").stdout) == {"results": []}


def test_a_local_model_takes_part_where_the_settings_name_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors = {"شقة": [1.0, 0.0], "مسكن": [1.0, 0.1], "سيارة": [0.0, 1.0]}
    folder = embedder_folder(tmp_path / "tiny", vectors, prompts={})
    monkeypatch.setenv("SIYADA_LIBRARY__VECTORS_FOLDER", str(folder))
    lines = '{"id": "home", "text": "مسكن"}\n{"id": "car", "text": "سيارة"}\n'
    assert run("index", "-", "--library", "made", given=lines).exit_code == 0
    shown = run("search", "شقة", "--library", "made", "--explain").stdout
    assert shown.startswith("1. home")
    assert "vectors" in shown

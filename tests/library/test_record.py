"""The record: files to values, the compiled form, and what can go wrong with either."""

import os
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from siyada.config import Settings
from siyada.errors import LibraryFailed, NotFound, RecordError
from siyada.library.record import COMPILED, DAMAGED, Record, load_record, open_record

CARD = """
id: card
category: identity
title: {fr: Carte, ar: بطاقة}
administration:
  text: {fr: Bureau}
  sources: [guide]
sources:
- {id: guide, title: {fr: Guide}, kind: guide}
"""


def settings(tmp_path: Path, **files: str) -> Settings:
    """Settings whose record holds the files given, `card.yaml` unless others are."""
    folder = tmp_path / "procedures"
    folder.mkdir(exist_ok=True)
    for name, text in (files or {"card": CARD}).items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return Settings(data=tmp_path / "data", procedures=folder)


def test_a_record_holds_each_file_by_its_id(tmp_path: Path) -> None:
    record = load_record(settings(tmp_path, card=CARD, tax=CARD.replace("card", "tax")).procedures)
    assert list(record.procedures) == ["card", "tax"]
    assert record.get("tax").title.fr == "Carte"


def test_an_unknown_id_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="siyada procedures list"):
        load_record(settings(tmp_path).procedures).get("tax")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title: {fr: Carte, ar: بطاقة}", "", r"card\.yaml: title: Field required"),
        ("kind: guide", "kind: rumour", r"card\.yaml: sources\.0\.kind: Input should be"),
        ("category:", "colour: red\ncategory:", r"card\.yaml: colour: Extra inputs"),
        ("id: card", "id: other", r"card\.yaml: id: .*other\.yaml"),
        ("sources: [guide]", "sources: [none]", r"card\.yaml: .*not listed: none"),
        ("category:", "id: card\ncategory:", r"card\.yaml: the key `id` stands twice \(line 3"),
        ("id: card", "id: [card", r"card\.yaml: .*line"),
        (CARD, "just words", r"card\.yaml: \(the whole file\)"),
    ],
)
def test_an_error_names_file_and_field(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in CARD
    wrong = settings(tmp_path, card=CARD.replace(old, new, 1))
    with pytest.raises(RecordError, match=message):
        load_record(wrong.procedures)


def test_every_wrong_file_is_named_at_once(tmp_path: Path) -> None:
    wrong = settings(tmp_path, card=CARD, one="id: one", two="id: two")
    with pytest.raises(RecordError) as raised:
        load_record(wrong.procedures)
    assert {line.split(":")[0] for line in raised.value.message.splitlines()} == {
        "one.yaml",
        "two.yaml",
    }


def test_a_file_that_would_be_overlooked_is_an_error(tmp_path: Path) -> None:
    made = settings(tmp_path)
    (made.procedures / "tax.yml").write_text(CARD, encoding="utf-8")
    with pytest.raises(RecordError, match=r"tax\.yml"):
        load_record(made.procedures)


def test_a_folder_without_procedures_is_an_error_that_says_where_to_look(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(RecordError, match="setting `procedures`"):
        load_record(tmp_path / "empty")
    with pytest.raises(RecordError, match="setting `procedures`"):
        load_record(tmp_path / "nowhere")


def builds(made: Settings) -> tuple[Record, list[str]]:
    """The record and what was reported while it was opened; an empty list: nothing was built."""
    steps: list[str] = []
    return open_record(
        made, lambda what, done, total: steps.append(f"{what} {done}/{total}")
    ), steps


def test_the_compiled_form_is_built_once_and_gives_the_same_record(tmp_path: Path) -> None:
    made = settings(tmp_path)
    first, steps = builds(made)
    assert steps == ["Building the library of procedures 1/1"]
    second, steps = builds(made)
    assert steps == []
    assert first == second == load_record(made.procedures)


def test_a_changed_file_is_seen(tmp_path: Path) -> None:
    made = settings(tmp_path)
    open_record(made)
    settings(tmp_path, card=CARD.replace("fr: Carte", "fr: Autre"))
    record, steps = builds(made)
    assert record.get("card").title.fr == "Autre"
    assert len(steps) == 1


def test_a_compiled_form_of_another_schema_is_built_anew(tmp_path: Path) -> None:
    made = settings(tmp_path)
    first = open_record(made)
    with sqlite3.connect(made.data / COMPILED) as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'format'")
    connection.close()
    record, steps = builds(made)
    assert record == first
    assert len(steps) == 1
    assert not (made.data / DAMAGED).exists()


def overwritten(path: Path) -> None:
    path.write_bytes(b"not a database" * 1000)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def bits_flipped(path: Path) -> None:
    content = path.read_bytes()
    assert b"Carte" in content
    path.write_bytes(content.replace(b"Carte", b"Corte"))


def row_removed(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM procedures")
    connection.close()


def text_for_bytes(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE procedures SET body = 'text'")
    connection.close()


def meta_removed(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM meta")
    connection.close()


def words_that_are_not_utf_8(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = CAST(x'ff' AS TEXT) WHERE key = 'digest'")
    connection.close()


@pytest.mark.parametrize(
    "damage",
    [
        overwritten,
        emptied,
        cut,
        bits_flipped,
        row_removed,
        text_for_bytes,
        meta_removed,
        words_that_are_not_utf_8,
    ],
)
def test_a_damaged_file_is_kept_aside_and_made_again(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    made = settings(tmp_path)
    first = open_record(made)
    damage(made.data / COMPILED)
    bad = (made.data / COMPILED).read_bytes()
    record, steps = builds(made)
    assert record == first
    assert "damaged" in steps[0]
    assert (made.data / DAMAGED).read_bytes() == bad
    assert builds(made) == (first, [])


def test_a_data_folder_that_is_a_file_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    made = settings(tmp_path)
    made.data.write_text("in the way", encoding="utf-8")
    with pytest.raises(LibraryFailed, match="SIYADA_DATA"):
        open_record(made)
    assert made.data.read_text(encoding="utf-8") == "in the way"


def test_a_compiled_form_that_is_a_folder_is_an_error(tmp_path: Path) -> None:
    made = settings(tmp_path)
    (made.data / COMPILED).mkdir(parents=True)
    with pytest.raises(LibraryFailed, match="SIYADA_DATA"):
        open_record(made)


OPEN = """
import sys
from pathlib import Path
from siyada.config import Settings
from siyada.errors import SiyadaError
from siyada.library.record import open_record
try:
    print(open_record(Settings(data=Path(sys.argv[1]), procedures=Path(sys.argv[2]))).digest)
except SiyadaError as error:
    print(type(error).__name__, error.message)
"""


def opening(made: Settings, limit: int | None = None) -> subprocess.Popen[str]:
    """Another process that opens the record; no file it writes may exceed `limit` bytes."""

    def small_files() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [sys.executable, "-c", OPEN, str(made.data), str(made.procedures)],
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=small_files,
    )


def test_a_full_disk_is_a_clear_error_and_what_was_there_stays(tmp_path: Path) -> None:
    made = settings(tmp_path)
    open_record(made)
    before = (made.data / COMPILED).read_bytes()
    settings(tmp_path, card=CARD.replace("fr: Carte", "fr: Autre"))
    said, _ = opening(made, limit=2000).communicate(timeout=60)
    assert said.startswith("LibraryFailed")
    assert "Free some space" in said
    assert (made.data / COMPILED).read_bytes() == before
    assert [path.name for path in made.data.iterdir()] == [COMPILED]


def test_several_processes_may_build_at_once(tmp_path: Path) -> None:
    made = settings(tmp_path)
    processes = [opening(made) for _ in range(4)]
    said = {process.communicate(timeout=60)[0].strip() for process in processes}
    assert said == {load_record(made.procedures).digest}
    assert [path.name for path in made.data.iterdir()] == [COMPILED]


def test_what_a_killed_build_left_is_removed_but_not_what_is_being_built(tmp_path: Path) -> None:
    made = settings(tmp_path)
    made.data.mkdir()
    old, young = made.data / "procedures.db.part-old", made.data / "procedures.db.part-young"
    for part in (old, young):
        part.touch()
    long_ago = time.time() - 3600
    os.utime(old, (long_ago, long_ago))
    open_record(made)
    assert not old.exists()
    assert young.exists()

"""The tables of the lexicon: every line is well formed, and none stands twice."""

import re
from collections import Counter
from pathlib import Path

import pytest

from siyada.language.normalise import fold

TABLES = Path(__file__).parents[2] / "src" / "siyada" / "language" / "tables"
FILES = sorted(TABLES.glob("lexicon-*.tsv"))
HEADING = ["language", "headwords", "part", "sense", "arabic", "french", "weight"]
PARTS = {"n", "v", "adj", "adv", "prep", "conj", "pron", "num", "part", "intj", "name", "phrase"}
_LETTERS = "[\u0621-\u063a\u0641-\u064a\u067e\u06a4\u06ad\u06af\u0686]+"
ARABIC = re.compile(f"{_LETTERS}(?: {_LETTERS})*")
MARKED = re.compile("[\u0621-\u063a\u0641-\u0652]+(?: [\u0621-\u063a\u0641-\u0652]+)*")
TAMAZIGHT = re.compile(
    "[abcdḍefgɣhḥijklmnopqrṛsṣtṭuvwxyzẓɛʷ]+(?:[ -][abcdḍefgɣhḥijklmnopqrṛsṣtṭuvwxyzẓɛʷ]+)*"
)
FRENCH = re.compile(r"[a-zà-ÿœA-ZÀ-ŸŒ0-9][a-zà-ÿœA-ZÀ-ŸŒ0-9'’ -]*")
ENGLISH = re.compile(r"[\w(][\w '’,;:()/.+%-]*")
FRENCH_ARTICLE = re.compile(r"(?:(?:le|la|les|un|une|des|du)\s|l['’])", re.IGNORECASE)
# Words whose alef and lam are their own.
ARABIC_ARTICLE = re.compile(
    "ال(?!ت(?:زم|زام|مس|ماس|حق|حاق|هب|هاب|قى|قاء|فت|فات|جأ|جاء|هم|هام|بس|باس|وى|واء|قط|قاط|ئم|ف)|له|ذي)"
)

Line = tuple[str, int, list[str]]


def lines() -> list[Line]:
    found: list[Line] = []
    for path in FILES:
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if line and not line.startswith("#"):
                found.append((path.name, number, line.split("\t")))
    return found


def heads() -> list[Line]:
    """The lines that are no headings, with seven cells."""
    return [
        (name, number, cells + [""] * (7 - len(cells)))
        for name, number, cells in lines()
        if cells[0] != HEADING[0] and len(cells) in {6, 7}
    ]


def report(faults: list[str]) -> None:
    assert not faults, "\n".join(faults[:200])


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_table_says_what_it_is_and_begins_with_the_heading(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("# ")
    assert text.endswith("\n")
    assert "licence: Apache-2.0" in text
    first = next(line for line in text.split("\n") if not line.startswith("#"))
    assert first.split("\t") == HEADING


def test_every_line_has_its_cells() -> None:
    wrong = [f"{name}:{number}" for name, number, cells in lines() if len(cells) not in {6, 7}]
    report([f"{where}: not 6 or 7 cells parted by tabs" for where in wrong])


def test_cells_say_what_they_may() -> None:
    faults = []
    for name, number, cells in heads():
        for cell, known in ((0, {"ary", "zgh"}), (2, PARTS), (6, {"", "rare", "broad"})):
            if cells[cell] not in known:
                faults.append(f"{name}:{number}: {HEADING[cell]} {cells[cell]!r}")
    report(faults)


def test_the_parts_of_a_cell_are_clean() -> None:
    faults = []
    for name, number, cells in heads():
        for cell in cells[1:6]:
            parts = cell.split("|")
            if any(not part or part != " ".join(part.split()) for part in parts):
                faults.append(f"{name}:{number}: an empty part, or a space too many: {cell!r}")
            if len(parts) != len(set(parts)):
                faults.append(f"{name}:{number}: a part stands twice: {cell!r}")
    report(faults)


def test_every_cell_is_in_its_script() -> None:
    faults = []
    for name, number, cells in heads():
        scripts = [
            (ARABIC if cells[0] == "ary" else TAMAZIGHT, cells[1].split("|")),
            (ENGLISH, [cells[3]]),
            (MARKED, cells[4].split("|")),
            (FRENCH, cells[5].split("|")),
        ]
        for pattern, parts in scripts:
            faults += [f"{name}:{number}: {p!r}" for p in parts if not pattern.fullmatch(p)]
    report(faults)


def test_equivalents_have_no_article() -> None:
    faults = []
    for name, number, cells in heads():
        if cells[2] in {"name", "phrase"}:
            continue
        faults += [
            f"{name}:{number}: {p!r}" for p in cells[4].split("|") if ARABIC_ARTICLE.match(p)
        ]
        faults += [
            f"{name}:{number}: {p!r}" for p in cells[5].split("|") if FRENCH_ARTICLE.match(p)
        ]
    report(faults)


def test_no_sense_stands_twice() -> None:
    """Neither under one name of the sense, nor with one first equivalent."""
    seen: dict[tuple[str, ...], str] = {}
    faults = []
    for name, number, cells in heads():
        where = f"{name}:{number}"
        head = (cells[0], fold(cells[1].split("|")[0]), cells[2])
        for key in ((*head, "sense", cells[3]), (*head, "arabic", cells[4].split("|")[0])):
            if key in seen and seen[key] != where:
                faults.append(f"{where}: {cells[1]} ({cells[3]}) stands in {seen[key]}")
                break
            seen[key] = where
    report(faults)


def test_there_are_thousands_of_senses_in_both_languages() -> None:
    count = Counter(cells[0] for _, _, cells in heads())
    assert set(count) == {"ary", "zgh"}
    assert count["ary"] > 3_000
    assert count["zgh"] > 1_000

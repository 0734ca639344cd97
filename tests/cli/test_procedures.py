"""Commands over the record: list, show, check."""

from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from siyada.cli.main import siyada

CARD = """
id: card
category: identity
title: {fr: Carte inventée, ar: بطاقة خيالية}
description: {ar: ملخص}
administration:
  text: {fr: Bureau inventé, ar: المكتب الخيالي}
  certainty: press
  sources: [guide]
documents:
- case: {fr: adulte, ar: راشد}
  items:
  - text: {fr: Deux photos, ar: صورتان}
    certainty: unsure
    sources: [guide, law]
costs:
- description: {fr: adulte, ar: راشد}
  value: 75
  payment: {fr: timbre, ar: التمبر}
  as_of: 2026-02
- description: {fr: taux}
  value_text: 4 % ou 3 %
- description: {fr: cotisation selon le revenu}
portals:
- {url: 'https://carte.example'}
legal_resources:
- text: {fr: Loi inventée}
sources:
- {id: guide, title: {fr: Guide}, url: 'https://guide.example', publisher: Le guide, kind: guide,
   date: 2024-01, read: 2026-11}
- {id: law, title: {ar: قانون}, kind: law, date_note: vers 2018}
"""


@pytest.fixture(autouse=True)
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "record"
    folder.mkdir()
    (folder / "card.yaml").write_text(CARD, encoding="utf-8")
    monkeypatch.setenv("SIYADA_PROCEDURES", str(folder))
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(siyada, ["procedures", *arguments])


def test_list_gives_ids_and_titles_in_the_language_asked() -> None:
    assert run("list").stdout == "card\tCarte inventée\n"
    assert run("list", "--language", "ar").stdout == "card\tبطاقة خيالية\n"


def test_list_as_json_is_one_object_a_line() -> None:
    assert [orjson.loads(line) for line in run("list", "--json").stdout.splitlines()] == [
        {
            "id": "card",
            "category": "identity",
            "title": {"fr": "Carte inventée", "ar": "بطاقة خيالية"},
        }
    ]


def test_show_is_a_sheet_with_numbered_sources() -> None:
    assert run("show", "card").stdout == (
        "Carte inventée\n"
        "Bureau inventé (presse ou guide) [1]\n"
        "\n"
        "Pièces à fournir\n"
        "  adulte\n"
        "    - Deux photos (à vérifier) [1, 2]\n"
        "\n"
        "Frais\n"
        "  - adulte : 75 DH, timbre (2026-02)\n"
        "  - taux : 4 % ou 3 %\n"
        "  - cotisation selon le revenu\n"
        "\n"
        "Base légale\n"
        "  - Loi inventée\n"
        "\n"
        "Sites\n"
        "  - https://carte.example\n"
        "\n"
        "Sources\n"
        "  [1] Guide · Le guide · 2024-01 · lu en 2026-11\n"
        "      https://guide.example\n"
        "  [2] قانون · vers 2018\n"
    )


def test_show_in_arabic_falls_back_to_french_where_arabic_is_not_known() -> None:
    lines = run("show", "card", "--language", "ar").stdout.splitlines()
    assert lines[:3] == ["بطاقة خيالية", "ملخص", "المكتب الخيالي (صحافة أو دليل) [1]"]
    assert "  - راشد: 75 درهم، التمبر (2026-02)" in lines
    assert "  - Loi inventée" in lines


def test_show_as_json_is_the_whole_record() -> None:
    shown = orjson.loads(run("show", "card", "--json").stdout)
    assert shown["costs"][0]["value"] == 75
    assert [source["id"] for source in shown["sources"]] == ["guide", "law"]


def test_show_of_an_unknown_id_says_where_to_find_them() -> None:
    result = run("show", "nothing")
    assert result.exit_code != 0
    assert "siyada procedures list" in str(result.exception)


def test_check_counts_what_is_right() -> None:
    result = run("check")
    assert result.exit_code == 0
    assert "     1 procedures\n" in result.stdout
    assert "     2 facts with a source\n" in result.stdout
    assert orjson.loads(run("check", "--json").stdout)["facts"] == 6


def test_check_names_file_and_field_of_what_is_wrong(record: Path) -> None:
    (record / "card.yaml").write_text(CARD.replace("value: 75", "value: beaucoup"), "utf-8")
    result = run("check")
    assert result.exit_code == 1
    assert "card.yaml: costs.0.value" in result.stderr
    errors = orjson.loads(run("check", "--json").stdout)["errors"]
    assert errors[0].startswith("card.yaml: costs.0.value")


def test_check_takes_another_folder(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    result = run("check", str(other))
    assert result.exit_code == 1
    assert str(other) in result.stderr

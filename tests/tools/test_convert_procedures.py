"""From the researched files to the record: nothing is lost, and what is odd is an error."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest

from siyada.library import notation
from siyada.library.procedure import Procedure
from siyada.library.record import load_record
from tools.convert_procedures import (
    Lost,
    convert,
    count_entries,
    count_procedures,
    nothing_is_lost,
    publisher_of,
)

ROOT = Path(__file__).parents[2]

CITIZEN = """
- id: made-up-card
  category: identity
  name: {fr: Carte inventée, ar: بطاقة خيالية}
  aliases: [carte, لاكارط]
  authority: {fr: Bureau inventé (BI), ar: المكتب الخيالي, certainty: press, src: [guide]}
  who:
  - {fr: Toute personne, ar: كل شخص, certainty: press, src: [guide]}
  documents:
  - case: {fr: adulte, ar: راشد}
    items:
    - {fr: Deux photos, ar: صورتان, certainty: unsure, src: [guide, law]}
  fees:
  - amount_mad: 75
    for: {fr: adulte, ar: راشد}
    as_of: 2019-09-02
    certainty: press
    src: [guide]
    payment: {fr: timbre, ar: التمبر}
  - {amount_mad: 68.76, for: {fr: copie, ar: نسخة}, as_of: undated, certainty: press, src: [law]}
  amounts:
  - {fr: 100 DH par mois, ar: 100 درهم في الشهر, certainty: press, src: [guide]}
  delay: {fr: Dix jours, ar: عشرة أيام, certainty: unsure, src: [guide]}
  where: {fr: Rabat, ar: الرباط, certainty: press, src: [guide]}
  portal: {name: carte.example, url: 'https://carte.example'}
  hotline: {fr: 'BI : 00 00', ar: 'المكتب: 00 00', certainty: press, src: [guide]}
  contradictions:
  - {fr: Un guide dit 60 DH, ar: دليل يقول 60 درهما, certainty: press, src: [guide, law]}
  notes:
  - {fr: Note sans source, ar: ملاحظة بدون مصدر, certainty: unsure}
  sources:
  - {key: guide, url: 'https://www.guide.example/carte', title: Guide, date: undated (vers 2018),
     kind: guide}
  - {key: law, url: null, title: قانون خيالي, date: version au 2025-06-12, kind: law}
"""

BUSINESS = """
- id: made-up-tax
  category: fiscalite
  name: {fr: Taxe inventée, ar: رسم خيالي}
  aliases: []
  authority: {fr: BI, ar: المكتب الخيالي}
  fees:
  - {for: {fr: gratuit, ar: مجاني}, as_of: '2022', certainty: official, src: [circular]}
  - {amount_mad: 4 % ou 3 %, for: {fr: taux, ar: السعر}, as_of: '2022', certainty: unsure, src: []}
  delay:
  - {fr: Un mois, ar: شهر, certainty: official, src: [circular]}
  - {fr: Deux mois, ar: شهران, certainty: unsure, src: [circular]}
  portal:
  - url: https://un.example
  - url: https://deux.example
  hotline: [00 00, 'BI : 11 11']
  legal_basis:
  - fr: Loi inventée
  summary_ar: ملخص
  sources:
  - {key: circular, url: 'https://site.example/c', title: Circulaire, title_ar: دورية,
     date: undated, kind: official, publisher: Le bureau}
- id: made-up-card
  category: social
  name: {fr: La carte inventée, ar: البطاقة الخيالية}
  aliases: [carte, kart]
  authority: {fr: BI, ar: المكتب الخيالي}
  who:
  - {fr: Les adultes, ar: الراشدون, certainty: official, src: [guide, other]}
  portal:
  - url: https://carte.example
  sources:
  - {key: guide, url: 'https://www.guide.example/carte', title: Le guide, date: undated,
     kind: guide}
  - {key: other, url: 'https://autre.example', title: Autre, date: '2024', kind: press}
"""


def entries(*files: str) -> list[Any]:
    return [entry for file in files for entry in notation.parse(file.encode())]


def changed(file: str, old: str, new: str) -> list[Any]:
    assert old in file
    return entries(file.replace(old, new, 1))


def card(file: str = CITIZEN) -> Procedure:
    return convert(entries(file), "2026-11")[0][0]


def test_each_key_of_the_input_finds_its_field() -> None:
    made = card()
    assert made.title.fr == "Carte inventée"
    assert made.aliases == ("carte", "لاكارط")
    assert made.administration.sources == ("guide",)
    assert made.audience[0].text.ar == "كل شخص"
    assert made.documents[0].case.fr == "adulte"
    assert made.documents[0].items[0].certainty == "unsure"
    assert made.benefits[0].text.fr == "100 DH par mois"
    assert made.processing_time[0].text.fr == "Dix jours"
    assert made.channels[0].text.fr == "Rabat"
    assert made.portals[0].name == "carte.example"
    assert made.contact_points[0].text.fr == "BI : 00 00"
    assert made.contradictions[0].sources == ("guide", "law")
    assert made.notes[0].sources == ()


def test_an_amount_is_a_number_or_the_words_as_they_stand() -> None:
    assert [(cost.value, cost.value_text) for cost in card().costs] == [(75, None), (68.76, None)]
    free, rate = convert(entries(BUSINESS), "2026-11")[0][0].costs
    assert (free.value, free.value_text) == (None, None)
    assert (rate.value, rate.value_text) == (None, "4 % ou 3 %")


def test_a_date_stays_as_it_was_written_and_undated_is_no_date() -> None:
    made = card()
    assert [cost.as_of for cost in made.costs] == ["2019-09-02", None]
    guide, law = made.sources
    assert (guide.date, guide.date_note) == (None, "vers 2018")
    assert (law.date, law.date_note) == ("version au 2025-06-12", None)
    assert {source.read for source in made.sources} == {"2026-11"}
    assert {source.checked for source in made.sources} == {None}


def test_a_title_is_filed_under_its_language() -> None:
    guide, law = card().sources
    assert (guide.title.fr, guide.title.ar) == ("Guide", None)
    assert (law.title.fr, law.title.ar) == (None, "قانون خيالي")
    circular = convert(entries(BUSINESS), "2026-11")[0][0].sources[0]
    assert (circular.title.fr, circular.title.ar) == ("Circulaire", "دورية")


def test_bare_telephone_numbers_are_facts_in_no_language() -> None:
    tax = convert(entries(BUSINESS), "2026-11")[0][0]
    assert [fact.text.und for fact in tax.contact_points] == ["00 00", "BI : 11 11"]


def test_a_summary_is_the_arabic_description() -> None:
    description = convert(entries(BUSINESS), "2026-11")[0][0].description
    assert description is not None
    assert (description.fr, description.ar) == (None, "ملخص")


def test_a_procedure_that_stands_twice_becomes_one_with_all_facts() -> None:
    procedures, twice = convert(entries(CITIZEN, BUSINESS), "2026-11")
    assert [procedure.id for procedure in procedures] == ["made-up-card", "made-up-tax"]
    made = procedures[0]
    assert [fact.text.fr for fact in made.audience] == ["Toute personne", "Les adultes"]
    assert [source.id for source in made.sources] == ["guide", "law", "other"]
    assert made.aliases == ("carte", "لاكارط", "kart", "La carte inventée", "البطاقة الخيالية")
    assert [portal.name for portal in made.portals] == ["carte.example"]
    assert made.category == "identity"
    assert {"category": "social"} in twice[0]["dropped"]
    nothing_is_lost(entries(CITIZEN, BUSINESS), procedures, twice)


def test_two_sources_of_one_name_and_two_addresses_are_not_merged() -> None:
    other = BUSINESS.replace("https://www.guide.example/carte", "https://elsewhere.example")
    with pytest.raises(Lost, match=r"made-up-card.*guide"):
        convert(entries(CITIZEN, other), "2026-11")


def test_two_administrations_that_differ_are_not_merged() -> None:
    other = BUSINESS.replace("fr: BI, ar: المكتب", "fr: Ministère, ar: الوزارة")
    with pytest.raises(Lost, match=r"made-up-card\.authority"):
        convert(entries(CITIZEN, other), "2026-11")


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("category: identity", "category: identity\n  colour: red", r"made-up-card: .*colour"),
        ("certainty: unsure, src: [guide, law]", "sure: 1", r"documents\[0\]\.items\[0\].*sure"),
        ("as_of: 2019-09-02", "until: 2019-09-02", r"made-up-card\.fees\[0\].*until"),
        ("name: carte.example", "label: carte.example", r"portal\[0\].*label"),
        ("kind: guide}", "kind: guide, lang: fr}", r"made-up-card\.sources\[0\].*lang"),
        ("{fr: Carte inventée,", "{en: Card, fr: Carte,", r"made-up-card\.name.*en"),
        (
            "who:\n  - {fr: Toute personne, ar: كل شخص, certainty: press, src: [guide]}",
            "who: 7",
            "who",
        ),
    ],
)
def test_an_unknown_key_is_an_error_that_names_entry_and_key(
    old: str, new: str, where: str
) -> None:
    with pytest.raises(Lost, match=where):
        convert(changed(CITIZEN, old, new), "2026-11")


def test_an_arabic_title_beside_another_is_an_error() -> None:
    with pytest.raises(Lost, match=r"made-up-tax\.sources\[0\]"):
        convert(changed(BUSINESS, "title: Circulaire", "title: دورية أخرى"), "2026-11")


def test_a_fact_that_vanished_is_noticed() -> None:
    made = card()
    without = made.model_copy(update={"notes": ()})
    with pytest.raises(Lost, match="Note sans source"):
        nothing_is_lost(entries(CITIZEN), [without], [])


def test_counts_of_input_and_output_agree() -> None:
    given = entries(CITIZEN)
    assert count_entries(given) == count_procedures(convert(given, "2026-11")[0])
    assert count_entries(given)["facts"]["costs"] == 2
    assert count_entries(given)["citations"] == 12


@pytest.mark.parametrize(
    ("url", "publisher"),
    [
        ("https://www.telquel.ma/2020/08/31/x", "TelQuel"),
        ("https://unknown.example/page", "unknown.example"),
        ("https://web.archive.org/web/20211023201119/https://www.telquel.ma/x", "TelQuel"),
        ("https://github.com/nobody/nothing", "github.com"),
        ("https://github.com/Ayoub-Moutaouakil/Fiscalbot/blob/x", "GitHub, dépôt Fiscalbot"),
        (None, None),
    ],
)
def test_the_publisher_is_found_by_site(url: str | None, publisher: str | None) -> None:
    assert publisher_of(url)[0] == publisher


def test_a_given_publisher_is_kept() -> None:
    assert convert(entries(BUSINESS), "2026-11")[0][0].sources[0].publisher == "Le bureau"


def run(*arguments: Path | str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "tools" / "convert_procedures.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_writes_a_record_that_can_be_loaded(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(CITIZEN, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(BUSINESS, encoding="utf-8")
    folder = tmp_path / "record"
    result = run(tmp_path / "a.yaml", tmp_path / "b.yaml", folder, "--read", "2026-11")
    assert result.returncode == 0, result.stderr
    record = load_record(folder)
    manifest = orjson.loads((folder / "manifest.json").read_bytes())
    assert list(record.procedures) == manifest["order"]
    assert manifest["out"] == count_procedures(record.procedures.values())


def test_the_command_names_what_it_cannot_take(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(CITIZEN.replace("notes:", "remarks:"), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(BUSINESS, encoding="utf-8")
    result = run(tmp_path / "a.yaml", tmp_path / "b.yaml", tmp_path / "record", "--read", "2026-11")
    assert result.returncode == 1
    assert "made-up-card: unknown key: remarks" in result.stderr
    assert not (tmp_path / "record").exists()


def test_the_committed_record_holds_what_the_manifest_counts() -> None:
    folder = ROOT / "data" / "procedures"
    record = load_record(folder)
    manifest = orjson.loads((folder / "manifest.json").read_bytes())
    assert set(record.procedures) == set(manifest["order"])
    assert count_procedures(record.procedures.values()) == manifest["out"]


def test_what_went_in_came_out_or_stood_twice() -> None:
    manifest = orjson.loads((ROOT / "data" / "procedures" / "manifest.json").read_bytes())
    given, kept = manifest["in"], manifest["out"]
    assert given["procedures"] - kept["procedures"] == len(manifest["twice"]) == 1
    assert given["facts"].pop("administration") - kept["facts"].pop("administration") == 1
    assert given["facts"] == kept["facts"]
    assert [given[kind] for kind in ("citations", "cases", "certainty")] == [
        kept[kind] for kind in ("citations", "cases", "certainty")
    ]
    dropped = manifest["twice"][0]["dropped"]
    assert given["sources"] - kept["sources"] == sum("kind" in item for item in dropped)
    assert given["portals"] - kept["portals"] == sum(set(item) == {"url"} for item in dropped)

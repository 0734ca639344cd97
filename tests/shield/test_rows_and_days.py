"""Dates of birth in a row, figures without signs, cards in pieces, streets called after a day."""

import pytest

from siyada.shield.detect import detect


def found(text: str, kind: str) -> list[str]:
    return [text[span.start : span.end] for span in detect(text) if span.kind == kind]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Amal Sekkat, 28/12/83, 0661 22 33 44", "28/12/83"),
        ("Hind Rami ; 14.07.91 ; 0700112233", "14.07.91"),
        ("Said Ouali (12/11/76) 0661234567", "12/11/76"),
        ("- سعاد بنعلي، 1990/05/12، 0612345678", "1990/05/12"),
        ("DDN: 120385", "120385"),
        ("date de naissance 12031985", "12031985"),
        ("DDN : 12 03 85", "12 03 85"),
    ],
)
def test_a_date_of_birth_in_a_row_or_without_signs(text: str, date: str) -> None:
    assert found(text, "DATE_OF_BIRTH") == [date]


@pytest.mark.parametrize(
    "text",
    [
        "Réunion du comité, 28/12/2024, 0522 22 33 44",
        "Livraison prévue, 12/11/98",
        "acte de naissance n° 120385",
        "facture 120385 du 12/03/24, 0522334455",
    ],
)
def test_other_dates_and_figures_are_no_births(text: str) -> None:
    assert found(text, "DATE_OF_BIRTH") == []


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("CIN J A 204419", "J A 204419"),
        ("CNIE: B K 123456", "B K 123456"),
        ("carte nationale B-E 512034", "B-E 512034"),
        ("carte de résidence n° RC 110830", "RC 110830"),
    ],
)
def test_a_card_with_its_letters_apart(text: str, card: str) -> None:
    assert found(text, "CIN") == [card]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("au 14 rue du 20 août 1953", "14 rue du 20 août 1953"),
        ("habite 14 rue du 20 août 1953, Casablanca", "14 rue du 20 août 1953, Casablanca"),
        ("12 bis rue du 9 avril 1947, Tanger", "12 bis rue du 9 avril 1947, Tanger"),
        ("au 5 rue 18 novembre, Oujda", "5 rue 18 novembre, Oujda"),
        ("14 زنقة 20 غشت، فاس", "14 زنقة 20 غشت، فاس"),
    ],
)
def test_a_street_called_after_a_day(text: str, address: str) -> None:
    assert found(text, "ADDRESS") == [address]


@pytest.mark.parametrize(
    "text",
    [
        "la rue du 20 août 1953 est fermée aux voitures",
        "la classe 4, secteur J",
        "القسم 4، حي السلام",
    ],
)
def test_a_street_alone_and_a_class_are_nobodys(text: str) -> None:
    assert found(text, "ADDRESS") == []


@pytest.mark.parametrize(
    "text",
    [
        "Raja bat Wydad 2-1 f derby, lhadaf lawel jabo Rahimi",
        "Référence produit, lot 2023-04, à consommer avant 12/2026.",
    ],
)
def test_scores_and_batches_are_no_houses(text: str) -> None:
    assert found(text, "ADDRESS") == []


def test_houses_from_one_to_another_are_an_address() -> None:
    assert found("demeurant 12-14 rue Atlas, Rabat", "ADDRESS") == ["12-14 rue Atlas, Rabat"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ساكن فVia Garibaldi 40, Brescia والنمرة", "Via Garibaldi 40, Brescia"),
        (
            "الساكنة بTurnhoutsebaan 211, 2140 Borgerhout، أوكل",
            "Turnhoutsebaan 211, 2140 Borgerhout",
        ),
        ("ADRESSE D'INSTALLATION : 174 RUE RIAD SALAM MIDELT. IP", "174 RUE RIAD SALAM MIDELT"),
        ("SAKNA F IMM 8 APPT 14 LI BGHA YCHOUF", "IMM 8 APPT 14"),
    ],
)
def test_addresses_abroad_and_in_capitals_end_where_they_do(text: str, address: str) -> None:
    assert found(text, "ADDRESS") == [address]


@pytest.mark.parametrize(
    "text",
    [
        "Véhicule Fiat Punto, imm. 24899-B-74\nPlaquettes AV 620,00",
        "Qualification exigée : secteur B, classe 3, B1 et B5",
        "[grp 3imara B] chkoun khla lbab",
        "ouvrez http://192.168.1.1 et cherchez la version",
    ],
)
def test_plates_classes_groups_and_routers_are_no_addresses(text: str) -> None:
    assert [span for span in detect(text) if span.kind in {"ADDRESS", "IP"}] == []


def test_a_card_between_a_name_and_a_birth() -> None:
    text = "هاهي المعلومات: توده بنمالك، m827548، مزيودة 20/05/1997"
    assert found(text, "CIN") == ["m827548"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("lkhotba ghatkoun f dar Oum 7amza f derb lfarabi, ghir l3a2ila", "derb lfarabi"),
        (
            "à Fès, lotissement Ennasr, n° 61, derrière la mosquée. Contacter",
            "lotissement Ennasr, n° 61, derrière la mosquée",
        ),
        (
            "derb Moulay Cherif, n° 41, Casablanca, près du marché\n",
            "derb Moulay Cherif, n° 41, Casablanca",
        ),
    ],
)
def test_somebodys_lane_and_what_it_is_beside(text: str, address: str) -> None:
    assert found(text, "ADDRESS") == [address]


def test_the_day_of_an_assembly_is_no_house() -> None:
    text = "assemblée de la résidence al manar, tenue le 16-05-2022"
    assert found(text, "ADDRESS") == []


def test_a_pupils_code_in_brackets() -> None:
    assert found("la mère de صفوان المؤذن (j436580516)", "MASSAR") == ["j436580516"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("demeurant 5-7, rue Atlas, Rabat", "5-7, rue Atlas, Rabat"),
        (
            "imm 3, groupe 5, appt 2, Hay Hassani, Casablanca",
            "imm 3, groupe 5, appt 2, Hay Hassani, Casablanca",
        ),
    ],
)
def test_numbers_of_houses_that_look_like_others(text: str, address: str) -> None:
    assert found(text, "ADDRESS") == [address]

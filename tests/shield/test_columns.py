"""Tables: the heading of a column is the label of its cells."""

import pytest

from siyada.shield.detect import detect


def _found(text: str) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in detect(text)]


@pytest.mark.parametrize("separator", [";", "\t", ",", " | "])
def test_a_cell_is_read_with_its_heading(separator: str) -> None:
    rows = [["N°", "Nom", "CIN", "CNSS"], ["1", "Qermoudi", "D451207", "123456789"]]
    text = "\n".join(separator.join(row) for row in rows)
    assert _found(text) == [("PERSON", "Qermoudi"), ("CIN", "D451207"), ("CNSS", "123456789")]


def test_a_table_of_markdown_and_quoted_cells() -> None:
    text = '| Nom | RC |\n|---|---|\n| "Tazi Nadia" | 45871 |\n\n45872 | x'
    assert _found(text) == [("PERSON", "Tazi Nadia"), ("COMPANY_REG", "45871")]


def test_arabic_headings_count() -> None:
    text = "الاسم;رقم البطاقة;الهاتف\nأوزغيت;D451207;661234567"
    assert _found(text) == [("PERSON", "أوزغيت"), ("CIN", "D451207"), ("PHONE", "661234567")]


def test_lines_of_other_width_are_no_rows() -> None:
    assert _found("Nom;CNSS\nTotal : 123456789") == []


def test_many_short_tables_cost_no_more_than_their_length() -> None:
    assert _found("cin;tel\nx\n" * 3_000) == []


def test_both_halves_of_a_name_in_quotes_are_found() -> None:
    text = 'id,nom,telephone\n1,"Qermoudi, Yamna",0661234567'
    assert _found(text)[:-1] == [("PERSON", "Qermoudi"), ("PERSON", "Yamna")]


def test_a_column_of_names_needs_one_of_cities_or_the_like_beside_it() -> None:
    text = "nom;ville\nQermoudi Yamna;Rabat\nAbouzekri Ali;Tanger"
    assert _found(text) == [("PERSON", "Qermoudi Yamna"), ("PERSON", "Abouzekri Ali")]


def test_a_column_of_names_beside_one_of_prices_is_of_things() -> None:
    assert _found("nom;prix\nTable basse;300\nLampe dorée;120") == []


def test_a_cell_in_quotes_may_go_over_several_lines() -> None:
    text = 'nom;note;cnss\nTazi Nadia;"a\nb ""c"" \nd";123456789\nAlami Ali;5";987654321'
    assert [value for kind, value in _found(text) if kind == "CNSS"] == ["123456789", "987654321"]


def test_rows_that_sql_inserts_are_read_with_their_names() -> None:
    text = (
        "INSERT INTO beneficiaires (nom, prenom, cin, date_naissance, gsm) VALUES\n"
        "('Qermoudi', 'Zohra', 'v586264', '1984-03-30', NULL),\n"
        "('Tazi', 'Yamna', 'bh45120', '1969-01-17', '0661234567');"
    )
    assert [kind for kind, _ in _found(text)] == [
        *("PERSON", "PERSON", "CIN", "DATE_OF_BIRTH"),
        *("PERSON", "PERSON", "CIN", "DATE_OF_BIRTH", "PHONE"),
    ]


def test_a_row_of_sql_with_other_columns_is_none() -> None:
    assert _found("INSERT INTO t (nom, cin, montant) VALUES\n('x', '123456789');") == []


def test_a_cell_that_begins_like_a_label_has_its_heading() -> None:
    assert _found("nom;cin\nTazi;rc216221") == [("PERSON", "Tazi"), ("CIN", "rc216221")]


def test_a_name_that_no_list_holds_fills_a_cell_beside_an_identifier() -> None:
    assert _found("nom;prenom;cin\nTazi;Zkeriko;D451207")[1] == ("PERSON", "Zkeriko")

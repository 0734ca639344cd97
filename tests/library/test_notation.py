"""The YAML of the record: strict to read, stable to write."""

import pytest

from siyada.library import notation
from siyada.library.procedure import Procedure

PROCEDURE = {
    "id": "made-up",
    "category": "identity",
    "title": {"fr": "Titre : avec deux points", "ar": "عنوان"},
    "aliases": ["no", "2026", "1e3", "null", "12:30", "لاكارط"],
    "administration": {"text": {"und": "0537000000"}, "sources": ["guide"]},
    "costs": [{"description": {"fr": "x"}, "value": 68.76, "as_of": "2019-09-02"}],
    "sources": [
        {"id": "guide", "title": {"ar": "مرسوم \u200fبتحديد"}, "kind": "law", "date": "2022"}
    ],
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-01-31", "2026-01-31"),
        ("no", "no"),
        ("12:30", "12:30"),
        ("0537000000", "0537000000"),
        ("1e3", "1e3"),
        ("75", 75),
        ("-1", -1),
        ("68.76", 68.76),
        ("null", None),
        ("~", None),
    ],
)
def test_only_null_and_plain_numbers_are_not_text(text: str, value: object) -> None:
    assert notation.parse(f"key: {text}".encode()) == {"key": value}


def test_a_key_that_stands_twice_is_an_error_with_its_line() -> None:
    with pytest.raises(ValueError, match=r"`b` stands twice \(line 3"):
        notation.parse(b"a: 1\nb: 1\nb: 2\n")


def test_a_key_that_stands_twice_is_found_below_the_top() -> None:
    with pytest.raises(ValueError, match=r"`fr` stands twice \(line 2"):
        notation.parse(b"a:\n- {fr: x, fr: y}\n")


def test_bytes_that_are_not_utf_8_are_an_error() -> None:
    with pytest.raises(ValueError, match="not UTF-8 at byte 3"):
        notation.parse(b"a: \xe9t\xe9")


@pytest.mark.parametrize(
    "text", [b"a: [1", b"a: 'x", b"\x00\x01", b"a: b: c", b"!!python/name:os.system"]
)
def test_what_is_not_yaml_is_an_error(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        notation.parse(text)


def test_what_is_written_is_read_back_the_same() -> None:
    procedure = Procedure.model_validate(PROCEDURE)
    text = notation.write(procedure)
    assert Procedure.model_validate(notation.parse(text.encode())) == procedure
    assert notation.write(Procedure.model_validate(notation.parse(text.encode()))) == text


def test_what_is_written_has_one_line_a_statement_and_no_invisible_sign() -> None:
    text = notation.write(Procedure.model_validate(PROCEDURE))
    assert "  sources: [guide]\n" in text
    assert "\u200f" not in text
    assert "\\u200f" in text
    assert "لاكارط" in text

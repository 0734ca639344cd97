"""A question as a form sends it."""

import pytest

from siyada.server.pages.question import (
    MASK,
    Fault,
    Question,
    fault_of,
    mask,
    new_token,
    read_question,
)


def read(**fields: str) -> Question:
    return read_question({name: [value] for name, value in fields.items()})


def test_what_is_not_offered_counts_as_not_chosen() -> None:
    question = read(
        question="x", answer_language="tlh", facet="colour", procedure="../etc", page="short"
    )

    assert (question.language, question.facet, question.procedure) == (None, None, None)
    assert question.token == ""


def test_what_is_offered_is_kept() -> None:
    token = new_token()
    question = read(
        question="x", answer_language="zgh-Tfng", facet="fees", procedure="cnie-first", page=token
    )

    assert (question.language, question.facet) == ("zgh-Tfng", "fees")
    assert (question.procedure, question.token) == ("cnie-first", token)


@pytest.mark.parametrize(
    ("typed", "kind", "kept"),
    [
        ("CIN BK123456 perdue", "CIN", "perdue"),
        ("عندي البطاقة رقم BK123456 شحال", "CIN", "شحال"),
        ("appelez 0661-23-45-67 svp", "PHONE", "svp"),
        ("ecrire a nom@exemple.ma", "EMAIL", "ecrire"),
    ],
)
def test_personal_data_are_masked_before_anything_else(typed: str, kind: str, kept: str) -> None:
    question = read(question=typed)

    assert kind in question.masked
    assert MASK in question.text
    assert kept in question.text
    assert not any(digit.isdigit() for digit in question.text)
    assert "exemple" not in question.text


def test_a_question_without_personal_data_is_left_as_it_is() -> None:
    assert mask("شحال كتسوى لاكارط؟ 75 درهم") == ("شحال كتسوى لاكارط؟ 75 درهم", ())


def test_invisible_signs_are_removed() -> None:
    assert read(question="  بطاقة\u202e\u200f\U000e0041 \r\n جديدة ").text == "بطاقة \n جديدة"


def test_the_turns_before_are_masked_and_only_the_last_ones_kept() -> None:
    question = read_question(
        {
            "question": ["et le prix ?"],
            "earlier_question": [f"q{n} BK123456" for n in range(9)],
            "earlier_procedure": ["cnie-first"] * 8 + ["<b>"],
        }
    )

    assert [turn.question for turn in question.earlier] == [f"q{n} {MASK}" for n in (5, 6, 7)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault("errors.empty", {})),
        (" \n ", Fault("errors.empty", {})),
        ("س" * 2001, Fault("errors.long", {"count": 2001, "limit": 2000})),
        ("a\x00b", Fault("errors.unreadable", {})),
        ("a\ufffdb", Fault("errors.unreadable", {})),
        ("passeport", None),
    ],
)
def test_what_is_wrong_with_a_question_is_said(text: str, fault: Fault | None) -> None:
    assert fault_of(read(question=text), 2000) == fault


def test_a_very_long_text_is_not_searched() -> None:
    text = "0661234567 " * 10_000

    assert mask(text) == (text, ())

"""Made-up documents: the marks stand where the values are, and numbers have their keys."""

import random
import re
from collections.abc import Callable

import pytest

from siyada.shield import checks
from siyada.shield.span import Span
from tools.documents import values
from tools.documents.fill import Model, fill, models
from tools.documents.noise import FORMS, NOISES
from tools.documents.people import FOLDER, pool
from tools.documents.score import FREE, Score, is_hidden

_SLOT = re.compile(r"\{[a-z]\.")


def _dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - documents, not secrets


def test_a_document_is_the_same_for_the_same_seed() -> None:
    model = models(FOLDER)[0]
    assert fill(model, _dice(3)) == fill(model, _dice(3))
    assert fill(model, _dice(3)) != fill(model, _dice(4))


def test_every_model_can_be_filled() -> None:
    for model in models(FOLDER):
        document = fill(model, _dice(1))
        assert not _SLOT.search(document.text), document.text
        assert any(value.kind != FREE for value in document.values) is (model.form != "clean")


@pytest.mark.parametrize("noise", sorted(NOISES))
def test_marks_stay_true_under_noise(noise: str) -> None:
    model = Model("ar", "form", "none", "السيد {p.full}، الهاتف {p.phone}، نعم.")
    document = fill(model, _dice(5), NOISES[noise](_dice(6)))
    name, phone = document.values
    assert document.text[: name.start].strip().startswith("ا")
    assert document.text[name.end] == "،"
    assert sum(sign.isdigit() for sign in document.text[phone.start : phone.end]) >= 9


@pytest.mark.parametrize(
    ("make", "is_right"),
    [
        (values.rib, checks.rib_key_is_right),
        (values.iban, checks.iban_key_is_right),
        (values.ice, checks.ice_key_is_right),
        (values.card, checks.luhn_is_right),
    ],
)
def test_numbers_have_their_keys(
    make: Callable[[random.Random], str], is_right: Callable[[str], bool]
) -> None:
    numbers = [make(_dice(seed)) for seed in range(200)]
    assert all(is_right(checks.signs(number)) for number in numbers)


def test_a_value_is_hidden_only_when_each_of_its_letters_is() -> None:
    document = fill(Model("fr", "form", "none", "Mme {p.full}, merci"), _dice(2))
    (value,) = document.values
    assert is_hidden(document.text, value, [Span(value.start, value.end, "PERSON", 1.0)])
    assert not is_hidden(document.text, value, [Span(value.start + 1, value.end, "PERSON", 1.0)])


def test_the_score_counts_leaks_and_what_is_hidden_wrongly() -> None:
    document = fill(Model("fr", "form", "none", "Mme {p.full}, merci"), _dice(2))
    score = Score()
    score.add(document, [Span(0, 3, "PERSON", 1.0)])
    assert (score.leaking, score.wrong_signs) == (1, 3)


def test_one_of_each_ways_of_saying_is_chosen() -> None:
    model = Model("fr", "form", "none", "⟨Oui|Non⟩, ⟨à ⟨Fès|Salé⟩|{p.m?né|née}⟩ : {p.given}")
    texts = {fill(model, _dice(seed)).text.split(" : ")[0] for seed in range(60)}
    chosen = {"à Fès", "à Salé", "né", "née"}
    assert texts == {f"{first}, {second}" for first in ("Oui", "Non") for second in chosen}


def test_a_bracket_that_is_not_closed_is_an_error() -> None:
    with pytest.raises(ValueError, match="not closed"):
        fill(Model("fr", "form", "none", "⟨Oui, {p.given}"), _dice(1))


def test_nothing_is_learned_from_the_names_that_are_held_back() -> None:
    held, learned = pool(held=True), pool(held=False)
    for kind, words in held.items():
        assert {word.fr for word in words}.isdisjoint(word.fr for word in learned[kind])
        assert len(words) > 30


def test_a_value_that_is_written_out_is_marked_with_all_that_is_in_it() -> None:
    document = fill(
        Model("fr", "form", "none", "À ⟦ADDRESS:villa 9, {x.city}⟧ : {p.cin}."), _dice(4)
    )
    place, card = document.values
    assert document.text[place.start : place.end].startswith("villa 9, ")
    assert document.text[place.end :].startswith(" : ")
    assert (place.kind, card.kind) == ("ADDRESS", "CIN")


def test_a_value_that_does_not_end_is_an_error() -> None:
    with pytest.raises(ValueError, match="does not end"):
        fill(Model("fr", "form", "none", "⟦PERSON:{p.given}"), _dice(1))


@pytest.mark.parametrize(
    ("letters", "forms"),
    [
        ("\u0628", "\ufe8f"),
        ("\u0628\u0628\u0628", "\ufe91\ufe92\ufe90"),
        ("\u062f\u0628", "\ufea9\ufe8f"),
        ("\u0628\u0644\u0627", "\ufe91\ufefc"),
        ("\u0628\u0621\u0628", "\ufe8f\ufe80\ufe8f"),
        ("12 a", "12 a"),
    ],
)
def test_a_letter_is_shaped_by_those_around_it(letters: str, forms: str) -> None:
    assert FORMS["shaped"](letters, "PERSON") == forms


def test_values_with_latin_letters_keep_their_digits() -> None:
    digits = FORMS["eastern"]
    assert digits("12", "") == digits("12", "PHONE") == "\u0661\u0662"
    assert digits("AB12", "CIN") == "AB12"

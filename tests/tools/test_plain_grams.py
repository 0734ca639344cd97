"""What searches are measured beside."""

from siyada.library.document import Document
from tools.plain_grams import PlainGrams, grams


def test_no_gram_crosses_the_end_of_a_word() -> None:
    assert grams("جواز سفر") == ["_جوا", "جواز", "واز_", "_سفر", "سفر_"]
    assert grams("Le") == ["_le_"]


def test_a_rare_word_and_a_title_tell_most() -> None:
    search = PlainGrams(
        [
            Document("titled", "Passeport", "Une demande", "fr"),
            Document("told", "Demande", "Une demande de passeport", "fr"),
            Document("other", "Demande", "Une demande de permis", "fr"),
        ]
    ).search

    assert search("demande de passeport") == ["titled", "told", "other"]
    assert search("permis")[0] == "other"

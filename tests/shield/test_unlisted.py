"""Names that no list holds, known by where they stand."""

import pytest

from siyada.shield.detect import detect

FOUND = (
    ("La parole est à Monsieur Joël Giraud.", "Joël Giraud"),
    ("M. Alami Zkeriko est venu.", "Alami Zkeriko"),
    ("Demandeur : Zkeriko Bahloulix, né à Fès", "Zkeriko Bahloulix"),
    ("Bonjour, je suis Zkeriko Bahloulix.", "Zkeriko Bahloulix"),
    ("Cordialement,\nZkeriko Bahloulix", "Zkeriko Bahloulix"),
    ("Cher Zkeriko,\nmerci de votre lettre.", "Zkeriko"),
    ("Bonjour Zkeriko", "Zkeriko"),
    ("smiti l7ssan", "l7ssan"),
    ("السيدة زكيريكو باهلوليكس، الساكنة بالرباط", "زكيريكو باهلوليكس"),
)
NONE = (
    "Bonjour Madame, je vous écris.",
    "Chers Collègues,",
    "Cher Client,",
    "M. le Directeur Général",
    "Je m'appelle comme mon père.",
    "smiti tktbat ghalat",
    "سميتي تكتبات غلط",
    "Merci ChatGPT !",
    "Bonjour Maroc,",
    "يعاقب بغرامة كل من أخل بأحكام المادة 12 أعلاه.",
)


@pytest.mark.parametrize(("text", "name"), FOUND)
def test_what_is_announced_is_a_name_whatever_its_letters(text: str, name: str) -> None:
    found = [text[span.start : span.end] for span in detect(text) if span.kind == "PERSON"]
    assert found == [name]


@pytest.mark.parametrize("text", NONE)
def test_what_stands_there_and_is_no_name_is_left_alone(text: str) -> None:
    assert [span for span in detect(text) if span.kind == "PERSON"] == []


def test_a_name_ends_before_the_city() -> None:
    text = "Mme Zkeriko Casablanca"
    assert [text[span.start : span.end] for span in detect(text)] == ["Zkeriko"]

"""The language whose grammar carries a text in two languages."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.language.identify import identify, identify_all
from siyada.language.matrix import LONGEST, MOST, carries, grammars, matrix, weigh
from tools.switching.sentences import base_lines

DARIJA = [
    "bghit nrenouvler la carte ديالي",
    "fin kayna l'annexe administrative dyal hay salam",
    "wach le dossier complet wla khassni njib un justificatif de domicile",
    "ma bghaw y3tiwni l'attestation de travail",
    "ghadi ndepozi la demande f la préfecture d'arrondissements",
    "خاصني la copie légalisée de la carte nationale d'identité électronique",
    "واش la caisse nationale de sécurité sociale كتخلص les médicaments",
    "mchit m3a madame la directrice de l'école primaire publique",
]
FRENCH = [
    "Je passe vous voir demain inchallah",
    "Nous avons mangé une rfissa délicieuse chez ma tante",
    "Est-ce que vous pouvez m'envoyer l'adresse ? chokran",
    "Le moqaddem a signé le certificat ce matin",
    "On s'est vus hier, labas alhamdolilah",
    "Il m'a juste dit بسلامة et il est parti",
]
TAMAZIGHT = [
    "righ ad skergh la carte nationale inu",
    "is illa le médecin ɣ le centre de santé ad",
    "ur ufigh le bureau de poste n tmdint ad",
]


@pytest.mark.parametrize("text", DARIJA)
def test_french_phrases_within_darija_leave_it_darija(text: str) -> None:
    found = matrix(text)
    assert found is not None
    assert found.tag == ("ary-Latn" if text[0].isascii() else "ary-Arab")
    assert identify(text).tag == found.tag


@pytest.mark.parametrize("text", FRENCH)
def test_words_of_darija_within_french_leave_it_french(text: str) -> None:
    assert identify(text).tag == "fr"


@pytest.mark.parametrize("text", TAMAZIGHT)
def test_french_phrases_within_tamazight_leave_it_tamazight(text: str) -> None:
    assert identify(text).tag == "ber-Latn"


def test_tifinagh_stays_tamazight_beside_long_french_phrases() -> None:
    text = "ⵔⵉⵖ la carte nationale d'identité électronique"
    assert identify(text).tag == "zgh-Tfng"


def test_the_script_is_that_of_most_letters_of_the_language() -> None:
    latin, arabic = matrix("bghit nbeddel la carte ديالي"), matrix("بغيت نبدل la carte dyali")
    assert latin is not None
    assert arabic is not None
    assert (latin.tag, arabic.tag) == ("ary-Latn", "ary-Arab")


@pytest.mark.parametrize("text", ["", "la carte", "bghit la", "Où est la gare ?", "word " * 5])
def test_a_text_in_one_language_or_too_short_has_none(text: str) -> None:
    assert matrix(text) is None


def test_what_is_longer_than_a_sentence_has_none() -> None:
    assert matrix("bghit la carte " * MOST) is None
    assert matrix("bghit la carte " + "x" * LONGEST) is None


def test_a_preposition_speaks_where_it_joins_a_word_of_another_language() -> None:
    assert carries("dyal", "ary", following="fr")
    assert not carries("dyal", "ary", following="ary")
    assert carries("ديالي", "ary", last="fr")
    assert not carries("de", "fr", following="fr")


@pytest.mark.parametrize(
    ("word", "family"),
    [("mabghitch", "ary"), ("kanqellbo", "ary"), ("غانمشي", "ary"), ("ماكانش", "ary"),
     ("3ndi", "ary"), ("j'ai", "fr"), ("voudrais", "fr"), ("ⵔⵉⵖ", "ber"), ("need", "en")],
)  # fmt: skip
def test_verbs_and_pronouns_carry_a_clause(word: str, family: str) -> None:
    assert carries(word, family)


@pytest.mark.parametrize(("word", "family"), [("tomobil", "ary"), ("carte", "fr"), ("دار", "ar")])
def test_nouns_carry_nothing(word: str, family: str) -> None:
    assert not carries(word, family)


def test_words_without_a_language_count_for_none() -> None:
    assert weigh(["2026", "la"], ["und", "fr"]).keys() == {"fr"}


def test_every_language_of_the_table_can_be_told() -> None:
    assert grammars().keys() == {"ary", "ber", "ar", "fr", "es", "en"}


@given(st.text() | st.text("aknl é'بيدⵔⵉ 3-\n\ud800", max_size=80))
def test_any_text_is_read(text: str) -> None:
    found = matrix(text)
    assert found is None or 0 < found.share <= 1


def test_many_at_once_are_carried_as_one_by_one() -> None:
    texts = [*DARIJA, *FRENCH, *TAMAZIGHT, "", "שלום לכולם merci"]
    alone = [identify(text) for text in texts]
    for one, many in zip(alone, identify_all(texts), strict=True):
        assert one.tag == many.tag
        assert one.confidence == pytest.approx(many.confidence, abs=1e-3)


@pytest.mark.parametrize(("part", "least"), [("test", 0.85), ("later", 0.85)])
def test_sentences_of_several_hands_get_the_language_that_carries_them(
    part: str, least: float
) -> None:
    lines = list(base_lines(Path("data/identify") / f"switched-{part}.tsv"))
    right = sum(identify(text).tag == tag for tag, text in lines)
    assert right >= least * len(lines)

"""Terms: the same thing said in another language or script meets in some field."""

import pytest

from siyada.library.document import Passage
from siyada.library.terms import FIELDS, Field, of_passage, of_question


def passage(text: str, language: str = "", title: str = "") -> dict[Field, set[str]]:
    made = of_passage(Passage("d#1", "d", title, text, 0, len(text), language))
    return {field: set(found) for field, found in made.items()}


@pytest.mark.parametrize(
    ("question", "text", "field"),
    [
        ("تجديد البطائق الوطنية", "تجديد البطاقة الوطنية للتعريف", "words"),
        ("renouveler ma carte", "Renouvellement de la carte nationale", "words"),
        ("renouvelement", "Renouvellement", "grams"),
        ("bghit njded lbita9a lwataniya", "تجديد البطاقة الوطنية", "grams"),
        ("passport", "الباسبور", "sounds"),
        ("باسبور", "Passeport biométrique", "sounds"),
        ("ضاع لي البيرمي", "permis de conduire perdu", "concepts"),
    ],
)
def test_a_question_and_a_passage_meet(question: str, text: str, field: Field) -> None:
    assert set(of_question(question).terms[field]) & passage(text)[field]


@pytest.mark.parametrize(
    ("question", "tag", "text"),
    [
        ("بغيت نكري برطما", "ary-Arab", "Location d’un appartement"),
        ("chkoun kaykhelles lfaktoura", "ary-Latn", "أداء الفاتورة"),
        ("bghit nimporter machina", "ary-Latn", "استيراد معدات"),
        ("fin kayexporti", "ary-Latn", "التصدير إلى الخارج"),
        ("tamaḍunt n ssbiṭar", "ber-Latn", "المرض والمستشفى"),
        ("ⵜⴰⵡⵓⵔⵉ", "zgh-Tfng", "Contrat de travail"),
    ],
)
def test_words_of_the_lexicon_find_texts_of_the_standard_languages(
    question: str, tag: str, text: str
) -> None:
    assert set(of_question(question, tag).terms["words"]) & passage(text)["words"]


def test_a_word_of_the_question_weighs_more_than_what_it_is_called_elsewhere() -> None:
    weights = of_question("بغيت نكري برطما", "ary-Arab").terms["words"]
    assert weights["برطما"] == 1.0
    assert 0 < weights["appart"] < 1.0


def test_questions_in_standard_languages_meet_texts_of_each_other_by_less() -> None:
    arabic, french = (of_question(*asked).terms["words"] for asked in (
        ("كراء السكن", "ar"), ("location du logement", "fr"),
    ))  # fmt: skip
    assert {word for word, weight in arabic.items() if weight == 1.0} == {"كري", "سكن"}
    assert {word for word, weight in french.items() if weight == 1.0} == {"locat", "log"}
    assert 0 < arabic["log"] < 1.0
    assert 0 < french["كري"] < 1.0


def test_what_is_asked_of_a_matter_weighs_less_than_the_matter() -> None:
    weights = of_question("ما هي الوثائق المطلوبة لجواز السفر", "ar").terms["words"]
    assert weights["وثيق"] < weights["جواز"]


def test_the_title_is_searched_with_each_passage() -> None:
    assert passage("Deux photos.", "fr", title="Passeport")["words"] >= {"passeport", "photo"}


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("رخصة الصيد", "تسلم بعد أداء الرسم."),
        ("اخلاص واألداء", "يؤدى الرسم األول لدى القباضة، واآلخر عند اإليداع."),
        ("Carte d’identité – ⵜⴰⴽⴰⵔⴹⴰ", "Renouvellement : 75 DH"),
        ("Taskala n tmurt", "Awal n umezwaru ɣef tmazirt."),
    ],
)
@pytest.mark.parametrize("language", ["", "ar", "fr", "ary-Latn", "ber-Latn"])
def test_what_is_in_a_title_is_in_the_whole_too(title: str, text: str, language: str) -> None:
    # A search asks for the terms of titles only where the whole has them.
    found = passage(text, language, title)
    assert found["title_words"] <= found["words"]
    assert found["title_grams"] <= found["grams"]


def test_the_language_is_identified_where_it_is_not_known() -> None:
    text = "The renewal of identity cards takes ten days in every office."
    assert passage(text, "xx") == passage(text, "en") == passage(text)


def test_stems_of_arabic_serve_questions_in_darija() -> None:
    weights = of_question("بغيت تحويل شهادتي", "ar").terms["words"]
    standard = {word for word, weight in weights.items() if weight == 1.0}
    assert "تحويل" in standard
    assert standard <= set(of_question("بغيت تحويل شهادتي", "ary-Arab").terms["words"])
    assert "شهاد" in standard
    assert "شهاد" in of_question("bghit chahadti", "ary-Latn").terms["words"]


def test_a_dialect_leans_more_on_sounds_and_concepts_than_a_standard_language() -> None:
    standard = of_question("ما هي الوثائق المطلوبة", "ar").shares
    dialect = of_question("chno lwra9 li khasni", "ary-Latn").shares
    assert set(standard) == set(dialect) == set(FIELDS)
    assert dialect["sounds"] > standard["sounds"]
    assert dialect["concepts"] > standard["concepts"]
    assert sum(standard.values()) == pytest.approx(1.0)


@pytest.mark.parametrize("text", ["", "؟!", " \n", "🙂"])
def test_a_question_without_words_has_no_terms(text: str) -> None:
    assert not any(of_question(text).terms.values())


@pytest.mark.parametrize(
    ("question", "tag", "text"),
    [
        ("كيف أسجل سيارتي", "ar", "تسجيل المركبات"),
        ("كيف أعتمد جهازا لاسلكيا", "ar", "اعتماد جهاز"),
        ("bghit n7el pharmacie", "ary-Latn", "فتح صيدلية"),
        ("شنو خاص باش ندير لوتيسمان", "ary-Arab", "تجزئة عقارية"),
        ("ولدي تزاد البارح", "ary-Arab", "رسم الولادة والازدياد"),
        ("ضيعت البيرمي", "ary-Arab", "ضياع رخصة السياقة"),
        ("bghit nbeddel l3onwan", "ary-Latn", "تغيير العنوان"),
        ("exploiter une carrière", "fr", "استغلال مقلع"),
    ],
)
def test_other_names_and_other_words_of_a_root_are_looked_for(
    question: str, tag: str, text: str
) -> None:
    assert len(set(of_question(question, tag).terms["words"]) & passage(text, "ar")["words"]) > 1

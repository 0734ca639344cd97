"""The lexicon: words are found in whatever spelling and form, and what is unsure weighs less."""

import pytest

from siyada.language.headwords import read_entries
from siyada.language.lexicon import EXACT, FORM, SOUND, Lexicon, lexicon

TABLE = """# A table of few words.
language	headwords	part	sense	arabic	french	weight
ary	بيرمي|برمي	n	driving licence	رخصة السياقة|رخصة القيادة	permis de conduire
ary	شرا|يشري	v	to buy	اشترى	acheter
ary	باع|يبيع	v	to sell	باع	vendre
ary	حبس|حباسات	n	prison	سجن	prison
ary	حبس|يحبس	v	to stop	توقف	arrêter
ary	شهادة|شواهد	n	certificate	شهادة	certificat
ary	الورقة الصفراء	phrase	form on the yellow paper	بطاقة صفراء	fiche jaune
ary	صوار|سوار	n	wall	سور	mur	rare
ary	صوار|سوار	n	bracelet	سوار	bracelet
ary	حاجة|حوايج	n	thing	شيء	chose	broad
zgh	takarḍa|takrda|tikarḍiwin	n	card	بطاقة	carte
zgh	sɣ|isɣa|issaɣ	v	to buy	اشترى	acheter
"""


@pytest.fixture(scope="module")
def few() -> Lexicon:
    return Lexicon(read_entries(TABLE))


@pytest.mark.parametrize(
    ("word", "tag", "sense"),
    [
        ("بيرمي", "ary-Arab", "driving licence"),
        ("البيرمي", "ary-Arab", "driving licence"),
        ("وبالبيرمي", "ary-Arab", "driving licence"),
        ("برميات", "ary-Arab", "driving licence"),
        ("lbermi", "ary-Latn", "driving licence"),
        ("شهادتي", "ary-Arab", "certificate"),
        ("الشواهد", "ary-Arab", "certificate"),
        ("chahadti", "ary-Latn", "certificate"),
        ("شريت", "ary-Arab", "to buy"),
        ("غنشريوها", "ary-Arab", "to buy"),
        ("ماشريناش", "ary-Arab", "to buy"),
        ("وماكيشريوش", "ary-Arab", "to buy"),
        ("ماشريتها", "ary-Arab", "to buy"),
        ("nchri", "ary-Latn", "to buy"),
        ("بعتو", "ary-Arab", "to sell"),
        ("كيبيعو", "ary-Arab", "to sell"),
        ("takarḍa", "ber-Latn", "card"),
        ("ⵜⴰⴽⴰⵔⴹⴰ", "zgh-Tfng", "card"),
        ("ⵜⴽⴰⵔⴹⴰ", "zgh-Tfng", "card"),
        ("tikarḍiwin", "ber-Latn", "card"),
        ("takarḍainu", "ber-Latn", "card"),
        ("tikarḍiwinnns", "ber-Latn", "card"),
        ("tsɣit", "ber-Latn", "to buy"),
        ("ⵙⵖⵉⵖ", "zgh-Tfng", "to buy"),
    ],
)
def test_a_word_is_found_in_its_forms_and_scripts(
    few: Lexicon, word: str, tag: str, sense: str
) -> None:
    assert [found.entry.sense for found in few.senses(word, tag)] == [sense]


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("", "und"),
        ("؟", "ary-Arab"),
        ("2026", "ary-Latn"),
        ("permis", "fr"),
        ("CNSS", "ary-Latn"),
        ("والو", "ary-Arab"),
        ("\ud800", "und"),
    ],
)
def test_what_is_no_word_of_it_has_no_sense(few: Lexicon, word: str, tag: str) -> None:
    assert few.senses(word, tag) == ()


def test_what_is_listed_weighs_more_than_a_form_and_that_more_than_a_sound(few: Lexicon) -> None:
    def weight(word: str, tag: str) -> float:
        (found,) = few.senses(word, tag)
        return found.weight

    assert weight("بيرمي", "ary-Arab") == EXACT
    assert weight("بيرميك", "ary-Arab") == FORM
    assert FORM > weight("birmik", "ary-Latn") >= SOUND
    assert weight("بيرمي", "ar") < SOUND


def test_senses_share_the_weight_and_a_rare_one_has_less(few: Lexicon) -> None:
    prison, stop = few.senses("حبس", "ary-Arab")
    assert {prison.entry.sense, stop.entry.sense} == {"prison", "to stop"}
    assert prison.weight == stop.weight == EXACT / 2
    bracelet, wall = few.senses("سوار", "ary-Arab")
    assert (bracelet.entry.sense, wall.entry.sense) == ("bracelet", "wall")
    assert bracelet.weight + wall.weight == pytest.approx(EXACT)
    assert wall.weight < bracelet.weight


def test_a_verb_takes_no_article_and_a_noun_no_person(few: Lexicon) -> None:
    assert [found.entry.part for found in few.senses("الحبس", "ary-Arab")] == ["n"]
    assert [found.entry.part for found in few.senses("كيحبسو", "ary-Arab")] == ["v"]


def test_a_text_is_bridged_where_its_words_stand(few: Lexicon) -> None:
    text = "ضاع ليا البيرمي، شنو ندير؟"
    found = few.bridged(text, "ary-Arab")
    assert {(one.word, one.equivalent, one.language) for one in found} == {
        ("البيرمي", "رخصة السياقة", "ar"),
        ("البيرمي", "رخصة القيادة", "ar"),
        ("البيرمي", "permis de conduire", "fr"),
    }
    assert all(text[one.start : one.end] == one.word for one in found)
    first, second, french = (one.weight for one in found)
    assert first == french > second


@pytest.mark.parametrize("text", ["الورقة الصفراء", "ورقة صفراء", "الورقة الصفراء ديالي"])
def test_a_phrase_is_one_word_with_its_article_or_without(few: Lexicon, text: str) -> None:
    found = few.bridged(text, "ary-Arab")
    assert {one.sense for one in found} == {"form on the yellow paper"}


def test_a_word_of_any_text_is_marked_as_such(few: Lexicon) -> None:
    assert all(one.broad for one in few.bridged("حوايجي", "ary-Arab"))
    assert not any(one.broad for one in few.bridged("البيرمي", "ary-Arab"))


def test_french_among_darija_names_what_it_is_in_french() -> None:
    """`paie` sounds like marbles (`بيي`), `brevet` like what is private: both are spelt right."""
    known = lexicon()
    for word, arabic in (("paie", "أجرة"), ("lbrevet", "براءة اختراع"), ("plainte", "شكاية")):
        assert known.senses(word, "ary-Latn")[0].entry.arabic[0] == arabic
    assert known.senses("paie", "ary-Latn")[0] == known.senses("lapaie", "ary-Latn")[0]


def test_texts_of_other_languages_are_not_bridged() -> None:
    assert lexicon().bridged("Le permis de conduire est une autorisation.", "fr") == ()
    assert lexicon().bridged("Where is the market?", "en") == ()


def test_the_lexicon_itself_is_read() -> None:
    (sense, *_) = lexicon().senses("لاكارط", "ary-Arab")
    assert "carte nationale" in sense.entry.french

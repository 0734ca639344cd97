from importlib.resources import files

import pytest

from siyada.language import sound
from siyada.language.bridge import PACKED, Bridge, bridge, listed
from siyada.language.entries import Entry, read_entries

LEAST_SPELLINGS = 4000


def _names(text: str, found: Bridge | None = None) -> set[str]:
    return {m.concept for m in (found or bridge()).match(sound.tokens(text)) if m.weight > 0.5}


def _bridge(*rows: str) -> Bridge:
    return Bridge(read_entries(rows))


def test_the_tables_hold_thousands_of_spellings() -> None:
    assert sum(len(entry.spellings) for entry in listed()) >= LEAST_SPELLINGS


def test_what_is_packed_is_what_the_tables_say() -> None:
    packed = (files("siyada.language") / "weights" / PACKED).read_bytes()
    assert packed == Bridge(listed()).packed(), (
        "a table of the bridge or of sounds has changed: run `python -m tools.train_assistant"
        " --record data/procedures --questions data/questions/*.jsonl"
        " --hands tests/golden/questions/*-tune.jsonl --out src/siyada/assistant/weights`"
    )


def test_a_bridge_is_unpacked_as_it_was_packed() -> None:
    made = _bridge("passport\tar\tجواز السفر", "renew\tfr\trenouvel*", "!visa\tfr\tvisa")
    again = Bridge.unpacked(made.packed())
    assert again.packed() == made.packed()
    for text in ("جواز سفري", "renouvellement", "visa"):
        assert _names(text, again) == _names(text, made) != set()


def test_what_is_outside_is_named_by_words_and_phrases_but_not_by_slips() -> None:
    found = _bridge("!hunting\tfr\tpermis de chasse|carabine")
    assert _names("un permis de chasse", found) == {"!hunting"}
    assert _names("carabines", found) == {"!hunting"}
    assert _names("carabnie permis", found) == set()


def test_what_is_outside_widens_no_search() -> None:
    assert not _bridge("!hunting\tfr\tcarabine").expand("carabine")


@pytest.mark.parametrize(
    "text",
    ["passeport", "PASSEPORT", "lpaspor", "الباسبور", "باسبور", "ⵍⴱⴰⵙⴱⵓⵔ", "جواز سفري", "pasport"],
)
def test_a_name_is_found_in_every_script_and_spelling(text: str) -> None:
    assert "passport" in _names(text)


def test_arabizi_is_found_by_the_sound_of_the_arabic_spelling() -> None:
    found = _bridge("certificate\tary\tالسرتيفيكا")
    assert _names("ssertifika", found) == {"certificate"}
    assert _names("ⵙⵙⵔⵜⵉⴼⵉⴽⴰ", found) == {"certificate"}


def test_a_phrase_is_found_whatever_little_words_stand_within() -> None:
    found = _bridge("stay\tfr\tcarte de séjour")
    assert _names("la carte dyal séjour", found) == {"stay"}
    assert _names("carte grise, séjour", found) == set()


def test_an_ending_is_free_only_where_the_table_says_so() -> None:
    found = _bridge("renew\tfr\trenouvel*", "law\tfr\tloi")
    assert _names("renouvellement renouveler", found) == {"renew"}
    assert _names("loisirs", found) == set()


@pytest.mark.parametrize("typed", ["pensoin", "pnsion", "penssion", "penzion"])
def test_one_slip_of_the_finger_is_forgiven_in_long_words(typed: str) -> None:
    assert _names(typed, _bridge("pension\tfr\tpension")) == {"pension"}


def test_short_words_are_taken_as_they_are_typed() -> None:
    assert _names("cin ci", _bridge("card\tfr\tcni")) == set()


def test_where_is_not_or() -> None:
    assert "?where" in _names("où")
    assert "?where" not in _names("ou")


def test_a_word_with_two_senses_names_both() -> None:
    found = _bridge("rent\tary\tكرا", "study\tary\tكرا")
    assert _names("kra", found) == {"rent", "study"}


def test_expansions_are_the_words_of_records_and_weigh_less_than_what_was_asked() -> None:
    found = bridge().expand("tlef lia lpermi", weight=0.5)
    assert found["permis de conduire"] <= 0.5
    assert "رخصة السياقة" in found
    assert not any("lpermi" in target for target in found)


def test_a_line_without_three_cells_is_told_by_its_number() -> None:
    with pytest.raises(ValueError, match="line 2"):
        list(read_entries(["a\tfr\tb", "a\tb"]))


def test_comments_and_empty_lines_are_no_entries() -> None:
    assert list(read_entries(["# a", "", "x\tfr\ta | b|"])) == [Entry("x", "fr", ("a", "b"))]


def test_every_line_of_the_tables_names_a_known_language() -> None:
    known = {"fr", "ar", "ary", "lat", "zgh", "es", "en"}
    assert {entry.language for entry in listed()} <= known


def test_every_concept_has_words_of_records_to_search_for() -> None:
    lacking = {name for name in bridge().concepts if not bridge().targets(name)}
    assert lacking == {"place"}, "a search for one town is none for all"


def test_a_little_word_of_tamazight_is_no_french_acronym() -> None:
    found = _bridge("corp_tax\tfr\tIS", "?yes_no\tzgh\tis")
    for text, names in (("is tella", {"?yes_no"}), ("IS n tchrikt", {"?yes_no", "corp_tax"})):
        assert {m.concept for m in found.match(sound.tokens(text), "ber-Latn")} == names


def test_a_phrase_may_need_its_little_words() -> None:
    made = _bridge("status\tfr\t=où en est", "?where\tfr\toù")
    assert _names("où en est mon dossier", made) == {"status"}
    assert _names("où est la salle", made) == {"?where"}
    assert made.targets("status") == ("où en est",)


def test_an_asking_word_begins_no_phrase_of_the_word_it_is_made_from() -> None:
    made = _bridge("?how_much\tary\tشحال", "?at_price\tary\tبشحال", "?time\tary\tشحال كتعطل")
    assert _names("شحال كتعطل", made) == {"?time"}
    assert _names("بشحال كتعطل", made) == {"?at_price"}


def test_a_word_of_french_that_is_spelt_right_is_heard_as_no_other() -> None:
    made = _bridge(
        "town\tfr\tma ville",
        "child\tfr\tfille",
        "burial\tfr\tenterrer en france",
        "birth\tfr\tnaître",
        "turnover\tfr\tCA",
    )

    def said(text: str) -> set[str]:
        return {match.concept for match in made.match(sound.tokens(text), "fr")}

    assert said("ma fille") == {"child"}
    assert said("ma ville") == {"town"}
    assert said("naître en France") == {"birth"}
    assert said("ça prend combien") == set()
    assert said("déclarer le CA") == {"turnover"}


@pytest.mark.parametrize("asked", ["Qu'est-ce que je dois signer", "qu est ce qu'il manque"])
def test_what_is_asked_is_not_whether(asked: str) -> None:
    assert "?what" in _names(asked)
    assert "?yes_no" not in _names(asked)
    assert "?yes_no" in _names("Est-ce que je dois faire légaliser la vente ?")

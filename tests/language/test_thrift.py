"""Tifinagh sent in Latin letters, and what comes back."""

from importlib.resources import as_file, files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mistral_common.tokens.tokenizers.tekken import Tekkenizer

from siyada.language.thrift import Returner, Sent, to_latin, to_tifinagh, words_sent

LETTERS = "ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯ"
SIGNS = " \n\t.,;:!?()[]{}<>‹›«»\"'`/\\_@%-–0123456789\u00a0\u200f\u0323\u2d70\u2d7f°ⵒⵠⵧⴵⴶⴾⵁⵂ"
LATIN = "abcdɣɛḍṭʷopvéàABCINZœ"
PIECES = [
    "[CIN_1]", "[PERSON_12]", "[cin_1]", "CIN_1", "‹azul›", "‹(›", "```", "`ⴰ`", "www.cnie.ma",
    "https://ⴰ.ma/ⴱ?c=ⴷ", "ⴰⴱ@ⴳ.ma", "ⵜⴰⴽⴰⵔⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ", "la carte nationale", "بطاقة", "ⴰ.ⴱ",
    "\r\n",
]  # fmt: skip
mixed = st.lists(st.sampled_from([*LETTERS, *SIGNS, *LATIN, *PIECES])).map("".join)
without_latin = st.lists(
    st.sampled_from([*LETTERS, *SIGNS, "[CIN_1]", "‹(›", "بطاقة ", "```"]), max_size=300
).map("".join)


@settings(deadline=None)
@given(st.one_of(mixed, st.text()))
def test_what_goes_there_comes_back(text: str) -> None:
    assert to_tifinagh(to_latin(text)) == text


@settings(deadline=None)
@given(st.text("abc ‹›(‹)\nⴰ"))
def test_marks_of_the_text_itself_come_back(text: str) -> None:
    assert to_tifinagh(to_latin(text)) == text


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters="‹›", max_codepoint=0x2D2F)))
def test_a_text_without_tifinagh_and_marks_is_left_alone(text: str) -> None:
    assert to_latin(text) == text


@settings(deadline=None)
@given(mixed)
def test_no_letter_of_the_standard_alphabet_is_sent(text: str) -> None:
    assert not set(LETTERS) & set(to_latin(text))


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("ⵎⴰⵏⵉ ⵔⴰⴷ ⴰⵡⵉⵖ ⵜⴰⴽⴰⵔⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ?", "‹mani rad awiɣ takarḍa n tmagit›?"),
        ("ⴰⵎⴷⴷⴰⴽⵯⵍ «ⵉⵏⵓ». ⵢⵉⵡⵉⴷ 3 ⵜⵡⵍⴰⴼⵉⵏ", "‹amddakʷl «inu». yiwid 3 twlafin›"),
        ("ⵏⴽⴽⵉ ⴷ [PERSON_1] ⵏⵙⵙⵓⵜⵔ", "‹nkki d [PERSON_1] nssutr›"),
        ("ⵏⴽⴽⵉ ⴷ [person_1] ⵏⵙⵙⵓⵜⵔ", "‹nkki d› [person_1] ‹nssutr›"),
        ("ⵢⴰⵜ\nⵙⵏⴰⵜ", "‹yat›\n‹snat›"),
        ("la CNSS ⵏ ⵍⵎⵖⵔⵉⴱ", "la CNSS ‹n lmɣrib›"),
        ("ⴰⴶⵓ ⴶ", "‹aⴶu› ⴶ"),
        ("il dit ‹ azul ›", "il dit ‹(› azul ‹)›"),
    ],
)
def test_a_stretch_stands_between_marks(text: str, latin: str) -> None:
    assert to_latin(text) == latin
    assert to_tifinagh(latin) == text


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("‹Azul FELLAWN›", "ⴰⵣⵓⵍ FELLAWN"),
        ("‹ad\u0323ar aεrab›", "ⴰⴹⴰⵔ ⴰⵄⵔⴰⴱ"),
        ("‹awid [cin_1] d [ PERSON 2 ]›", "ⴰⵡⵉⴷ [cin_1] ⴷ [ PERSON 2 ]"),
        ("‹zr https://cnie.ma d `siyada ask`›", "ⵥⵔ https://cnie.ma ⴷ `siyada ask`"),
        ("‹azul\nbonjour", "ⴰⵣⵓⵍ\nbonjour"),
        ("il a dit ‹ bonjour › hier", "il a dit ‹ bonjour › hier"),
    ],
)
def test_what_models_make_of_a_stretch_is_understood(answer: str, text: str) -> None:
    assert to_tifinagh(answer) == text.replace("ⵥⵔ", "ⵣⵔ")
    assert returned(answer, 3) == text.replace("ⵥⵔ", "ⵣⵔ")


def returned(answer: str, size: int, sent: Sent | None = None) -> str:
    """An answer that arrived in pieces of `size` characters."""
    returner = Returner(sent)
    pieces = [answer[at : at + size] for at in range(0, len(answer), size)]
    return "".join([*map(returner.feed, pieces), returner.finish()])


ANSWERS = [
    "Azul! Ad tkemmled takaṛḍa n tmagit nnek ɣ umadal. ", "Pour le passeport, allez en ville. ",
    "takarḍa n tmagit", "Oui", "- ", "```python\n", "[CIN_1]", "[ cin", " 1 ]", "`azul fllawn` ",
    "‹", "›", "‹(›", "\n", " ", "www.cnie.ma ", "x" * 250, "ⴰⵣⵓⵍ", "…", "bghit njedded lakart. ",
    "a", "\u0323",
]  # fmt: skip
answers = st.lists(st.sampled_from(ANSWERS), max_size=12).map("".join)


@settings(deadline=None)
@given(answers, st.lists(st.integers(0, 60), max_size=30))
def test_an_answer_does_not_depend_on_where_it_was_cut(answer: str, sizes: list[int]) -> None:
    returner, pieces, at = Returner(), [], 0
    for size in sizes:
        pieces.append(returner.feed(answer[at : at + size]))
        at += size
    pieces += [returner.feed(answer[at:]), returner.finish()]
    assert "".join(pieces) == returned(answer, 1)


@settings(deadline=None)
@given(without_latin, st.integers(1, 300))
def test_what_the_model_repeats_comes_back_as_it_was(text: str, size: int) -> None:
    sent = to_latin(text)
    assert returned(sent, size, words_sent([sent])) == text


def test_sentences_of_tamazight_come_back_and_others_stay() -> None:
    answer = (
        "Azul! Ad taznd asutr nnk s tsnbaḍt n tmdint.\n"
        "Pour le passeport, adressez-vous à la préfecture de votre domicile.\n\n"
        "Bghit njedded lakart nasyonal dyali, chno khassni?\n"
        "- takarḍa n tmagit\n"
        "```\ntakarḍa n tmagit = 1\n```\n"
    )
    sent = words_sent([to_latin("ⵜⴰⴽⴰⵔⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ, ⵜⵙⵏⴱⴰⴹⵜ")])
    for size in (1, 7, 1000):
        assert returned(answer, size, sent) == (
            "ⴰⵣⵓⵍ! ⴰⴷ ⵜⴰⵣⵏⴷ ⴰⵙⵓⵜⵔ ⵏⵏⴽ ⵙ ⵜⵙⵏⴱⴰⴹⵜ ⵏ ⵜⵎⴷⵉⵏⵜ.\n"
            "Pour le passeport, adressez-vous à la préfecture de votre domicile.\n\n"
            "Bghit njedded lakart nasyonal dyali, chno khassni?\n"
            "- ⵜⴰⴽⴰⵔⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ\n"
            "```\ntakarḍa n tmagit = 1\n```\n"
        )


def test_what_is_no_word_of_tamazight_stays_in_latin_letters() -> None:
    sent = words_sent([to_latin("ⵎⴰⵏⵉ ⵔⴰⴷ ⴰⵡⵉⵖ ⵜⴰⴽⴰⵔⴹⴰ d’Ahmed, ⵖ ⵒⵓⵍⵉⵙ?")])
    for kept in (
        "Ahmed",
        "[CIN_1]",
        "CNSS",
        "Facebook",
        "préfecture",
        "cnie.ma",
        "b2b",
        "`awi`",
        "{date}",
    ):
        answer = f"Ad yawi takarḍa n tmagit nns {kept} ɣ pulis n tmdint."
        text = f"ⴰⴷ ⵢⴰⵡⵉ ⵜⴰⴽⴰⵔⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ ⵏⵏⵙ {kept} ⵖ ⵒⵓⵍⵉⵙ ⵏ ⵜⵎⴷⵉⵏⵜ."
        assert returned(answer, 4, sent) == text


@pytest.mark.parametrize("size", [1, 6, 1000])
@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (
            "Ad tawit la carte d'identité nnk ɣ tmdint.",
            "ⴰⴷ ⵜⴰⵡⵉⵜ la carte d'identité ⵏⵏⴽ ⵖ ⵜⵎⴷⵉⵏⵜ.",
        ),
        ("Awi s tmdint **la copie** n takarḍa.", "ⴰⵡⵉ ⵙ ⵜⵎⴷⵉⵏⵜ **la copie** ⵏ ⵜⴰⴽⴰⵔⴹⴰ."),
        ("Iga la tamurt inu d tmazirt.", "ⵉⴳⴰ ⵍⴰ ⵜⴰⵎⵓⵔⵜ ⵉⵏⵓ ⴷ ⵜⵎⴰⵣⵉⵔⵜ."),
    ],
)
def test_a_phrase_of_french_in_a_sentence_of_tamazight_stays(
    answer: str, text: str, size: int
) -> None:
    assert returned(answer, size) == text


@pytest.mark.parametrize("size", [1, 9, 1000])
def test_names_of_fields_in_json_stay(size: int) -> None:
    sent = words_sent([to_latin("ⵎⴰⵏⵉ ⵔⴰⴷ ⴰⵡⵉⵖ ⵜⴰⴽⴰⵔⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ?")])
    one = '{"text": "takarḍa n tmagit", "id": 5}'
    assert returned(one, size, sent) == one
    lines = '{\n  "text": "rad awiɣ takarḍa n tmagit",\n  "id": 5\n}'
    assert returned(lines, size, sent) == (
        '{\n  "text": "ⵔⴰⴷ ⴰⵡⵉⵖ ⵜⴰⴽⴰⵔⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ",\n  "id": 5\n}'
    )


def test_marks_that_a_model_puts_around_another_language_are_only_left_out() -> None:
    answer = "‹Pour le passeport, adressez-vous à la préfecture.› ‹Ad tawid takarḍa n tmagit.›"
    assert returned(answer, 5) == (
        "Pour le passeport, adressez-vous à la préfecture. ⴰⴷ ⵜⴰⵡⵉⴷ ⵜⴰⴽⴰⵔⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ."
    )


def test_a_word_alone_is_known_when_it_was_sent_and_else_follows() -> None:
    assert returned("tamagit", 1, words_sent(["‹tamagit›"])) == "ⵜⴰⵎⴰⴳⵉⵜ"
    assert returned("ad taznd asutr nnk s tmdint.\nmaca\n", 1).splitlines()[1] == "ⵎⴰⵛⴰ"


def test_a_sentence_that_is_decided_is_not_held_back() -> None:
    returner = Returner()
    assert returner.feed("Pour le passeport, allez à la préfecture. En") == (
        "Pour le passeport, allez à la préfecture. "
    )
    assert returner.feed("suite") == ""
    assert returner.finish() == "Ensuite"


def test_an_answer_without_an_end_is_let_out_after_a_dozen_words() -> None:
    assert Returner().feed("un mot et encore un mot " * 3).count("mot") == 4


def test_mistral_s_tokenizer_counts_less_than_a_third() -> None:
    with as_file(files("mistral_common") / "data" / "tekken_240911.json") as path:
        tokenizer = Tekkenizer.from_file(path)
    text = "ⵎⴰⵏⵉ ⵔⴰⴷ ⴰⵡⵉⵖ ⵜⴰⴽⴰⵔⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ ⵜⴰⵎⴰⵢⵏⵓⵜ ⵏ ⵉⵡⵉ, ⴷ ⵎⵛⵜⴰ ⵏ ⵉⴷⵔⵉⵎⵏ?"
    before, after = (len(tokenizer.encode(t, bos=False, eos=False)) for t in (text, to_latin(text)))
    assert after < before / 3

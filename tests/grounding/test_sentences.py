"""A stream cut into sentences, whatever the pieces it comes in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.grounding.sentences import Said, Splitter, said

ANSWER = (
    "Le passeport coûte 500 DH [1]. Le délai est de 15 jours. [1] [3] Il faut :\n"
    "- une **copie** de la CNIE [2]\n- une photo [2, 4].\n"
    "1. Remplir l’art. 3 du formulaire [5]\n"
    "ثمن الجواز 500 درهم【١】؟ والأجل 15 يوما [١، ٢]."
)


def told(text: str, sizes: list[int]) -> list[Said]:
    """The sentences of a text that comes in pieces of these sizes."""
    splitter, found, at = Splitter(), [], 0
    for size in sizes:
        found += splitter.feed(text[at : at + size])
        at += size
    found += splitter.feed(text[at:])
    return found + splitter.finish()


def test_sentences_have_their_citations_markers_and_no_emphasis() -> None:
    found = [(one.marker.strip(), one.text, one.cites) for one in told(ANSWER, [])]
    assert found == [
        ("", "Le passeport coûte 500 DH.", (1,)),
        ("", "Le délai est de 15 jours.", (1, 3)),
        ("", "Il faut :", ()),
        ("-", "une copie de la CNIE", (2,)),
        ("-", "une photo.", (2, 4)),
        ("1.", "Remplir l’art. 3 du formulaire", (5,)),
        ("", "ثمن الجواز 500 درهم؟", (1,)),
        ("", "والأجل 15 يوما.", (1, 2)),
    ]


@given(st.lists(st.integers(1, 40), max_size=200))
def test_sentences_do_not_depend_on_the_cuts(sizes: list[int]) -> None:
    assert told(ANSWER, sizes) == told(ANSWER, [])


@given(st.text(alphabet="ab.؟ []12،\n-*#:", max_size=80), st.lists(st.integers(1, 9)))
def test_no_cut_changes_the_words_of_odd_texts(text: str, sizes: list[int]) -> None:
    assert "".join(one.text for one in told(text, sizes)).split() == (
        "".join(one.text for one in told(text, [])).split()
    )


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("a [Source 2]", (2,)),
        ("أ [المقطع ٣]", (3,)),
        ("a [1-3]", (1, 2, 3)),
        ("a [^2]", (2,)),
        ("a [^1][^3].", (1, 3)),
        ("a [1, 1; 2]", (1, 2)),
        ("a [PERSON_1]", ()),
        ("a [x]", ()),
    ],
)
def test_citations_are_read_in_their_usual_forms(text: str, cites: tuple[int, ...]) -> None:
    assert said(text).cites == cites


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("La C.N.S.S. verse l’aide [1]. Fin [2].", ["La C.N.S.S. verse l’aide.", "Fin."]),
        ("العنوان ص.ب. 1234 الرباط [1]. انتهى [2].", ["العنوان ص.ب. 1234 الرباط.", "انتهى."]),
        ("ثمنها 75 د.م. [1] والأجل ٧٫٥ أيام [2].", ["ثمنها 75 د.م.", "والأجل ٧٫٥ أيام."]),
        ("Écrire à Mr. Amrani, av. Hassan II [1].", ["Écrire à Mr. Amrani, av. Hassan II."]),
        ("Une S.A.R.L. Le capital est libre [1].", ["Une S.A.R.L.", "Le capital est libre."]),
        ("شهادة، صورة، إلخ. تودع بالمكتب [1]؛ نعم؟ [2]", ["شهادة، صورة، إلخ. تودع بالمكتب؛ نعم؟"]),
    ],
)
def test_points_of_abbreviations_end_no_sentence(text: str, found: list[str]) -> None:
    for size in (1, 3, 1_000):
        assert [one.text for one in told(text, [size] * len(text))] == found


@given(st.lists(st.integers(1, 12), max_size=60))
def test_thoughts_are_not_said(sizes: list[int]) -> None:
    text = "<think>Il coûte 9 DH [1].</think>Il coûte 5 < 6 DH (voir [2]). <think>Ou 7 DH [1]. Non"
    assert [one.text for one in told(text, sizes)] == ["Il coûte 5 < 6 DH."]


def test_an_endless_sentence_is_not_waited_for() -> None:
    splitter = Splitter()
    assert sum(len(one.text) for piece in ["x" * 1000] * 9 for one in splitter.feed(piece)) > 4000


@pytest.mark.parametrize(
    ("sentence", "text", "cites"),
    [
        ("Selon le passage [2], le passeport coûte 500 DH.", "Le passeport coûte 500 DH.", (2,)),
        ("D’après [2][3] : le délai est de 15 jours.", "Le délai est de 15 jours.", (2, 3)),
        ("حسب المقطع [٢]، ثمن الجواز 500 درهم.", "ثمن الجواز 500 درهم.", (2,)),
        ("Selon la loi 04-20 [2], il est exigé.", "Selon la loi 04-20, il est exigé.", (2,)),
    ],
    ids=["passage", "numbers", "arabic", "law"],
)
def test_a_lead_that_only_names_the_passage_is_left_out(
    sentence: str, text: str, cites: tuple[int, ...]
) -> None:
    assert (said(sentence).text, said(sentence).cites) == (text, cites)


def test_rows_of_a_table_are_items_without_its_lines() -> None:
    found = told(
        "| Acte | Prix |\n|---|:--:|\n| Timbre | **75** DH [1] |\n| Délai | 2 jours | [2] |", []
    )
    assert [(one.marker, one.text, one.cites, one.is_row) for one in found] == [
        ("- ", "Acte : Prix", (), True),
        ("- ", "Timbre : 75 DH", (1,), True),
        ("- ", "Délai : 2 jours", (2,), True),
    ]

"""Documents and passages: what a passage is, and what must hold for every text."""

from hypothesis import given
from hypothesis import strategies as st

from siyada.library.document import Document, cut, sentences


def texts(document: str) -> list[str]:
    return [passage.text for passage in cut(Document("d", "t", document, "fr"))]


def test_a_short_document_is_one_passage() -> None:
    (passage,) = cut(Document("d", "Titre", "  Une phrase.\n\nUne autre. ", "fr"))
    assert (passage.id, passage.document, passage.title) == ("d#1", "d", "Titre")
    assert passage.text == "Une phrase.\n\nUne autre."
    assert (passage.start, passage.end, passage.language) == (2, 25, "fr")


def test_a_document_without_words_has_no_passage() -> None:
    assert texts(" \n\n\t ") == []
    assert texts("") == []


def test_paragraphs_are_joined_while_they_are_short() -> None:
    short = "Une phrase de taille moyenne, assez banale. " * 8
    passages = texts(f"{short}\n\n{short}\n\n{short}")
    assert [passage.count("Une phrase") for passage in passages] == [16, 8]


def test_a_paragraph_of_usual_length_is_not_cut() -> None:
    paragraph = ("هذه جملة عادية في فقرة. " * 60).strip()
    assert 1_200 < len(paragraph) < 1_600
    assert texts(paragraph) == [paragraph]


def test_a_long_paragraph_is_cut_between_sentences_into_like_parts() -> None:
    sentence = "Le dossier est déposé au guichet, puis il est examiné."
    parts = texts(" ".join([sentence] * 50))
    assert len(parts) == 4
    assert all(part.startswith("Le dossier") and part.endswith("examiné.") for part in parts)
    assert max(map(len, parts)) - min(map(len, parts)) <= 2 * len(sentence)


def test_arabic_sentences_end_with_their_own_signs() -> None:
    text = "هل الخدمة مجانية؟ نعم! تستغرق المسطرة شهرا. انتهى"
    assert [text[a:b] for a, b in sentences(text)] == [
        "هل الخدمة مجانية؟",
        "نعم!",
        "تستغرق المسطرة شهرا.",
        "انتهى",
    ]


def test_an_abbreviation_a_number_and_an_address_end_no_sentence() -> None:
    text = (
        "Selon l'art. 12 et M. le chef, payer 1.500,50 DH sur www.site.example/a.html d'abord. Fin."
    )
    assert len(list(sentences(text))) == 2


def test_a_line_is_a_place_to_cut() -> None:
    text = "- copie de la carte\n- deux photos\n"
    assert [text[a:b] for a, b in sentences(text)] == ["- copie de la carte", "- deux photos"]


def test_a_heading_goes_with_what_follows() -> None:
    body = "Le dossier est déposé au guichet et examiné sous huit jours. " * 12
    passages = texts(f"{body}\n\nPièces à fournir\n\n{body}")
    assert len(passages) == 2
    assert passages[1].startswith("Pièces à fournir")


def test_headings_without_end_do_not_make_one_passage() -> None:
    assert len(texts("\n\n".join(["Un titre sans rien dessous"] * 100))) > 3


def test_words_without_end_are_cut_all_the_same() -> None:
    assert max(map(len, texts("x" * 10_000))) <= 1_600
    assert max(map(len, texts("mot " * 5_000))) <= 1_600


@given(
    st.text(
        st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(".؟!؛,\n\n\n   ")),
        max_size=400,
    ),
    st.integers(1, 30),
)
def test_passages_are_exact_and_lose_nothing(text: str, times: int) -> None:
    whole = text * times
    end = 0
    for passage in cut(Document("d", "t", whole, "fr")):
        assert passage.text == whole[passage.start : passage.end]
        assert passage.text == passage.text.strip() != ""
        assert passage.start >= end
        assert not whole[end : passage.start].strip()
        end = passage.end
        assert len(passage.text) <= 2_500
    assert not whole[end:].strip()


@given(st.text(max_size=200))
def test_sentences_are_exact_and_lose_nothing(text: str) -> None:
    assert "".join("".join(text[a:b] for a, b in sentences(text)).split()) == "".join(text.split())

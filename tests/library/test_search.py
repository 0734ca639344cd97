"""A library: what is searched and found."""

from pathlib import Path

import pytest

from siyada.errors import InvalidRequest, NotFound
from siyada.library.document import Document
from siyada.library.search import Library
from siyada.library.store import Counts

DOCUMENTS = [
    Document(
        "card", "البطاقة الوطنية للتعريف", "تجديد البطاقة الوطنية يتطلب صورتين وشهادة السكنى.", "ar"
    ),
    Document(
        "passport", "Passeport biométrique", "Le passeport coûte un timbre de 500 dirhams.", "fr"
    ),
    Document(
        "birth",
        "التصريح بالولادة",
        "تسجيل المولود الجديد في الحالة المدنية داخل ثلاثين يوما.",
        "ar",
    ),
    Document(
        "licence", "Permis de conduire", "Le permis perdu est remplacé par un duplicata.", "fr"
    ),
    Document("vehicle", "Vignette", "La taxe annuelle sur les véhicules se paie en janvier.", "fr"),
]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(tmp_path, "made", create=True)
    made.add(DOCUMENTS)
    return made


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("كيف أجدد بطاقتي الوطنية؟", "card"),
        ("بغيت نجدد لاكارط ناسيونال", "card"),
        ("bghit njedded lbita9a lwataniya", "card"),
        ("renouvellement passport", "passport"),
        ("شحال كيسوى الباسبور", "passport"),
        ("ch7al f lpaspor", "passport"),
        ("تسجيل مولود", "birth"),
        ("j'ai perdu mon permis", "licence"),
        ("ضاع ليا البيرمي", "licence"),
        ("la vignete de ma voiture", "vehicle"),
    ],
)
def test_a_question_finds_its_document(library: Library, question: str, document: str) -> None:
    results = library.search(question)
    assert results[0].passage.document == document
    assert 0 < results[0].score < 1


def test_a_result_is_a_passage_as_it_stands_in_its_document(library: Library) -> None:
    passage = library.search("vignette")[0].passage
    text = {document.id: document.text for document in DOCUMENTS}[passage.document]
    assert passage.text == text[passage.start : passage.end]
    assert (passage.title, passage.language) == ("Vignette", "fr")


def test_one_document_does_not_hide_the_others(tmp_path: Path) -> None:
    long = "\n\n".join(["La vignette se paie en janvier. " * 40] * 20)
    with Library(tmp_path, "made", create=True) as library:
        library.add(
            [Document("long", "", long, "fr"), Document("short", "", "vignette auto", "fr")]
        )
        found = [result.passage.document for result in library.search("la vignette")]
        assert library.counts() == Counts(2, 21)
    assert sorted(found) == ["long", "long", "short"]


def test_the_number_of_results_is_limited(library: Library) -> None:
    library.add(Document(f"d{n}", "", "La vignette.", "fr") for n in range(30))
    assert len(library.search("vignette", 3)) == 3
    assert len(library.search("vignette")) == 10


@pytest.mark.parametrize("question", ["", "؟", "\x00", "zzzzqqq", "  \n "])
def test_nothing_is_found_for_nothing(library: Library, question: str) -> None:
    assert library.search(question) == ()


def test_a_page_pasted_as_a_question_is_searched_too(library: Library) -> None:
    assert (
        library.search("vignette janvier " + "blabla divers " * 7_000)[0].passage.document
        == "vehicle"
    )


def test_an_empty_library_finds_nothing(tmp_path: Path) -> None:
    with Library(tmp_path, "empty", create=True) as library:
        assert library.search("vignette") == ()


def test_a_removed_document_is_not_found(library: Library) -> None:
    assert library.remove("vehicle")
    assert "vehicle" not in [result.passage.document for result in library.search("vignette")]


def test_an_unknown_library_is_not_found_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="siyada index"):
        Library(tmp_path, "nothing")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", "..", "a/b", "../x", "a b", "-x", "x" * 65, "é"])
def test_a_name_cannot_leave_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidRequest, match="name"):
        Library(tmp_path, name, create=True)


def test_words_of_every_passage_find_them_when_others_were_removed(tmp_path: Path) -> None:
    with Library(tmp_path, "made", create=True) as library:
        library.add(Document(f"d{n}", "", f"الرخصة رقم {n} تتعلق بالمسطرة.") for n in range(12))
        library.refresh()
        for n in range(8):
            library.remove(f"d{n}")
            found = library.search("الرخصة", 20)
            assert {one.passage.document for one in found} == {f"d{m}" for m in range(n + 1, 12)}
            assert all(one.score > 0 for one in found)

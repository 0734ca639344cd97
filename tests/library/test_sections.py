"""Sections: headings and articles."""

import pytest

from siyada.formats.reading import Heading, Page
from siyada.library.document import Document, cut
from siyada.library.sections import sections

LAW = """القسم الأول

المادة الأولى: تحدث لجنة محلية لتتبع الرخص.

المادة 2
تتكون اللجنة من خمسة أعضاء طبقا لأحكام
المادة 7 من القانون المنظم.

المادة الثالثة عشرة - تجتمع اللجنة كل ثلاثة أشهر.

المادة 14 مكرر: تنشر محاضرها."""


def test_a_law_is_cut_by_article_and_not_where_a_line_names_another() -> None:
    paths = [section.path for section in sections(LAW)]
    assert paths == ["", "المادة الأولى", "المادة 2", "المادة الثالثة عشرة", "المادة 14 مكرر"]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("Article premier. Un.\n\nArticle 2 : Deux.\n\nArt. 3 bis - Trois.",
         ["Article premier", "Article 2", "Art. 3 bis"]),
        ("الفصل 1: نص.\nالفصل 2: نص.", ["الفصل 1", "الفصل 2"]),
        ("L'article 3 du code.\nArticle 5 de la loi.", [""]),
        ("المادة 3 من القانون.", [""]),
    ],
)  # fmt: skip
def test_articles_are_known_by_how_they_are_written(text: str, paths: list[str]) -> None:
    assert [section.path for section in sections(text)] == paths


def test_passages_know_their_page_and_what_they_stand_under() -> None:
    text = "دليل الرخص\n\nالوثائق\n\nشهادة السكنى.\n\nالرسوم\n\nخمسون درهما."
    headings = tuple(
        Heading(text.index(word), text.index(word) + len(word), level)
        for word, level in (("دليل الرخص", 1), ("الوثائق", 2), ("الرسوم", 2))
    )
    second = text.index("الرسوم")
    pages = (Page(1, 0, second - 2), Page(2, second, len(text)))
    document = Document("guide", "", text, pages=pages, headings=headings)
    found = [(passage.section, passage.page, passage.text) for passage in cut(document)]
    assert found == [
        ("دليل الرخص › الوثائق", 1, text[: second - 2]),
        ("دليل الرخص › الرسوم", 2, text[second:]),
    ]


def test_every_sign_is_in_a_section() -> None:
    covered = "".join(LAW[section.start : section.end] for section in sections(LAW))
    assert covered == LAW

"""Text as markup: language, direction and isolation."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.assistant.answer import Run
from siyada.server.pages.markup import foreign, ident, language_of, marked, runs_markup, site


def plain(markup: str) -> str:
    """What is read: without elements, with ordinary spaces."""
    return unescape(re.sub("<[^>]*>", "", markup)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("القانون 55-19", "ar", 'القانون <bdi dir="ltr">55-19</bdi>'),
        ("بطاقة CNIE جديدة", "ar", 'بطاقة <bdi lang="fr" dir="ltr">CNIE</bdi> جديدة'),
        ("Certificat شهادة", "fr", 'Certificat <bdi lang="ar-MA" dir="rtl">شهادة</bdi>'),
        ("75 درهما", "ar", "75\u00a0درهما"),
        ("12 mois", "fr", "12\u00a0mois"),
        ("<b>&", "fr", "&lt;b&gt;&amp;"),
    ],
)
def test_a_text_is_marked(text: str, tag: str, expected: str) -> None:
    assert marked(text, tag) == expected  # type: ignore[arg-type]  # the table is plain


def test_a_sentence_in_another_language_is_wrapped_as_a_whole() -> None:
    runs = (
        Run("ⴰⵜⵉⴳ: ", "zgh-Tfng"),
        Run("ورقة ", "ar"),
        Run("CNIE", "fr"),
        Run(" رقم ", "ar"),
        Run("37 37", "ar", isolate=True),
    )

    html = runs_markup(runs, "zgh-Tfng")

    assert html.startswith('ⴰⵜⵉⴳ: <bdi lang="ar-MA" dir="rtl">ورقة <bdi lang="fr" dir="ltr">')
    assert html.endswith('<bdi dir="ltr">37 37</bdi></bdi>')


def test_an_address_between_foreign_words_stays_with_them() -> None:
    runs = (Run("copy of ", "en"), Run("service-public.ma", "und", isolate=True), Run(")", "en"))

    html = runs_markup(runs, "ar")

    assert html.startswith('<bdi lang="en" dir="ltr">copy of <bdi dir="ltr" class="site">')
    assert html.endswith(")</bdi>")


def test_a_run_with_an_address_is_a_link_that_tells_no_site_where_it_was() -> None:
    run = Run("rokhas.ma", "und", isolate=True, url="https://rokhas.ma/?a=1&b=2")

    html = runs_markup((run,), "ar")

    assert 'href="https://rokhas.ma/?a=1&amp;b=2"' in html
    assert 'rel="noreferrer"' in html


def test_a_long_stretch_in_the_other_direction_is_a_block_only_where_asked() -> None:
    runs = (Run("نص " * 30, "ar"),)

    assert 'class="passage"' in runs_markup(runs, "fr", blocks=True)
    assert 'class="passage"' not in runs_markup(runs, "fr")
    assert 'class="passage"' not in runs_markup(runs, "ary-Arab", blocks=True)


def test_an_identifier_and_an_address_are_escaped() -> None:
    assert "<script" not in ident("<script>") + site("https://x.ma/<script>") + foreign("<b>", "fr")


def test_the_language_of_runs_is_that_of_most_letters() -> None:
    assert language_of((Run("CNIE", "fr"), Run("بطاقة التعريف", "ar"))) == "ar"
    assert language_of((Run("12", "ar", isolate=True),)) is None


@given(st.text(alphabet="ابتث CNIEé ⵣⵎ 0123-+%.,:/()<>&\"'\u200f\u202e@x", max_size=60))
def test_no_letter_is_lost_and_no_sign_of_direction_is_kept(text: str) -> None:
    html = marked(text, "ar")

    assert plain(html) == re.sub("[\u200f\u202e]", "", text)
    assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", html)
    assert html.count("<bdi") == html.count("</bdi>")

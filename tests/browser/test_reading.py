"""Languages, directions and what is copied, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from siyada.assistant.answer import State
from siyada.server.pages.markup import ident, lang_dir, marked
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

Check = Callable[[Page, str], list[str]]

VALUES = (
    "+212 5 37 00 00 00",
    "55-19",
    "08:30-16:30",
    "35 × 45 mm",
    "-5",
    "25%",
    "37 37",
    "2-08-310",
    "12345-B-6",
)
"""What Arabic turns around when it is not isolated."""


@pytest.mark.parametrize("sentence", ["رقم {} في الملف", "dossier {} reçu", "ⵓⵟⵟⵓⵏ {} ⴳ ⵓⴼⴰⵢⵍⵓ"])
def test_a_value_keeps_its_order_in_a_sentence(tabs: Visitor, sentence: str) -> None:
    tag = {"ر": "ar", "d": "fr"}.get(sentence[0], "zgh-Tfng")
    before, after = sentence.split("{}")
    page = tabs.open("/ar/")
    for value in VALUES:
        page.evaluate(
            "html => { document.body.innerHTML = html }",
            f'<p {lang_dir(tag)}>{before}<span id="value">{ident(value)}</span>{after}</p>',
        )
        assert _seen(page) == value.replace(" ", "")


def test_without_isolation_arabic_turns_values_around(tabs: Visitor) -> None:
    page = tabs.open("/ar/")
    page.evaluate(
        "html => { document.body.innerHTML = html }",
        f'<p {lang_dir("ar")}>رقم <span id="value">55-19</span> في الملف</p>',
    )

    assert _seen(page) == "19-55"


def test_the_checks_find_what_is_wrong(tabs: Visitor, check: Check) -> None:
    page = tabs.open("/ar/")
    page.evaluate(
        "html => { document.body.innerHTML = html }",
        """<p lang="ar-MA" dir="rtl">ورقة extrait de naissance هنا</p>
        <p lang="fr" dir="rtl">Bonjour ⵣ</p><canvas width="900"></canvas>
        <div role="status"><p class="answer">\u200f[2]</p></div><nav><a href="#">x</a></nav>""",
    )

    for name in ("languageMarks", "visualOrder", "reflow", "copied", "liveRegions", "targets"):
        assert check(page, name) != [], name


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("اتصلوا بالرقم 37 37 من 08:30-16:30", ["37 37", "08:30-16:30"]),
        ("القانون رقم 55-19 والقرار 2-08-310", ["55-19", "2-08-310"]),
        ("صورتان 35 × 45 mm بنسبة 25%", ["25%"]),
    ],
)
def test_values_of_the_record_are_found_and_isolated(
    tabs: Visitor, check: Check, text: str, values: list[str]
) -> None:
    page = tabs.open("/ar/")
    page.evaluate(
        "html => { document.body.innerHTML = html }",
        f"<p {lang_dir('ar')}>{marked(text, 'ar')}</p>",
    )

    assert check(page, "visualOrder") == []
    for value in values:
        assert page.locator("bdi", has_text=value).count() == 1


def test_the_number_of_a_source_stays_at_the_end_of_a_french_sentence(tabs: Visitor) -> None:
    page = tabs.open("/ar/")
    chip = '<span class="nowrap"><a class="cite" dir="ltr" href="#s1">[1]</a>.</span>'
    page.evaluate(
        "html => { document.body.innerHTML = html }",
        f"<p {lang_dir('fr')}>{marked('Certificat شهادة السكنى', 'fr')} {chip}</p>",
    )

    chip_starts = page.locator(".cite").evaluate("e => e.getBoundingClientRect().left")
    arabic_ends = page.locator("bdi").evaluate("e => e.getBoundingClientRect().right")
    assert chip_starts >= arabic_ends


def test_a_copied_answer_has_its_citations_and_no_invisible_sign(
    tabs: Visitor, check: Check, lang: str
) -> None:
    page = tabs.given(State.ANSWERED, lang)

    assert check(page, "copied") == []


def _seen(page: Page) -> str:
    """The signs of `#value` from left to right, as they stand on the screen."""
    seen: str = page.locator("#value").evaluate(
        """element => {
          const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          const range = document.createRange();
          const signs = [];
          while (walker.nextNode()) {
            for (let at = 0; at < walker.currentNode.length; at++) {
              range.setStart(walker.currentNode, at);
              range.setEnd(walker.currentNode, at + 1);
              const sign = walker.currentNode.data[at];
              if (sign.trim()) signs.push([range.getClientRects()[0].left, sign]);
            }
          }
          return signs.sort((a, b) => a[0] - b[0]).map((pair) => pair[1]).join("");
        }"""
    )
    return seen

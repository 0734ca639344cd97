"""Every page, in the three languages and in every state of an answer, looked over in one visit."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from siyada.assistant.answer import State
from siyada.server.pages.messages import PAGE_LANGUAGES
from tests.browser.visitor import HERE, Visitor

pytestmark = pytest.mark.browser

Check = Callable[[Page, str], list[str]]
Axe = Callable[[Page], list[str]]

PATHS = (
    "/",
    "/ask?example=0",
    "/p",
    "/p?q=passeport",
    "/p?q=zzzz",
    "/p/passport-adult",
    "/p/rokhas-etablissement-classe",
    "/s/cnie-renewal.ijra2at-cnie?f=costs-1",
    "/about",
    "/privacy",
    "/accessibility",
    "/help",
    "/shield",
    "/nothing-here",
)
OFFICE = (
    "السيدة نادية التازي، رقم البطاقة BH451207، الهاتف 0661234567\n"
    "Mme Tazi, née le 12/03/1988, demeurant 12 rue Atlas, Agdal, Rabat.\n"
    "ⵃⴰⵎⵉⴷ ⴰⵢⵜ ⵍⵃⵙⵏ, 0662345678"
)
GIVEN = (*State, "answered_partly?tag=ary-Arab", "answered_partly?tag=fr", "answered_partly?tag=ar")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def axe() -> Axe:
    """Runs the rules of accessibility that a program can check, and gives what they find wrong."""
    rules = (HERE / "vendor" / "axe.min.js").read_text(encoding="utf-8")
    options = f'{{ runOnly: {RULES}, resultTypes: ["violations"] }}'
    told = "found => `${found.id}: ${found.nodes.map(node => node.target).join(' ')}`"

    def run(page: Page) -> list[str]:
        if not page.evaluate("'axe' in window"):  # half a megabyte, read once by each page
            page.evaluate(rules)
        found: list[str] = page.evaluate(
            f"axe.run(document, {options}).then(done => done.violations.map({told}))"
        )
        return found

    return run


def test_the_rules_of_accessibility_are_run(tabs: Visitor, axe: Axe) -> None:
    page = tabs.open("/ar/")
    page.evaluate("document.body.innerHTML = '<main><h1>x</h1><input><img src=x></main>'")

    found = " ".join(axe(page))

    assert "image-alt" in found
    assert "label" in found


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_in_order(tabs: Visitor, check: Check, axe: Axe, lang: str, path: str) -> None:
    page = tabs.open(f"/{lang}{path}")

    wide = lang == PAGE_LANGUAGES[PATHS.index(path) % len(PAGE_LANGUAGES)]
    assert _faults(page, check, axe, wide=wide) == {}


@pytest.mark.parametrize("state", GIVEN)
def test_an_answer_is_in_order_in_every_state(
    tabs: Visitor, check: Check, axe: Axe, lang: str, state: str
) -> None:
    page = tabs.open(f"{tabs.site.given}/{lang}/given/{state}")

    assert (
        _faults(page, check, axe, wide=(lang, state) == (PAGE_LANGUAGES[0], State.ANSWERED)) == {}
    )


def test_a_form_with_an_error_is_in_order(tabs: Visitor, check: Check, axe: Axe, lang: str) -> None:
    page = tabs.open(f"/{lang}/")
    page.locator(".ask").evaluate("form => form.submit()")
    expect(page.locator(".summary")).to_have_count(1)
    expect(page.locator("textarea[aria-invalid]")).to_have_count(1)

    assert _faults(page, check, axe) == {}


def test_the_page_of_a_question_that_waits_is_in_order(
    tabs: Visitor, check: Check, axe: Axe, lang: str
) -> None:
    with tabs.site.full():
        page = tabs.open(f"{tabs.site.given}/{lang}/ask?example=1")

        assert page.locator("[data-wait]").count() == 1
        assert _faults(page, check, axe) == {}


@pytest.mark.parametrize("script", [True, False])
def test_the_officers_page_is_in_order(
    tabs: Visitor, check: Check, axe: Axe, lang: str, *, script: bool
) -> None:
    page = tabs.open(f"/{lang}/shield", script=script)
    page.fill("#text", OFFICE)
    page.click("main .primary")
    page.wait_for_selector(".found")

    expect(page.locator(".pair mark").nth(7)).to_be_visible()
    if script:
        assert _faults(page, check, axe) == {}


def test_an_opinion_is_in_order(tabs: Visitor, check: Check, axe: Axe, lang: str) -> None:
    page = tabs.open(f"/{lang}/p/passport-adult")
    page.click('button[value="no"]')

    # A click returns when the next page is begun, and not when it has been read.
    expect(page.locator(".why button")).to_have_count(4)

    assert _faults(page, check, axe) == {}


def _faults(page: Page, check: Check, axe: Axe, *, wide: bool = True) -> dict[str, list[str]]:
    """What is wrong with a page, by check; each at the width where it matters.

    Without `wide`, the rules of accessibility are left out at 1280 px, where half the time of these
    tests went: for pages that differ from another in their words, and not in what they are made of.
    Each page is looked over so in one of its languages, in turns.
    """
    page.wait_for_load_state()
    found = {
        "marks": check(page, "languageMarks"),
        "order at 360": check(page, "visualOrder"),
        "live regions": check(page, "liveRegions"),
        "targets": check(page, "targets"),
        "axe at 360": axe(page),
    }
    page.set_viewport_size({"width": 1280, "height": 800})
    found["order at 1280"] = check(page, "visualOrder")
    if wide:
        found["axe at 1280"] = axe(page)
    # 320 px is a window of 1280 px enlarged four times (WCAG 1.4.10).
    page.set_viewport_size({"width": 320, "height": 800})
    found["reflow at 320"] = check(page, "reflow")
    check(page, "spaceText")
    found["reflow with spaced text"] = check(page, "reflow")
    return {name: faults for name, faults in found.items() if faults}

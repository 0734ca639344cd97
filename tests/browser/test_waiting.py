"""A server that is full, as a person meets it: without our script and with it."""

import re

import pytest
from playwright.sync_api import expect

from siyada.server.pages.messages import catalogue
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

QUESTION = "شحال كتسوى لاكارط ناسيونال؟"


def test_without_our_script_the_page_of_a_question_that_waits_opens_its_answer(
    tabs: Visitor,
) -> None:
    with tabs.site.full():
        page = tabs.open(f"{tabs.site.given}/ar/", script=False)
        page.fill("#question", QUESTION)
        page.click(".ask button.primary")

        expect(page.locator(".place")).to_have_text(catalogue("ar").plain("wait.place", count=1))
        expect(page.locator(".question")).to_have_text(QUESTION)
        page.click('.languages a[lang="fr-MA"]')
        expect(page.locator(".place")).to_have_text(catalogue("fr").plain("wait.place", count=1))

    expect(page.locator(".source-list")).to_be_visible(timeout=15_000)
    expect(page.locator(".question")).to_have_text(QUESTION)
    expect(page.locator("html")).to_have_attribute("lang", "fr-MA")


def test_without_our_script_a_page_that_was_told_to_stay_stays(tabs: Visitor) -> None:
    with tabs.site.full():
        page = tabs.open(f"{tabs.site.given}/fr/ask?example=3", script=False)
        page.click('a[href$="still=1"]')

        expect(page).to_have_url(re.compile("still=1$"))
        page.wait_for_load_state()
        assert page.locator("meta[http-equiv=refresh], noscript").count() == 0


def test_with_our_script_the_number_in_the_line_is_said_and_the_answer_comes(
    tabs: Visitor,
) -> None:
    with tabs.site.full():
        page = tabs.open(f"{tabs.site.given}/fr/")
        page.fill("#question", "Combien coûte la carte nationale ?")
        page.click(".ask button.primary")

        expect(page.locator("#status")).to_have_text(catalogue("fr").plain("wait.place", count=1))

    page.wait_for_selector(".after", timeout=15_000)
    expect(page.locator("#status")).to_have_text(catalogue("fr").text("status.ready"))


def test_with_our_script_the_page_of_a_question_that_waits_changes_in_place(
    tabs: Visitor,
) -> None:
    with tabs.site.full():
        page = tabs.open(f"{tabs.site.given}/fr/ask?example=3")
        page.evaluate("window.same = true")
        expect(page.locator("[data-wait]")).to_have_count(1)
        with page.expect_response(lambda told: told.status == 503, timeout=15_000):
            pass
        assert page.evaluate("window.same")  # it was asked again, and not loaded again

    expect(page.locator(".source-list")).to_be_visible(timeout=15_000)

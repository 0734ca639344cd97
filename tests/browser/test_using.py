"""What people do with the pages: with a keyboard, without our script, on paper, under attack."""

import io
import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime

import httpx2
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from siyada.assistant.render import plain_text
from siyada.server.pages.messages import catalogue
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

Check = Callable[[Page, str], list[str]]

QUESTION = "شحال كتسوى لاكارط ناسيونال؟"
WATCH = """
  window.told = []; window.redrawn = 0;
  const every = { childList: true, characterData: true, subtree: true };
  const status = document.querySelector("#status");
  new MutationObserver(() => window.told.push(status.textContent)).observe(status, every);
  new MutationObserver((changes) => changes.forEach((change) => {
    if (change.removedNodes.length || change.type === "characterData") window.redrawn += 1;
  })).observe(document.querySelector("#turns"), every);
"""


def ask(page: Page, question: str = QUESTION) -> None:
    """Ask with the form of the page, and wait for the end of the answer."""
    page.fill("#question", question)
    page.click(".ask button.primary")
    page.wait_for_selector(".after")
    page.wait_for_load_state()


def test_the_keyboard_alone_is_enough(tabs: Visitor) -> None:
    page = tabs.open("/ar/", width=1280)
    seen: list[str] = []
    while len(seen) < 12 and "question" not in seen:
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => {
              const one = document.activeElement;
              const style = getComputedStyle(one);
              const rect = one.getBoundingClientRect();
              const middle = [rect.x + rect.width / 2, rect.y + rect.height / 2];
              const top = document.elementFromPoint(...middle);
              return { name: one.id || one.className || one.localName,
                       visible: style.outlineStyle !== "none" && style.outlineWidth !== "0px",
                       covered: !(one === top || one.contains(top) || top.contains(one)) };
            }"""
        )
        assert focused["visible"], focused
        assert not focused["covered"], focused
        seen.append(focused["name"])
    assert seen[0] == "skip"
    assert seen[-1] == "question"

    page.keyboard.type("عقد الازدياد")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "primary"
    page.keyboard.press("Enter")
    page.wait_for_selector(".after")

    expect(page.locator(".matter")).to_be_focused()


def test_enter_sends_and_shift_enter_makes_a_line(tabs: Visitor) -> None:
    page = tabs.open("/fr/", width=1280)
    page.focus("#question")
    page.keyboard.type("passeport")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("adulte")
    assert page.input_value("#question") == "passeport\nadulte"

    page.keyboard.press("Enter")

    page.wait_for_selector(".after")
    assert "\n" in page.locator(".question").inner_text()


def test_a_screen_reader_hears_the_state_and_no_block_is_redrawn(
    tabs: Visitor, check: Check
) -> None:
    page = tabs.open("/fr/")
    page.evaluate(WATCH)

    ask(page)
    expect(page.locator("#status")).to_have_text(catalogue("fr").text("status.ready"))

    assert 1 <= len(page.evaluate("window.told")) <= 3
    assert page.evaluate("window.redrawn") == 0
    assert page.locator("[aria-busy]").count() == 0
    assert check(page, "liveRegions") == []


def test_a_second_question_goes_on_with_the_first(tabs: Visitor) -> None:
    page = tabs.open("/fr/")
    ask(page, "Quels papiers pour le passeport ?")
    page.fill("#question", "et le prix ?")
    page.click(".ask button.primary")
    page.wait_for_selector("#turn-2 .after")

    expect(page.locator("#turn-1 .answer")).to_have_count(1)
    expect(page.locator('#earlier input[name="earlier_question"]')).to_have_count(2)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))


def test_two_things_asked_are_both_shown_with_their_sources(tabs: Visitor) -> None:
    page = tabs.open("/ar/")
    ask(page, "شحال كتسوى لاكارط و شنو خاصني")

    for kind in ("direct", "documents"):
        expect(page.locator(f".block.{kind}")).to_have_count(1)
        assert page.locator(f".block.{kind} a.cite").count() > 0
    assert page.locator(".block.documents li").count() > 1


def test_without_our_script_a_question_is_answered_in_another_language_too(tabs: Visitor) -> None:
    page = tabs.open("/ar/", script=False)
    ask(page)
    expect(page.locator("h1.matter")).to_be_visible()
    assert page.locator(".source-list li").count() > 0
    assert page.locator("[data-print]:visible, [data-copy]:visible").count() == 0

    page.click('.switch button[value="fr"]')
    expect(page.locator(".answer")).to_have_attribute("lang", "fr")
    expect(page.locator(".question")).to_have_text(QUESTION)

    page.click('.languages button[lang="zgh"]')
    expect(page.locator("html")).to_have_attribute("lang", "zgh")
    expect(page.locator(".question")).to_have_text(QUESTION)

    ask(page, "ⵎⴰⴷ ⵉⴳⴰ ⵡⴰⵜⵉⴳ?")
    expect(page.locator(".before li")).to_have_text([QUESTION])


def test_without_our_script_an_error_says_what_to_do_and_keeps_the_question(
    tabs: Visitor, lang: str
) -> None:
    page = tabs.open(f"/{lang}/p/nothing-here", script=False)
    expect(page.locator("h1")).to_have_text(catalogue(lang).text("errors.title_404"))
    expect(page.locator(".channels")).to_be_visible()

    page.fill("#question", "س" * 3000)
    page.click(".ask button.primary")
    expect(page.locator(".summary")).to_be_visible()
    assert page.input_value("#question") == "س" * 3000
    page.click(".summary a")
    expect(page.locator("#question")).to_be_focused()


def test_without_our_script_the_opinion_is_counted(tabs: Visitor) -> None:
    ledger = tabs.site.services.ledger
    page = tabs.open("/fr/p/amo-tns", script=False)
    page.click('button[value="no"]')
    page.click('button[value="incomplete"]')
    expect(page.locator("[role=status]")).to_be_visible()

    ledger.database.write(lambda _: None).result()
    assert ledger.counts.totals("useful", "amo-tns") == {"no": 1, "incomplete": 1}


def test_without_our_script_the_blocks_come_one_by_one(tabs: Visitor) -> None:
    seen = []
    with httpx2.stream("GET", f"{tabs.site.given}/fr/slow", timeout=60) as response:
        for piece in response.iter_text():
            seen.append(piece)
            if len(seen) == 4:
                break
    assert "<h1" not in seen[0]
    assert 'class="question"' in "".join(seen[:2])
    assert "source-list" not in "".join(seen)

    page = tabs.open("/fr/", script=False)
    page.goto(f"{tabs.site.given}/fr/slow", wait_until="commit")
    page.wait_for_selector(".block.direct")
    early = page.locator(".block").count()
    page.wait_for_selector(".source-list")
    page.wait_for_load_state()
    assert early < page.locator(".block").count()


def test_on_the_page_of_an_answer_our_script_adds_the_next_one(tabs: Visitor) -> None:
    page = tabs.open("/fr/ask?example=3")
    page.fill("#question", "passeport adulte")
    page.click(".ask button.primary")
    page.wait_for_selector("#turn-2 .after")

    assert page.locator(".turn").count() == 2


def test_stopping_keeps_the_question(tabs: Visitor) -> None:
    page = tabs.open("/fr/")
    page.route("**/fr/ask", lambda _: None)  # never answered
    page.fill("#question", "passeport")
    page.click(".ask button.primary")
    page.click("[data-stop]")

    expect(page.locator("#status")).to_have_text(catalogue("fr").text("status.stopped"))
    assert page.input_value("#question") == "passeport"


def test_personal_data_are_masked_and_it_is_said(tabs: Visitor) -> None:
    page = tabs.open("/fr/", script=False)
    ask(page, "Ma CIN BK123456 est perdue, que faire ?")

    assert "BK123456" not in page.content()
    expect(page.locator(".question mark")).to_have_text(catalogue("fr").text("answer.masked_word"))
    expect(page.locator(".masked")).to_contain_text(catalogue("fr").text("mask.cin"))


def test_the_buttons_that_need_the_script_work(tabs: Visitor) -> None:
    page = tabs.open("/ar/?p=cnie-renewal")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page)
    page.click("[data-copy]")
    told = page.locator(".actions [role=status]")
    expect(told).to_have_text(catalogue("ar").text("answer.copied"))
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "[1]" in copied
    page.click("[data-share]")
    page.wait_for_function(
        "async () => /^http:.+[/]ar[/]p[/][a-z0-9-]+$/.test(await navigator.clipboard.readText())"
    )
    assert not re.search("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]", copied)


def test_the_field_starts_at_the_side_of_the_page_and_counts_near_the_limit(
    tabs: Visitor,
) -> None:
    page = tabs.open("/ar/")
    assert page.locator("#question").evaluate("e => getComputedStyle(e).direction") == "rtl"
    page.fill("#question", "passeport")
    assert page.locator("#question").evaluate("e => getComputedStyle(e).direction") == "ltr"
    expect(page.locator("#count")).to_be_hidden()

    page.fill("#question", "س" * 1700)
    expect(page.locator("#count")).to_contain_text("300")


def test_what_is_injected_does_not_run(visitor: Visitor) -> None:
    page = visitor.open(f"{visitor.site.given}/fr/injected")
    page.wait_for_load_state("networkidle")

    assert page.evaluate("window.stolen") is None
    assert page.locator("#styled").evaluate("e => getComputedStyle(e).position") == "static"
    blocked = " ".join(visitor.violations)
    for what in ("script-src", "style-src", "img-src"):
        assert what in blocked, what
    page.close()


def printed(page: Page) -> tuple[int, str]:
    """How many sheets of paper a page takes, and their text."""
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
    text = "".join(sheet.extract_text() for sheet in sheets)
    return len(sheets), unicodedata.normalize("NFKC", text)


def test_a_sheet_prints_with_its_address_its_date_and_its_checklist(
    tabs: Visitor, lang: str
) -> None:
    page = tabs.open(f"/{lang}/p/passport-adult", width=1280, script=False)
    sheets, text = printed(page)

    assert sheets <= 2
    assert f"/{lang}/p/passport-adult" in text
    assert f"{datetime.now(UTC).year}" in text
    assert "[1]" in text
    assert "http://" in text
    if lang == "fr":  # PDF readers give Latin letters back; of Arabic ones the shapes only
        checklist = page.locator(".checklist label").first.inner_text()
        assert checklist.split()[0] in text


def test_the_longest_sheets_of_the_record_print_on_two_pages(tabs: Visitor, lang: str) -> None:
    services, tag = tabs.site.services, catalogue(lang).tag
    names = sorted(
        services.record.procedures,
        key=lambda name: len(plain_text(services.assistant.sheet(name, language=tag))),
    )
    assert len(names) > 100
    page = tabs.open(f"/{lang}/", width=1280)
    for name in names[-3:]:
        page.goto(f"{tabs.site.url}/{lang}/p/{name}")
        assert printed(page)[0] <= 2, name


def test_on_paper_the_details_of_a_source_are_said_once(tabs: Visitor) -> None:
    page = tabs.open("/fr/p/sarl-creation", width=1280)
    page.evaluate("document.querySelectorAll('.details a').forEach((link) => link.remove())")
    details = page.locator(".details:visible").all_inner_texts()
    page.emulate_media(media="print")
    on_paper = page.locator(".details:visible").all_inner_texts()
    page.emulate_media(media="screen")

    assert len(on_paper) < len(details)
    assert {text.strip() for text in on_paper} == {text.strip() for text in details}


@pytest.mark.parametrize("path", ["/", "/ask?example=0", "/p/cnie-renewal"])
def test_a_first_load_stays_within_its_budget(tabs: Visitor, lang: str, path: str) -> None:
    context = tabs.browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    session = context.new_cdp_session(page)
    sizes: dict[str, float] = {}
    kinds: dict[str, str] = {}
    session.on(
        "Network.responseReceived",
        lambda told: kinds.update({told["requestId"]: told["response"]["url"]}),
    )
    session.on(
        "Network.loadingFinished",
        lambda told: sizes.update({told["requestId"]: told["encodedDataLength"]}),
    )
    session.send("Network.enable")
    page.goto(f"{tabs.site.url}/{lang}{path}")
    page.wait_for_load_state("networkidle")

    sizes = {key: size for key, size in sizes.items() if not kinds[key].startswith("data:")}
    fonts = sum(size for key, size in sizes.items() if kinds[key].endswith(".woff2"))
    assert sum(sizes.values()) <= 60_000
    assert fonts <= 25_000
    assert sum(sizes.values()) - fonts <= 30_000
    assert len(sizes) <= 6
    assert page.evaluate("document.querySelectorAll('*').length") <= 800
    shift = page.evaluate(
        """() => new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 100);
        })"""
    )
    assert shift <= 0.1
    context.close()

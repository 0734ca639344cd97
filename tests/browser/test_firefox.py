"""The same pages in Firefox: languages, directions, enlargement, a question and its answer."""

import shutil
from collections.abc import Iterator

import pytest

from siyada.server.pages.messages import catalogue
from tests.browser.firefox import Firefox, firefox
from tests.browser.visitor import HERE, Site

pytestmark = pytest.mark.browser

CHECKS = (HERE / "checks.js").read_text(encoding="utf-8")
PATHS = ("/", "/p", "/p/passport-adult", "/s/cnie-renewal.ijra2at-cnie?f=costs-1", "/help", "/none")
STATES = ("answered", "answered_conflict", "clarify", "refused_personal")
ENTER = "\ue007"


@pytest.fixture(scope="session")
def fox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """The browser; the test is skipped when there is none."""
    program = shutil.which("firefox-esr")
    if program is None:
        pytest.skip("firefox-esr is not installed")
    with firefox(program, tmp_path_factory.mktemp("firefox")) as running:
        yield running


def faults(fox: Firefox, *names: str) -> dict[str, list[str]]:
    """What the checks find wrong on the page."""
    found = {name: fox.evaluate(f"(() => {{ {CHECKS}\nreturn {name}(); }})()") for name in names}
    return {name: wrong for name, wrong in found.items() if wrong}


def test_firefox_shows_every_page_in_order(fox: Firefox, site: Site, lang: str) -> None:
    fox.errors.clear()
    pages = [f"{site.url}/{lang}{path}" for path in PATHS]
    pages += [f"{site.given}/{lang}/given/{state}" for state in STATES]
    for address in pages:
        fox.open(address)
        assert faults(fox, "languageMarks", "visualOrder", "targets") == {}, address
        fox.open(address, width=320)
        assert faults(fox, "reflow") == {}, address
    assert fox.errors == []


def test_in_firefox_a_copied_answer_has_its_citations(fox: Firefox, site: Site, lang: str) -> None:
    fox.open(f"{site.given}/{lang}/given/answered")

    assert faults(fox, "copied") == {}


def test_firefox_asks_by_the_keyboard_and_adds_the_answer(fox: Firefox, site: Site) -> None:
    fox.errors.clear()
    fox.open(f"{site.url}/fr/", width=1280)
    fox.evaluate("document.querySelector('#question').focus()")
    fox.press(*"passeport adulte", ENTER)
    ready = catalogue("fr").text("status.ready")
    fox.evaluate(
        f"""new Promise((done) => {{
          const status = document.querySelector("#status");
          const wait = () => status.textContent === "{ready}" ? done(true) : setTimeout(wait, 50);
          wait();
        }})"""
    )

    assert fox.evaluate("document.activeElement.className") == "matter"
    assert fox.evaluate("document.querySelectorAll('.source-list li').length") > 0
    assert faults(fox, "languageMarks", "visualOrder", "liveRegions") == {}
    assert fox.errors == []


def test_in_firefox_an_empty_field_starts_at_the_side_of_the_page(fox: Firefox, site: Site) -> None:
    fox.open(f"{site.url}/ar/")
    direction = "getComputedStyle(document.querySelector('#question')).direction"

    assert fox.evaluate(direction) == "rtl"
    fox.evaluate("document.querySelector('#question').focus()")
    fox.press(*"passeport")
    assert fox.evaluate(direction) == "ltr"


def test_firefox_uses_our_fonts_for_arabic_and_tifinagh(fox: Firefox, site: Site) -> None:
    for lang, face in (("ar", "Siyada Arabic"), ("zgh", "Siyada Tifinagh")):
        fox.open(f"{site.url}/{lang}/")
        loaded = fox.evaluate(
            "document.fonts.ready.then((set) => [...set].filter((face) => face.status === 'loaded')"
            ".map((face) => face.family.replaceAll('\"', '')))"
        )
        assert face in loaded

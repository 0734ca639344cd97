"""One browser and one server for all tests of the pages. Without chromium they are skipped."""

import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from siyada.config import load_settings
from siyada.server.pages.messages import PAGE_LANGUAGES
from siyada.server.trial import trial
from tests.browser.visitor import HERE, LAUNCH, Serving, Site, Visitor, second_app


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The servers, started once."""
    folder = tmp_path_factory.mktemp("pages")
    settings = load_settings(
        {
            "HOME": str(folder),
            "SIYADA_DATA": str(folder / "data"),
            "SIYADA_LIMITS__QUESTIONS_PER_TEN_MINUTES": "100000",
        }
    )
    held = threading.Event()
    with trial(settings) as real, Serving(second_app(real.services, held)) as given:
        yield Site(real.url, given, real.services, held)


@pytest.fixture(scope="module")
def visitor(site: Site) -> Iterator[Visitor]:
    """The browser; the test is skipped when there is none."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(LAUNCH))
        yield Visitor(browser, site)
        browser.close()


@pytest.fixture
def tabs(visitor: Visitor) -> Iterator[Visitor]:
    """The browser for one test: its tabs are closed, and nothing may have broken the policy."""
    visitor.violations.clear()
    yield visitor
    for context in visitor.contexts.values():
        for page in context.pages:
            page.close()
    assert visitor.violations == []


@pytest.fixture(scope="session")
def check() -> Callable[[Page, str], list[str]]:
    """Runs one of the checks of `checks.js` in a page, and gives what it finds wrong."""
    source = (HERE / "checks.js").read_text(encoding="utf-8")

    def run(page: Page, name: str) -> list[str]:
        found: list[str] = page.evaluate(f"{source}\n{name}()")
        return found

    return run


@pytest.fixture(params=PAGE_LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    """Each language of the pages."""
    return str(request.param)

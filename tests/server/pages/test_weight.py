"""How heavy the pages are: elements, and what is sent, compressed."""

import gzip
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import httpx2
import pytest

from siyada.config import load_settings
from siyada.server.pages.files import assets
from siyada.server.pages.messages import PAGE_LANGUAGES
from siyada.server.trial import Trial, trial

MOST_ELEMENTS = 800
MOST_BYTES = 30_000
"""HTML, style and script of a first load, compressed."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """A server on the whole record, from which one network may ask as it likes."""
    folder = tmp_path_factory.mktemp("weight")
    environ = {
        "HOME": str(folder),
        "SIYADA_DATA": str(folder / "data"),
        "SIYADA_LIMITS__QUESTIONS_PER_TEN_MINUTES": "100000",
    }
    with trial(load_settings(environ)) as running:
        yield running


class Elements(HTMLParser):
    """Counts the elements of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.count = 0
        self.feed(page)

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.count += tag != ""


def test_elements_are_counted() -> None:
    assert Elements("<p>a<br><b>c</b></p><img src=x>").count == 4


@pytest.mark.parametrize("lang", PAGE_LANGUAGES)
def test_no_sheet_and_no_answer_about_a_whole_procedure_is_heavy(served: Trial, lang: str) -> None:
    names = sorted(served.services.record.procedures)
    shared = sum(
        len(assets().files[assets().names[name]].compressed or b"")
        for name in ("site.css", "ask.js", "emblem.svg")
    )
    heavy: dict[str, tuple[int, int]] = {}
    with httpx2.Client(base_url=served.url, timeout=30) as client:
        sheets = {f"/p/{name}": client.get(f"/{lang}/p/{name}") for name in names}
        longest = sorted(names, key=lambda name: len(sheets[f"/p/{name}"].text))[-5:]
        answers = {
            f"/ask {name}": client.post(f"/{lang}/ask", data={"question": "?", "procedure": name})
            for name in longest
        }
    for path, page in {**sheets, **answers}.items():
        assert page.status_code == 200, path
        elements = Elements(page.text).count
        size = len(gzip.compress(page.content, 6)) + shared
        if elements > MOST_ELEMENTS or size > MOST_BYTES:
            heavy[path] = elements, size
    assert len(sheets) > 100
    assert heavy == {}


def test_a_first_load_asks_for_six_files_at_most(served: Trial) -> None:
    for lang in PAGE_LANGUAGES:
        page = httpx2.get(f"{served.url}/{lang}/", timeout=20).text
        files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
        fonts = {name for name in assets().names if name.endswith(".woff2")}
        # The page itself, what it names, and the fonts that its style may fetch.
        assert 1 + len(files | {f"/static/{name}" for name in fonts}) <= 6

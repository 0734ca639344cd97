"""Texts that try to become markup: typed by people, or standing in the record.

The oracle is nh3, a cleaner of HTML by others: what is left after it took away everything that our
templates never write must be the same page.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx2
import nh3
import pytest
import yaml

from siyada.config import load_settings
from siyada.server.pages.messages import PAGE_LANGUAGES
from siyada.server.trial import Trial, trial

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)' x='",
    '" autofocus onfocus="alert(1)" x="',
    "</textarea><script>alert(1)</script>",
    "</bdi></p></main><iframe src=//evil.example></iframe>",
    "<a href=javascript:alert(1)>lien</a>",
    "[lien](javascript:alert(1)) ![image](https://evil.example/x.png)",
    "https://evil.example/?q=secret",
    "<style>*{display:none}</style>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<form action=//evil.example><input name=q></form>",
    "<math><mtext></p><style><!--</style><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62;",
    "{{ 7 * 7 }} {% raw %} ${7*7} {question}",
    "<!-- --><p hx-get=/ hx-trigger=load>",
    "\u202e\u2066<b dir=rtl>\u200f\u061c\U000e0041",
    "-->]]><?php ?>",
)
_LISTED = """\
* class dir hidden id lang role tabindex
a href hreflang rel
button formaction name type value
form action method
input autocomplete name type value
label for
textarea autocomplete dirname name rows spellcheck
article
bdi
dd
div
dl
dt
fieldset
h1
h2
h3
h4
legend
li
mark
nav
ol
p
section
span
ul
wbr
"""
ATTRIBUTES = {line.split()[0]: set(line.split()[1:]) for line in _LISTED.splitlines()}
TAGS = set(ATTRIBUTES) - {"*"}
"""What our templates write; nothing of it runs anything."""


class Reader(HTMLParser):
    """The events of a page: elements with their attributes, and text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[tuple[str, object]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.events.append((tag, sorted((name, value or "") for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.events.append((f"/{tag}", ""))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.events.append(("text", " ".join(data.split())))


def assert_harmless(page: str) -> None:
    """Nothing in the body of the page is other than what our templates write."""
    body = page.partition("<main")[2].partition(">")[2].rpartition("</main>")[0]
    assert body
    cleaned = nh3.clean(
        body,
        tags=TAGS,
        attributes=ATTRIBUTES,
        generic_attribute_prefixes={"aria-", "data-"},
        url_schemes={"http", "https"},
        link_rel=None,
        strip_comments=True,
    )
    assert Reader(cleaned).events == Reader(body).events
    for sign in "\u200e\u200f\u061c\u202a\u202e\u2066\u2069\U000e0041":
        assert sign not in body


def test_the_oracle_finds_what_runs() -> None:
    for attack in ("<img src=x onerror=alert(1)>", "<p onclick=x>", "<a href=javascript:x>y</a>"):
        with pytest.raises(AssertionError):
            assert_harmless(f"<main><p>text</p>{attack}</main>")
    assert_harmless('<main><p lang="fr" dir="ltr">l’eau &lt;b&gt; &#39;</p></main>')


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory, few: Path) -> Iterator[Trial]:
    """A server whose record is full of attacks."""
    folder = tmp_path_factory.mktemp("attacked")
    record = folder / "record"
    record.mkdir()
    for path in few.glob("*.yaml"):
        texts = iter(ATTACKS * 40)
        value = _attacked(yaml.safe_load(path.read_text(encoding="utf-8")), texts)
        (record / path.name).write_text(yaml.safe_dump(value, allow_unicode=True), "utf-8")
    settings = load_settings(
        {
            "SIYADA_DATA": str(folder / "data"),
            "SIYADA_PROCEDURES": str(record),
            "SIYADA_SERVER__ORGANISATION": ATTACKS[0],
            "SIYADA_LIMITS__QUESTIONS_PER_TEN_MINUTES": "10000",
        }
    )
    with trial(settings) as running:
        yield running


def _attacked(value: Any, texts: Iterator[str], name: str = "") -> Any:  # noqa: ANN401 - as YAML has it
    """The record with an attack in each text that people wrote."""
    if isinstance(value, dict):
        return {key: _attacked(inner, texts, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_attacked(inner, texts, name) for inner in value]
    written = name in {"fr", "ar", "und", "aliases", "publisher", "date_note", "value_text"}
    return f"{value} {next(texts)}" if written and isinstance(value, str) else value


@pytest.mark.parametrize("lang", PAGE_LANGUAGES)
def test_what_stands_in_the_record_is_shown_as_text(attacked: Trial, lang: str) -> None:
    procedure = attacked.services.record.procedures["cnie-first"]
    sources = [f"/s/cnie-first.{source.id}?f=costs-1" for source in procedure.sources]
    for path in ("/", "/p", "/p/cnie-first", "/p/passport-adult", *sources):
        page = httpx2.get(f"{attacked.url}/{lang}{path}", timeout=20)
        assert page.status_code == 200
        assert_harmless(page.text)
        assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in httpx2.get(f"{attacked.url}/fr/p/cnie-first").text


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_people_type_is_shown_as_text(attacked: Trial, attack: str) -> None:
    fields = {
        "question": f"CIN {attack}",
        "earlier_question": attack,
        "earlier_procedure": "cnie-first",
        "procedure": "cnie-first" if len(attack) % 2 else attack,
        "answer_language": attack,
        "facet": attack,
        "page": attack,
    }
    with httpx2.Client(base_url=attacked.url, timeout=20) as client:
        for headers in ({}, {"Accept": "text/event-stream"}):
            answer = client.post("/fr/ask", data=fields, headers=headers)
            assert answer.status_code == 200
            html = answer.text
            assert_harmless(html if "<main" in html else f"<main>{_joined(html)}</main>")
        pages = (
            client.get("/ar/p", params={"q": attack}),
            client.get("/fr/", params={"p": attack}),
            client.get("/fr/s/cnie-first.x", params={"f": attack}),
            client.get("/fr/p/" + attack.replace("/", "%2F").replace("?", "%3F")),
            client.post("/zgh/ask", data={"question": attack * 200}),
            client.post("/fr/useful", data={"useful": attack, "procedure": attack}),
        )
    for page in pages:
        assert_harmless(page.text)


def _joined(events: str) -> str:
    """The pieces of a stream of events, as the script puts them together."""
    data = [line.partition("data: ")[2] for line in events.splitlines() if "data: " in line[:6]]
    return "\n".join(data)

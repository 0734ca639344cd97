"""The pages over HTTP: every address, what is refused, what is never written."""

import gzip
import re
from html import unescape

import httpx2
import orjson
import pytest
import structlog

from siyada.config import load_settings
from siyada.ledger.calls import DATABASE
from siyada.server.pages.messages import PAGE_LANGUAGES, catalogue
from siyada.server.pages.routes import page_routes
from siyada.server.security import HEADERS
from siyada.server.trial import Trial, trial

PATHS = (
    "/",
    "/p",
    "/p?q=passeport",
    "/p/passport-adult",
    "/s/passport-adult.idarati-hf",
    "/about",
    "/privacy",
    "/accessibility",
    "/help",
    "/nothing",
    "/ask?example=0",
)


def get(served: Trial, path: str, **headers: str) -> httpx2.Response:
    return httpx2.get(served.url + path, headers=headers, timeout=20)


def post(served: Trial, path: str, fields: dict[str, str], **headers: str) -> httpx2.Response:
    return httpx2.post(served.url + path, data=fields, headers=headers, timeout=20)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("lang", PAGE_LANGUAGES)
def test_every_page_has_its_language_its_headers_and_the_same_page_in_the_others(
    served: Trial, lang: str, path: str
) -> None:
    if path.startswith("/s/"):
        name = served.services.record.procedures["passport-adult"].sources[0].id
        path = f"/s/passport-adult.{name}"
    page = get(served, f"/{lang}{path}")

    assert page.status_code == (404 if path == "/nothing" else 200)
    assert f'<html lang="{catalogue(lang).lang}" dir="{catalogue(lang).dir}">' in page.text
    assert {name: page.headers[name] for name in HEADERS} == HEADERS
    assert "set-cookie" not in page.headers
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    for other in PAGE_LANGUAGES:
        if "?" not in path or path.startswith("/p"):
            assert f'href="/{other}{path}"' in page.text
    assert "Commune &lt;d’essai&gt;" in page.text
    assert not re.search("[\u200e\u200f\u202a-\u202e]", page.text)


def test_every_route_of_the_pages_has_the_headers(served: Trial) -> None:
    for route in page_routes(served.services):
        path = str(getattr(route, "path", ""))
        address = path.replace("{procedure}", "cnie-first").replace("{source}", "cnie-first.x")
        page = get(served, address.replace("{name:path}", "none"))
        assert {name: page.headers[name] for name in HEADERS} == HEADERS, path


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("fr-FR,fr;q=0.9", "/fr/"),
        ("en, zgh;q=0.4", "/zgh/"),
        ("shi", "/zgh/"),
        ("ary", "/ar/"),
        ("en", "/ar/"),
        ("", "/ar/"),
        ("fr;q=0, ar;q=x", "/ar/"),
    ],
)
def test_the_first_page_is_in_the_language_that_the_browser_prefers(
    served: Trial, accepted: str, expected: str
) -> None:
    answer = get(served, "/", **{"Accept-Language": accepted})

    assert answer.status_code == 302
    assert answer.headers["location"] == expected
    assert answer.headers["vary"] == "Accept-Language"


def test_a_question_is_answered_with_sources_before_the_full_stop(served: Trial) -> None:
    page = post(served, "/fr/ask", {"question": "Quels papiers pour le passeport ?"})

    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store, no-transform"
    assert page.headers["x-accel-buffering"] == "no"
    assert '<meta name="robots" content="noindex">' in page.text
    first = re.search(
        r'<a class="cite" dir="ltr" href="#s1" id="c1" aria-label="(.*?)">', page.text
    )
    assert first
    assert first[1] == "Source [1]"
    assert 'id="s1"' in page.text
    assert "." not in re.findall(r"\.\s*<a class=\"cite\"", page.text)


def test_the_parts_of_an_answer_stand_in_the_order_of_the_page(served: Trial) -> None:
    page = post(served, "/fr/ask", {"question": "passeport", "procedure": "passport-adult"}).text
    parts = [
        'class="question"',
        'class="matter"',
        'class="tag ',
        'class="block direct"',
        'class="block documents"',
        'class="block contradictions"',
        'class="block rights"',
        'class="block sources"',
        'class="actions"',
        'class="useful"',
        'class="ask"',
    ]
    places = [page.find(part) for part in parts]

    assert -1 not in places
    assert places == sorted(places)


def test_the_same_answer_comes_as_events_and_as_data(served: Trial) -> None:
    fields = {"question": "passeport", "procedure": "passport-adult"}
    events = post(served, "/ar/ask", fields, Accept="text/event-stream")
    data = post(served, "/ar/ask", fields, Accept="application/json")

    names = re.findall(r"^event: (\w+)$", events.text, re.MULTILINE)
    assert names[:2] == ["question", "answer"]
    assert names[-4:] == ["sources", "after", "earlier", "done"]
    assert set(names[2:-4]) == {"block"}
    assert orjson.loads(data.content)["procedure"] == "passport-adult"
    assert len(orjson.loads(data.content)["blocks"]) == names.count("block")


@pytest.mark.parametrize("choice", ["ar", "ary-Arab", "zgh-Tfng", "fr"])
def test_an_answer_can_be_had_in_each_language(served: Trial, choice: str) -> None:
    fields = {"question": "passeport", "procedure": "passport-adult", "answer_language": choice}
    answer = orjson.loads(post(served, "/fr/ask", fields, Accept="application/json").content)

    assert answer["language"] == choice


def test_a_question_for_something_in_particular_goes_on_with_the_procedure_before(
    served: Trial,
) -> None:
    earlier = {"earlier_question": "passeport ?", "earlier_procedure": "passport-adult"}
    price = post(
        served, "/fr/ask", {"question": "et le prix ?", **earlier}, Accept="application/json"
    )
    other = post(
        served,
        "/fr/ask",
        {"question": "quel temps fera-t-il demain ?", **earlier},
        Accept="application/json",
    )

    assert orjson.loads(price.content)["facet"] == "fees"
    assert orjson.loads(price.content)["procedure"] == "passport-adult"
    assert orjson.loads(other.content)["procedure"] is None


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"question": ""}, "errors.empty"),
        ({}, "errors.empty"),
        ({"question": "س" * 3000}, "errors.long"),
        ({"question": "a\x00b"}, "errors.unreadable"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why_and_is_kept(
    served: Trial, fields: dict[str, str], key: str
) -> None:
    page = post(served, "/fr/ask", fields)

    assert page.status_code == 422
    shown = unescape(re.sub("<[^>]+>", "", page.text)).replace("\u00a0", " ")
    assert catalogue("fr").text(key).split("{")[0] in shown
    assert page.text.count('role="alert"') == 1
    assert 'aria-invalid="true"' in page.text
    if len(fields.get("question", "")) > 2000:
        assert fields["question"] in page.text
    data = post(served, "/fr/ask", fields, Accept="application/json")
    assert (data.status_code, orjson.loads(data.content)["code"]) == (422, "invalid_fields")


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"question=\xff\xfe\x00", "application/x-www-form-urlencoded", 400),
        (b"question=%C7%E1", "application/x-www-form-urlencoded", 400),
        (b'{"question": "x"}', "application/json", 400),
        (b"x" * 2_000_000, "application/x-www-form-urlencoded", 413),
        (b"&".join(b"a=1" for _ in range(100)), "application/x-www-form-urlencoded", 400),
        ("question=شحال كتسوى لاكارط".encode(), "application/x-www-form-urlencoded", 200),
    ],
)
def test_what_is_not_a_form_in_utf_8_is_refused_by_a_page(
    served: Trial, body: bytes, kind: str, status: int
) -> None:
    page = httpx2.post(
        f"{served.url}/ar/ask", content=body, headers={"Content-Type": kind}, timeout=20
    )

    assert page.status_code == status
    if status != 200:
        assert catalogue("ar").text(f"errors.title_{status}") in page.text
        assert "37 37" in page.text


def test_an_address_asked_in_another_way_gets_a_page(served: Trial) -> None:
    page = httpx2.delete(f"{served.url}/fr/ask", timeout=20)

    assert page.status_code == 405
    assert page.headers["allow"]
    assert catalogue("fr").text("errors.title_405") in page.text


def test_an_unknown_procedure_source_or_file_is_not_found(served: Trial) -> None:
    for path in ("/fr/p/none", "/fr/s/none.none", "/fr/s/cnie-first.none", "/en/"):
        page = get(served, path)
        assert page.status_code == 404
        assert "<h1>" in page.text
    assert get(served, "/static/none.js").status_code == 404
    assert get(served, "/fr/p/none.json").headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 200),
    ],
)
def test_a_form_sent_by_another_site_is_refused(
    served: Trial, headers: dict[str, str], status: int
) -> None:
    page = post(served, "/fr/ask", {"question": "passeport"}, **headers)

    assert page.status_code == status
    assert post(served, "/fr/useful", {"useful": "yes"}, **headers).status_code == status


def test_the_own_site_may_send_its_form_without_fetch_metadata(served: Trial) -> None:
    page = post(served, "/fr/ask", {"question": "passeport"}, Origin=served.url)

    assert page.status_code == 200


def test_what_is_typed_is_shown_as_text(served: Trial) -> None:
    typed = '<script>alert(1)</script><img src=x onerror="x">"&\u202e'
    page = post(served, "/fr/ask", {"question": typed, "earlier_question": typed})
    search = get(served, f"/fr/p?q={typed}")

    for text in (page.text, search.text):
        assert "<script>alert" not in text
        assert "<img" not in text
        assert "\u202e" not in text


def test_personal_data_reach_neither_page_nor_log_nor_database(
    served: Trial, capfd: pytest.CaptureFixture[str]
) -> None:
    with structlog.testing.capture_logs() as events:
        page = post(served, "/fr/ask", {"question": "CIN BK987654 tel 0661987654 zglobine"})
        get(served, "/fr/p?q=BK987654")
    served.services.ledger.database.write(lambda _: None).result()

    folder = served.services.settings.data
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    out, err = capfd.readouterr()
    for secret in ("BK987654", "0661987654", "zglobine"):
        assert secret.encode() not in kept
        assert secret not in f"{events}{out}{err}"
    assert "BK987654" not in page.text
    assert b"127.0.0" not in kept
    assert (folder / DATABASE).exists()
    assert "127.0.0" not in f"{events}"


def test_the_list_is_searched_in_every_script_and_comes_as_data(served: Trial) -> None:
    def found(query: str) -> list[str]:
        return [one["id"] for one in orjson.loads(get(served, f"/fr/p.json?q={query}").content)]

    assert "passport-adult" in found("passeport")
    assert "passport-adult" in found("جواز السفر")
    assert "passport-adult" in found("PASSEPO")
    assert found("qwxyk") == []
    assert len(found("")) == len(served.services.record.procedures)


def test_a_sheet_comes_as_data_and_may_be_kept(served: Trial) -> None:
    data = get(served, "/fr/p/cnie-first.json")
    page = get(served, "/fr/p/cnie-first")

    assert orjson.loads(data.content)["id"] == "cnie-first"
    assert page.headers["cache-control"].startswith("public")
    assert "noindex" not in page.text


def test_the_source_page_shows_three_dates_and_the_fact_that_was_cited(served: Trial) -> None:
    sheet = get(served, "/fr/p/cnie-renewal").text
    link = re.search(r'href="(/fr/s/cnie-renewal\.[^"]*\?f=[^"]*)"', sheet)
    assert link
    page = get(served, unescape(link[1])).text

    for key in ("source.date", "source.read", "source.checked"):
        assert f"<dt>{catalogue('fr').text(key)}</dt>" in page
    assert page.count("<mark>") >= 1
    assert catalogue("fr").text("source.asked") in page


def test_an_opinion_counts_and_keeps_nothing_else(served: Trial) -> None:
    counts = served.services.ledger.counts
    before = counts.totals("useful", "")
    post(served, "/fr/useful", {"useful": "yes", "procedure": "taxi", "note": "my name is X"})
    post(served, "/fr/useful", {"useful": "<b>", "procedure": "taxi"})
    post(served, "/fr/useful", {"useful": "no", "procedure": "not-a-procedure"})
    served.services.ledger.database.write(lambda _: None).result()

    assert counts.totals("useful", "taxi") == {"yes": 1}
    assert counts.totals("useful", "") == {**before, "no": before.get("no", 0) + 1}


def test_what_is_read_most_comes_first(served: Trial) -> None:
    for _ in range(3):
        get(served, "/fr/p/vehicle-tax")
    served.services.ledger.database.write(lambda _: None).result()

    assert "/fr/p/vehicle-tax" in get(served, "/fr/").text


def test_pages_and_files_are_compressed_and_files_are_kept_for_a_year(served: Trial) -> None:
    page = get(served, "/fr/p", **{"Accept-Encoding": "gzip"})
    style = re.search(r'href="(/static/site\.[^"]+)"', page.text)
    assert style
    file = get(served, style[1], **{"Accept-Encoding": "gzip"})
    plain = get(served, style[1], **{"Accept-Encoding": "identity"})

    assert page.headers["content-encoding"] == "gzip"
    assert file.headers["content-encoding"] == "gzip"
    assert file.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert file.content == plain.content
    assert len(gzip.compress(plain.content)) < len(plain.content)


@pytest.mark.usefixtures("few_procedures")
def test_too_many_questions_get_a_page_that_keeps_the_question() -> None:
    settings = load_settings()
    limited = settings.limits.model_copy(update={"questions_per_ten_minutes": 2})
    with trial(settings.model_copy(update={"limits": limited})) as small:
        for _ in range(2):
            assert post(small, "/ar/ask", {"question": "جواز"}).status_code == 200
        page = post(small, "/ar/ask", {"question": "سؤالي الثالث"})

    assert page.status_code == 429
    assert int(page.headers["retry-after"]) > 0
    assert "سؤالي الثالث" in page.text
    assert catalogue("ar").text("errors.title_429") in page.text

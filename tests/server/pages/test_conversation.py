"""Questions on the pages that go on with the turns before them."""

import httpx2
import orjson
import pytest

from siyada.server.trial import Trial


@pytest.mark.parametrize(
    ("question", "earlier", "procedure", "facet"),
    [
        ("w bch7al?", [("passeport pour un mineur", "passport-minor")], "passport-minor", "fees"),
        ("et pour un mineur ?", [("Combien coûte le passeport ?", "passport-adult")],
         "passport-minor", "fees"),
        ("et le délai ?", [("Combien coûte le passeport ?", "passport-adult"),
         ("et pour un mineur ?", "passport-minor")], "passport-minor", "delay"),
        ("et le délai ?", [("recette de couscous", ""), ("combien ?", "passport-adult")],
         "passport-adult", "delay"),
        ("et le prix du pain ?", [("passeport", "passport-adult")], None, None),
    ],
)  # fmt: skip
def test_a_page_resolves_what_goes_on_with_the_turns_that_it_carries(
    served: Trial,
    question: str,
    earlier: list[tuple[str, str]],
    procedure: str | None,
    facet: str | None,
) -> None:
    fields: dict[str, str | list[str]] = {
        "question": question,
        "earlier_question": [one for one, _ in earlier],
        "earlier_procedure": [one for _, one in earlier],
    }
    heads = {"Accept": "application/json"}
    page = httpx2.post(f"{served.url}/fr/ask", data=fields, headers=heads, timeout=20)
    answer = orjson.loads(page.content)

    assert (answer["procedure"], answer["facet"]) == (procedure, facet)

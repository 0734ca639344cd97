"""The schema of a procedure: what is refused."""

from typing import Any

import pytest
from pydantic import ValidationError

from siyada.library.procedure import Procedure

SOURCE = {"id": "guide", "title": {"fr": "Guide"}, "kind": "guide"}
PROCEDURE: dict[str, Any] = {
    "id": "made-up",
    "category": "identity",
    "title": {"fr": "Carte"},
    "administration": {"text": {"fr": "Bureau"}, "sources": ["guide"]},
    "documents": [{"case": {"fr": "adulte"}, "items": [{"text": {"fr": "photo"}}]}],
    "costs": [{"description": {"fr": "timbre"}, "value": 75}],
    "sources": [SOURCE],
}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": "red"}, "Extra inputs"),
        ({"id": "Made Up"}, "pattern"),
        ({"title": {}}, "needs `fr`, `ar` or `und`"),
        ({"title": {"fr": ""}}, "needs `fr`, `ar` or `und`"),
        ({"sources": []}, "not listed: guide"),
        ({"sources": [SOURCE, SOURCE]}, "two sources have the same id"),
        ({"sources": [{**SOURCE, "kind": "rumour"}]}, "kind"),
        ({"costs": [{"description": {"fr": "x"}, "value": "75 DH"}]}, r"costs\.0\.value"),
        ({"costs": [{"description": {"fr": "x"}, "sources": ["no"]}]}, "not listed: no"),
    ],
)
def test_a_wrong_field_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Procedure.model_validate({**PROCEDURE, **change})


def test_facts_are_every_statement_that_can_be_cited() -> None:
    facts = Procedure.model_validate(PROCEDURE).facts()
    assert [fact.model_dump(exclude_defaults=True) for fact in facts] == [
        PROCEDURE["administration"] | {"sources": ("guide",)},
        PROCEDURE["documents"][0]["items"][0],
        PROCEDURE["costs"][0],
    ]

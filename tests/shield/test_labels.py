"""Words that say what stands beside them: each once, behind what Arabic glues to them."""

from collections import Counter

import pytest

from siyada.shield.labels import PERSON, ROLE
from siyada.shield.reading import read
from siyada.shield.tables import rows


def _kinds(text: str) -> list[str]:
    return [label.kinds[0] for label in read(text).labels]


def test_no_label_stands_twice() -> None:
    count = Counter(phrase for _, phrases in rows("labels") for phrase in phrases.split(" | "))
    assert [phrase for phrase, times in count.items() if times > 1] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("الشقة الكائنة برقم 12", "ADDRESS"),
        ("والبائع حميد", ROLE),
        ("اسمها العائلي: التازي", PERSON),
        ("دفترهم العائلي 12", "CIVIL_RECORD"),
    ],
)
def test_hamza_hinders_no_label(text: str, kind: str) -> None:
    assert kind in _kinds(text)


def test_there_is_in_darija_announces_no_address() -> None:
    assert _kinds("كاينة دار للرهن") == []


@pytest.mark.parametrize(("text", "kinds"), [("smiya: hind", [PERSON]), ("Smiya Tazi", [])])
def test_a_label_that_is_a_name_too_needs_a_sign(text: str, kinds: list[str]) -> None:
    assert _kinds(text) == kinds

"""Documents from JSON Lines: what is read, and why a line is not."""

import pytest

from siyada.library.document import Document
from siyada.library.ingest import BadLine, read_documents


def one(line: str) -> Document | BadLine:
    (found,) = read_documents([line.encode()])
    return found


def test_a_line_is_a_document() -> None:
    line = '{"id": "a", "title": "عنوان", "text": "نص", "language": "ar"}\n'
    assert one(line) == Document("a", "عنوان", "نص", "ar")


@pytest.mark.parametrize(
    "line",
    [
        '{"id": 7, "text": "x"}',
        '{"id": "7", "title": null, "text": "x", "language": null, "other": 1}',
    ],
)
def test_title_and_language_may_be_missing_and_an_id_may_be_a_number(line: str) -> None:
    assert one(line) == Document("7", "", "x", "")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("nonsense", "not JSON"),
        ("[1]", "not a JSON object"),
        ('{"text": "x"}', "`id`"),
        ('{"id": "", "text": "x"}', "`id`"),
        ('{"id": true, "text": "x"}', "`id`"),
        ('{"id": "a"}', "`text`"),
        ('{"id": "a", "text": " "}', "`text`"),
        ('{"id": "a", "text": 1}', "`text`"),
        ('{"id": "a", "text": "x", "title": 1}', "`title`"),
        ('{"id": "a", "text": "x", "language": []}', "`language`"),
    ],
)
def test_a_bad_line_says_why(line: str, reason: str) -> None:
    bad = one(line)
    assert isinstance(bad, BadLine)
    assert reason in bad.reason
    assert bad.number == 1


def test_lines_are_counted_with_the_blank_and_the_binary_ones() -> None:
    lines = [b"\n", b"\xff\xfe\x00", b'{"id": "a", "text": "x"}', b"{"]
    found = list(read_documents(lines))
    assert [type(item).__name__ for item in found] == ["BadLine", "Document", "BadLine"]
    assert [item.number for item in found if isinstance(item, BadLine)] == [2, 4]

"""Text within base64."""

import base64

import pytest

from siyada.shield.detect import detect
from siyada.shield.encoded import text_of_base64


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def test_a_block_that_hides_a_value_is_masked_whole() -> None:
    block = _encoded("Bonjour, voici mon numéro : 0661234567")
    (span,) = detect(f"voir {block} fin")
    assert (span.start, span.end, span.kind) == (5, 5 + len(block), "PHONE")


def test_the_parts_of_a_token_are_read() -> None:
    payload = (
        base64.urlsafe_b64encode(b'{"email": "hamid.squalli@example.org"}').decode().rstrip("=")
    )
    text = f"Bearer eyJhbGciOiJIUzI1NiJ9.{payload}.c2lnbmF0dXJl"
    assert [(text[s.start : s.end], s.kind) for s in detect(text)] == [(payload, "EMAIL")]


@pytest.mark.parametrize(
    "text",
    [
        _encoded("Le délai est de quinze jours ouvrables."),
        "da39a3ee5e6b4b0d3255bfef95601890afd80709da39a3ee",
        "a" * 64,
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ",
    ],
)
def test_other_blocks_are_left_alone(text: str) -> None:
    assert detect(text) == []


def test_base64_of_either_alphabet_is_read() -> None:
    assert text_of_base64("w6nDqcOpPz8_") == text_of_base64("w6nDqcOpPz8/") == "ééé???"
    assert text_of_base64("iVBORw0KGgo=") is None
    assert text_of_base64("é") is None

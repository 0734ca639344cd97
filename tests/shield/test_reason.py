"""Each span tells why it was found."""

import pytest

from siyada.shield.detect import detect


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        ("CIN : BH451207", "BH451207", "label"),
        ("RIB 230780123456789012345649", "230780123456789012345649", "checksum"),
        ("a.b@example.ma", "a.b@example.ma", "shape"),
        ("Hier Mohamed Squalli est venu.", "Mohamed Squalli", "lexicon"),
        ("Monsieur Zkeriko est venu.", "Zkeriko", "label"),
        ("Elle souffre de diabète depuis 2010.", "diabète", "context"),
        ("M. Karim Xyloqui. Puis Xyloqui sortit.", "Xyloqui", "propagated"),
    ],
)
def test_the_reason_is_told(text: str, value: str, reason: str) -> None:
    found = {text[span.start : span.end]: span.reason for span in detect(text)}
    assert found[value] == reason

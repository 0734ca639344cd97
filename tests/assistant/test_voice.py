"""In which language an answer speaks."""

import pytest

from siyada.assistant.voice import voice_for
from siyada.language.identify import Tag


@pytest.mark.parametrize(
    ("asked", "forced", "fallback", "spoken", "facts"),
    [
        ("ar", None, "fr", "ar", "ar"),
        ("ary-Arab", None, "ar", "ary-Arab", "ar"),
        ("ary-Latn", None, "fr", "ary-Arab", "ar"),
        ("fr", None, "ar", "fr", "fr"),
        ("zgh-Tfng", None, "ar", "zgh-Tfng", "ar"),
        ("zgh-Tfng", None, "fr", "zgh-Tfng", "fr"),
        ("ber-Latn", None, "ar", "zgh-Tfng", "ar"),
        ("und", None, "ar", "ar", "ar"),
        ("und", None, "fr", "fr", "fr"),
        ("und", None, "zgh-Tfng", "zgh-Tfng", "ar"),
        ("und", None, "und", "ar", "ar"),
        ("ary-Latn", "fr", "ar", "fr", "fr"),
        ("fr", "ary-Arab", "fr", "ary-Arab", "ar"),
        ("fr", "ary-Latn", "fr", "ary-Arab", "ar"),
        ("es", None, "ar", "fr", "fr"),
        ("en", None, "ar", "fr", "fr"),
    ],
)
def test_the_language_forced_then_asked_then_of_the_page(
    asked: Tag, forced: Tag | None, fallback: Tag, spoken: Tag, facts: str
) -> None:
    voice = voice_for("", asked, language=forced, fallback=fallback)
    assert (voice.language, voice.facts) == (spoken, facts)


def test_a_language_not_offered_is_told_which_ones_are() -> None:
    assert voice_for("", "en", language=None, fallback="ar").offers
    assert not voice_for("", "en", language="ar", fallback="ar").offers
    assert not voice_for("", "fr", language=None, fallback="ar").offers


def test_french_mixed_into_tamazight_brings_facts_in_french() -> None:
    mixed = "ⵎⴰⵏⵉ ⵔⴰⴷ ⴰⵡⵉⵖ le certificat de résidence et le passeport"
    assert voice_for(mixed, "zgh-Tfng", language=None, fallback="ar").facts == "fr"
    alone = "ⵎⴰⵏⵉ ⵔⴰⴷ ⴰⵡⵉⵖ CNSS"
    assert voice_for(alone, "zgh-Tfng", language=None, fallback="ar").facts == "ar"
    assert (
        voice_for("ⵎⴰⵏⵉ ⵔⴰⴷ ⴰⵡⵉⵖ ⵜⴰⴽⴰⵕⴹⴰ", "zgh-Tfng", language=None, fallback="ar").facts == "ar"
    )

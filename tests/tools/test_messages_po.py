"""A catalogue goes to translators and comes back."""

import pytest

from siyada.server.pages.messages import PAGE_LANGUAGES
from tools.messages_po import MESSAGES, export, read, texts


@pytest.mark.parametrize("language", PAGE_LANGUAGES)
def test_what_is_exported_and_read_back_is_the_same(language: str) -> None:
    before = (MESSAGES / f"{language}.toml").read_text(encoding="utf-8")

    assert read(language, export(language)) == before


def test_a_translation_is_put_in_its_place_and_nothing_else_changes() -> None:
    po = export("zgh").replace('msgstr "ⵔⵣⵓ"', 'msgstr "ⵔⵣⵓ ⴷⵖⵉ"')

    before = (MESSAGES / "zgh.toml").read_text(encoding="utf-8").splitlines()
    after = read("zgh", po).splitlines()
    changed = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]

    assert [new.split("=")[0].strip() for _, new in changed] == ["button"]


def test_every_text_goes_along_with_its_french_and_its_comment() -> None:
    po = export("ar")

    for key in texts("ar"):
        assert f'msgctxt "{key}"' in po
    assert 'msgctxt "counts.seconds.few"' in po
    assert "#. Bouton." in po


@pytest.mark.parametrize(
    ("old", "new"),
    [('msgctxt "page.help"', 'msgctxt "page.none"'), ("{organisation}", "{company}")],
)
def test_a_wrong_key_or_a_lost_value_is_refused(old: str, new: str) -> None:
    with pytest.raises(SystemExit):
        read("ar", export("ar").replace(old, new))

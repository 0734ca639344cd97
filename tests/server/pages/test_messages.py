"""The catalogues of the pages: complete, equal, and safe to put values in."""

import re
import tomllib
from pathlib import Path

import pytest
from markupsafe import Markup

from siyada.assistant.answer import State
from siyada.assistant.phrases import LANGUAGES, read
from siyada.feedback import REASONS
from siyada.language.script import dominant_script
from siyada.library.record import load_record
from siyada.server.pages.errors import TOLD
from siyada.server.pages.messages import PAGE_LANGUAGES, Entry, PageLanguage, catalogue
from siyada.server.pages.procedures import LIFE_EVENTS
from siyada.server.pages.sources import numbered_facts
from siyada.server.pages.texts import SECTIONS
from siyada.shield.detect import KINDS

MESSAGES = Path(__file__).parents[3] / "src" / "siyada" / "server" / "pages" / "messages"
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FORMS = {"ar": {"zero", "one", "two", "few", "many", "other"}, "zgh": {"other"}}
SCRIPT = {"ar": "Arab", "zgh": "Tfng", "fr": "Latn"}


def values_of(entry: Entry) -> set[str]:
    """The names of the values in a text, or in every form of a counted noun."""
    if isinstance(entry, str):
        return set(re.findall(r"\{(\w+)\}", entry))
    return set().union(*(re.findall(r"\{(\w+)\}", form) for form in entry.values()))


@pytest.mark.parametrize("code", PAGE_LANGUAGES)
def test_every_language_has_the_same_keys_with_the_same_values(code: PageLanguage) -> None:
    french, this = catalogue("fr").entries, catalogue(code).entries

    assert set(this) == set(french)
    assert {key: values_of(this[key]) for key in this} == {
        key: values_of(french[key]) for key in french
    }


@pytest.mark.parametrize("code", PAGE_LANGUAGES)
def test_every_text_is_in_the_script_of_its_language_without_signs_of_direction(
    code: PageLanguage,
) -> None:
    for key, entry in catalogue(code).entries.items():
        for text in [entry] if isinstance(entry, str) else entry.values():
            words = re.sub(r"\{\w+\}", "", text)
            assert text.strip() == text
            assert not BIDI.search(text), key
            assert dominant_script(words) in (SCRIPT[code], "Other"), key


def test_counted_nouns_have_the_forms_of_their_language() -> None:
    for code in PAGE_LANGUAGES:
        for key, entry in catalogue(code).entries.items():
            if not isinstance(entry, str):
                assert key.startswith("counts.")
                assert set(entry) >= FORMS.get(code, {"zero", "one", "other"})


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, "ثانية واحدة"), (2, "ثانيتين"), (7, "7\u00a0ثوان"), (25, "25\u00a0ثانية")],
)
def test_arabic_agrees_with_its_number(number: int, expected: str) -> None:
    assert catalogue("ar").count("counts.seconds", number) == expected


def test_what_the_pages_name_has_its_words() -> None:
    entries = catalogue("fr").entries
    record = load_record(MESSAGES.parents[4] / "data" / "procedures")
    fields = {field for one in record.procedures.values() for field, *_ in numbered_facts(one)}
    needed = {
        *(f"state.{state}" for state in State),
        *(f"event.{event}" for event in (*LIFE_EVENTS, "other")),
        *(f"useful.{reason}" for reason in REASONS),
        *(f"field.{field}" for field in fields),
    }

    assert needed <= set(entries)
    assert {key for key in entries if key.startswith("mask.")} - {"mask.other"} <= {
        f"mask.{kind.lower()}" for kind in KINDS
    }


def test_every_category_of_the_record_stands_under_a_moment_of_life() -> None:
    record = load_record(MESSAGES.parents[4] / "data" / "procedures")
    placed = {name for names in LIFE_EVENTS.values() for name in names}

    assert {procedure.category for procedure in record.procedures.values()} <= placed


def test_a_value_is_escaped_and_isolated_and_markup_is_kept() -> None:
    words = catalogue("ar")

    assert words("service.by", organisation="<b>ACME</b>") == (
        "خدمة تقدمها <bdi>&lt;b&gt;ACME&lt;/b&gt;</bdi>."
    )
    assert "<i>x</i>" in words("service.by", organisation=Markup("<i>x</i>"))


def test_a_plain_text_isolates_only_what_would_turn_it_around() -> None:
    words = catalogue("ar")

    assert words.plain("page.title", page="جواب", service="سيادة") == "جواب – سيادة"
    assert words.plain("page.title", page="Passeport", service="سيادة") == (
        "\u2068Passeport\u2069 – سيادة"
    )


def test_a_key_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        catalogue("fr")("nothing.here")
    with pytest.raises(KeyError):
        catalogue("fr")("counts.sources")
    with pytest.raises(KeyError):
        catalogue("fr").count("page.help", 2)


def test_every_short_text_of_french_has_a_comment_of_context() -> None:
    """Long texts explain themselves; a word or two do not."""
    section = ""
    for line in (MESSAGES / "fr.toml").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line
        found = re.match(r'\w+ = "(?!"")([^"]*)"(.*)', line)
        if found and len(found[1]) < 12 and "#" not in found[2]:
            assert "#" in section or section in SELF_EXPLAINING, line


SELF_EXPLAINING = {
    "[source]",
    "[source_kind]",
    "[sources]",
    "[procedures]",
    "[useful]",
    "[sheet]",
    "[about]",
    "[accessibility]",
    "[help]",
    "[privacy]",
}
"""Sections whose short texts are headings or labels of the page that they are named after."""


def test_the_answers_and_the_pages_speak_the_same_languages() -> None:
    assert {catalogue(code).tag for code in PAGE_LANGUAGES} < set(LANGUAGES)
    for tag in LANGUAGES:
        assert "heading.sources" in read(tag)


def test_the_files_are_toml_of_one_level() -> None:
    for code in PAGE_LANGUAGES:
        sections = tomllib.loads((MESSAGES / f"{code}.toml").read_text(encoding="utf-8"))
        assert all(isinstance(keys, dict) for keys in sections.values())


BY_NAME = (
    "state.",
    "event.",
    "field.",
    "mask.",
    "about.",
    "privacy.",
    "accessibility.",
    "help.",
    "bench.",
)
"""Sections whose keys are made from the name of a thing."""


def test_every_text_is_used() -> None:
    server = MESSAGES.parent
    sources = [*server.glob("*.py"), *server.glob("templates/*.html")]
    written = "".join(path.read_text(encoding="utf-8") for path in sources)
    made = {
        *(f"page.{name}" for name in SECTIONS),
        *(f"useful.{reason}" for reason in REASONS),
        *(f"errors.{part}_{status}" for part in ("title", "text", "action") for status in TOLD),
    }

    unused = {key for key in catalogue("fr").entries if key not in written}
    assert {key for key in unused - made if not key.startswith(BY_NAME)} == set()


def test_every_tamazight_text_is_listed_for_review() -> None:
    review = MESSAGES.parents[4] / "docs" / "tamazight-review.md"
    listed = review.read_text(encoding="utf-8")
    texts = {
        f"{key}.{form}" if form else key: text
        for key, entry in catalogue("zgh").entries.items()
        for form, text in ({"": entry} if isinstance(entry, str) else entry).items()
    }

    missing = [
        k for k, v in texts.items() if f"| `{k}` | {v.replace(chr(10), '<br>')} |" not in listed
    ]
    assert missing == []

"""Whatever text comes, each part of the language layer answers, and does not take for ever."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from siyada.language import analyse, normalise, script, skeleton, sound, thrift, tifinagh
from siyada.language.answers import analysed, identified, normalised, transliterated
from siyada.language.transliterate import candidates

PACKAGE = Path(normalise.__file__).parent
MOST_BYTES = 8_000_000
ANY = st.text(
    st.characters(exclude_categories=()) | st.sampled_from("اﻻⴰa3’‹›[]`\ud800\x00😀\u0301")
)

Part = Callable[[str], object]


def _returned(text: str) -> str:
    returner = thrift.Returner()
    return returner.feed(text) + returner.finish()


PARTS: dict[str, Part] = {
    "identified": identified,
    "normalised": normalised,
    "matched": lambda text: normalised(text, "match"),
    "spelt": lambda text: normalised(text, "arabizi"),
    "analysed": analysed,
    "words of Darija": lambda text: analyse.words(text, "ary-Latn"),
    "words of Tamazight": lambda text: analyse.words(text, "ber-Latn"),
    "words of French": lambda text: analyse.words(text, "fr"),
    "skeleton": skeleton.skeleton,
    "sounds": lambda text: [token.keys for token in sound.tokens(text)],
    "in Arabic letters": lambda text: transliterated(text, "arab"),
    "in Latin letters": lambda text: transliterated(text, "latn"),
    "in Tifinagh": lambda text: transliterated(text, "tfng"),
    "spellings": lambda text: candidates(text, 3),
    "sent": thrift.to_latin,
    "brought back": thrift.to_tifinagh,
    "streamed back": _returned,
    "standard Tamazight": tifinagh.standard,
    "without controls": script.strip_controls,
}
PIECES = {
    "nul": "\x00",
    "lone surrogate": "\ud800",
    "one word": "a",
    "one word of Arabic": "شبكة",
    "one word of Tifinagh": "ⴰⵣⵓⵍ",
    "alef lam": "ال",
    "blanks": " ",
    "lines": "\n",
    "marks": "\u0301",
    "figures": "3'",
    "elisions": "l'",
    "abbreviations": "a.",
    "addresses": "a@",
    "links": "http://",
    "hyphens": "a-",
    "open marks": "‹",
    "brackets": "[",
    "literal marks": "‹(›",
    "code": "`",
    "doubtful endings": "hs",
    "Tifinagh and signs": "ⴰ.",
    "emoji": "😀",
    "mixed": "bghit njedded لاكارط azul ⴰⵣⵓⵍ la carte 06 61 ",
}
LENGTH = 60_000
"""Characters: what is quadratic takes minutes, what is linear a second."""


@settings(deadline=None, max_examples=50)
@given(ANY)
def test_any_text_is_answered(text: str) -> None:
    for part in PARTS.values():
        part(text)


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_text_of_one_kind_is_answered(piece: str) -> None:
    text = PIECES[piece] * (LENGTH // len(PIECES[piece]))
    for part in PARTS.values():
        part(text)


@pytest.mark.parametrize("text", [None, b"abc", 7, ["a"]])
@pytest.mark.parametrize("part", [analysed, identified, normalised])
def test_what_is_no_text_is_refused(part: Part, text: object) -> None:
    with pytest.raises((TypeError, AttributeError)):
        part(text)  # type: ignore[arg-type]


def test_an_endless_word_is_searched_by_its_beginning_and_not_kept() -> None:
    word = "ب" * 500_000
    assert [len(term) for term in analyse.words(f"{word} كتاب", "ar")] == [4]
    (found,) = analyse.words("ab" * 500_000, "fr")
    assert len(found) == 64
    assert "ab" * 500_000 not in analyse._searched("fr")
    (token,) = analyse.tokens("ab" * 500_000)
    assert (len(token.text), token.start, token.end) == (64, 0, 1_000_000)


def test_everything_shipped_is_small() -> None:
    shipped = [path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert len(shipped) > 30
    assert sum(path.stat().st_size for path in shipped) <= MOST_BYTES


@pytest.mark.parametrize(
    ("name", "numpy"),
    [("normalise", True), ("analyse", True), ("transliterate", True), ("tifinagh", False),
     ("sound", False)],
)  # fmt: skip
def test_letters_and_words_need_no_weights_to_start(name: str, numpy: bool) -> None:
    code = (
        f"import sys, siyada.language.{name}\n"
        "from siyada.language import tables\n"
        "print('numpy' in sys.modules, tables.rows.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(numpy), "0"]

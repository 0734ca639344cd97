"""One text in another script: Arabizi and Arabic letters, Tifinagh and Latin."""

import re
from collections.abc import Callable
from typing import Literal

from siyada.language import arabizi, tifinagh
from siyada.language.normalise import normalise

Target = Literal["arab", "latn", "tfng"]

# Addresses, identifiers and numbers are the same in every script.
_WORD = re.compile(
    r"""(?P<kept>[a-z][a-z0-9+.-]*://\S+|www\.\S+|[^\s@]+@[^\s@]+\.\w+|[@#]\w+
         |\b[A-Za-z]{1,3}[-/ ]?\d{3,}\w*|\b\d[\w.,:/-]*\d\w?\b|\b\d+\b(?!['’]))
       |(?P<latin>[a-z0-9À-ɏɐ-ʯʷḀ-ỿεγԑ\u0300-\u036f]+(?:['’][a-z0-9À-ɏ]+)*)
       |(?P<arabic>[\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f]+)
       |(?P<tifinagh>[\u2d30-\u2d7f]+)""",
    re.VERBOSE | re.IGNORECASE,
)
_ARABIC_SIGN = re.compile(r"(?<=[\u0620-\u06ff])[?,;]+(?=\s|$)")
_TO_ARABIC_SIGNS = str.maketrans("?,;", "؟،؛")
_TO_LATIN_SIGNS = str.maketrans("؟،؛", "?,;")


def transliterate(text: str, to: Target) -> str:
    """The text in Arabic letters, Latin letters or Tifinagh.

    Latin text is read as Arabizi when it goes to Arabic letters, and as Tamazight when it goes to
    Tifinagh. Numbers, addresses and identifiers stay as they are.

    >>> transliterate("bghit njedded passeport, 3afak", "arab")
    'بغيت نجدد باسبور، عافاك'
    >>> transliterate("ⴰⵣⵓⵍ", "latn")
    'azul'
    """
    changed = _WORD.sub(lambda match: _word(match, to), text)
    if to == "arab":
        return _ARABIC_SIGN.sub(lambda signs: signs[0].translate(_TO_ARABIC_SIGNS), changed)
    return changed.translate(_TO_LATIN_SIGNS)


def candidates(word: str, n: int = 5) -> list[str]:
    """Spellings of one Arabizi word in Arabic letters, the likeliest first; at most `n`."""
    return [arabizi.arabic(word)][:n]


def _word(match: re.Match[str], to: Target) -> str:
    change = _WAYS.get((match.lastgroup or "", to))
    return change(match[0]) if change else match[0]


def _arabic_to_latin(word: str) -> str:
    return arabizi.latin(normalise(word, "match").text)


def _arabic_to_tifinagh(word: str) -> str:
    return tifinagh.tifinagh(_arabic_to_latin(word))


# From the script of a word, to the one asked for. What is not here stays.
_WAYS: dict[tuple[str, Target], Callable[[str], str]] = {
    ("latin", "arab"): arabizi.arabic,
    ("latin", "tfng"): tifinagh.tifinagh,
    ("arabic", "latn"): _arabic_to_latin,
    ("arabic", "tfng"): _arabic_to_tifinagh,
    ("tifinagh", "arab"): tifinagh.arabic,
    ("tifinagh", "latn"): tifinagh.latin,
}

"""Characters: their scripts, their direction, and the marks that only confuse."""

import re
from functools import lru_cache
from typing import Literal

Script = Literal["Arab", "Latn", "Tfng", "Other"]
"""ISO 15924. Digits, signs and marks belong to every script and are `Other`."""

Direction = Literal["rtl", "ltr"]

_ARABIC = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06fc"
    "\u06ff\u0750-\u077f\u0870-\u0887\u0889-\u088e\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufd3d"
    "\ufd50-\ufd8f\ufd92-\ufdc7\ufdf0-\ufdfc\ufe70-\ufe74\ufe76-\ufefc"
)
_LATIN = (
    "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u02e0-\u02e4\u1d00-\u1d25"
    "\u1d2c-\u1d5c\u1d62-\u1d65\u1d6b-\u1d77\u1d79-\u1dbe\u1e00-\u1eff\u2071\u207f\u2090-\u209c"
    "\u212a\u212b\u2c60-\u2c7f\ua722-\ua787\ua78b-\ua7ca\ua7f2-\ua7ff\uab30-\uab5a\uab5c-\uab64"
    "\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a"
)
_TIFINAGH = "\u2d30-\u2d67\u2d6f"

_SCRIPTS: tuple[tuple[Script, re.Pattern[str]], ...] = (
    ("Arab", re.compile(f"[{_ARABIC}]")),
    ("Latn", re.compile(f"[{_LATIN}]")),
    ("Tfng", re.compile(f"[{_TIFINAGH}]")),
)

_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")

_HTML_LANG = {
    "ar": "ar-MA",
    # The registered extended form: Arabic voices and `:lang(ar)` match it; `ary` they do not.
    "ary": "ar-ary",
    "ary-Arab": "ar-ary",
    "zgh-Tfng": "zgh",
    # Tamazight whose kind is not known is labelled as the standard.
    "ber-Latn": "zgh-Latn",
    "ber": "zgh-Latn",
}
_RIGHT_TO_LEFT = frozenset({"ar", "ary", "arz", "ckb", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@lru_cache(maxsize=4096)
def script_of(character: str) -> Script:
    """The script of one letter; `Other` for what is not a letter of ours.

    >>> script_of("ⵣ"), script_of("ش"), script_of("ɣ"), script_of("7")
    ('Tfng', 'Arab', 'Latn', 'Other')
    """
    for script, letters in _SCRIPTS:
        if letters.match(character):
            return script
    return "Other"


def dominant_script(text: str) -> Script:
    """The script of most letters; `Other` when there is none of ours.

    >>> dominant_script("بغيت نجدد la carte")
    'Arab'
    """
    counts = [(len(letters.findall(text)), script) for script, letters in _SCRIPTS]
    most, script = max(counts, key=lambda pair: pair[0])
    return script if most else "Other"


def html_lang(tag: str) -> str:
    """The `lang` attribute for a tag of ours; a tag that needs no change comes back as it is.

    >>> html_lang("ary-Arab"), html_lang("ar"), html_lang("fr")
    ('ar-ary', 'ar-MA', 'fr')
    """
    return _HTML_LANG.get(tag, tag)


def dir_of(tag: str) -> Direction:
    """The direction in which a language in a script is written.

    >>> dir_of("ary-Arab"), dir_of("ary-Latn"), dir_of("zgh-Tfng"), dir_of("ar-ary")
    ('rtl', 'ltr', 'ltr', 'rtl')
    """
    language, *subtags = tag.split("-")
    for subtag in subtags:
        if len(subtag) == 4 and subtag.isalpha():
            return "rtl" if subtag.title() in {"Arab", "Hebr"} else "ltr"
    return "rtl" if language.lower() in _RIGHT_TO_LEFT else "ltr"


def strip_controls(text: str) -> str:
    """The text without bidi controls and tag characters, which can hide or reorder what is read.

    Unicode: UAX 9 (bidi controls), and the tag block U+E0000 to U+E007F.
    """
    return _CONTROLS.sub("", text)

"""The example questions, the procedures shown before any was read, and languages by their names."""

from collections.abc import Mapping

from siyada.language.identify import Tag

EXAMPLES: tuple[tuple[str, Tag], ...] = (
    ("شنو هي الوراق باش نجدد لاكارط ناسيونال؟", "ary-Arab"),
    ("كم تكلف رخصة السياقة؟", "ar"),
    ("ⵎⴰⵏ ⴰⵔⵔⴰⵜⵏ ⵉ ⵓⴱⴰⵙⴱⵓⵕ?", "zgh-Tfng"),
    ("Combien de temps pour le casier judiciaire ?", "fr"),
)
"""One question in each language of the answers, as people ask."""

FIRST: tuple[str, ...] = (
    "cnie-renewal",
    "passport-adult",
    "birth-certificate",
    "residence-certificate",
    "criminal-record",
    "driving-licence-renewal",
)
"""Shown first while nothing has been read yet; what the record lacks is left out."""

LANGUAGE_NAMES: Mapping[Tag, str] = {
    "ar": "العربية",
    "ary-Arab": "الدارجة",
    "zgh-Tfng": "ⵜⴰⵎⴰⵣⵉⵖⵜ",
    "fr": "Français",
}
"""The languages of the answers, each named by itself."""

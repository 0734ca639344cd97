"""Signs that the text of a page is not what is printed on it, and what can be put right."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_ARABIC_WORD = re.compile(r"[\u0621-\u064a]+")
_INVERTED = re.compile(r"(?<![\u0621-\u064a])([وفبكل]?)ا([أإآا])ل(?=[\u0621-\u064a])")
"""`األشخاص` for `الأشخاص`: no word of Arabic begins so."""
_MARKS = re.compile("[\u064b-\u0652]")
_STOP_WORDS = frozenset(
    {"في", "من", "على", "إلى", "عن", "أن", "هذا", "هذه", "التي", "الذي", "أو", "كل", "بين", "ذلك"}
    | {"لا", "ما", "مع", "كان", "قد", "بعد", "قبل", "عند", "حيث", "أما", "إذا", "غير"}
)
_REVERSED = frozenset(word[::-1] for word in _STOP_WORDS) - _STOP_WORDS
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x01-\x08\x0b\x0c\x0e-\x1f]")
_MANY = 0.02
"""Share of reversed words among all; of a page in order it is 0, of a reversed one 0.1 and more."""
_TOO_MANY = 0.1
"""Share of signs that stand for nothing."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Shares of the words of a page, or of its signs, that are not as they were printed."""

    inverted: float
    """Words in which lam and alef changed places, among the words of Arabic."""
    reversed: float
    """Words that are function words when read backwards."""
    unreadable: float
    """Signs without a meaning: the font of the file does not say which letters they are."""

    @property
    def is_hopeless(self) -> bool:
        """Whether the picture of the page is to be read in place of its text."""
        return self.reversed > _MANY or self.unreadable > _TOO_MANY


def damage(text: str) -> Damage:
    """What is wrong with the text of a page.

    >>> damage("هذه األشخاص المعنية").inverted > 0.3, damage("نم ىلع يف").is_hopeless
    (True, True)
    """
    words = _ARABIC_WORD.findall(_MARKS.sub("", text))
    signs = sum(not sign.isspace() for sign in text)
    return Damage(
        inverted=_share(_INVERTED.match(word) is not None for word in words),
        reversed=_share(word in _REVERSED for word in words),
        unreadable=len(_UNREADABLE.findall(text)) / signs if signs else 0.0,
    )


def righted(text: str) -> str:
    """The text with lam and alef in order where no word can begin as it does; as long as before.

    >>> righted("حقوق األشخاص واإلدارات"), righted("خالل")
    ('حقوق الأشخاص والإدارات', 'خالل')
    """
    return _INVERTED.sub(r"\1ال\2", text)


def _share(found: Iterable[bool]) -> float:
    """The share of true ones."""
    values = list(found)
    return sum(values) / len(values) if values else 0.0

"""A text as the words to search by."""

import re
from dataclasses import dataclass
from functools import cache

from siyada.language import arabizi, stem, tifinagh
from siyada.language.normalise import fold
from siyada.language.script import script_of
from siyada.language.skeleton import skeleton
from siyada.language.tables import rows

__all__ = ["Token", "grams", "skeleton", "tokens", "words"]

_GRAM = 4
# A word may hold marks, tatweel, joiners, and the apostrophe of Arabizi's 3' and 7'.
_TOKEN = re.compile(
    r"(?:[^\W_]|(?<=[3679])['’](?=[^\W\d_]))"
    r"(?:[^\W_]|[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u00ad"
    r"\u2060\u2d7f]|(?<=[3679])['’](?=[^\W\d_]))*"
)
_SNOWBALL: dict[str, stem.Snowball] = {"es": "spanish", "en": "english"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, folded, and where it stands in the text as given."""

    text: str
    start: int
    end: int


@cache
def _stop_words() -> dict[str, frozenset[str]]:
    lists: dict[str, set[str]] = {}
    for group, word in rows("stopwords"):
        lists.setdefault(group, set()).add(fold(word))
    return {group: frozenset(found) for group, found in lists.items()}


@cache
def _any_stop_word() -> frozenset[str]:
    return frozenset().union(*_stop_words().values())


def tokens(text: str) -> list[Token]:
    """The words of a text. Signs are no words; an apostrophe ends one.

    >>> tokens("L’État?")
    [Token(text='l', start=0, end=1), Token(text='etat', start=2, end=6)]
    """
    return [
        Token(word, match.start(), match.end())
        for match in _TOKEN.finditer(text)
        for word in fold(match[0]).split()
    ]


def words(text: str, tag: str) -> list[str]:
    """The search words of a text whose language is `tag`: folded, stemmed, without stop words.

    A word is treated by its own script, for people mix languages; the tag says which language its
    Latin letters are. Tifinagh becomes Latin. Order and repetition are kept.

    >>> words("بغيت نجدد البطاقة الوطنية", "ary-Arab")
    ['جدد', 'بطاق', 'وطن']
    >>> words("le renouvellement de la carte d’identité", "fr")
    ['renouvel', 'cart', 'identit']
    """
    found = []
    for token in tokens(text):
        script = script_of(token.text[0])
        if script == "Arab":
            found.append(_arabic_word(token.text, tag))
        elif script == "Tfng" or tag in ("ber-Latn", "zgh-Tfng"):
            found.append(_tamazight_word(token.text))
        else:
            found.append(_latin_word(token.text, tag))
    return [word for word in found if word]


def _arabic_word(word: str, tag: str) -> str:
    if word in _stop_words()["arabic"]:
        return ""
    return stem.arabic(word, darija=tag.startswith("ary"))


def _tamazight_word(word: str) -> str:
    word = fold(tifinagh.latin(word))
    return "" if word in _stop_words()["tamazight"] else stem.tamazight(word)


def _latin_word(word: str, tag: str) -> str:
    if word.isdigit():
        return word
    if tag == "ary-Latn":
        if word in _stop_words()["arabizi"]:
            return ""
        if word not in _stop_words()["french"] and not arabizi.is_french(word):
            return _arabic_word(fold(arabizi.arabic(word)), tag)
    language = _SNOWBALL.get(tag, "french")
    return "" if word in _stop_words()[language] else stem.snowball(word, language)


def grams(text: str) -> list[str]:
    """The four-letter pieces of the words of a text, `_` at their borders; stop words left out.

    >>> grams("شهادة السكنى")[:3], grams("RC")
    (['_شها', 'شهاد', 'هاده'], ['_rc_'])
    """
    found = []
    stops = _any_stop_word()
    for token in tokens(text):
        word = fold(tifinagh.latin(token.text))
        if word not in stops:
            padded = f"_{stem.damaged(word)}_"
            found += [padded[at : at + _GRAM] for at in range(max(1, len(padded) - _GRAM + 1))]
    return found

"""A text as the words to search by."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from siyada.language import arabizi, stem, tifinagh
from siyada.language.normalise import fold
from siyada.language.script import script_of
from siyada.language.skeleton import skeleton
from siyada.language.tables import rows

__all__ = ["Token", "grams", "skeleton", "skeletons", "tokens", "words"]

_GRAM = 4
# A word may hold marks, tatweel, joiners, and the apostrophe of Arabizi's 3' and 7'.
_MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f"
_TOKEN = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}\u00ad\u2060\u2d7f]|(?<=[3679])['’](?=[^\W\d_]))*")
_FOLDED_TOKEN = re.compile(r"[^\W_]+(?:(?<=[3679])'[^\W\d_][^\W_]*)*")
_REMEMBERED = 32_768
"""Words whose analysis is kept: most of a text are the same few thousand."""
_TAMAZIGHT = frozenset({"ber-Latn", "zgh-Tfng"})
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
        form = fold(word)
        lists.setdefault(group, set()).add(
            stem.tamazight_spelling(form) if group == "tamazight" else form
        )
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
        for word in _folded(match[0])
    ]


@lru_cache(maxsize=_REMEMBERED)
def _folded(word: str) -> tuple[str, ...]:
    """A word folded; a sign such as ﷺ is several."""
    return tuple(fold(word).split())


def words(text: str, tag: str) -> list[str]:
    """The search words of a text whose language is `tag`: folded, stemmed, without stop words.

    A word is treated by its own script, for people mix languages; the tag says which language its
    Latin letters are. Tifinagh becomes Latin. Order and repetition are kept.

    >>> words("بغيت نجدد البطاقة الوطنية", "ary-Arab")
    ['جدد', 'بطاق', 'وطن']
    >>> words("le renouvellement de la carte d’identité", "fr")
    ['renouvel', 'cart', 'identit']
    """
    found = [_search_word(word, tag) for word in _FOLDED_TOKEN.findall(fold(text))]
    return [word for word in found if word]


@lru_cache(maxsize=_REMEMBERED)
def _search_word(word: str, tag: str) -> str:
    """What a folded word is searched by; empty for a stop word."""
    script = script_of(word[0])
    if script == "Arab":
        return _arabic_word(word)
    if script == "Tfng" or tag in _TAMAZIGHT:
        return _tamazight_word(word)
    if word.isdigit():
        return word
    return _arabizi_word(word) if tag == "ary-Latn" else _latin_word(word, tag)


def _arabic_word(word: str) -> str:
    stops = _stop_words()["arabic"]
    if word in stops or (word.startswith(("و", "ف")) and word[1:] in stops):
        return ""
    plain = stem.affirmed(word)
    return "" if plain in stops else stem.arabic(plain)


def _tamazight_word(word: str) -> str:
    if arabizi.is_listed_french(word):
        return _latin_word(word, "fr")
    word = stem.tamazight_spelling(fold(tifinagh.latin(word)))
    return "" if word in _stop_words()["tamazight"] else stem.tamazight(word)


def _arabizi_word(word: str) -> str:
    if word in _stop_words()["arabizi"]:
        return ""
    if arabizi.is_acronym(word):
        return word
    if word in _stop_words()["french"] or arabizi.is_listed_french(word):
        return _latin_word(_without_article(word), "fr")
    if not arabizi.is_listed(word) and arabizi.is_french(word):
        return _latin_word(word, "fr")
    return _arabic_word(fold(arabizi.arabic(word)))


def _without_article(word: str) -> str:
    """A word of French in a text of Darija without its article: `lpermis`, `lacarte`."""
    for article in ("la", "l"):
        rest = word.removeprefix(article)
        if rest != word and arabizi.is_listed_french(rest):
            return rest
    return word


def _latin_word(word: str, tag: str) -> str:
    language = _SNOWBALL.get(tag, "french")
    if word in _stop_words()[language]:
        return ""
    return stem.french(word) if language == "french" else stem.snowball(word, language)


def skeletons(text: str) -> list[str]:
    """The sound keys of the words of a text, stop words and keys of one consonant left out.

    >>> skeletons("fin ndir lpaspor"), skeletons("تجديد الباسبور")
    (['bsbr'], ['tjd', 'bsbr'])
    """
    found = []
    for word in _FOLDED_TOKEN.findall(fold(text)):
        if not is_stop(word):
            key = skeleton(word)
            if len(key) > 1:
                found.append(key)
    return found


@lru_cache(maxsize=_REMEMBERED)
def is_stop(word: str) -> bool:
    """Whether a folded word finds nothing, in whichever of the languages it is."""
    stops = _any_stop_word()
    return word in stops or (word.startswith(("و", "ف")) and word[1:] in stops)


def grams(text: str) -> list[str]:
    """The four-letter pieces of the words of a text, `_` at their borders; stop words left out.

    >>> grams("شهادة السكنى")[:3], grams("RC")
    (['_شها', 'شهاد', 'هاده'], ['_rc_'])
    """
    found: list[str] = []
    for word in _FOLDED_TOKEN.findall(fold(text)):
        found += _word_grams(word)
    return found


@lru_cache(maxsize=_REMEMBERED)
def _word_grams(word: str) -> tuple[str, ...]:
    if script_of(word[0]) == "Tfng":
        word = fold(tifinagh.latin(word))
    if is_stop(word):
        return ()
    padded = f"_{stem.repaired(word)}_"
    return tuple(padded[at : at + _GRAM] for at in range(max(1, len(padded) - _GRAM + 1)))

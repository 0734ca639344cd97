"""A text as the words to search by."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from siyada.language import arabizi, stem, tifinagh
from siyada.language.given import check_text
from siyada.language.normalise import fold
from siyada.language.remembered import FRENCH, remembered
from siyada.language.script import script_of
from siyada.language.skeleton import skeleton
from siyada.language.tables import rows
from siyada.language.vocabulary import LONGEST, Vocabulary

__all__ = ["Token", "grams", "skeleton", "skeletons", "tokens", "words"]

_GRAM = 4
_SPELLINGS = 8192
"""Spellings of Arabizi whose folded form is kept."""
_TAGS = 16
"""Languages whose words are kept."""
# A word may hold marks, tatweel, joiners, and the apostrophe of Arabizi's 3' and 7'.
_MARKS = (
    "\u00ad\u0300-\u034e\u0350-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u200b-\u200f\u2060\u2d7f\ufe0f"
)
TOKEN = re.compile(rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*|(?<=[3679])['\u2018\u2019](?=[^\W\d_])[^\W_]+)*")
"""A word of a text as it is written."""
_FOLDED_TOKEN = re.compile(r"[^\W_]+(?:(?<=[3679])'[^\W\d_][^\W_]*)*")
_UNUSUAL = re.compile(
    rf"[^\t\n\r -^a-~\u00a0-\u00a7\u00a9\u00ab\u00ac\u00ae\u00b0\u00b1\u00b6\u00b7\u00bb"
    rf"\u00bf-\u0148\u014a-\u01c3\u01cd-\u01ef\u01f4-\u02af{_MARKS}\u060c\u061b\u061f"
    rf"\u0620-\u065f\u0666-\u0668\u066a-\u066d\u0671-\u0674\u0679-\u06dc\u1e00-\u1e99"
    rf"\u1ea0-\u1eff\u2010-\u2016\u2018\u2019\u201c-\u201e\u2020-\u2022\u2026\u202f\u2030\u2039\u203a\u20a0-\u20a7"
    rf"\u20a9-\u20bf\u2190-\u21ff\u2600-\u26ff\u2d30-\u2d67\u2d6f"
    rf"\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001f9ff]"
)
"""Characters that may be a word's end in a text and not in its folded form, or the other way. A
text without them is cut into words before it is folded, so that a word is folded but once."""
_TIFINAGH = "\u2d30"
_TAMAZIGHT = frozenset({"ber-Latn", "zgh-Tfng"})
_SNOWBALL: dict[str, stem.Snowball] = {"es": "spanish", "en": "english"}


_Words = Vocabulary[tuple[str, ...]]


class Token(NamedTuple):
    """A word of a text, folded and not endless, and where it stands in the text as given."""

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
    check_text(text)
    matches = list(TOKEN.finditer(text))
    found = _forms().of([match[0] for match in matches])
    return [
        Token(word, *match.span())
        for match, words in zip(matches, found, strict=True)
        for word in words
    ]


@cache
def _forms() -> _Words:
    return Vocabulary(lambda words: map(forms, fold_each(words)))


def forms(folded: str) -> tuple[str, ...]:
    """What the tokens of one folded word are: one, or several of a sign such as ﷺ."""
    return tuple(part[:LONGEST] for part in folded.split())


def words(text: str, tag: str) -> list[str]:
    """The search words of a text whose language is `tag`: folded, stemmed, without stop words.

    A word is treated by its own script, for people mix languages; the tag says which language its
    Latin letters are. Tifinagh becomes Latin. Order and repetition are kept.

    >>> words("بغيت نجدد البطاقة الوطنية", "ary-Arab")
    ['جدد', 'بطاق', 'وطن']
    >>> words("le renouvellement de la carte d’identité", "fr")
    ['renouvel', 'cart', 'identit']
    """
    return _of_words(text, _searched(tag))


def _of_words(text: str, vocabulary: _Words) -> list[str]:
    """What is found for each word of a text, one after the other."""
    check_text(text)
    return list(chain.from_iterable(vocabulary.of(written(text))))


def written(text: str) -> list[str]:
    """The words of a text as they are written; of unusual ones, as they are folded."""
    if not is_unusual(text):
        return TOKEN.findall(text)
    # Folding never looks beyond a blank.
    return [
        word
        for chunk in text.split()
        for word in (
            _FOLDED_TOKEN.findall(fold(chunk)) if is_unusual(chunk) else TOKEN.findall(chunk)
        )
    ]


def is_unusual(text: str) -> bool:
    """Whether a text has to be folded before it is cut into words."""
    return _UNUSUAL.search(text) is not None


def fold_each(words: Sequence[str]) -> list[str]:
    """Words of a text folded, all of them together as far as they are usual ones."""
    together = " ".join(words)
    if not is_unusual(together):
        folded = fold(together).split(" ")
        # Of usual words only a lone tatweel or ⵯ comes to nothing; none comes to several.
        return folded if len(folded) == len(words) else [fold(word) for word in words]
    unusual = {word: fold(word) for word in words if is_unusual(word)}
    usual = iter(fold_each([word for word in words if word not in unusual]))
    return [unusual[word] if word in unusual else next(usual) for word in words]


def parts(folded: str) -> Sequence[str]:
    """The words in a folded one: it; a sign such as ﷺ is several."""
    return (folded,) if folded.isalnum() else _FOLDED_TOKEN.findall(folded)


@lru_cache(maxsize=_TAGS)
def _searched(tag: str) -> _Words:
    return Vocabulary(lambda words: [search_words(folded, tag) for folded in fold_each(words)])


def search_words(folded: str, tag: str) -> tuple[str, ...]:
    """What the words in a folded one are searched by."""
    if folded.isalnum():
        word = search_word(folded, tag)
        return (word,) if word else ()
    return tuple(filter(None, [search_word(part, tag) for part in parts(folded)]))


def search_word(word: str, tag: str) -> str:
    """What a folded word is searched by; empty for a stop word."""
    if len(word) > LONGEST:
        return word[:LONGEST]
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
    if word[0] >= _TIFINAGH:
        word = in_latin(word)
    word = stem.tamazight_spelling(word)
    return "" if word in _stop_words()["tamazight"] else stem.tamazight(word)


@lru_cache(_SPELLINGS)
def in_latin(word: str) -> str:
    """A folded word, Tifinagh in Latin letters, folded: all that is made of a word asks for it."""
    return fold(tifinagh.latin(word))


def _arabizi_word(word: str) -> str:
    if word in _stop_words()["arabizi"]:
        return ""
    if arabizi.is_acronym(word):
        return word
    if acronym := arabizi.glued_acronym(word):
        return acronym
    if word in _stop_words()["french"] or arabizi.is_listed_french(word):
        return _latin_word(_without_article(word), "fr")
    spelt = remembered(word)
    if spelt is None:
        spelt = spelling(word)
    return _latin_word(word, "fr") if spelt == FRENCH else _arabic_word(folded_spelling(spelt))


@lru_cache(_SPELLINGS)
def folded_spelling(spelling: str) -> str:
    """A spelling of Arabizi in Arabic letters, folded: both its search word and the lexicon ask."""
    return fold(spelling)


def spelling(word: str) -> str:
    """A folded word of Arabizi in Arabic letters; `FRENCH` for one that is rather French."""
    if not arabizi.is_listed(word) and arabizi.is_french(word):
        return FRENCH
    return arabizi.arabic(word)


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
    return _of_words(text, _skeletons())


@cache
def _skeletons() -> _Words:
    return Vocabulary(lambda words: map(_sound_keys, map(parts, fold_each(words))))


def _sound_keys(parts: Iterable[str]) -> tuple[str, ...]:
    keys = (skeleton(part[:LONGEST]) for part in parts if not is_stop(part))
    return tuple(key for key in keys if len(key) > 1)


def is_stop(word: str) -> bool:
    """Whether a folded word finds nothing, in whichever of the languages it is."""
    stops = _any_stop_word()
    return word in stops or (word.startswith(("و", "ف")) and word[1:] in stops)


def grams(text: str) -> list[str]:
    """The four-letter pieces of the words of a text, `_` at their borders; stop words left out.

    >>> grams("شهادة السكنى")[:3], grams("RC")
    (['_شها', 'شهاد', 'هاده'], ['_rc_'])
    """
    return _of_words(text, _pieces())


@cache
def _pieces() -> _Words:
    return Vocabulary(lambda words: map(grams_of, fold_each(words)))


def grams_of(folded: str) -> tuple[str, ...]:
    """The pieces of the words in a folded one."""
    if folded.isalnum():
        return _word_grams(folded)
    return tuple(chain.from_iterable(map(_word_grams, parts(folded))))


def _word_grams(word: str) -> tuple[str, ...]:
    """The pieces of one folded word."""
    if word[0] >= _TIFINAGH and script_of(word[0]) == "Tfng":
        word = in_latin(word)
    if is_stop(word):
        return ()
    padded = f"_{stem.repaired(word)}_"
    if len(padded) <= _GRAM:
        return (padded,)
    return tuple([padded[at : at + _GRAM] for at in range(len(padded) - _GRAM + 1)])

"""Darija in Latin letters (Arabizi) and in Arabic letters: one word at a time.

Words that people use every day stand in tables; of others the spelling is worked out by what was
learned (`transducer`), preferring words that exist.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter

from siyada.language import french, transducer
from siyada.language.frequency import Frequencies, frequencies, frequency
from siyada.language.glued import (
    ARTICLE,
    MARK,
    PRESENT,
    VERB,
    article,
    fronts,
    objects,
    preposition,
    verb,
)
from siyada.language.loans import LONGEST, Pieces, are_loans, is_loan, loans
from siyada.language.normalise import fold
from siyada.language.tables import rows
from siyada.language.transducer import Transducer, latin_units

_SEARCHED = 8
"""Spellings among which a word that exists is looked for."""
_EXISTS = 2.0
"""Nats that a spelling of four letters or more gains when it is a word that exists."""
_FREQUENT = 0.6
"""Nats for each nat of a word's count."""

_KEY = str.maketrans(
    {"5": "kh", "8": "h", "q": "9", "u": "o", "y": "i", "e": "", "x": "ch", "’": "'"}
)
_FRENCH_ARTICLE = re.compile("^l(?:'|a(?=..))?")
_DRAWN = re.compile(r"([^\W\d])\1{2,}")
_DOUBLED = re.compile(r"(.)\1+")
_FIRST = itemgetter(1)
"""What one of several is written as: a function, for a template is read anew for each word."""
_TELLING_ACRONYM = re.compile(r"[a-z]{5}|[^aeiou]{3}|[^aeiou]{2}[a-z]{2}")
_BEFORE_ARTICLE = ("f", "b", "d", "w", "o")
_VOWELS = ("a", "i", "o", "u")
_AND_VERB = re.compile(r"o(?=[^aeiouyw'\d][^aeiouyw']..)", re.IGNORECASE)
_ACCENTS = str.maketrans("éèêëàâäîïôöûùüçœÉÈÀÂÎÔÛÇ", "iiiiaaaiioouuuseiiaaious")
_ELIDED = re.compile("(l|d|j|n|m|t|s|c|qu)['’](?=..)", re.IGNORECASE)
_ELISIONS = {"l": "ل", "d": "د", "j": "ج", "n": "ن", "m": "م", "t": "ت", "s": "س", "c": "س"}
_ELISIONS["qu"] = "ك"
_CARRIED = {"ا": "ا", "أ": "ا", "آ": "ا", "إ": "ي"}
_TYPED = {"T": "ط", "D": "ضظ", "S": "ص"}
PLAIN = str.maketrans("پڤڭگݣ", "بفككك")
"""Letters of Arabic for those that only some write."""


@dataclass(frozen=True, slots=True)
class Models:
    """What was learned: see `tools/train_transliteration.py`."""

    darija: Transducer
    french: Transducer
    latin: Transducer
    loan: Pieces
    words: Frequencies
    """How frequent Arabic words are."""


@cache
def _models() -> Models:
    read = transducer.read("arabizi")
    return Models(read["darija"], read["french"], read["latin"], loans(), frequencies())


@cache
def _table(name: str) -> dict[str, str]:
    """Arabic spellings by Latin ones: exact, then by their keys, the first one first."""
    exact = {latin: arabic for arabic, spellings in rows(name) for latin in spellings.split()}
    keys: dict[str, str] = {}
    if name == "arabizi":
        for latin, arabic in exact.items():
            key = _key(latin)
            # Two sounds are too few to know a word by, unless it is written with just these.
            if len(key) > 2 or "e" not in latin:
                keys.setdefault(key, arabic)
    return keys | exact


def _key(word: str) -> str:
    """What spellings of one word share: no doubled letters, no e, one sign for each sound.

    >>> _key("bezzaf"), _key("bzaf"), _key("chouia") == _key("chwiya")
    ('bzaf', 'bzaf', False)
    """
    if word[:1] == "2" and word[1:2] in _VOWELS:
        word = word[1:]
    key = word.replace("sh", "ch").replace("ou", "o").translate(_KEY)
    return _DOUBLED.sub(_FIRST, key)


def arabic(word: str, *, before: str = "") -> str:
    """A word of Arabizi in Arabic letters, as Moroccans most often write it.

    `before` is the word before it: after the particle `t` the article is written as it is said.

    >>> arabic("bghit"), arabic("l7anout"), arabic("passeport")
    ('بغيت', 'الحانوت', 'باسبور')
    """
    return as_said(candidates(word, 1)[0], word, before) or word


def as_said(spelt: str, word: str, before: str) -> str:
    """The spelling of a Latin word, with the article that is right after the word before it."""
    if before == "t" and spelt.startswith("ال") and word[:1] in "lL":
        return "ل" + spelt[2:]
    return spelt


def joined(particle: str, word: str) -> str:
    """A particle of one letter, or ما, and the word that it is written together with.

    >>> joined("ل", "المقاطعة"), joined("ف", "الدار"), joined("و", "درت")
    ('للمقاطعة', 'فالدار', 'ودرت')
    """
    if particle == "ل" and word.startswith("ال"):
        return "لل" + word[2:]
    return particle + word


def candidates(word: str, n: int) -> list[str]:
    """Spellings of a word of Arabizi in Arabic letters, the likeliest first; at most `n`.

    >>> candidates("7anout", 3)[0]
    'حانوت'
    """
    plain = in_one_case(_DRAWN.sub(_FIRST, word))
    if len(plain) > LONGEST:
        return [word]
    elided = _ELIDED.match(plain)
    if elided:
        rests = candidates(plain[elided.end() :], n)
        return [_ELISIONS[elided[1].lower()] + _joined_vowel(rest) for rest in rests]
    listed = from_tables(plain)
    if listed and n == 1:
        return [listed]
    return list(dict.fromkeys([*([listed] if listed else []), *_ranked(plain, n)]))[:n]


def _joined_vowel(word: str) -> str:
    """A word after an elision: its hamza goes, the vowel that it carried stays (`لافوكا`)."""
    vowel = _CARRIED.get(word[:1])
    if vowel is None:
        return word
    return word[1:] if word[1:2] in ("و", "ي") else vowel + word[1:]


def in_one_case(word: str) -> str:
    """The word in small letters, but for capitals that mean an emphatic sound, as T or S."""
    if word.isupper() or word[:1] not in "TSDZRH":
        return word.lower() if word.isupper() else word[:1].lower() + word[1:]
    return word


@lru_cache(maxsize=8192)
def from_tables(word: str) -> str:
    """What the tables have for a word, or for the verb in it; empty if nothing.

    What was typed is heard: a capital T, D or S in a word is emphatic, as in `7iT` against `7it`.
    """
    found = _listed(word.lower()) or _composed(word)
    typed = set(word[article(word) :][1:])
    unheard = [letters for sign, letters in _TYPED.items() if sign in typed]
    unheard = [letters for letters in unheard if not set(letters) & set(found)]
    if not found or not unheard:
        return found
    heard = (one for one in _ranked(word, 5) if all(set(one) & set(each) for each in unheard))
    return next(heard, found)


def _composed(word: str) -> str:
    """A verb or a word with its object, from what is listed; empty if a whole word is likelier."""
    found = verb(word.lower(), _entry)
    if not found or _is_word(found) or MARK.match(word.lower()):
        return found
    return "" if _is_word(_ranked(word, 1)[0]) else found


def _is_word(spelt: str) -> bool:
    return frequency(spelt.removeprefix("ال"), _models().words) > 0


def _entry(word: str) -> str:
    """What the table of Darija has for a word as it is."""
    return _table("arabizi").get(word) or _table("arabizi").get(_key(word), "")


def _listed(word: str) -> str:
    """What the tables have for a word, with what may be glued to its front; empty if nothing."""
    found = _table("arabizi").get(word) or _table("french").get(fold(word))
    doubled = word[:1] == word[1:2]
    if not found and not doubled:
        found = _table("arabizi").get(_key(word))
    if found or len(word) < 4:
        return found or ""
    for start, front in fronts(word):
        rest = word[start:]
        found = _listed(rest) if rest[:1] != rest[1:2] else ""
        if found:
            return front + found
    return _table("arabizi").get(_key(word), "")


def _ranked(word: str, n: int) -> tuple[str, ...]:
    return _spellings(word)[:n] if n <= _SEARCHED else tuple(rank(word, _models(), n))


@lru_cache(maxsize=32_768)
def _spellings(word: str) -> tuple[str, ...]:
    return tuple(rank(word, _models(), _SEARCHED))


def rank(word: str, models: Models, n: int) -> list[str]:
    """Spellings that are in no table, by what was learned, the likeliest first."""
    if is_loan(word, models.loan):
        match = ARTICLE.match(word)
        start = match.end() if match else 0
        front = "ال" if start else ""
        loan = word[start:].lower()
        sounds = french.heard(loan) if french.is_spelt_french(loan) else loan
        return [front + one for one in _bare(sounds, models.french, models, n)]
    front = ""
    conjunction = _AND_VERB.match(word)
    if conjunction:
        front, word = "و", word[conjunction.end() :]
    start = article(word)
    spelt = _bare(word[start:], models.darija, models, n)
    if start:
        whole = [] if frequency(spelt[0], models.words) else _bare(word, models.darija, models, n)
        if whole and frequency(whole[0], models.words):
            return [front + one for one in whole]
        front, word = front + "ال", word[start:]
    start, glued = preposition(word)
    if glued and not frequency(spelt[0], models.words):
        rest = _bare(word[start:], models.darija, models, n)
        if frequency(rest[0], models.words):
            front, spelt = front + glued, rest
    return [front + one for one in spelt]


def _bare(word: str, way: Transducer, models: Models, n: int) -> list[str]:
    """Spellings of a word without what is glued to its front."""
    start, end = objects(word) if way is models.darija else (len(word), "")
    units = latin_units(word[:start].translate(_ACCENTS))
    spelt = way.ranked(units, max(n, _SEARCHED))
    spelt.sort(key=lambda pair: -(pair[1] + _existence(pair[0], models.words)))
    if VERB.match(word):
        spelt.sort(key=lambda pair: pair[0].endswith("ة") and not frequency(pair[0], models.words))
    if PRESENT.match(word):
        spelt.sort(key=lambda pair: pair[0][1:2] == "ا" and not frequency(pair[0], models.words))
    return [spelling + end for spelling, _ in spelt[:n]]


def _existence(word: str, words: Frequencies) -> float:
    """What a spelling gains, in nats, by being a word, and a frequent one."""
    count = frequency(word.translate(PLAIN), words)
    return _FREQUENT * count + (_EXISTS if count and len(word) > 3 else 0.0)


def phrase(first: str, second: str) -> str:
    """Two words that the table has as one: names, what is said in one breath. Empty if it has not.

    >>> phrase("fatima", "zahra"), phrase("fatima", "mchat")
    ('فاطمة الزهراء', '')
    """
    both = (first + second).lower()
    found = _table("arabizi").get(both, "")
    return found if " " in found else _table("french").get(both, "") if len(first) > 2 else ""


def is_acronym(word: str) -> bool:
    """Whether a word is the short name of an office or a document, which stays Latin.

    >>> is_acronym("CNSS"), is_acronym("cnss"), is_acronym("AE"), is_acronym("ae")
    (True, True, True, False)
    """
    if word.upper() not in _acronyms():
        return False
    return word.isupper() or (len(word) > 2 and word.lower() not in _table("arabizi"))


def glued_acronym(word: str) -> str:
    """The acronym in a small word of Arabizi that its article and prepositions are glued to.

    Only one that can be told from a word: it has five letters, or begins with two consonants and
    has no vowel or four letters. Empty for another.

    >>> glued_acronym("lacnss"), glued_acronym("flanapec"), glued_acronym("lamo")
    ('cnss', 'anapec', '')
    """
    return _glued_acronyms().get(word, "")


@cache
def _glued_acronyms() -> Mapping[str, str]:
    return {
        before + acronym: acronym
        for acronym in map(str.lower, _acronyms())
        if _TELLING_ACRONYM.match(acronym)
        for article in ("l", "la")
        for before in (article, *(clitic + article for clitic in _BEFORE_ARTICLE))
        if before + acronym not in _table("arabizi")
    }


@cache
def _acronyms() -> frozenset[str]:
    return frozenset(acronym for acronym, *_ in rows("acronyms"))


def is_listed(word: str) -> bool:
    """Whether a word, with what is glued to its front or without, is in a table."""
    return bool(_listed(word))


def is_listed_french(word: str) -> bool:
    """Whether a folded word, with its article or without, is in the table of French."""
    table = _table("french")
    if word in table:
        return True
    return word[:1] == "l" and _FRENCH_ARTICLE.sub("", word) in table


def is_french(word: str) -> bool:
    """Whether a word in Latin letters, folded, is French rather than Darija.

    >>> is_french("renouvellement"), is_french("bghit")
    (True, False)
    """
    if is_listed_french(word):
        return True
    return word not in _table("arabizi") and _is_loan(word)


def are_french(words: Sequence[str]) -> list[bool]:
    """`is_french` of many words, all together and much faster."""
    listed = _table("arabizi")
    return [
        is_listed_french(word) or (loan and word not in listed)
        for word, loan in zip(words, are_loans(words), strict=True)
    ]


@lru_cache(maxsize=8192)
def _is_loan(word: str) -> bool:
    return is_loan(word, loans())


@cache
def _latin_spellings() -> dict[str, list[str]]:
    return {arabic: spellings.split() for arabic, spellings in reversed(rows("arabizi"))}


def latin(word: str) -> str:
    """A word in Arabic letters as Moroccans write it in Latin ones.

    >>> latin("بغيت"), latin("شحال"), latin("الوثيقة")
    ('bghit', 'ch7al', 'lwati9a')
    """
    return latin_candidates(word, 1)[0]


def latin_candidates(word: str, n: int) -> list[str]:
    """Spellings of a word of Arabic letters in Latin ones, the usual ones first; at most `n`.

    >>> latin_candidates("واش", 2)
    ['wach', 'wash']
    """
    listed = _latin_spellings().get(word, [])
    if len(listed) >= n or len(word) > LONGEST:
        return listed[:n] or [word]
    front = ""
    if word.startswith("ال") and len(word) > 3:
        front, word = "l", word[2:]
    rest = _latin_spellings().get(word, [])
    found = [
        *listed,
        *(front + one for one in (*rest, *(_latin(word, n) if n > len(rest) else ()))),
    ]
    return list(dict.fromkeys(found))[:n]


@lru_cache(maxsize=8192)
def _latin(word: str, n: int) -> tuple[str, ...]:
    return tuple(spelt for spelt, _ in _models().latin.ranked(list(word), n))

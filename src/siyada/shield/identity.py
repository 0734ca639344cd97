"""When two writings are one value, and two names one person."""

import re

from siyada.shield.checks import national_number, signs
from siyada.shield.lexicon import family_names, given_names, latin, name_words, sound
from siyada.shield.reading import read
from siyada.shield.sensitive import KINDS as SENSITIVE
from siyada.shield.words import find_words

_IN_WORDS = frozenset({"ADDRESS", "HEALTH", "DATE_OF_BIRTH", *SENSITIVE})
"""Kinds whose values are words, or have some."""
_CONSONANTS = dict(
    zip("بتثجحخدذرزسشصضطظغفقكلمنه", "bttjhxddrzs$sdtdGfkklmnh", strict=True),
)
_VOWELS = re.compile("[aeiou]")
_ARTICLE = re.compile(r"\A(?:ال|[ae]l(?=[a-z]{4}))")


def same(kind: str, value: str) -> str:
    """What all writings of one value have in common.

    >>> same("PHONE", "+212 6 61-23-45-67") == same("PHONE", "٠٦٦١٢٣٤٥٦٧")
    True
    """
    plain = read(value).folded
    if kind == "PHONE":
        return national_number(plain) or signs(plain) or value
    if kind in {"EMAIL", "URL_PERSONAL"}:
        return plain
    if kind in _IN_WORDS:
        return " ".join(re.findall(r"\w+", plain)) or value
    if kind == "IBAN_RIB":
        return signs(plain).removeprefix("MA64") or value
    return signs(plain) or value


def person(value: str) -> frozenset[str]:
    """The parts of a name, alike in every spelling, order and script. Empty when it has none.

    >>> person("Hamid SQUALLI") == person("الصقلي حميد")
    True
    >>> person("Mme El Alaoui") <= person("Fatima Zahra EL ALAOUI")
    False
    >>> person("El Alaoui") <= person("فاطمة الزهراء العلوي")
    True
    """
    words = find_words(read(value).folded).spelt
    particles = name_words("particle")
    return frozenset(_part(word) for word in words if word not in particles)


def _part(word: str) -> str:
    """One part: the line of the lists that has it, else its consonants.

    Consonants alone would make one of حميد and أحمد.
    """
    spelt = latin(word) if word >= "\u2d30" else word
    if spelt not in name_words("more"):
        for names in (given_names(), family_names()):
            entry = names.find(spelt, heard=spelt.isascii())
            if entry is not None:
                return str(entry.number)
    return _consonants(spelt) or spelt


def _consonants(word: str) -> str:
    """The consonants of a folded word, alike in Latin and in Arabic letters.

    >>> _consonants("squalli"), _consonants("الصقلي")
    ('skl', 'skl')
    """
    word = _ARTICLE.sub("", word)
    heard = sound(word) if word.isascii() else "".join(_CONSONANTS.get(sign, "") for sign in word)
    return re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", heard)).removesuffix("h")

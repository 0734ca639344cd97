"""What words of Standard Arabic are called in French, and the other way, by the tables.

An entry of the lexicon gives a word of Darija or Tamazight its names in both languages. So each of
these names the other: `voiture` stands beside `سيارة` though neither is the headword. The table
`terms` adds what administrations call things, which nobody says in Darija.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from siyada.language.analyse import words
from siyada.language.frequency import frequency_folded
from siyada.language.headwords import Entry, Standard
from siyada.language.lexicon import lexicon
from siyada.language.normalise import fold
from siyada.language.skeleton import skeleton, skeletons
from siyada.language.stem import french
from siyada.language.tables import rows

_MOST = 4
"""Equivalents of a word: one that has more says little."""
_PHRASE = 4
"""Longest name that is looked for, in search words."""
_NEXT = 0.85
"""What the second name of a line is worth, beside the first."""
_CONSONANTS = 4
"""How many are needed to know a word by its sound."""
_FRENCH_ARTICLE = "لا"
"""What a word of French may begin with that is said with its article."""
_ALIKE = 2
"""Most words of French that may sound like a word, for that to say anything."""
_SURELY = 1.0
"""A word this frequent, in nats, is one of Arabic or of Darija as it stands."""

Named = tuple[tuple[str, float], ...]
"""Names of something in the other language, and how near they are."""
_Pair = tuple[str, list[tuple[str, float]]]
"""A name and others of the same, with how near these are."""
_Found = Mapping[tuple[str, ...], Named]


def equivalents(stem: str, language: Standard) -> Named:
    """What a search word of one language is called in the other, and how near that is, 0 to 1.

    `stem` is a word as `analyse.words` gives it. The nearest come first; words that are found only
    in names of several words are not known.

    >>> dict(equivalents("voitur", "fr"))["سيارة"]
    1.0
    """
    return _table(language).get((stem,), ())


def renamed(stems: Sequence[str], language: Standard) -> Iterator[Named]:
    """What the search words of a text are called in the other language, phrases before words.

    >>> next(renamed(["perm", "conduir"], "fr"))[0]
    ('رخصة السياقة', 1.0)
    """
    return _found_in(_table(language), stems)


def synonyms(stems: Sequence[str]) -> Iterator[Named]:
    """Other names in Arabic of what the search words of an Arabic text name, phrases before words.

    >>> next(synonyms(["ترخيص"]))[0][0]
    'رخصة'
    """
    return _found_in(_synonyms(), stems)


def _found_in(table: _Found, stems: Sequence[str]) -> Iterator[Named]:
    at = 0
    while at < len(stems):
        length = next((n for n in range(_PHRASE, 0, -1) if tuple(stems[at : at + n]) in table), 0)
        if length:
            yield table[tuple(stems[at : at + length])]
        at += max(length, 1)


def heard(word: str) -> Named:
    """What a folded word in Arabic letters is called in Arabic if it sounds like a word of French.

    Only a word that is none of Arabic, and of four consonants, says enough.

    >>> heard("لوتيسمان")[0][0], heard("لاروكلاماسيون")[0][0]
    ('تجزئة', 'شكاية')
    """
    if frequency_folded(word) >= _SURELY:
        return ()
    keys = map(skeleton, dict.fromkeys((word, word.removeprefix(_FRENCH_ARTICLE))))
    return next(
        (_sounds()[key] for key in keys if len(key) >= _CONSONANTS and key in _sounds()), ()
    )


@cache
def _sounds() -> Mapping[str, Named]:
    """The names in Arabic of French words, by what these sound like, where few sound so."""
    found: dict[str, dict[str, Named]] = {}
    pairs = [(name, others) for name, others in _pairs("fr") if " " not in name]
    keys = skeletons([name for name, _ in pairs])
    for (name, others), key in zip(pairs, keys, strict=True):
        if len(key) >= _CONSONANTS:
            found.setdefault(key, {}).setdefault(french(fold(name)), tuple(others[:_MOST]))
    return {
        key: tuple(one for named in alike.values() for one in named)
        for key, alike in found.items()
        if len(alike) <= _ALIKE
    }


@cache
def _table(language: Standard) -> _Found:
    return _by_stems(_pairs(language), language)


@cache
def _synonyms() -> _Found:
    return _by_stems(_alike(), "ar")


def _alike() -> Iterator[_Pair]:
    """Each name in Arabic of a line of the table `terms`, or of a sense, with its others."""
    for names in chain(_together(), (entry.arabic for entry in _telling())):
        for place, name in enumerate(names):
            yield (
                name,
                [(other, _NEXT ** (place + at)) for at, other in enumerate(names) if other != name],
            )


def _together() -> Iterator[Sequence[str]]:
    return (arabic.split("|") for _, arabic in rows("terms"))


def _telling() -> Iterator[Entry]:
    """The senses of the lexicon that are searched by."""
    return (entry for entry in lexicon().entries if entry.weight != "broad")


def _by_stems(pairs: Iterable[_Pair], language: Standard) -> _Found:
    found: dict[tuple[str, ...], dict[str, float]] = {}
    pairs = list(pairs)
    words(" ".join([name for name, _ in pairs]), language)  # new words are quicker together
    for name, others in pairs:
        key = tuple(words(name, language))
        if 0 < len(key) <= _PHRASE:
            known = found.setdefault(key, {})
            for other, near in others:
                known[other] = max(known.get(other, 0.0), near)
    return {
        key: tuple(sorted(others.items(), key=lambda pair: -pair[1])[:_MOST])
        for key, others in found.items()
    }


def _pairs(language: Standard) -> Iterator[_Pair]:
    """Each name of a language with those of the other, and how near the two are."""
    for in_french, in_arabic in rows("terms"):
        here, there = (in_french, in_arabic) if language == "fr" else (in_arabic, in_french)
        near = [(name, _NEXT**place) for place, name in enumerate(there.split("|"))]
        yield from ((name, near) for name in here.split("|"))
    for entry in _telling():
        names = list(entry.equivalents)
        for here, name, nearness in names:
            if here == language:
                yield name, [(other, nearness * n) for there, other, n in names if there != here]

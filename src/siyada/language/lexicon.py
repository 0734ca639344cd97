"""A dictionary from Darija and Tamazight to Standard Arabic and French.

Tables: `tables/lexicon-<domain>.tsv`, our own writing; `docs/lexicon.md` says what stands in them.
They are read when first asked for. A word is found as it is listed, as a form of a listed word
(`inflection`), or by its sound; the less sure the finding is, the less it weighs. A word that has
several senses shares its weight among them, so that no doubtful translation outweighs the word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from siyada.language import arabizi, inflection, remembered
from siyada.language.analyse import Token, folded_spelling, in_latin, is_stop, tokens
from siyada.language.cores import of_darija, of_tamazight
from siyada.language.given import check_text
from siyada.language.headwords import (
    Entry,
    Headwords,
    Language,
    Numbers,
    Standard,
    bare,
    read_entries,
)
from siyada.language.identify import identify
from siyada.language.normalise import fold
from siyada.language.script import script_of
from siyada.language.skeleton import skeleton, skeletons
from siyada.language.stem import tamazight_spelling

EXACT, FORM, SOUND = 1.0, 0.9, 0.7
"""How sure a finding is: as listed, as a form of what is listed, by its sound."""
_LESS_LIKELY = 0.95
"""What the second of them is worth, beside the first."""
_RARE = 0.4
"""Share of a rare sense, beside one that is not."""
_PHRASE = 5
"""Longest headword, in words."""
_CONSONANTS = 3
"""How many are needed to know a word by its sound."""
_ALIKE = 2
"""Most headwords that may sound like a word, for that to say anything."""
_LETTERS = 4
"""How many a word of French has that is known among those of Darija by its spelling."""
_TABLES = Path(__file__).parent / "tables"
_TAMAZIGHT = frozenset({"ber-Latn", "zgh-Tfng"})
_EUROPEAN = frozenset({"fr", "es", "en"})
_STANDARD_ARABIC = 0.5
"""What a word of a text in Standard Arabic is worth: it is rather a word of that."""
_REMEMBERED = 32_768
_TIFINAGH = re.compile("[\u2d30-\u2d7f]")


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word may mean, and how sure that is: 0 to 1, a sum of 1 at most for all senses."""

    entry: Entry
    weight: float


class Bridged(NamedTuple):
    """An equivalent of the word, or phrase, that stands in a text from `start` to `end`."""

    start: int
    end: int
    word: str
    equivalent: str
    language: Standard
    weight: float
    """0 to 1, below 1 for all but an exact finding of a word with one sense."""
    sense: str
    broad: bool


_Way = tuple[str, Standard, float, str, bool]
"""Of what a word may be called: all that `Bridged` says but where the word stands."""


# A plain tuple, for of such ones many are kept, and the collection of garbage leaves them out.
Known = tuple[tuple[_Way, ...], str, bool]
"""What is known of a folded word of a text: its names, its key in phrases, and whether a phrase
begins with it."""


_UNKNOWN: Known = ((), "", False)
_made = tuple.__new__
"""Makes a named tuple of a tuple in half the time that its own class takes."""


class Lexicon:
    """Finds words and their senses. Built once from entries; a look-up changes no answer."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: Sequence[Entry] = tuple(entries)
        self._indexes: Mapping[Language, Headwords] = {"ary": Headwords(), "zgh": Headwords()}
        folded = iter(fold("|".join("|".join(e.headwords) for e in self.entries)).split("|"))
        self._senses = lru_cache(_REMEMBERED)(self._sought)
        self._named = lru_cache(_REMEMBERED)(self._names)
        self._known = lru_cache(_REMEMBERED)(self.known)
        # Many spellings of Arabizi are one word in Arabic letters.
        self._spelt = lru_cache(_REMEMBERED)(self._of_darija)
        for number, entry in enumerate(self.entries):
            self._indexes[entry.language].add(
                number, entry, [next(folded) for _ in entry.headwords]
            )
        phrases = chain.from_iterable(index.phrases for index in self._indexes.values())
        self._begun = frozenset(words[:2] for words in phrases)
        self._openings = frozenset(first for first, *_ in self._begun)
        self._french = _by_french(self.entries)
        darija, tamazight = self._indexes["ary"], self._indexes["zgh"]
        self._darija = of_darija((*darija.nouns, *darija.verbs))
        self._tamazight = of_tamazight((*tamazight.nouns, *tamazight.verbs))

    def senses(self, word: str, tag: str = "und") -> tuple[Sense, ...]:
        """The senses of a word of a text in the language `tag`, the likeliest first.

        >>> lexicon().senses("البيرمي")[0].entry.french[0]
        'permis de conduire'
        """
        return self._senses(fold(word), tag)

    def bridged(
        self, text: str, tag: str = "", words: Sequence[Token] | None = None
    ) -> tuple[Bridged, ...]:
        """The equivalents of the words and phrases of a text, in their order.

        The text is in the language `tag`, which is identified unless it is given; `words` are its
        tokens, when they are known.
        """
        check_text(text)
        tag = tag or identify(text).tag
        words = tokens(text) if words is None else words
        known = [(self._known(token.text, tag),) for token in words]
        return self.bridged_from(text, [(token.start, token.end) for token in words], known)

    def bridged_from(
        self, text: str, spans: Sequence[tuple[int, int]], words: Sequence[Sequence[Known]]
    ) -> tuple[Bridged, ...]:
        """The equivalents in a text: where its words stand, and what is known of their tokens."""
        if any(len(known) != 1 for known in words):
            pairs = zip(spans, words, strict=True)
            spans = [span for span, known in pairs for _ in known]
        tokens = list(chain.from_iterable(words))
        found: list[Bridged] = []
        add = found.append
        after = 0
        for at, (ways, key, opens) in enumerate(tokens):
            if not (ways or opens) or at < after:
                continue
            start, end = spans[at]
            if opens and (key, _key_at(tokens, at + 1)) in self._begun:
                length, numbers = self._phrase([key for _, key, _ in tokens[at : at + _PHRASE]])
                if length:
                    after = at + length
                    ways = self._named(EXACT, numbers)
                    end = spans[after - 1][1]
            said = text[start:end]
            for way in ways:
                add(_made(Bridged, (start, end, said, *way)))
        return tuple(found)

    def known_each(self, words: Sequence[str], tag: str) -> list[Known]:
        """`known` of each of the words; what may be sought by its sound is heard together."""
        if tag not in _EUROPEAN:
            skeletons([_spoken(word, tag) for word in words if script_of(word[0]) != "Arab"])
        return [self.known(word, tag) for word in words]

    def known(self, word: str, tag: str) -> Known:
        """What a folded word is called; nothing of a little word, but in a phrase."""
        if tag in _EUROPEAN and "a" <= word[0] <= "z":
            return _UNKNOWN
        latin = _latin(word)
        key = _key(word, latin, tag)
        ways: tuple[_Way, ...] = ()
        if not is_stop(latin):
            weight, numbers = self._weighed(word, tag)
            ways = self._named(weight, numbers) if numbers else ()
        return ways, key, key in self._openings

    def _phrase(self, keys: Sequence[str]) -> tuple[int, Numbers]:
        """The longest headword of several words with which a text goes on."""
        found = (index.phrase(keys) for index in self._indexes.values())
        return max(found, key=itemgetter(0))

    def _sought(self, word: str, tag: str) -> tuple[Sense, ...]:
        return self._shared(*self._weighed(word, tag))

    def _names(self, weight: float, numbers: Numbers) -> tuple[_Way, ...]:
        """What these entries are called, when the finding of them is so sure."""
        return tuple(chain.from_iterable(map(_ways, self._shared(weight, numbers))))

    def _weighed(self, word: str, tag: str) -> tuple[float, Numbers]:
        """How much the finding of a folded word weighs in a text, and the entries."""
        weight, numbers = self._found(word, tag)
        return weight * _STANDARD_ARABIC if tag == "ar" else weight, numbers

    def _found(self, word: str, tag: str) -> tuple[float, Numbers]:
        """How sure the finding of a folded word is, and the entries."""
        script = script_of(word[:1]) if word else "Other"
        if script == "Arab":
            return self._of_darija(word)
        if script == "Tfng" or tag in _TAMAZIGHT:
            return self._of_tamazight(_latin(word))
        if tag in _EUROPEAN or word.isdigit() or arabizi.is_acronym(word):
            return 0.0, ()
        return self._of_arabizi(word)

    def _of_darija(self, word: str) -> tuple[float, Numbers]:
        index = self._indexes["ary"]
        if word in index.words:
            return EXACT, index.words[word]
        if word.startswith("ال") and word[2:] in index.nouns:
            return EXACT, index.nouns[word[2:]]
        if self._darija.may_hold(word):
            return FORM, index.form(inflection.arabic_forms(word))
        return FORM, ()

    def _of_arabizi(self, word: str) -> tuple[float, Numbers]:
        if arabizi.is_listed_french(word):
            return 0.0, ()
        if named := self._of_french(word):
            return FORM, named
        for place, spelling in enumerate(_spelt(word)):
            weight, numbers = self._spelt(folded_spelling(spelling))
            if numbers:
                return weight * _LESS_LIKELY ** (place + 1), numbers
        return SOUND, self._heard("ary", skeleton(word))

    def _of_french(self, word: str) -> Numbers:
        """The entries that a word of French among those of Darija names, as it is spelt there."""
        named = next((self._french[w] for w in _without_article(word) if w in self._french), ())
        return () if named and arabizi.is_listed(word) else named

    def _of_tamazight(self, word: str) -> tuple[float, Numbers]:
        index, spelt = self._indexes["zgh"], tamazight_spelling(word)
        if spelt in index.words:
            return EXACT, index.words[spelt]
        if self._tamazight.may_hold(inflection.single(spelt)):
            numbers = index.form(inflection.tamazight_forms(spelt))
            if numbers:
                return FORM, numbers
        heard = skeleton(spelt)
        return SOUND, self._heard("zgh", heard) or self._heard("ary", heard)

    def _heard(self, language: Language, key: str) -> Numbers:
        """The entries whose consonants are these; none when they say too little."""
        index = self._indexes[language]
        numbers = index.sounds.get(key, ()) if len(key) >= _CONSONANTS else ()
        if not numbers:
            return numbers
        heads = {self.entries[number].headwords[0] for number in numbers}
        return numbers if len(heads) <= _ALIKE else ()

    def _shared(self, weight: float, numbers: Numbers) -> tuple[Sense, ...]:
        if not numbers:
            return ()
        entries = [self.entries[number] for number in dict.fromkeys(numbers)]
        shares = [_RARE if entry.weight == "rare" else 1.0 for entry in entries]
        pairs = sorted(zip(entries, shares, strict=True), key=lambda pair: -pair[1])
        return tuple(Sense(entry, weight * share / sum(shares)) for entry, share in pairs)


def _by_french(entries: Sequence[Entry]) -> Mapping[str, Numbers]:
    """The entries of Darija by the folded words of French that name them, each named first."""
    first: dict[str, dict[str, int]] = {}
    further: dict[str, dict[str, int]] = {}
    for number, entry in enumerate(entries):
        for place, name in enumerate(entry.french if entry.language == "ary" else ()):
            if len(name) >= _LETTERS and name.isalpha():
                same = (further if place else first).setdefault(fold(name), {})
                same.setdefault(entry.arabic[0] if entry.arabic else name, number)
    return {name: tuple(same.values()) for name, same in (further | first).items()}


def _key_at(tokens: Sequence[Known], at: int) -> str:
    """The key of a token in phrases; empty beyond the last."""
    return tokens[at][1] if at < len(tokens) else ""


def _without_article(word: str) -> Iterator[str]:
    """A folded word in Latin letters, and what it is without an article of French or Darija."""
    yield word
    for article in ("la", "l"):
        if word.startswith(article):
            yield word[len(article) :]


def _spelt(word: str) -> Iterator[str]:
    """The likeliest spellings in Arabic letters of a folded word of Arabizi.

    The first one is there at once where a table has it; the others are only worked out if need be.
    """
    if known := remembered.spellings(word):
        yield from known
    else:
        yield from arabizi.candidates(word, 1)
        yield from arabizi.candidates(word, remembered.SPELLINGS)[1:]


def _key(word: str, latin: str, tag: str) -> str:
    """The key of a folded word of a text among those of phrases; of French, none.

    `latin` is the word with Tifinagh in Latin letters.
    """
    script = script_of(word[0])
    if script == "Arab":
        return bare(word)
    if script == "Latn" and tag in _EUROPEAN:
        return ""
    return tamazight_spelling(latin)


def _spoken(word: str, tag: str) -> str:
    """What of a folded word is heard."""
    if tag in _TAMAZIGHT or script_of(word[0]) == "Tfng":
        return tamazight_spelling(_latin(word))
    return word


def _latin(word: str) -> str:
    """A folded word, Tifinagh in Latin letters."""
    return in_latin(word) if _TIFINAGH.search(word) else word


def _ways(sense: Sense) -> Iterator[_Way]:
    entry = sense.entry
    for language, equivalent, nearness in entry.equivalents:
        weight = round(sense.weight * nearness, 4)
        yield equivalent, language, weight, entry.sense, entry.weight == "broad"


@cache
def lexicon() -> Lexicon:
    """The lexicon made of all tables of this package, read once."""
    entries: list[Entry] = []
    for table in sorted(_TABLES.glob("lexicon-*.tsv")):
        entries += read_entries(table.read_text("utf-8"))
    return Lexicon(entries)

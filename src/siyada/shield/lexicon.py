"""The lists of names, and how a name is heard whatever its spelling."""

import re
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from siyada.shield.fold import fold
from siyada.shield.tables import rows

_DIGITS = str.maketrans(
    {"3": "", "2": "", "7": "h", "9": "k", "5": "kh", "8": "", "6": "", "4": "gh"}
)
"""The digits of Arabizi."""
_WITH_H = (
    ("ph", "f"),
    ("kh", "x"),
    ("ch", "$"),
    ("sh", "$"),
    ("gh", "G"),
    ("th", "t"),
    ("dh", "d"),
)
_WITH_C = (("ce", "se"), ("ci", "si"), ("cy", "sy"))
"""Letters heard as others, one after the other."""
_HEARD = str.maketrans("cqwo", "kkuu")
"""The same of single letters; `ou` and `oo` are heard as one, as all doubled letters are."""
_TWICE, _ONCE = re.compile(r"(.)\1+"), itemgetter(1)
_TIFINAGH = {
    **dict(zip("ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵇⵉⵊⵍⵎⵏⵔⵕⵙⵚⵜⵟⵡⵢⵣⵥ", "abgddefkhh3qijlmnrrssttwyzz", strict=True)),
    "ⵅ": "kh",
    "ⵓ": "ou",
    "ⵖ": "gh",
    "ⵛ": "ch",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of the lists."""

    number: int
    """Its line: the same name in all its spellings."""
    word: bool
    """Whether it is an ordinary word too in Latin small letters."""
    word_in_arabic: bool
    """Whether it is one in Arabic letters."""
    always: bool
    """Whether it is one in Latin capitals as well: l'Islam."""
    foreign: bool
    """Whether it has no Arabic spelling; then it counts in capitals only."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Spellings and sounds of one list."""

    spellings: dict[str, Entry]
    sounds: dict[str, Entry]

    def find(self, word: str, *, heard: bool) -> Entry | None:
        """The name that a folded word spells or, if it may be `heard`, sounds like."""
        entry = self.spellings.get(word)
        if entry is None and heard and len(word) > 3:
            entry = self.sounds.get(sound(word))
        return entry


def sound(word: str) -> str:
    """How a folded name in Latin letters is heard.

    >>> sound("oualid") == sound("walid"), sound("mohammed") == sound("mohamed")
    (True, True)
    """
    if not word.isalpha():
        word = word.translate(_DIGITS)
    word = word.replace("dj", "j")
    if "h" in word:
        for letters, heard in _WITH_H:
            word = word.replace(letters, heard)
    if "c" in word:
        for letters, heard in _WITH_C:
            word = word.replace(letters, heard)
    word = word.translate(_HEARD)
    return _TWICE.sub(_ONCE, _ended(word).replace("e", "i").replace("y", "i"))


def _ended(word: str) -> str:
    """A word without what is not heard at its end."""
    if word.endswith(("ae", "aa")):
        word = word[:-1]
    if word.endswith("e") and len(word) > 1 and word[-2] not in "aeiou":
        word = word[:-1]
    return word[:-1] if word.endswith("ah") else word


@cache
def bare_names() -> frozenset[str]:
    """Given names as Tifinagh writes them: without vowels that are hardly heard."""
    return frozenset(bare(word) for word in given_names().spellings if word.isascii())


def bare(word: str) -> str:
    """A folded name in Latin letters without its vowels.

    >>> bare("kenza") == bare(latin("ⴽⵏⵣⴰ"))
    True
    """
    return _VOWELS.sub("", sound(word))


_VOWELS = re.compile("[aiu]")
_CLIPPED, _CLIPPED_FAMILY = 4, 5
"""Sounds of a given name and of a family's without some of their vowels, at least: no Salim is slm,
no Katiri ktir."""
_SON = "bn"
"""How families begin that are short without vowels: bn3li."""
_CROWDED = re.compile("(?!(?:[bcdfgkptv][rl]|s[cknpt])[aiu])[^aiu]{2}")
"""How such a name begins, and hardly any word of French."""


@cache
def _skeletons() -> dict[str, list[tuple[str, bool]]]:
    """The sounds of names that are no words, by their consonants; whether each is a given one."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for names, given in ((given_names(), True), (family_names(), False)):
        for heard, entry in names.sounds.items():
            if not entry.word:
                found.setdefault(_VOWELS.sub("", heard), []).append((heard, given))
    return found


def clipped(heard: str) -> bool | None:
    """Whether a sound is that of a given name (or a family's) without some of its vowels.

    So Darija spells in Latin letters: mstafa, bnjelloun, brrada. None: it is of no name.

    >>> clipped(sound("mstafa")), clipped(sound("bnjelloun")), clipped(sound("slm"))
    (True, False, None)
    """
    if len(heard) < _CLIPPED or not _CROWDED.match(heard):
        return None
    for full, given in _skeletons().get(_VOWELS.sub("", heard), ()):
        signs = iter(full)
        if len(heard) < len(full) and all(sign in signs for sign in heard):
            enough = given or len(heard) >= _CLIPPED_FAMILY or heard.startswith(_SON)
            return given if enough else None
    return None


def latin(word: str) -> str:
    """A word in Tifinagh in Latin letters.

    >>> latin("ⵃⴰⵎⵉⴷ")
    'hamid'
    """
    return "".join(_TIFINAGH.get(letter, "") for letter in word)


@cache
def given_names() -> Lexicon:
    """The list of given names."""
    return _load("given-names", first=0)


@cache
def family_names() -> Lexicon:
    """The list of family names."""
    return _load("family-names", first=10_000)


@cache
def name_words(kind: str) -> frozenset[str]:
    """Words in and around names, of one kind of the table."""
    lines = (words for of, words in rows("name-words") if of == kind)
    return frozenset(fold(word) for line in lines for word in line.split())


@cache
def ordinary_words() -> frozenset[str]:
    """Words that stand beside names and are none, folded."""
    return plain_words() | frozenset(
        word for line in rows("common-words") for word in line[0].split()
    )


@cache
def plain_words() -> frozenset[str]:
    """Those of them that are never the name of a family, chosen by hand, and words of illness."""
    chosen = {fold(word) for line in rows("ordinary-words") for word in line[0].split()}
    names = {*given_names().spellings, *family_names().spellings}
    return frozenset(chosen | (_illnesses() - names))


@cache
def _illnesses() -> frozenset[str]:
    """Illnesses of one word, folded: after a word of kin they would look like a name."""
    lines = (words for kind, words in rows("health-words") if kind in {"illness", "quality"})
    return frozenset(fold(word) for line in lines for word in line.split(" | ") if " " not in word)


@cache
def figures() -> frozenset[tuple[str, ...]]:
    """Names of prophets, scholars and writers of old, as words: nobody's personal data."""
    lines = (names for of, names in rows("name-words") if of == "figure")
    return frozenset(tuple(fold(name).split()) for line in lines for name in line.split(" | "))


@cache
def places() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Cities and quarters, as words, by first word; longest first."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for arabic, *spellings in rows("places"):
        for spelling in (arabic, *"".join(spellings).split("|")):
            words = tuple(re.findall(r"\w+", fold(spelling)))
            index.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in index.items()}


@cache
def several() -> dict[str, list[tuple[tuple[str, ...], bool]]]:
    """Places and figures of several words by their first, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for words in (words for some in places().values() for words in some if len(words) > 1):
        found.setdefault(words[0], []).append((words, False))
    for words in figures():
        if len(words) > 1:
            found.setdefault(words[0], []).append((words, True))
    for some in found.values():
        some.sort(key=lambda one: -len(one[0]))
    return found


def _load(table: str, *, first: int) -> Lexicon:
    spellings: dict[str, Entry] = {}
    sounds: dict[str, Entry] = {}
    for number, (arabic, latins, *flags) in enumerate(rows(table), first):
        marks = set(" ".join(flags).split())
        always = "always" in marks or ("word" in marks and not arabic)
        in_latin = "word" in marks
        entry = Entry(number, in_latin, in_latin or "arab" in marks, always, not arabic)
        for spelling in (arabic, *latins.split()):
            word = fold(spelling)
            if len(word) < 2 or word in _ARTICLES:
                continue
            spellings.setdefault(word, entry)
            if arabic and word.isascii() and len(word) > 3:
                sounds.setdefault(sound(word), entry)
    return Lexicon(spellings, sounds)


_ARTICLES = {"el", "al", "ben", "ait", "سيدي"}

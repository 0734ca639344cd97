"""Light stems: a word without the articles, particles and endings that are glued to it."""

import re
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

import Stemmer

from siyada.language.frequency import frequency_folded
from siyada.language.normalise import fold
from siyada.language.tables import rows

Snowball = Literal["french", "spanish", "english"]

_SCHWA = str.maketrans("o", "u", "e")
_TAMAZIGHT_SPELLINGS = (
    ("gh", "ɣ"),
    ("kh", "x"),
    ("ch", "c"),
    ("sh", "c"),
    ("ou", "u"),
    ("3", "ɛ"),
    ("7", "h"),
    ("9", "q"),
)
_NEGATED = re.compile("ما?(.{3,})ش")
_PARENT = re.compile("والد.?.?.?")
_NOUN_OF_ACTION = re.compile("ت..ي.(?:ات|ه|ها|ي|ك|و)?")
_FRONT = re.compile("[وفبك]?ال|لل")
_ALEF_LAM = re.compile("(?<=.)ال")
_SURELY = 1.0
"""A word this frequent, in nats, is a word as it stands."""
_SEEN = 0.5
"""So is a longer one, of `_LONG` letters, that was seen at all."""
_LONG = 4
_REMEMBERED = 65_536
"""Words whose frequency is kept: forms of one word ask for the same."""
_LONGEST = 64
"""Letters of a word; what is longer is none."""
_NOUN = 5
"""Letters from which a form of Tamazight listed in `stems` may be a noun with two states."""

_FRENCH_BEFORE = tuple(
    (last, re.compile(pattern), ending)
    for last, pattern, ending in (
        ("s", r"(?<=..[^s])s\Z", ""),
        ("ex", r"(?<=.[^i]..)(?:euse|eux)\Z", "eur"),
        ("ex", r"(?<=...i)(?:euse|eux)\Z", "eur"),
        ("e", r"(?<=..)trice\Z", "teur"),
        ("e", r"(?<=...)iee?\Z", "ier"),
        ("e", r"(?<=..)ee\Z", "ée"),
        ("e", r"(?<=..)ere\Z", "er"),
        ("z", r"(?<=..)(?<!iss)ez\Z", "er"),
    )
)
"""The letters that a word must end in for a rule to be tried, the rule, and what it writes."""
_FRENCH_AFTER = tuple(
    (last, re.compile(pattern), ending)
    for last, pattern, ending in (
        ("eé", r"(?<=...)[eé]\Z", ""),
        ("y", r"y\Z", "i"),
        ("vi", r"v\Z|(?<=..)fi\Z", "f"),
        ("s", r"(?<=..i)s\Z", ""),
    )
)
_PLURAL_OF_VERB = re.compile(r"(?<=...)(?<!m)(?<!iss)(?<!ai)ent\Z")
"""`demandent`, but not `document`, `finissent`, `demandaient`."""


class _Stemmers(threading.local):
    """Snowball stemmers, one set a thread: they are not made to be shared."""

    def __init__(self) -> None:
        self.made: dict[str, Stemmer.Stemmer] = {}

    def __getitem__(self, language: str) -> Stemmer.Stemmer:
        if language not in self.made:
            self.made[language] = Stemmer.Stemmer(language, 0)
        return self.made[language]


_STEMMERS = _Stemmers()


@dataclass(frozen=True, slots=True)
class _Affix:
    """What may be glued to a word, and when it is taken off; see the table."""

    text: str
    least: int
    gain: float


@cache
def _affixes(language: str, kind: str) -> tuple[_Affix, ...]:
    """Affixes of a kind, the longest first."""
    found = [
        _Affix(text, int(least), float(gain or 0))
        for of, which, text, least, gain in rows("affixes")
        if of == language and which == kind
    ]
    return tuple(sorted(found, key=lambda affix: -len(affix.text)))


_ByLetter = Mapping[str, Sequence[tuple[str, int, int, _Affix]]]
"""The text, the length, the letters that must be left and the rule of affixes, the longest first,
by the letter that a word must have for one of them to be tried."""


@cache
def _by_letter(language: str, kind: str, place: int) -> _ByLetter:
    """Affixes of a kind by their letter at a place: 0 the first one, -1 the last."""
    found: dict[str, list[tuple[str, int, int, _Affix]]] = {}
    for affix in _affixes(language, kind):
        found.setdefault(affix.text[place], []).append(
            (affix.text, len(affix.text), affix.least, affix)
        )
    return found


def _fronts(word: str, language: str, kind: str) -> list[tuple[_Affix, str]]:
    """The affixes that a word may begin with, the longest first, and what follows each."""
    size = len(word)
    return [
        (affix, word[length:])
        for text, length, least, affix in _by_letter(language, kind, 0).get(word[:1], ())
        if size - length >= least and word.startswith(text)
    ]


def _ends(word: str, language: str, kind: str) -> list[str]:
    """The word without each of the endings that it may have, the longest first."""
    size = len(word)
    return [
        word[:-length]
        for text, length, least, _ in _by_letter(language, kind, -1).get(word[-1:], ())
        if size - length >= least and word.endswith(text)
    ]


@cache
def _irregular(language: str) -> dict[str, str]:
    """The stem of each form that rules do not lead to its word; see the table `stems`."""
    stem = {"arabic": _arabic, "french": _french, "tamazight": _tamazight}[language]
    fold_form = tamazight_spelling if language == "tamazight" else str
    found: dict[str, str] = {}
    for of, word, forms in rows("stems"):
        if of == language:
            itself = fold_form(fold(word.removeprefix("=")))
            root = itself if word.startswith("=") else stem(itself)
            for form in (itself, *forms.split()):
                for state in _states(fold_form(fold(form)), language):
                    found.setdefault(state, root)
    return found


def _states(form: str, language: str) -> list[str]:
    """A form, and a noun of Tamazight also in the state of annexation: `irgazn`, `yirgazn`."""
    if language != "tamazight" or len(form) < _NOUN:
        return [form]
    if form.startswith(("ta", "ti", "tu")):
        return [form, "t" + form[2:]]
    return [form, *{"a": ["u" + form[1:]], "i": ["y" + form, "u" + form[1:]]}.get(form[0], [])]


def _without_front(word: str, language: str, kind: str) -> str:
    """The word without the longest affix of this kind that leaves enough of it."""
    fronts = _fronts(word, language, kind)
    return fronts[0][1] if fronts else word


def _without_end(word: str, language: str, kind: str) -> str:
    """The word without the longest ending of this kind that leaves enough of it."""
    ends = _ends(word, language, kind)
    return ends[0] if ends else word


def arabic(word: str) -> str:
    """The stem of a folded word of Arabic, or of Darija in Arabic letters.

    What is glued to the front is taken off when the rest is a better known word: `و` from `ومدينة`,
    not from `وثيقة`. One rule for both languages, so that a question in one finds the other.

    >>> arabic("والوثايق"), arabic("ومدينه"), arabic("وثيقه"), arabic("نجددها")
    ('وثيق', 'مدين', 'وثيق', 'جدد')
    >>> arabic("ماعنديش"), arabic("لبطاقه"), arabic("وبطاقتي"), arabic("بطاقات")
    ('عند', 'بطاق', 'بطاق', 'بطاق')
    """
    return _arabic_stem(affirmed(word))


@lru_cache(maxsize=_REMEMBERED // 4)
def _arabic_stem(word: str) -> str:
    """The stem of an affirmed word: many spellings of Arabizi, and two languages, ask for one."""
    irregular = _irregular("arabic")
    bare = _repaired(_bare(word))
    root = irregular.get(word) or irregular.get(bare)
    if root is None:
        root = _arabic_root(bare)
        is_noun = bare.endswith("ه") and _seen(bare) >= _SURELY
        root = root if is_noun else irregular.get(root, root)
    return root


def affirmed(word: str) -> str:
    """A folded word of Darija without `ما…ش`, or `م…ش` if that makes it a word.

    >>> affirmed("ماعندوش"), affirmed("معنديش"), affirmed("مفتش")
    ('عندو', 'عندي', 'مفتش')
    """
    match = _NEGATED.fullmatch(word) if word.endswith("ش") else None
    if match and (word.startswith("ما") or _known(match[1]) > max(_known(word), _SURELY)):
        return match[1]
    return word


def _arabic(word: str) -> str:
    return _arabic_root(_repaired(_bare(word)))


def _arabic_root(word: str) -> str:
    shorter = _unsuffixed(word)
    return _unsuffixed(shorter) if shorter != word else word


def _unsuffixed(word: str) -> str:
    """The word without its longest ending that leaves a word; of unknown words, the longest."""
    shorter = _ends(word, "arabic", "suffix")
    for stem in shorter:
        if _attested(stem):
            return stem
    if shorter and (word.endswith("ه") or _seen(word) < _SURELY):
        return shorter[0]
    return word


@lru_cache(maxsize=_REMEMBERED)
def _attested(stem: str) -> bool:
    """Whether a stem is a word, alone or with the ending of the feminine or of belonging."""
    least = _SURELY if len(stem) < _LONG else _SEEN
    return (
        _seen(stem) >= least
        or frequency_folded(stem + "ه") >= least
        or frequency_folded(stem + "ي") >= least
    )


@lru_cache(maxsize=_REMEMBERED)
def _seen(word: str) -> float:
    """How frequent a folded word is, in nats."""
    return frequency_folded(word)


def _bare(word: str) -> str:
    """The word without what is glued to its front."""
    shorter = word if _PARENT.fullmatch(word) else _without_front(word, "arabic", "article")
    if shorter != word:
        return shorter
    seen = _known(word)
    for affix, rest in _fronts(word, "arabic", "particle"):
        barer = _bare(rest) if affix.text in "وفك" else rest
        if _known(barer) - seen >= affix.gain:
            return barer
    return _without_person(word, seen)


def _without_person(word: str, seen: float) -> str:
    """A verb without what says its tense and person; any other word as it is.

    Words in ta marbuta are no verbs, nor are nouns like `تجديد`.
    """
    if _NOUN_OF_ACTION.fullmatch(word):
        return word
    for kind in ("marker", "person"):
        for affix, rest in _fronts(word, "arabic", kind):
            if kind == "marker" and seen < _SURELY:
                return rest
            if word.endswith("ه") and seen >= _SURELY:
                continue
            known = _known(rest)
            if known > seen and known - seen >= affix.gain:
                return rest
    return word


@lru_cache(maxsize=_REMEMBERED)
def _known(word: str) -> float:
    """How frequent a word is, in nats: itself, without its ending, or with that of the feminine."""
    stem = _without_end(word, "arabic", "suffix")
    return max(_seen(word), _seen(stem), _seen(stem + "ه"))


def repaired(word: str) -> str:
    """A folded word whose lam and alef a PDF reader may have taken for alef and lam.

    Only a word that is not known is changed, into one that is.

    >>> repaired("العالقه"), repaired("والده"), repaired("المعلومات")
    ('العلاقه', 'والده', 'المعلومات')
    """
    if "ال" not in word:
        return word
    front = _FRONT.match(word)
    start = front.end() if front else 0
    return word[:start] + _repaired(word[start:])


def _repaired(word: str) -> str:
    if "ال" not in word[1:]:
        return word
    places = [match.start() for match in _ALEF_LAM.finditer(word)]
    if not places or len(word) > _LONGEST or _known(word) >= _SURELY:
        return word
    forms = [f"{word[:place]}لا{word[place + 2 :]}" for place in places]
    if len(places) > 1:
        forms.append(word[:1] + word[1:].replace("ال", "لا"))
    best = max(forms, key=_known)
    return best if _known(best) >= _SURELY else word


def tamazight(word: str) -> str:
    """The stem of a folded word of Tamazight in Latin letters, in one spelling.

    The state and number of a noun, and the person of a verb: what a word begins with says which
    endings it may have.

    >>> tamazight("tamazirt"), tamazight("tmazirt"), tamazight("timizar")
    ('mazir', 'mazir', 'mazir')
    >>> tamazight("tskrd"), tamazight("nskr"), tamazight("argaz"), tamazight("yirgazn")
    ('skr', 'skr', 'rgaz', 'rgaz')
    """
    word = tamazight_spelling(word)
    irregular = _irregular("tamazight")
    return irregular.get(word) or _tamazight(word)


def _tamazight(word: str) -> str:
    word = _without_end(word, "tamazight", "possessive")
    for kind in ("feminine", "plural", "singular", "person"):
        shorter = _without_front(word, "tamazight", kind)
        if shorter != word:
            shorter = _without_end(shorter, "tamazight", f"{kind}-ending")
            break
    else:
        shorter = _without_end(word, "tamazight", "person-ending")
    return _without_end(shorter, "tamazight", "vowel")


@lru_cache(maxsize=_REMEMBERED)
def tamazight_spelling(word: str) -> str:
    """A folded word as IRCAM spells it, as far as typing habits tell; without the vowel e.

    >>> tamazight_spelling("lmeghrib"), tamazight_spelling("lmɣrib")
    ('lmɣrib', 'lmɣrib')
    """
    for spelling, letter in _TAMAZIGHT_SPELLINGS:
        word = word.replace(spelling, letter)
    return word.translate(_SCHWA)


def french(word: str) -> str:
    """The stem of a folded word of French.

    Snowball's rules look at accents, which people leave out. So endings are brought to one form
    before them, and what they leave of the endings is taken off after them.

    >>> french("renouvelees"), french("renouveler"), french("renouvellement"), french("travaux")
    ('renouvel', 'renouvel', 'renouvel', 'travail')
    >>> french("demandent"), french("demande"), french("document"), french("clients")
    ('demand', 'demand', 'docu', 'client')
    """
    return _irregular("french").get(word) or _french(word)


def _french(word: str) -> str:
    if word.endswith("ent") and word not in _nouns():
        word = _PLURAL_OF_VERB.sub("e", word)
    word = _ended(word, _FRENCH_BEFORE)
    return _ended(str(_STEMMERS["french"].stemWord(word)), _FRENCH_AFTER)


def _ended(word: str, rules: Iterable[tuple[str, re.Pattern[str], str]]) -> str:
    for last, pattern, ending in rules:
        if word[-1:] in last:
            word = pattern.sub(ending, word)
    return word


@cache
def _nouns() -> frozenset[str]:
    """Nouns and adjectives of French that end as verbs of the plural do."""
    return frozenset(fold(word) for word, *_ in rows("french-ent"))


def snowball(word: str, language: Snowball) -> str:
    """The stem that Snowball gives to a folded word."""
    return str(_STEMMERS[language].stemWord(word))

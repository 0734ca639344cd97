"""Phrases of a table found in a text, in the forms that their words take.

A table is read folded (lower case, no accents, Arabic letters without hamza); words of a phrase may
be parted by dots, hyphens, apostrophes or spaces, so `c i n` is also `C.I.N.`. Arabic words are
found behind و ف ب ل ك ال and before possessive endings. A phrase that the table writes with
capitals or accents counts only as written.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from siyada.shield.fold import fold
from siyada.shield.tables import rows

Word = re.Match[str]
"""A word of a folded copy."""

_FIGURE_AT_END = (
    r"(?:[379](?<=[a-z]{3}[379])(?<!imm[379])(?<!ppt[379])(?<!apt[379])(?<!loc[379])"
    r"(?<!rue[379])(?<!lot[379])(?<!cin[379])(?![0-9a-z]))?"
)
_LATIN = rf"[a-z]+(?:[2-9]{{1,2}}[a-z]+)*{_FIGURE_AT_END}"
_WORD = re.compile(
    rf"{_LATIN}|[\u0620-\u064a\u0671-\u06d3]+|[\u2d30-\u2d7f]+|[2-9](?<![0-9][2-9]){_LATIN}"
)
_GAP = re.compile(r"[ .'\u00b0\u00ba_\-/()]{0,3}")
_ASSIGNED = re.compile(r"[\"']?\s?(?:[:=>]|(?:n ?° ?)?\d{4})")
_HUMP = re.compile(r"[A-Z](?<=[a-z][A-Z])(?=[a-z])")
_ARABIC_WORD = re.compile(r"(?:ال)?([\u0620-\u064a\u0671-\u06d3]{3,})")
_BEFORE = ("", "ب", "ل", "ك", "د", "ال", "بال", "كال", "لل", "دال")
_BEHIND = ("", "ي", "و", "ك", "ه", "ها", "هم", "كم", "نا")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a phrase stands in the copy, and the kinds that the table gives it."""

    start: int
    end: int
    kinds: tuple[str, ...]
    glued: int = 0
    """Letters before its first word that belong to no word of the table."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    kinds: tuple[str, ...]
    written: str | None
    """How it must be written to count, when it matters: `IF` is a number, `if` a word."""


Known = tuple[str, ...]
"""Words of the tables that a word of a text may be a form of."""
_NONE: Known = ()
_TABLES = ("labels", "health-words", "sensitive-words")
"""The tables of phrases. They share their forms, so that each word of a text is looked up once."""


_PARTICLES = frozenset("وف")
"""What Arabic writes before any other form of a word of `_LED` letters at least, this included. It
is looked away from: a table of all forms would be three times as large."""
_LED = 4


@cache
def _forms() -> dict[str, Known]:
    """Every form of a word of the tables, without particles, to the words that have it."""
    words = dict.fromkeys(
        word
        for table in _TABLES
        for row in rows(table)
        for phrase in row[-1].split(" | ")
        for word in fold(phrase).split()
    )
    forms: dict[str, Known] = {}
    for word in words:
        alone = (word,)
        for form in _forms_of(word):
            others = forms.get(form)
            forms[form] = alone if others is None else (*others, word)
    return forms


class Phrases:
    """A table of phrases, ready to be found."""

    def __init__(self, table: Iterable[tuple[str, ...]]) -> None:
        """`table` has kinds parted by spaces, then phrases parted by ` | `: rows of `_TABLES`."""
        self._index: dict[str, dict[str, list[_Phrase]]] = {}
        """First word and second word of the table, "" where there is none, to phrases."""
        self._groups: dict[Known, tuple[dict[str, list[_Phrase]], ...]] = {}
        """What the index has for words of the tables, noted when they are first met."""
        for kinds, phrases in table:
            for written in phrases.split(" | "):
                words = tuple(fold(written).split())
                exact = written if written != " ".join(words) else None
                phrase = _Phrase(words, tuple(kinds.split()), exact)
                second = words[1] if len(words) > 1 else ""
                self._index.setdefault(words[0], {}).setdefault(second, []).append(phrase)

    def find(self, text: str, words: list[Word], known: dict[int, Known]) -> list[Found]:
        """The phrases of a copy, in order; of those that begin together, the longest.

        `known` are the words of the tables that its words may be: see `known_words`.
        """
        found: list[Found] = []
        done, groups = 0, self._groups
        for position, firsts in known.items():
            begun = groups.get(firsts)
            if begun is None:
                begun = groups[firsts] = tuple(
                    self._index[first] for first in firsts if first in self._index
                )
            if not begun or position < done:
                continue
            seconds = known.get(position + 1, _NONE)
            if len(begun) == 1 and "" not in begun[0] and begun[0].keys().isdisjoint(seconds):
                continue  # most of them
            for phrase in _candidates(begun, seconds):
                end = position + len(phrase.words)
                if _matches(phrase, known, position) and _is_written(
                    phrase, words[position:end], text
                ):
                    glued = _glued(words[position].group(), phrase.words[0])
                    begin, done = words[position].start(), end
                    found.append(Found(begin, words[end - 1].end(), phrase.kinds, glued))
                    break
        return found


def _candidates(begun: tuple[dict[str, list[_Phrase]], ...], seconds: Known) -> list[_Phrase]:
    """The phrases that may begin where some begin that these words may go on, longest first."""
    found: list[_Phrase] = []
    for phrases in begun:
        for second in seconds:
            if second in phrases:
                found += phrases[second]
        if "" in phrases:
            found += phrases[""]
    return sorted(found, key=_shortness) if len(found) > 1 else found


def _shortness(phrase: _Phrase) -> int:
    return -len(phrase.words)


def known_words(spelt: list[str]) -> dict[int, Known]:
    """Where words stand that may be words of the tables, in order, and which these are."""
    forms = _forms()
    known: dict[int, Known] = {}
    for at, word in enumerate(spelt):
        found = forms.get(word, ())
        if word[0] in _PARTICLES and len(word) >= _LED:
            found = tuple(dict.fromkeys((*found, *forms.get(word[1:], ()))))
        if found:
            known[at] = found
    return known


def find_words(folded: str, written: str = "") -> list[Word]:
    """The words of a folded copy: of one script each, with the digits of Arabizi inside.

    As `written`, a capital within a word begins another: `numeroCin`, `ElAlaoui`.

    >>> [word.group() for word in find_words("numerocin : bh451207", "numeroCin : BH451207")]
    ['numero', 'cin', 'bh']
    """
    words = list(_WORD.finditer(folded))
    humps = {hump.start() for hump in _HUMP.finditer(written)}
    return list(_parted(folded, words, humps)) if humps else words


def _parted(folded: str, words: list[Word], humps: set[int]) -> Iterator[Word]:
    """The words, cut where a capital stands within one."""
    for word in words:
        start, end = word.span()
        for cut in (*(at for at in range(start + 1, end) if at in humps), end):
            piece = _WORD.match(folded, start, cut)
            if piece:
                yield piece
            start = cut


def _forms_of(word: str) -> Iterable[str]:
    """A word of the table with what Arabic glues to it, but for particles.

    >>> {"هاتفها", "بالهاتف", "هاتف"} <= set(_forms_of("هاتف")), "بطاقتي" in _forms_of("بطاقه")
    (True, True)
    """
    match = _ARABIC_WORD.fullmatch(word)
    if match is None:  # œ is one letter, and folded as e
        return dict.fromkeys((word, word.replace("oe", "e")))
    stem = match[1]
    owned = stem[:-1] + "ت" if stem[-1] == "ه" else stem
    forms = [
        before + (owned if behind else stem) + behind
        for before in _BEFORE
        for behind in _BEHIND
        if not (behind and before.endswith(("ال", "لل")))
    ]
    return dict.fromkeys((*forms, word))


def _glued(form: str, word: str) -> int:
    """How many letters are glued before a word of the table in one of its forms.

    >>> _glued("وهاتفها", "هاتف"), _glued("بالهاتف", "هاتف"), _glued("بطاقتي", "بطاقه")
    (1, 1, 0)
    """
    match = _ARABIC_WORD.fullmatch(word)
    if form == word or match is None:
        return 0
    stem = match[1]
    owned = stem[:-1] + "ت" if stem[-1] == "ه" else stem
    for particle in ("ف", "و", ""):
        for before in reversed(_BEFORE):
            head = len(particle) + len(before)
            if not form.startswith(particle + before):
                continue
            rest = form[head:]
            owners = () if before.endswith(("ال", "لل")) else _BEHIND[1:]
            if rest == stem or any(rest == owned + behind for behind in owners):
                return len(particle) + before.startswith(("ب", "ل", "ك", "د"))
    return 0


def _matches(phrase: _Phrase, known: dict[int, Known], position: int) -> bool:
    """Whether the words of a phrase stand at a position."""
    return all(
        word in known.get(position + offset, ()) for offset, word in enumerate(phrase.words[1:], 1)
    )


def _is_written(phrase: _Phrase, found: list[Word], text: str) -> bool:
    """Whether the words found stand together, and as the table writes them if that matters."""
    if len(found) > 1 and not all(
        _GAP.fullmatch(text, one.end(), two.start()) for one, two in pairwise(found)
    ):
        return False
    if phrase.written is None:
        return True
    written = re.sub(r"[\W_]+", " ", text[found[0].start() : found[-1].end()])
    if phrase.written == phrase.written.lower():
        return written.lower() == phrase.written
    assigned = phrase.written.isupper() and _ASSIGNED.match(text, found[-1].end()) is not None
    return written in {phrase.written, phrase.written.upper()} or assigned

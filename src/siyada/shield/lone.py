"""Names that stand alone: all that somebody answers, the value of a field, the name of a file.

What speaks for a name elsewhere, the words of the sentence around it, is not there. What speaks
here is that nothing else stands in the text, or in a piece of a short one: `omar fassi, rabat`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from siyada.shield.classes import (
    ANY_GIVEN,
    DEEDS,
    GIVEN,
    LISTED,
    NAMES,
    ONLY_NAMES,
    Classed,
)
from siyada.shield.joints import BETWEEN
from siyada.shield.labels import PERSON
from siyada.shield.leading import leads_a_name
from siyada.shield.lexicon import name_words
from siyada.shield.namesakes import Namesakes
from siyada.shield.reading import Reading
from siyada.shield.span import LEXICON, Span
from siyada.shield.turns import is_said_so

_FILE = re.compile(
    r"[^\n]{1,120}\.(?:pdf|docx?|odt|rtf|txt|xlsx?|ods|csv|pptx?|jpe?g|png|tiff?|heic|webp|zip|eml|msg"
    r"|mp[34]|ogg|opus|m4a)"
)
_TOKEN = re.compile(r"[^\W\d_]+(?:[._\-][^\W\d_]+)+\d*")
"""A file's name without its kind, or what somebody is called in a field: omar.fassi."""
_LEADS = name_words("to")
_AND = frozenset({"et", "and", "و", "w", "d", "ⴷ"})
"""What parts two people or two places."""
_WISHES = name_words("alone")
_HONOURS = name_words("honour") | {"si", "سي"}
_MOST = 12
"""Words of a text in which a piece that is a name and nothing else is somebody's."""
_LONGEST = 5
"""Words of a name, at most."""
_JOINTS = frozenset({" ", "-", "'", "’"})
_JOINTS_OF_FILES = _JOINTS | {"_", ".", "+"}
_APART = re.compile(r"\W*[\n,;:|/()\[\]{}<>\"«»“”?؟!=0-9،؛\t–—]\W*")
"""What parts a piece of a text from its others."""
_ENDS = re.compile(r"[\s.,!?؟;:،؛\"'«»“”()\[\]_*\-]*")
"""What may stand before and behind all that a text says."""
_FAMILIES = frozenset(
    map(NAMES.index, ("family", "family or word", "either", "family, heard", "shape"))
)
_OR_WORDS = frozenset(map(NAMES.index, ("given or word", "family or word", "shape")))
_AS_HEARD = NAMES.index("given, heard")
_PARTICLES = frozenset(map(DEEDS.index, ("particle", "honour")))
_HEARD, _WORD, _UNLISTED, _OR_WORD = 0.2, 0.3, 0.1, 0.05
"""From which chance on one word is somebody's given name though the lists spell it otherwise, and
though it is an Arabic word as well; a word of no list beside a given name is a family's; and two
words that are names as well are a name."""


@dataclass(frozen=True, slots=True)
class _Lone:
    """A text, to be asked for its lone names."""

    reading: Reading
    classes: Sequence[Classed]
    namesakes: Namesakes
    chance: Sequence[float]
    is_joined: bool

    def pieces(self) -> Iterator[tuple[int, int]]:
        """The first word of each piece, and past its last."""
        gaps = self.reading.words.gaps
        count = len(gaps) - 1
        first = 0
        for at in range(1, count + 1):
            if at == count or self._is_apart(gaps[at]):
                yield first, at
                first = at

    def _is_apart(self, gap: str) -> bool:
        return gap not in _JOINTS_OF_FILES if self.is_joined else _APART.fullmatch(gap) is not None

    def within(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Where names may stand in a piece: all of it; in a file's name, each run of such words."""
        if not self.is_joined:
            while first < last and (words := self._leads(first, last)):
                first += words
            yield first, last
            return
        begin = first
        for at in range(first, last + 1):
            if at == last or not self._may_be(at):
                if at > begin:
                    yield begin, at
                begin = at + 1

    def _leads(self, at: int, last: int) -> int:
        """How many words lead to a name here: pour; sabah lkhir."""
        spelt = self.reading.spelt
        if at + 1 < last and is_said_so(spelt[at], spelt[at + 1]):
            return 2
        return spelt[at] in _LEADS or leads_a_name(spelt, at, last, is_own=False)

    def _may_be(self, at: int) -> bool:
        known = self.classes[at]
        return known.name > 0 or known.deed in _PARTICLES or self.reading.spelt[at] in BETWEEN

    def is_name(self, first: int, last: int, *, whole: bool) -> bool:
        """Whether the words from `first` to before `last` are a name.

        `whole`: nothing else is there but what leads to it, or it is in the name of a file.
        """
        own = [at for at in range(first, last) if not self._is_particle(at)]
        if not own or last - first > _LONGEST or self._is_parted(first, last):
            return False
        if any(self.classes[at].name == 0 and self._is_ordinary(at) for at in own):
            return False
        if self.reading.spelt[first] in _WISHES:
            return False
        if len(own) < 2 and not (whole and self._is_given(own[0], last - first)):
            return False
        if len(own) > 1 and not self._is_full(own, whole=whole):
            return False
        sakes = self.namesakes
        return not (sakes.is_one(first, last, announced=False) or sakes.is_word(first, last))

    def _is_particle(self, at: int) -> bool:
        word = self.reading.spelt[at]
        return self.classes[at].deed in _PARTICLES or word in BETWEEN or word in _HONOURS

    def _is_parted(self, first: int, last: int) -> bool:
        joints = _JOINTS_OF_FILES if self.is_joined else _JOINTS
        if not _AND.isdisjoint(self.reading.spelt[first:last]):
            return True
        return any(gap not in joints for gap in self.reading.words.gaps[first + 1 : last])

    def _is_ordinary(self, at: int) -> bool:
        known = self.classes[at]
        return known.word > 0 or known.deed > 0

    def _is_given(self, at: int, words: int) -> bool:
        """Whether one word, with or without particles, is the given name of somebody."""
        known = self.classes[at]
        if known.name not in ANY_GIVEN or known.word or (words > 1 and known.name not in GIVEN):
            return False
        if known.name == _AS_HEARD:
            return self.chance[at] >= _HEARD
        return known.name in GIVEN or self._is_latin(at) or self.chance[at] >= _WORD

    def _is_latin(self, at: int) -> bool:
        return self.reading.spelt[at].isascii()

    def _is_full(self, own: Sequence[int], *, whole: bool) -> bool:
        """Whether words hold a given name and what is a family's beside it."""
        kinds = [self.classes[at].name for at in own]
        if not any(kind in ANY_GIVEN for kind in kinds):
            return False
        sure = any(kind in ONLY_NAMES for kind in kinds)
        if 0 in kinds:
            unlisted = [at for at, kind in zip(own, kinds, strict=True) if not kind]
            if not (sure and whole) or any(len(self.reading.spelt[at]) < 3 for at in unlisted):
                return False
            return self._are_capital(own) or self._are(unlisted, _UNLISTED)
        if sure:
            return True
        families = [at for at, kind in enumerate(kinds) if kind in _FAMILIES]
        if not families or not any(
            kind in ANY_GIVEN for kind in (*kinds[: families[-1]], *kinds[1:])
        ):
            return False
        return not all(kind in _OR_WORDS for kind in kinds) or self._are(own, _OR_WORD)

    def _are(self, words: Sequence[int], likely: float) -> bool:
        return min(self.chance[at] for at in words) >= likely

    def _are_capital(self, words: Sequence[int]) -> bool:
        """Whether each word begins with a capital, in letters that have them."""
        reading = self.reading
        return all(reading.text[reading.starts_of_words[at]].isupper() for at in words)


def lone(
    reading: Reading, classes: Sequence[Classed], namesakes: Namesakes, chance: Sequence[float]
) -> Iterator[Span]:
    """The names that are all of a short text, of a piece of it, or of a part of a file's name.

    `classes`, `chance`: what the lists and the network say of each word.
    """
    is_file = _FILE.fullmatch(reading.folded) is not None
    is_joined = is_file or _TOKEN.fullmatch(reading.folded) is not None
    count = len(reading.spelt)
    if not count or count > _MOST or not any(one.name in LISTED for one in classes):
        return
    gaps = reading.words.gaps
    bare = _ENDS.fullmatch(gaps[0]) is not None and _ENDS.fullmatch(gaps[-1]) is not None
    asked = _Lone(reading, classes, namesakes, chance, is_joined)
    for piece in asked.pieces():
        for first, last in asked.within(*piece):
            whole = is_file or (bare and piece == (0, count) and last == count)
            if asked.is_name(first, last, whole=whole):
                start = reading.starts_of_words[first] + classes[first].cut
                yield Span(start, reading.ends_of_words[last - 1], PERSON, 0.8, LEXICON)

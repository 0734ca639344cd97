"""Names that no list holds, known by where they stand: behind a title, a greeting, one's own word.

The network has learned how names are spelt here; a name from elsewhere, or one that was written as
it came, it takes for no word at all. What announces it says more than its letters then.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from siyada.shield.classes import ANY_GIVEN, GIVEN, LISTED, NAMES
from siyada.shield.joints import BETWEEN, calling
from siyada.shield.labels import PERSON, ROLE
from siyada.shield.lexicon import bare, bare_names, name_words
from siyada.shield.reading import Reading
from siyada.shield.verbs import is_of_myself, is_verb
from siyada.shield.weighing import Weighed

_LIKELY = 0.3
"""From which chance on a word goes on with a name that is announced, where capitals say nothing."""
_HEARD = 0.02
"""The same for a word right behind `my name is`: it may be a verb, سميتي تكتبات غلط."""
_LEAST = {"merci": 0.05, "bravo": 0.05, "felicitations": 0.05, "a": 0.5, "wa": 0.5, "ana": 0.5}
"""The same for a word with a capital behind words that do not only greet: Merci Docteur."""
_HIMSELF = frozenset({"smiti", "smiyti", "smyti", "ismi", "appelle", "سميتي", "اسمي", "اسميتي"})
"""Words right behind which people say their own name."""
_ME = frozenset({"ana", "انا", "m3ak", "m3akom", "معاك", "معاكم"})
"""Words behind which people say who they are: ana heda, c'est pour …"""
_MINE = frozenset({"ⵉⵏⵓ", "inu"})
"""Words that mean the same behind the word for name."""
_ISM = frozenset({"ⵉⵙⵎ", "isem", "ism"})
_ENDED = re.compile(r"[ \t]*(?:[,;!.\n\r]|$)")
_RUNS_ON = re.compile(r"[^\W\d_A-Z]['’]?[ ]$|[:,;(][ ]?$")
"""What stands before a word that does not begin a sentence."""
_CELLS, _ANNOUNCING = frozenset({";", "|", "\t", ",", "\n"}), frozenset({PERSON, ROLE})
"""What ends a cell, and the headings of those of names."""
_ROW, _OF_RELATION = frozenset({"، ", ", ", "; ", "؛ "}), re.compile("ال[\u0620-\u064a]{3,}ي")
"""What parts people in a row, and an adjective of relation, as families are called."""
_TITLE, _ANNOUNCED = 2, frozenset({1, 2, 3})
"""What `before` says of a title, and of everything that announces a name."""
_TRIBE = frozenset({"ait", "ayt", "ايت", "ⴰⵢⵜ"})
"""Words before the tribe that a family is called by."""
_SERVANT = NAMES.index("servant")
_CASUAL, _SMALL, _CAPITAL = 1, 1, 2
"""What the style says of a text with hardly any capitals, what is said of a word without, and of
one that begins with a capital."""
_SIS = frozenset({"si", "lalla", "sidi", "l7aj", "lhaj", "l7ajja", "lhajja", "moulay"})
_LONG = 3
"""Letters of a name that only its place shows, at least."""


@dataclass(frozen=True, slots=True)
class Unlisted:
    """The words of a text, to be asked whether those in no list are names."""

    reading: Reading
    traits: Weighed
    chance: Sequence[float]
    capitals: Sequence[int]
    before: Sequence[int]

    def joins(self, other: int, behind: int, gap: str) -> bool:
        """Whether a word is surely a part of the name beside it, which signs part from it.

        `behind`: the later one of the two, which is the word itself where it stands behind.
        """
        if gap == "-" and self._is_hyphened(behind):
            return True
        return self._leads(other) if other < behind else self._goes_on(other)

    def is_written_otherwise(self, other: int, behind: int) -> bool:
        """Whether a word in no list stands in small letters behind a name with a capital.

        Where nothing announces the name: `dyal Hicham tsrqat`.
        """
        if other < behind or not self._is_none(other) or self.before[other - 1]:
            return False
        if self.reading.spelt[other] in BETWEEN:
            return False
        written = self.capitals[other - 1 : other + 1]
        return written[0] == _CAPITAL and written[1] == _SMALL

    def is_of_a_si(self, at: int) -> bool:
        """Whether a word behind titles of talk is a given name but for its vowels: si l3erbi."""
        spelt = self.reading.spelt
        if not at or spelt[at - 1] not in _SIS or not spelt[at].isascii() or not self._is_none(at):
            return False
        skeleton = bare(spelt[at])
        return len(skeleton) >= _LONG and skeleton in bare_names()

    def _goes_on(self, at: int) -> bool:
        """Whether a word goes on with a given name, or what a title or one's own word announces."""
        if self._is_local(at) or self._is_of_given(at) or self._ends_cell(at):
            return True
        if self._ends_a_row(at):
            return True
        first = self._is_said_of_himself(at - 1)
        if not (first or self.before[at - 1] in _ANNOUNCED) or not self._is_none(at):
            return False
        if self._is_capital(at):
            known = self.traits.classes[at - 1]
            titled = self.before[at - 1] == _TITLE or first or self._is_none(at - 1)
            return titled and self._is_capital(at - 1) and not (known.word or known.deed)
        if self._tells_by_capitals:
            return False
        return self.chance[at] > _LIKELY or self._fills_cell(at)

    def _is_hyphened(self, at: int) -> bool:
        """Whether a word behind a given name and a hyphen may be a part of it: Badr-Eddine."""
        known, given = self.traits.classes[at], self.traits.classes[at - 1].name in ANY_GIVEN
        return given and (known.name in ANY_GIVEN or not (known.name or known.word))

    def _is_of_given(self, at: int) -> bool:
        """Whether a word with a capital stands right behind a given name of the lists."""
        given = self.traits.classes[at - 1].name in ANY_GIVEN
        if not (given and self._is_none(at)):
            return False
        if self.traits.style == _CASUAL:  # whoever hardly writes capitals means these
            return min(self.capitals[at - 1 : at + 1]) == _CAPITAL
        return self._is_capital(at)

    def _fills_cell(self, at: int) -> bool:
        """Whether a word ends the cell, or the field, of a name that the one before it begins."""
        end = self.reading.ends_of_words[at]
        return self.before[at - 1] == 1 and self.reading.text[end : end + 1] in {";", "|", "\t"}

    def _ends_cell(self, at: int) -> bool:
        """Whether a listed name, an ordinary word or not, ends the cell of a given name before it.

        `| Alya Salam |`
        """
        classes, words = self.traits.classes, self.reading.words
        if classes[at - 1].name not in ANY_GIVEN or classes[at].name not in LISTED:
            return False
        if classes[at].cut or words.gaps[at] != " ":
            return False
        behind = words.gaps[at + 1].lstrip(" \"'")[:1]
        labels = self.reading.labels_before(words.starts[at - 1], within=0)
        return behind in _CELLS and any(
            label.start == label.end and label.kinds[0] in _ANNOUNCING for label in labels
        )

    def _ends_a_row(self, at: int) -> bool:
        """Whether an adjective of relation behind a given name fills a place in a row of people.

        `طارق مبروك، شيماء الداخلي، المختار الغندور`
        """
        classes, words = self.traits.classes, self.reading.words
        if classes[at - 1].name not in GIVEN or words.gaps[at] != " " or classes[at - 1].cut:
            return False
        if not _OF_RELATION.fullmatch(words.spelt[at]):
            return False
        return words.gaps[at - 1] in _ROW and words.gaps[at + 1] in _ROW

    def _leads(self, at: int) -> bool:
        """Whether a word with a capital, within a sentence, begins the name behind it."""
        if not (self._is_none(at) and self._is_none(at + 1)):
            return False
        if not (self._is_capital(at) and self._is_capital(at + 1)):
            return False
        start = self.reading.starts_of_words[at]
        return _RUNS_ON.search(self.reading.text, max(0, start - 3), start) is not None

    def is_called(self, at: int) -> bool:
        """Whether a word stands alone behind a greeting: Cher Zkeriko, or behind one's own word."""
        if not at or not self._is_none(at) or len(self.reading.spelt[at]) < _LONG:
            return False
        reading = self.reading
        if self._is_said_of_himself(at):
            return self._is_capital(at) or self.chance[at] > _HEARD
        if reading.spelt[at - 1] in _ME and self.chance[at] > _LEAST["ana"]:
            ended = _ENDED.match(reading.text, reading.ends_of_words[at])
            return ended is not None
        caller = reading.spelt[calling(reading.spelt, at)]
        if not self._is_capital(at) or caller not in name_words("call"):
            return False
        if self.chance[at] < _LEAST.get(caller, 0):
            return False
        gap = reading.text[reading.ends_of_words[at - 1] : reading.starts_of_words[at]]
        if reading.text[reading.ends_of_words[at - 1] - 1] in "àÀ":
            return False
        ended = _ENDED.match(reading.text, reading.ends_of_words[at])
        return gap == " " and ended is not None

    def is_of_a_tribe(self, at: int) -> bool:
        """Whether a word stands between a listed given name and the tribe a family is called by."""
        if self.reading.spelt[at] not in _TRIBE or self.traits.classes[at - 1].name not in GIVEN:
            return False
        return self._is_none(at + 1) and len(self.reading.spelt[at + 1]) >= _LONG

    def _is_local(self, at: int) -> bool:
        """Whether a word with the article of Darija ends an announced name: السيد رشيد لمسفر."""
        word, given = self.reading.spelt[at], self.traits.classes[at - 1].name
        first = max(0, at - 2) if given == _SERVANT else at - 1
        if given not in GIVEN or self.before[first] not in _ANNOUNCED:
            return False
        return word[0] == "ل" and len(word) > _LONG and self._is_none(at) and not is_verb(word)

    @property
    def _tells_by_capitals(self) -> bool:
        return self.traits.style == 0

    def _is_said_of_himself(self, at: int) -> bool:
        """Whether somebody says right before a word that it is the own name."""
        spelt = self.reading.spelt
        mine = at > 1 and spelt[at - 1] in _MINE and spelt[at - 2] in _ISM
        if not mine and (at < 1 or spelt[at - 1] not in _HIMSELF):
            return False
        start = self.reading.starts_of_words[at]
        return self.reading.text[self.reading.ends_of_words[at - 1] : start].strip(" :") == ""

    def _is_capital(self, at: int) -> bool:
        return self._tells_by_capitals and self.capitals[at] >= 2

    def _is_none(self, at: int) -> bool:
        """Whether no list holds a word."""
        known, words = self.traits.classes[at], self.reading.words
        if known.name or known.word or known.deed or known.cut:
            return False
        return not is_of_myself(self.reading.text[words.starts[at] : words.ends[at]])

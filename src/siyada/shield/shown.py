"""Names that their place or their build shows, whatever the network says: a kunya, who speaks."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from siyada.shield import thresholds
from siyada.shield.classes import ANY_GIVEN, GIVEN, LISTED, NAMES, ONLY_NAMES, WORDS, classed
from siyada.shield.joints import calling
from siyada.shield.labels import PERSON, ROLE
from siyada.shield.lexicon import name_words
from siyada.shield.reading import Reading
from siyada.shield.weighing import Weighed

KUNYA = frozenset({"ابو", "ام", "ابي", "ابا", "abou", "abu", "oum", "umm", "ⴱⵓ", "ⵓⵎ"})
"""Father of, mother of."""
_GIVEN = GIVEN | {NAMES.index("given or word"), NAMES.index("bare")}
_SERVANT = NAMES.index("servant")
_APOSTROPHES = frozenset({"'", "’"})
_SONS = frozenset(
    {"u", "ou", "ult", "ben", "bent", "bin", "ibn", "ait", "ayt", "بن", "ابن", "بنت"}
) | {
    *("ايت", "ⵓ", "ⵓⵍⵜ", "ⴰⵢⵜ", "ⴱⵏ"),
}
"""Words for the son, the daughter or the people of."""
_CHAINED, _SMALL = 0.02, 1
"""From which chance on one of them is a name, and what is said of a word without a capital."""
_SERVANTS = frozenset({"عبد", "وعبد", "لعبد", "بعبد", "فعبد", "ولعبد"})
_SHOWN, _QUOTED, _SPOKEN = 0.15, 0.0005, 0.0005
"""From which chance on the child of a kunya is a name: anywhere, and where quotes, kin or a word
as `alias` announce it; and from which on a listed name is, in whose place others speak."""
_OF_PEOPLE = frozenset({"CIN", "PHONE", "DATE_OF_BIRTH", "CNSS", "MASSAR", "PASSPORT"})
"""Kinds of columns beside which a column of names is one of people."""
_QUOTES = frozenset("\"«“'‹„")
_TURN = re.compile(r"^(?:[ \t>~\-–•*]*(?:\[[^\]\n]{1,24}\][ \t]*)?)(?=\w)", re.MULTILINE)
"""How a turn of a chat begins."""
_SAYS = re.compile(r"[ \t]?:(?= |$)", re.MULTILINE)
_TURNS = 2
"""Turns that show a text to be a chat, at least."""

_RUNG = re.compile(
    r"[ :,،\-–](?<=[^\W\d_]{2}[ :,،\-–])[ :,،\-–(]{0,2}"
    r"(?=(?:\+ ?212|00 ?212|\(?0[5-8])[\d .\-()])"
)
"""Between whom one calls and the number: `omayma 0612…`."""
_SIGN = re.compile(r"[\"']?[ \t]?[:=][ \t]?[\"']?")
"""Between the label of a field and what fills it."""
_HELD = re.compile(r"\d ?\((?=[^\W\d_])")
"""Before whom one calls, in brackets behind the number."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The words of a text, to be asked which are shown to be names."""

    reading: Reading
    traits: Weighed
    chance: Sequence[float]
    before: Sequence[int]

    def kunyas(self) -> frozenset[int]:
        """Where the words stand that begin a kunya: أبو ياسين, Oum Adam."""
        spelt = self.reading.spelt
        if KUNYA.isdisjoint(spelt):
            return frozenset()
        begun = (at for at, word in enumerate(spelt[:-1]) if word in KUNYA)
        return frozenset(at for at in begun if self._is_of_child(at + 1))

    def _is_of_child(self, child: int) -> bool:
        """Whether a word behind father or mother of is the name of their child."""
        reading = self.reading
        gap = reading.text[reading.ends_of_words[child - 1] : reading.starts_of_words[child]]
        known = self.traits.classes[child]
        if gap != " " or known.name not in _GIVEN or known.cut:
            return False
        start = reading.starts_of_words[child - 1]
        quoted = reading.text[max(0, start - 1) : start] in _QUOTES and start > 0
        announced = quoted or self.before[child - 1] > 0
        return self.chance[child] > (_QUOTED if announced else _SHOWN)

    def elided(self) -> frozenset[int]:
        """Where an M stands that an apostrophe parts from the rest of a given name: M'barek."""
        words = self.reading.words
        if "m" not in words.spelt:
            return frozenset()
        return frozenset(
            at
            for at, word in enumerate(words.spelt[:-1])
            if word == "m"
            and words.gaps[at + 1] in _APOSTROPHES
            and classed(word + words.spelt[at + 1]).name in _GIVEN
        )

    def chains(self) -> frozenset[int]:
        """Where a given name stands before a father's: Muḥend u Brahim, صادق ابن المرابط."""
        spelt = self.reading.spelt
        if _SONS.isdisjoint(spelt):
            return frozenset()
        places = (at for at, word in enumerate(spelt[:-1], -1) if at >= 0 and word in _SONS)
        return frozenset(at for at in places if self._is_chained(at))

    def _is_chained(self, at: int) -> bool:
        """Whether a listed given name, a word for son and a listed name stand here."""
        known, father = self.traits.classes[at], self.traits.classes[at + 2]
        if known.name not in _GIVEN or known.deed or known.cut or father.name not in LISTED:
            return False
        if "plain" in WORDS[known.word]:  # على بن كيران
            return False
        if any(gap != " " for gap in self.reading.words.gaps[at + 1 : at + 3]) or father.cut:
            return False
        if max(self.chance[at], self.chance[at + 2]) < _CHAINED:  # as streets are called
            return False
        return self.traits.capitals[at] != _SMALL or (not known.word and not father.word)

    def servants(self) -> frozenset[int]:
        """Where a servant's word stands before what God is called: عبد الرحمن is a given name.

        Not before the word for God itself, which everybody is a servant of.
        """
        spelt, reading = self.reading.spelt, self.reading
        if "عبد" not in reading.folded:
            return frozenset()
        return frozenset(
            at
            for at, word in enumerate(spelt[:-1])
            if word in _SERVANTS
            and self.traits.classes[at + 1].name == _SERVANT
            and spelt[at + 1] != "الله"
            and reading.text[reading.ends_of_words[at] : reading.starts_of_words[at + 1]] == " "
        )

    def in_cells(self) -> frozenset[int]:
        """Where listed names stand that begin a cell under a heading of names."""
        reading = self.reading
        cells = {
            label.end
            for label in reading.labels
            if label.start == label.end and label.kinds[0] == PERSON
        }
        if not cells:
            return frozenset()
        of_people = any(
            label.start == label.end and label.kinds[0] in _OF_PEOPLE for label in reading.labels
        )
        places = enumerate(reading.starts_of_words)
        return frozenset(
            at for at, start in places if start in cells and self._is_listed(at, of_people)
        )

    def _is_listed(self, at: int, of_people: bool) -> bool:  # noqa: FBT001 - as columns are
        """Whether a word is a listed name; any that is no ordinary one in a table of people."""
        known = self.traits.classes[at]
        if of_people and not (known.word or known.deed):
            return len(self.reading.spelt[at]) > 2
        return known.name in LISTED and not known.cut and not known.deed

    def in_fields(self) -> frozenset[int]:
        """Where given names of the lists fill a field that says who it is: `Père : Allal`."""
        reading = self.reading
        signs = (
            _SIGN.match(reading.text, label.end)
            for label in reading.labels
            if label.kinds[0] == ROLE and label.start < label.end
        )
        ends = {sign.end() for sign in signs if sign}
        if not ends:
            return frozenset()
        classes = self.traits.classes
        return frozenset(
            at
            for at, start in enumerate(reading.starts_of_words)
            if start in ends and classes[at].name in ANY_GIVEN and not classes[at].word
        )

    def is_called(self, at: int) -> bool:
        """Whether a listed given name stands right behind a word that calls or greets somebody."""
        known, reading = self.traits.classes[at], self.reading
        if not at or known.name not in ANY_GIVEN or known.deed:
            return False
        caller = reading.spelt[calling(reading.spelt, at)]
        if caller not in name_words("call") and caller not in name_words("pilgrim"):
            return False
        gap = reading.text[reading.ends_of_words[at - 1] - 1 : reading.starts_of_words[at]]
        if gap[1:] != " " or gap[0] in "àÀ":
            return False
        return self.chance[at] >= (thresholds.CALLED if known.word else thresholds.ANNOUNCED)

    def called(self) -> frozenset[int]:
        """Where listed given names stand right beside a telephone number."""
        reading = self.reading
        if not reading.numbers:
            return frozenset()
        starts, ends = reading.starts_of_words, reading.ends_of_words
        before = (bisect_left(ends, match.start()) for match in _RUNG.finditer(reading.text))
        behind = (bisect_left(starts, match.end()) for match in _HELD.finditer(reading.text))
        return frozenset(at for at in (*before, *behind) if self._is_called(at))

    def _is_called(self, at: int) -> bool:
        if at >= len(self.chance):
            return False
        known = self.traits.classes[at]
        named = known.name in ONLY_NAMES and not known.word and not known.deed
        likely = known.name in GIVEN or self.chance[at] > _SPOKEN
        return named and not known.cut and likely

    def speakers(self) -> frozenset[int]:
        """Where listed names stand that begin the turns of a chat."""
        reading = self.reading
        if "\n" not in reading.text or reading.text.count(":") < _TURNS:
            return frozenset()
        starts = reading.starts_of_words
        turns = (match.end() for match in _TURN.finditer(reading.text))
        places = ((bisect_left(starts, turn), turn) for turn in turns)
        firsts = (at for at, turn in places if at < len(starts) and starts[at] == turn)
        found = list(filter(self._is_speaker, firsts))
        likely = sum(self.chance[at] > _SHOWN for at in found)
        if len(found) < _TURNS or not likely:
            return frozenset()
        return frozenset([*found, *(at + 1 for at in found if self._speaks(at + 1))])

    def _is_speaker(self, at: int) -> bool:
        known = self.traits.classes[at]
        if known.name not in ONLY_NAMES or known.word or known.deed:
            return False
        return self.chance[at] > _SPOKEN and (self._speaks(at) or self._speaks(at + 1))

    def _speaks(self, at: int) -> bool:
        """Whether what somebody says begins behind a word."""
        if at >= len(self.reading.spelt) or self.traits.classes[at].word:
            return False
        start = self.reading.starts_of_words[at]
        gap = self.reading.text[self.reading.ends_of_words[at - 1] : start] if at else ""
        ended = _SAYS.match(self.reading.text, self.reading.ends_of_words[at])
        return ended is not None and (gap == " " or self._begins(start))

    def _begins(self, start: int) -> bool:
        """Whether a line begins at a place, but for its time and its sign."""
        line = self.reading.text.rfind("\n", 0, start) + 1
        turn = _TURN.match(self.reading.text, line)
        return turn is not None and turn.end() == start

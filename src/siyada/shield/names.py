"""Persons: what the network takes for names, and every part of them again."""

import bisect
import re
from collections.abc import Iterable, Iterator

import numpy as np

from siyada.language.identify import Language
from siyada.shield import thresholds
from siyada.shield.address_words import beginnings_of_places
from siyada.shield.belief import Belief, Name
from siyada.shield.classes import ANY_GIVEN, DEEDS, GIVEN, LISTED, NAMES, ONLY_NAMES
from siyada.shield.initials import SHORTENED, initials
from siyada.shield.joints import BETWEEN, JOINING, ends_as_brother, is_and, is_joint, is_wide
from siyada.shield.labels import PERSON, ROLE, TITLE, Label
from siyada.shield.leading import is_ana, is_of_a_lady, leads_a_name
from siyada.shield.lexicon import name_words
from siyada.shield.lone import lone
from siyada.shield.namesakes import Namesakes
from siyada.shield.network import FIRST, FURTHER, Floats
from siyada.shield.pattern import BIRTH
from siyada.shield.reading import Reading
from siyada.shield.related import Related
from siyada.shield.repeated import clitics, is_written, telling
from siyada.shield.shown import Shown
from siyada.shield.span import CONTEXT, LABEL, LEXICON, MODEL, PROPAGATED, Reason, Span
from siyada.shield.thresholds import NO_NAMES, PLACE, PLAIN, is_listed, leasts_of
from siyada.shield.unlisted import Unlisted
from siyada.shield.verbs import is_doing, is_going, is_of_myself, is_verb
from siyada.shield.weighing import weigh
from siyada.shield.wholes import wholes

SURE, _BESIDE = 0.95, 0.15
"""From which chance on a word goes on with the name beside it; below, by what it is."""
_UNLISTED, _ORDINARY, _PARTICLE = 0.6, 0.5, 0.12  # a word in no list, an ordinary one, a particle
_AHEAD = 0.97
"""The same for a word in no list before a given name, where hardly any part of a name stands."""
_ANNOUNCING = frozenset({PERSON, TITLE, ROLE})
_FATHERS = 0.002
"""From which chance on a father is named."""
_NO_NAMES = frozenset(NO_NAMES)
_SURNAMES, _SURNAME = frozenset(map(NAMES.index, ("family or word", "family", "either"))), 0.9
"""What an office must be to be a family's name too, and from which chance on it is."""
_FAMILY = frozenset(map(NAMES.index, ("family", "either", "shape")))
_LOOSE = frozenset({DEEDS.index("particle")})
_SERVANT, _MORE = NAMES.index("servant"), DEEDS.index("more")
_DATED = re.compile(r"(?:\([ةe]\))?[^\w\n]{0,3}(?:في|ف|بتاريخ|سنة|يوم|le|f|nhar)?[^\w\n]{0,2}\d")
"""What follows a word of birth that is no name there: مولود في 12/03/1988."""
_FIELD, _TITLED = 1, 2  # what `before` says of a label of names, and of a title
_PLAIN_GAPS = frozenset({"", " ", "-", "'", "’", "+"})  # between any two words of a name
_HONOURS = name_words("honour") | {"si", "سي", "ait", "at", "ayt", "ⴰⵢⵜ"}


class Names:
    """The recogniser of persons."""

    @property
    def kinds(self) -> frozenset[str]:
        """PERSON."""
        return frozenset({PERSON})

    def find(self, reading: Reading, language: Language | None) -> Iterable[Span]:
        """The names, without titles and clitics."""
        del language
        if not reading.spelt:
            return
        page = _Page(reading)
        names = page.believed()
        found = [*(name.span for name in names), *page.again(names)]
        yield from (*found, *wholes(reading, found))
        yield from lone(reading, page.classes, page.namesakes, page.chance)


class _Page:
    """A text with what the network says of its words."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.text, self.spelt = reading, reading.text, reading.spelt
        self.starts, self.ends = reading.starts_of_words, reading.ends_of_words
        traits = self.traits = weigh(reading)
        self.classes = traits.classes
        self.namesakes = Namesakes(reading, traits.classes)
        self.plain_capitals, self.casual = traits.style == 0, traits.style in {1, 2}
        odds = traits.odds
        self.chances: Floats = odds[:, FIRST] + odds[:, FURTHER]
        self.chance: list[float] = self.chances.tolist()
        self.further: list[bool] = (odds[:, FURTHER] > odds[:, FIRST]).tolist()
        self.capitals: list[int] = traits.capitals.tolist()
        self.before: list[int] = traits.before.tolist()
        self.letters = initials(reading, traits.classes, self.capitals)
        self.unlisted = Unlisted(reading, traits, self.chance, self.capitals, self.before)
        shown = self.shows = Shown(reading, traits, self.chance, self.before)
        self.chained = shown.chains()
        self.led = shown.kunyas() | shown.servants() | shown.elided() | self.chained
        """Where the first word of a name means nothing without the second."""
        self.rung = shown.called()
        fields = shown.in_cells() | shown.in_fields()
        self.shown = self.led | shown.speakers() | fields | self.rung
        announcing = [label for label in reading.labels if label.kinds[0] in _ANNOUNCING]
        self.titles = {label.end for label in announcing if label.kinds[0] != ROLE}
        self.cells = {label.end for label in announcing if label.start == label.end}
        self.titled = [
            (label.start, label.end) for label in reading.labels if self._is_apart(label)
        ]

    def _is_apart(self, label: Label) -> bool:
        """Whether a label is no part of the name beside it: any that announces one, or is words."""
        words = self.reading.folded[label.start : label.end]
        if label.kinds[0] in _ANNOUNCING:
            return bool(words) and words not in name_words("honour")
        born = label.kinds[0] == BIRTH and _DATED.match(self.text, label.end) is not None
        return born or " " in words

    def believed(self) -> list[Name]:
        """The names of the text; where nothing else speaks of people, only those beyond doubt."""
        related = Related(self.reading, self.traits, self.chance)
        here = (self.reading, self.traits, self.chance, self.namesakes)
        belief = Belief(*here, self._is_greeted, JOINING, related)
        return belief.of(list(self.names()))

    def _is_greeted(self, at: int) -> bool:
        return self._is_called(at) or self.unlisted.is_called(at) or at in self.rung

    def _is_called(self, at: int) -> bool:
        return self.shows.is_called(at) and not self.namesakes.is_word(at, at + 1)

    def names(self) -> Iterator[Name]:
        """The names of the text, in order."""
        begins = self.chances >= leasts_of(self.traits, self.spelt)
        sure: list[bool] = begins.tolist()
        announced = (self.traits.before == 1) | (self.traits.before == 2)
        capital = (self.traits.capitals >= 2) & self.plain_capitals
        listed = is_listed()[self.traits.known[:, 0]] & (self.chances > thresholds.IN_A_ROW)
        begins[list(self.shown)] = True
        last, named = 0, 0
        for begin in np.flatnonzero(begins | announced | capital | listed).tolist():
            taken = sure[begin] or (0 < self.before[begin] < 3 and self._is_announced_name(begin))
            taken = taken or (listed[begin] and self._is_in_a_row(begin, sure))
            taken = taken or (listed[begin] and self._is_called(begin))
            taken = taken or self.unlisted.is_called(begin) or begin in self.shown
            if begin < last or not (taken or self._is_enumerated(named, begin)):
                continue
            first = begin
            while first > last and self._joins(first - 1, first):
                first -= 1
            last = begin + (1 if (taken or listed[begin]) and begin not in self.led else 2)
            last += begin in self.chained
            while last < len(self.spelt) and self._joins(last, last):
                last += 1
            name = self._trimmed(first, last)
            if name:
                named = last
                yield name

    def _is_announced_name(self, at: int) -> bool:
        """Whether a word behind a title or a label is a name, not an office or an ordinary word."""
        known, capital = self.classes[at], self.capitals[at]
        if known.deed in _NO_NAMES:
            return is_of_a_lady("".join(self.spelt[max(0, at - 1) : at]), self.spelt[at], known)
        if self.unlisted.is_of_a_si(at):
            return True
        if known.name or known.word:
            named = bool(known.name) and self.chance[at] >= thresholds.IMPLAUSIBLE
            return named and (self.before[at] == 2 or not known.word)
        if capital:
            return capital > 1 or (
                self.traits.style == 1 and self.chance[at] > thresholds.ANNOUNCED
            )
        return self.chance[at] > thresholds.ANNOUNCED

    def _is_enumerated(self, named: int, at: int) -> bool:
        """Whether a listed name or two words with capitals follow a name in an enumeration."""
        known = self.classes[at : at + 2]
        if not named or not self._is_and(named - 1, at):
            return False
        if known[0].name in LISTED:
            return self.chance[at] > (_BESIDE if known[0].word else thresholds.IN_A_ROW)
        plain = len(known) > 1 and not any(one.word or one.deed for one in known)
        if not plain or min(self.capitals[at : at + 2]) < 2:
            return False
        wide = is_wide(self.text, self.starts[at])
        return wide and self.text[self.ends[at] : self.starts[at + 1]] in {" ", "-"}

    def _is_in_a_row(self, at: int, sure: list[bool]) -> bool:
        """Whether a listed name begins a cell of people, or a row of them goes on behind it."""
        if self.starts[at] in self.cells:
            return True
        if at + 1 == len(sure) or not sure[at + 1] or not self._is_and(at, at + 1):
            return False
        return (
            not (self.classes[at].word and self.classes[at + 1].word) or self.chance[at] > _BESIDE
        )

    def _is_and(self, before: int, after: int) -> bool:
        """Whether words between which nothing else stands are parted as people in a row are."""
        start = self.starts[after] + self.classes[after].cut
        return is_and(self.text, self.ends[before], start)

    def _joins(self, other: int, behind: int) -> bool:
        """Whether a word beside a name is a part of it; `behind` is the later one of the two."""
        gap = self.text[self.ends[behind - 1] : self.starts[behind]]
        if other in self.letters and (other < behind or gap == " "):
            return True
        if gap == " " and self.spelt[behind - 1].endswith("عبد"):
            return self.classes[behind].name == _SERVANT
        if gap not in _PLAIN_GAPS and not self._may_join(behind, gap):
            return False
        given = other < behind and self.classes[behind].name in ANY_GIVEN
        if given and not self.classes[other].name and self.chance[other] < _AHEAD:
            return False
        father = self._is_before_father(behind - 1)
        if self.classes[behind].cut and not father:
            return False
        brother = other == behind and self._is_brother(other)
        sure = father or brother or self.unlisted.joins(other, behind, gap)
        sure = sure or (other < behind and self._is_ana(other))
        if not sure and gap == " " and self.unlisted.is_written_otherwise(other, behind):
            return False
        if not sure and self.chance[other] < self._beside(other):
            return False
        surname = brother or (other == behind and self._is_surname(other))
        return surname or not self._is_title(self.starts[other]) or self._is_before_father(other)

    def _may_join(self, behind: int, gap: str) -> bool:
        """Whether signs other than a space may stand within a name before a word."""
        before = self.spelt[behind - 1]
        if "." in gap and len(before) > 1 and before not in SHORTENED:
            return False
        goes_on = self.further[behind] or behind - 1 in self.letters or before in BETWEEN
        return goes_on and is_joint(self.text, self.ends[behind - 1], self.starts[behind])

    def _is_surname(self, at: int) -> bool:
        """Whether an office right behind a given name is rather a family: بلال القاضي."""
        known, before = self.classes[at], self.classes[at - 1]
        least = _BESIDE if self.before[at - 1] == _TITLED else _SURNAME
        family = known.name in _SURNAMES and before.name in ANY_GIVEN and self.chance[at] > least
        if not family or self.text[self.ends[at - 1] : self.starts[at]] != " ":
            return False
        behind = self.classes[at + 1].name if at + 1 < len(self.classes) else 0
        return behind not in LISTED or self.text[self.ends[at] : self.starts[at + 1]] != " "

    def _is_brother(self, at: int) -> bool:
        """Whether the word for my brother, behind an announced given name, ends it as a family."""
        if not ends_as_brother(self.text, self.spelt[at], self.ends[at]):
            return False
        return not {1, 3}.isdisjoint(self.before[max(0, at - 2) : at])

    def _beside(self, at: int) -> float:
        """From which chance on a word goes on with the name beside it, by what it is."""
        known = self.classes[at]
        if self._is_before_father(at):
            return 0.0
        if known.deed in _LOOSE:
            return _PARTICLE
        if self._ends_name(at):
            return 2
        if known.name:
            return self._named(at)
        if len(self.spelt[at]) == 1:
            return _BESIDE
        if known.word % PLACE == PLAIN and known.deed != _MORE:
            behind = self.further[at] and self.classes[at - 1].deed in _LOOSE
            return _ORDINARY if behind else 2  # as أيت بلا, a family and the word for without
        return _ORDINARY if known.word else _UNLISTED

    def _ends_name(self, at: int) -> bool:
        """Whether a word is a verb, or a place behind what is glued to it: فأزيلال."""
        known, word = self.classes[at], self.spelt[at]
        if known.name not in LISTED and is_verb(word):
            return True
        if word == "وعلي" and is_written(self.reading, self.ends[at], "ى"):
            return True  # and on whom, not Ali
        if not known.name and (beginnings_of_places().get(word) or 0) > 0:
            return True
        if is_of_myself(self.text[self.starts[at] : self.ends[at]]):
            return True
        return is_going(word, "".join(self.spelt[at + 1 : at + 2]))

    def _named(self, at: int) -> float:
        """The same for a word of the lists of names."""
        known, around = self.classes[at], self.classes[max(0, at - 1) : at + 2]
        if known.name in _FAMILY and not known.word and around[0].name in GIVEN:
            return thresholds.FOLLOWING
        if known.name in GIVEN and not known.word and around[-1].name in _FAMILY:
            return thresholds.FOLLOWING
        return _BESIDE if known.word % PLACE != PLAIN else _ORDINARY

    def _is_between(self, at: int) -> bool:
        """Whether a word that joins a father's name stands before a listed name."""
        if at + 1 == len(self.spelt) or not at or len(self.spelt[at - 1]) < 2:
            return False
        behind = at + 2 if self._is_honour(at + 1) else at + 1
        if self.classes[behind].name in LISTED:
            return self.chance[behind] > _FATHERS
        return self.unlisted.is_of_a_tribe(at)

    def _is_before_father(self, at: int) -> bool:
        """Whether a word joins a father's name, or honours him behind such a word."""
        joint = at - 1 if at and self._is_honour(at) and self.spelt[at - 1] in BETWEEN else at
        return self.spelt[joint] in BETWEEN and self._is_between(joint)

    def _is_honour(self, at: int) -> bool:
        """Whether a word honours the one behind it: ولد سيدي علي."""
        return self.spelt[at] in _HONOURS and at + 1 < len(self.spelt)

    def _trimmed(self, first: int, last: int) -> Name | None:
        """A name without particles at its end, and without letters that no dot shortens."""
        while last > first and self._is_loose(last - 1):
            last -= 1
        while last - first > 1 and self.namesakes.is_unlisted_code(last - 1):
            last -= 1
        if last - first > 1 and self._is_before_name(first, last):
            first += 1
        while first < last and first not in self.letters and self._is_title(self.starts[first]):
            first += 1
        if first == last or self._is_namesake(first, last):
            return None
        start = self.starts[first] + self.classes[first].cut
        score = round(min(0.99, max(self.chance[first:last])), 2)
        end = self.ends[last - 1]
        short = last - first > 1 and last - 1 in self.letters and self.text[end : end + 1] == "."
        end += self.namesakes.glottal_stop(end) + short
        return Name(first, last, Span(start, end, PERSON, score, self._reason(first, last)))

    def _is_before_name(self, at: int, last: int) -> bool:
        """Whether a word is one of kin, or one of no list that nothing announces, a verb: بنته."""
        own = self.before[at] or self.starts[at] in self.cells or min(self.capitals[at:last]) > 1
        own = own or self._is_ana(at)
        owned = self.reading.words.gaps[at] == "-" and self.spelt[at] in name_words("owned")
        if owned or leads_a_name(self.spelt, at, last, is_own=bool(own)):
            return True
        return not (self.classes[at].name or self.before[at]) and is_doing(self.spelt[at])

    def _is_ana(self, at: int) -> bool:
        """Whether the word for I, with a capital, is a foreigner's given name: Ana Martinez."""
        return is_ana(self.spelt[at : at + 2]) and min(self.capitals[at : at + 2]) > 1

    def _is_namesake(self, first: int, last: int) -> bool:
        """Whether words are no person; what fills the field of a name is one: `Prénom : Lhaj`."""
        if self.before[first] == _FIELD and all(one.name for one in self.classes[first:last]):
            return False
        sure = last - first == 1 and self.chance[first] > thresholds.NO_PLACE
        return self.namesakes.is_one(first, last, announced=self._is_announced(first), sure=sure)

    def _is_title(self, start: int) -> bool:
        """Whether a title, a label or a role begins here or goes on."""
        at = bisect.bisect_right(self.titled, (start, len(self.text)))
        return at > 0 and self.titled[at - 1][1] > start

    def _is_loose(self, at: int) -> bool:
        end = self.ends[at]
        letter = len(self.spelt[at]) == 1 and self.text[end : end + 1] != "."
        return letter or self.classes[at].deed in _LOOSE

    def _is_announced(self, first: int) -> bool:
        """Whether a title or a label stands before a word."""
        start = self.starts[first]
        return start in self.cells or not self.titles.isdisjoint(range(start - 3, start + 1))

    def _reason(self, first: int, last: int) -> Reason:
        """What speaks for a name first of all."""
        if self._is_announced(first):
            return LABEL
        if any(one.name in ONLY_NAMES for one in self.classes[first:last]):
            return LEXICON
        return CONTEXT if last - first > 1 else MODEL

    def again(self, names: list[Name]) -> Iterator[Span]:
        """Every other place where a part of a name that was found stands."""
        taken = {index for name in names for index in range(name.first, name.last)}
        again = self.reading.names.union(*map(self._repeatable, names))
        if not again:
            return
        cuts = {clitic + word: len(clitic) for word in again for clitic in clitics(word)}
        for index in [at for at, word in enumerate(self.reading.spelt) if word in cuts]:
            word = self.spelt[index]
            cut = cuts[word]
            if index in taken or self.namesakes.is_of_another(index):
                continue
            if not word.isascii() or self.capitals[index] > 1 or self.casual:
                yield Span(self.starts[index] + cut, self.ends[index], PERSON, 0.7, PROPAGATED)

    def _repeatable(self, name: Name) -> set[str]:
        """The parts of a name that mean the same person when they stand alone."""
        if name.last - name.first < 2 and name.span.score < SURE:
            return set()
        places = range(name.first, name.last)
        return {word for at in places if (word := telling(self._bare(at), self.classes[at]))}

    def _bare(self, at: int) -> str:
        return self.spelt[at][self.classes[at].cut :]

"""Which of the words that look like names are believed: in a text about people, all of them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from siyada.shield.classes import GIVEN, LISTED, NAMES
from siyada.shield.labels import PERSON, ROLE, TITLE
from siyada.shield.lexicon import name_words
from siyada.shield.namesakes import Namesakes, is_program
from siyada.shield.reading import Reading
from siyada.shield.related import Related
from siyada.shield.renowned import lore
from siyada.shield.span import Span
from siyada.shield.weighing import Weighed

_WHOLE, _SEVERAL, _SEVERAL_LISTED = 0.94, 0.95, 0.85
"""From which chance on a name of two words, two names, and two listed names show that a text is
about people."""
_ALONE, _WORD_ALONE, _GIVEN_ALONE = 0.995, 0.985, 0.85
"""Below which chance a name, a given name that is a word too, and any other given name is none in a
text about nobody else: the news, prices, proverbs."""
_TOLD, _SURELY_TOLD = 2, 3
"""From how many words of lessons on single names are left in a text that nothing else shows to be
about somebody of today, and from how many on all are."""
_TITLED = 2
"""What `before` says of a title."""
_IMPERSONAL = frozenset({"OTHER", "DATE", TITLE, ROLE, PERSON})
_FIGURES = re.compile(r"\d{5}|\d\d(?:[ .\-]\d\d){3}|\d[/.\-]\d\d?[/.\-]\d\d")
_BEHIND, _AHEAD = 24, 64
"""Characters before and behind a label in which its figures stand, at most."""
_GIVEN_OR_WORD = NAMES.index("given or word")
_SERVANT = NAMES.index("servant")
_TIFINAGH = "\u2d30"


@dataclass(frozen=True, slots=True)
class Name:
    """Words that are a name."""

    first: int
    last: int
    """Past its last word."""
    span: Span


@dataclass(frozen=True, slots=True)
class Belief:
    """A text, to be asked which names in it are to be believed."""

    reading: Reading
    traits: Weighed
    chance: Sequence[float]
    namesakes: Namesakes
    is_called: Callable[[int], bool]
    """Whether somebody is called, greeted or announced by a word."""
    fathers: frozenset[str]
    """Words that join the name of a father."""
    related: Related

    def of(self, names: list[Name]) -> list[Name]:
        """The names to be believed; where nothing else speaks of people, those beyond doubt."""
        if not all(map(self._is_known, names)) and is_program(self.reading.text):
            names = list(filter(self._is_known, names))
        told = lore(self.reading.spelt, self.reading.folded) if names else 0
        if told >= _TOLD and not self._is_of_somebody(names):
            whole = [name for name in names if self._is_whole(name) and not self._is_word(name)]
            return whole if told < _SURELY_TOLD else []
        if not names or self._is_of_people([name for name in names if not self._is_word(name)]):
            return names
        sure = [name for name in names if self._is_beyond_doubt(name)]
        if any(self._class(name) in GIVEN for name in sure):
            return [name for name in names if name in sure or self._is_listed(name)]
        return sure

    def _class(self, name: Name) -> int:
        return self.traits.classes[name.first].name

    def _best(self, name: Name) -> float:
        return max(self.chance[name.first : name.last])

    def _is_known(self, name: Name) -> bool:
        """Whether a list or a label speaks for a name."""
        return self._class(name) in LISTED or self.traits.before[name.first] > 0

    def _is_of_people(self, names: list[Name]) -> bool:
        """Whether a whole name, a title, or the label and figures of an identifier stand here."""
        if any(self._is_whole(name) or self._is_chain(name) for name in names):
            return True
        if any(0 < self.traits.before[name.first] < 4 for name in names):
            return True
        if any(self.is_called(name.first) for name in names):
            return True
        if sum(map(self._is_sure, names)) > 1:
            return True
        return self._has_identifier()

    def _is_of_somebody(self, names: list[Name]) -> bool:
        """Whether a title, a greeting or a label with its figures shows somebody of today."""
        spelt = self.reading.spelt
        honours = name_words("honour")  # سيدي and مولاي are said of kings and saints
        for first in (name.first for name in names if self.traits.before[name.first] == _TITLED):
            if spelt[first - 1] not in honours:
                return True
        if any(self.is_called(name.first) for name in names):
            return True
        return self._has_identifier()

    def _has_identifier(self) -> bool:
        """Whether the label of an identifier stands here with figures near it."""
        text = self.reading.text
        return any(
            _FIGURES.search(text, max(0, label.start - _BEHIND), label.end + _AHEAD) is not None
            for label in self.reading.labels
            if label.kinds[0] not in _IMPERSONAL
        )

    def _is_sure(self, name: Name) -> bool:
        """Whether two such names show that a text is about people."""
        if not self._is_shown(name.first):
            return False
        listed = self._class(name) in LISTED
        return self._best(name) > (_SEVERAL_LISTED if listed else _SEVERAL)

    def _is_whole(self, name: Name) -> bool:
        """Whether a sure name has two words, of which one is in a list or begins with a capital."""
        if name.last - name.first < 2 or name.span.score <= _WHOLE:
            return False
        return any(self._is_shown(at) for at in range(name.first, name.last))

    def _is_shown(self, at: int) -> bool:
        """Whether a list, its shape or a capital speaks for a word; any counts in Tifinagh."""
        if self.traits.classes[at].name > 0 or self.reading.spelt[at] >= _TIFINAGH:
            return True
        return bool(self.traits.capitals[at] >= 2) and self.traits.style == 0

    def _is_chain(self, name: Name) -> bool:
        """Whether a father is named: سعيد بن كريم."""
        return not self.fathers.isdisjoint(self.reading.spelt[name.first + 1 : name.last])

    def _is_listed(self, name: Name) -> bool:
        """Whether a word of the lists of names is rather one than a quality."""
        return self._class(name) in LISTED and not self._is_word(name)

    def _is_word(self, name: Name) -> bool:
        """Whether a word that no label announces is rather a quality, or what God is called."""
        announced = self.traits.before[name.first] > 0
        return not announced and self.namesakes.is_word(name.first, name.last)

    def _is_servant(self, name: Name) -> bool:
        """Whether a name begins with a servant of what God is called: عبد الرحمن."""
        behind = self.traits.classes[name.first + 1 : min(name.last, name.first + 2)]
        return self.reading.spelt[name.first].endswith("عبد") and any(
            one.name == _SERVANT for one in behind
        )

    def _is_shortened(self, name: Name) -> bool:
        """Whether a given name has the letter of a family with its dot behind it: Leila B."""
        dotted = name.last - name.first > 1 and self.reading.text[name.span.end - 1] == "."
        return dotted and self._class(name) in GIVEN

    def _is_beyond_doubt(self, name: Name) -> bool:
        known = self._class(name)
        if self._is_word(name):
            return False
        if known == _SERVANT or self._is_servant(name):
            return True
        if self.related.is_one(name.first, name.last) or self._is_shortened(name):
            return True
        if not any(self._is_shown(at) for at in range(name.first, name.last)):
            return False
        least = _WORD_ALONE if known == _GIVEN_OR_WORD else _ALONE
        return self._best(name) > (_GIVEN_ALONE if known in GIVEN else least)

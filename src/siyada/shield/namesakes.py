"""What looks like a name and is none: a code, a place, a street called after somebody."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from siyada.shield.address_words import beginnings_of_places
from siyada.shield.classes import CLITICS, DEEDS, GIVEN, NAMES, Classed
from siyada.shield.joints import SELVES
from siyada.shield.labels import PERSON, ROLE, TITLE
from siyada.shield.lexicon import figures, name_words, ordinary_words, places
from siyada.shield.reading import Reading
from siyada.shield.renowned import is_made, is_renowned
from siyada.shield.turns import (
    is_denied,
    is_elder,
    is_paper,
    is_told_us,
    is_trade,
    is_wanted,
    is_willing,
    is_wish,
    is_witnessing,
)
from siyada.shield.verbs import (
    is_deed,
    is_doing,
    is_fetching,
    is_going,
    is_greeting,
    is_greeting_of,
    is_of_myself,
    is_verb,
)

TRIBES = frozenset(
    {"oulad", "ouled", "wlad", "ulad", "beni", "bni", "ait", "اولاد", "ولاد", "بني", "ايت"}
)
_ARTICLES = frozenset({"le", "la", "un", "une", "du", "des", "au", "ce", "cette", "les", "aux"})
_OF = frozenset({"de", "du", "d", "n", "ⵏ"})
_THIS = frozenset({"هو", "هي", "هذا", "هذه", "ذلك", "تلك"})
"""Words behind which a quality is what is said of something: كريم هو الرب."""
_O = frozenset({"ya", "يا"})
"""Words with which God is called as well."""
_SPELT = frozenset({"given", "family", "either", "given or word", "family or word", "servant"})
_MAYBE = frozenset({"", "given or word", "family or word", "shape"})
_PEOPLE = frozenset({PERSON, TITLE, ROLE})
_SHAPE = NAMES.index("shape")
_TIFINAGH = "\u2d30"
_RELATED = re.compile(r"ال[\u0620-\u064a]{2,}يه?")
"""An adjective of relation, which families are called by as well."""
_DOCTORS = frozenset({"الطبيب", "الطبيبه", "للطبيب", "للطبيبه", "والطبيب", "بالطبيب"})
_DEFINITE = ("ال", "لل", "بال", "وال", "فال", "كال")
_TANWIN = frozenset("\u064b\u064c\u064d")
"""Vowels at the end of an indefinite word."""
_WHERE = re.compile(r"(?:(?<!\w)(?:[Àà]|[Vv]ers|[Dd]epuis|près de|loin de|ville de) |\b\d{5} )\Z")
_MEASURE = re.compile(r" (?![2-9][a-z]{3})\d{1,4}(?![\d/:\-]|\.\d| \d)")
"""A quantity; a figure that three letters follow begins a word of Arabizi: wiem 3afak."""
_REIGN = re.compile(r" \w+(?!\d)")
_CODE = re.compile(r"/?\d")
_GLOTTAL = re.compile(r"[ae]2(?![\w/])")
_OF_PLACES = DEEDS.index("place")
_HONOUR = DEEDS.index("honour")
_SKIPPED = frozenset(map(DEEDS.index, ("particle", "honour", "join")))
_SPELT_OUT = 3
"""Signs of a name that begins with a figure, at least: 9s is a duration."""
_TRADES = 3
"""Words behind a name that may tell it from a firm's."""
_WITHIN_A_FIRM = frozenset({" ", " & ", " et ", "-"})
_BLESSED = frozenset({"رضي", "رضوان"})
"""What is said behind those of the first days of Islam: رضي الله عنه."""
_OF_THE_STATE = frozenset(
    {"commune", "province", "prefecture", "wilaya", "agence", "banque", "caidat", "universite"}
    | {"الجماعه", "جماعه", "العماله", "عماله", "الاقليم", "اقليم", "البلديه", "المقاطعه", "الوكاله"}
)
"""Places and offices that are not called by anybody's given and family name."""
_SAID_OF_LAND = re.compile(
    r"(?:dite?|denommee?|المسمي|المسماه|المدعو|المدعوه) ?:? ?[\"«“” ]{1,3}(?:\w+ )?\Z"
)
_LAND, _BESIDE_LAND = frozenset({"LAND_TITLE", "PROPERTY"}), 64
"""What stands before the name of a piece of land, and how far behind the label of its title."""
_NEAR = 12
"""Characters between the word of a place and whom it is named after, at most."""
_APART = re.compile(r"[\n;:,،|\]]")
_PROGRAM = re.compile(
    r"[a-z_]\(|[;{]\n|==|=>|->|::|\bself\b"
    r"|\b(?:def|import|return|const|class|SELECT|FROM|WHERE) "
)
_SIGNS_OF_ONE, _EVERY = 4, 150
"""Signs of a program in a text that is one: four, and one in so many characters."""


def is_program(text: str) -> bool:
    """Whether a text is the source of a program, in which words with capitals are no names."""
    count = sum(1 for _ in _PROGRAM.finditer(text))
    return count >= _SIGNS_OF_ONE and count * _EVERY > len(text)


def _is_short(words: Sequence[str]) -> bool:
    """Whether words are letters alone, or one that is a figure and a letter."""
    if len(words) == 1 and words[0][0].isdigit():
        return len(words[0]) < _SPELT_OUT
    return max(map(len, words)) < 2


@dataclass(frozen=True, slots=True)
class Namesakes:
    """The words of a text, to be asked whether those from `first` to before `last` are a person."""

    reading: Reading
    classes: Sequence[Classed]
    _words: dict[tuple[int, int], bool] = field(default_factory=dict)
    """What `is_word` said: it is asked of the same words several times."""

    def is_one(self, first: int, last: int, *, announced: bool, sure: bool = False) -> bool:
        """Whether what looks like a name is a letter, a code, a place, or named after someone.

        `announced`: whether a title or a label stands before it; `sure`: whether it is more likely
        a name than the quarter that is called so too.
        """
        words = self.reading.spelt[first:last]
        if _is_short(words) or self._is_code(first, last):
            return True
        honours = self.classes[first].deed == _HONOUR
        if honours and all(one.deed == _HONOUR for one in self.classes[first:last]):
            return True
        behind = "".join(self.reading.spelt[last : last + 1])
        if self._is_told(first, last, behind):
            return True
        if not self.classes[first].name and self.is_within(first, last):
            return True
        if not announced and (self._is_said(first, last) or self._is_of_land(first)):
            return True
        if not announced and (self._is_a_firm(first, last) or self._is_measured(first, last)):
            return True
        certain = sure and NAMES[self.classes[first].name] in _SPELT
        place = not certain and self._is_a_place(first, last, announced=announced)
        if place or self._is_thing(first, last):
            return True
        return self.is_named_after(first, last)

    def _is_told(self, at: int, last: int, behind: str) -> bool:
        """Whether a word that is a name too is rather what somebody does or greets with."""
        word = self.reading.spelt[at]
        if last - at > 1:
            return is_witnessing(word, self.reading.spelt[at + 1])
        before = "".join(self.reading.spelt[max(0, at - 1) : at])
        if is_elder(before, word) or is_trade(before, word) or is_wish(before, word, behind):
            return True
        if is_denied(before, word) or is_paper(before, word) or is_told_us(before, word):
            return True
        if not self.classes[at].name and is_wanted(before, word):
            return True
        if word in name_words("never") or (word.startswith("لال") and word[1:] in ordinary_words()):
            return True
        if is_willing(word, behind) and not self.classes[last].name:
            return True
        if word in SELVES or is_going(word, behind) or is_greeting(word, behind):
            return True
        return is_fetching(before, word, behind) or is_witnessing(word, behind)

    def _is_said(self, first: int, last: int) -> bool:
        """Whether words that nothing announces are ordinary ones, a verb or a quality, or greet."""
        known = self.classes[first:last]
        if last - first == 1 and (self._is_greeting(first) or self._is_quality_of(first)):
            return True
        if any(one.name and not (one.cut and one.name == _SHAPE) for one in known):
            return False
        words = self.reading.spelt[first:last]
        if last - first == 1:
            return is_doing(words[0]) or bool(known[0].word and is_deed(words[0]))
        return "\u0600" < words[0] < _TIFINAGH and any(
            one.word or is_verb(word) for one, word in zip(known, words, strict=True)
        )

    def _is_of_land(self, at: int) -> bool:
        """Whether a name in quotes is that of a piece of land: titre foncier n° 1/2, dit « X »."""
        start = self.reading.starts_of_words[at]
        if not _SAID_OF_LAND.search(self.reading.folded, max(0, start - 24), start):
            return False
        labels = self.reading.labels_before(start, within=_BESIDE_LAND)
        return any(label.kinds[0] in _LAND for label in labels)

    def _is_greeting(self, at: int) -> bool:
        """Whether a word greets, or says in Tamazight what one does oneself."""
        reading, behind = self.reading, "".join(self.reading.spelt[at + 1 : at + 2])
        written = reading.text[reading.starts_of_words[at] : reading.ends_of_words[at]]
        return is_greeting_of(reading.spelt[at], behind) or is_of_myself(written)

    def _is_quality_of(self, at: int) -> bool:
        """Whether a word is an adjective of the one before it: النقل الحضري, الطب الباطني."""
        spelt, known = self.reading.spelt, self.classes[at - 1]
        if not at or not _RELATED.fullmatch(spelt[at]) or not spelt[at - 1].startswith(_DEFINITE):
            return False
        if known.name or known.deed or not known.word or spelt[at - 1] in _DOCTORS:
            return False
        start = self.reading.starts_of_words[at]
        if any(label.kinds[0] in _PEOPLE for label in self.reading.labels_before(start, within=1)):
            return False
        return self.reading.text[self.reading.ends_of_words[at - 1] : start] == " "

    def is_word(self, first: int, last: int) -> bool:
        """Whether words are rather what God is called, a quality of something, a town, a poet."""
        said = self._words.get((first, last))
        if said is None:
            said = self._words[first, last] = self._is_rather_a_word(first, last)
        return said

    def _is_rather_a_word(self, first: int, last: int) -> bool:
        spelt = self.reading.spelt
        if is_made(spelt, first) or is_renowned(spelt, first, last, self.classes[first].cut):
            return True
        if self._is_indefinite(first, last):
            return True
        if self.classes[first].deed == _HONOUR and self._is_where(first):
            return True
        if last - first > 1:
            return False
        return self.is_invoked(first) or self._is_quality(first) or self._is_a_town(first)

    def _is_indefinite(self, first: int, last: int) -> bool:
        """Whether words that are no more than names as well end as indefinite ones: يَاسَمِينٌ."""
        reading = self.reading
        for at in range(first, last):
            word = reading.spelt[at][self.classes[at].cut :]
            quality = not name_words("abstract").isdisjoint((word, word.removesuffix("ا")))
            if NAMES[self.classes[at].name] not in _MAYBE and not quality:
                return False
        ends = (
            reading.original(reading.starts_of_words[at], reading.ends_of_words[at])[1]
            for at in range(first, last)
        )
        return all(not _TANWIN.isdisjoint(reading.given[end - 2 : end + 1]) for end in ends)

    def _is_a_town(self, at: int) -> bool:
        """Whether a word that no list spells stands behind one of place: à Mussidan."""
        if NAMES[self.classes[at].name] in _SPELT or not self.reading.spelt[at].isascii():
            return False
        return self._is_where(at)

    def _is_where(self, at: int) -> bool:
        """Whether a word stands behind one of place: arrêt à Sidi Moussa."""
        start = self.reading.starts_of_words[at]
        return _WHERE.search(self.reading.text, max(0, start - 12), start) is not None

    def is_invoked(self, at: int) -> bool:
        """Whether God is called so: يا لطيف."""
        spelt = self.reading.spelt
        return spelt[at] in name_words("invoked") and at > 0 and spelt[at - 1] in _O

    def _is_quality(self, at: int) -> bool:
        """Whether a given name is rather the word, of something: وفاء العهد."""
        spelt, start = self.reading.spelt, self.reading.ends_of_words[at]
        if spelt[at] in name_words("quality"):
            return True
        if at + 1 == len(spelt) or spelt[at][self.classes[at].cut :] not in name_words("abstract"):
            return False
        behind, known = spelt[at + 1], self.classes[at + 1]
        gap = self.reading.text[start : self.reading.starts_of_words[at + 1]]
        both = behind.startswith("ال") and behind[2:] in name_words("abstract")
        if gap != " " or (known.name and not both) or behind in name_words("later"):
            return False
        return behind in _THIS or (behind.startswith("ال") and not behind.endswith("ي"))

    def is_named_after(self, first: int, last: int) -> bool:
        """Whether these words name a street, a school, a king, a scholar of old."""
        spelt = self.reading.spelt
        head, behind = spelt[first][self.classes[first].cut :], "".join(spelt[last : last + 1])
        words = (head, *spelt[first + 1 : last])
        if {words, (*words, behind)} & figures() or self._is_a_king(last):
            return True
        if self._is_blessed(first, last):
            return True
        for at in range(first - 1, max(-1, first - 3), -1):
            deed = self.classes[at].deed
            if (
                spelt[at] in _OF_THE_STATE
                and last - first > 1
                and self.classes[first].name in GIVEN
            ):
                return False
            if deed == _OF_PLACES:
                start, end = self.reading.ends_of_words[at], self.reading.starts_of_words[first]
                return end - start < _NEAR and not _APART.search(self.reading.text, start, end)
            if deed not in _SKIPPED and spelt[at] not in _OF:
                return False
        return False

    def _is_a_king(self, last: int) -> bool:
        """Whether the number of a king follows: Mohammed V, but not hasani, V76004."""
        if "".join(self.reading.spelt[last : last + 1]) not in name_words("reign"):
            return False
        end = self.reading.ends_of_words[last - 1]
        return (
            _REIGN.match(self.reading.text, end, self.reading.ends_of_words[last] + 1) is not None
        )

    def is_of_another(self, at: int) -> bool:
        """Whether a word is of what is named after somebody, or stands within a longer phrase."""
        return self.is_named_after(at, at + 1) or self.is_within(at, at + 1)

    def is_within(self, first: int, last: int) -> bool:
        """Whether Latin letters stand right before or behind: a part of a name in a program."""
        start, end = self.reading.starts_of_words[first], self.reading.ends_of_words[last - 1]
        beside = self.reading.folded[max(0, start - 1) : start] + self.reading.folded[end : end + 1]
        return any("a" <= sign <= "z" for sign in beside)

    def glottal_stop(self, end: int) -> int:
        """How many figures behind a word are a glottal stop of a chat's spelling: safa2."""
        return 1 if _GLOTTAL.match(self.reading.text, end - 1) else 0

    def _is_measured(self, first: int, last: int) -> bool:
        """Whether a quantity stands behind one word that no list holds: a remedy, a model."""
        known, end = self.classes[first], self.reading.ends_of_words[last - 1]
        return last - first == 1 and not known.name and bool(_MEASURE.match(self.reading.text, end))

    def _is_blessed(self, first: int, last: int) -> bool:
        """Whether behind a name stands what is said of those of the first days: رضي الله عنه."""
        spelt = self.reading.spelt
        return not _BLESSED.isdisjoint(spelt[first + 1 : last + 1]) and any(
            spelt[at] in _BLESSED and "".join(spelt[at + 1 : at + 2]) == "الله"
            for at in range(first + 1, min(last + 1, len(spelt)))
        )

    def _is_a_firm(self, first: int, last: int) -> bool:
        """Whether a trade or a legal form with a capital shows that words name a firm: X & Fils."""
        text, spelt = self.reading.text, self.reading.spelt
        starts, ends = self.reading.starts_of_words, self.reading.ends_of_words
        for at in range(first + 1, min(last + _TRADES, len(spelt))):
            gap = text[ends[at - 1] : starts[at]]
            if gap not in _WITHIN_A_FIRM or not (text[starts[at]].isupper() or "&" in gap):
                return False
            if spelt[at] in name_words("firm") or spelt[at] in name_words("legal"):
                return True
            if text[starts[at] : ends[at]] == "SA":
                return True
        return False

    def _is_thing(self, first: int, last: int) -> bool:
        """Whether an article shows that one word is none of a person: le Raja, un fassi."""
        if last - first > 1 or not first:
            return False
        gap = self.reading.starts_of_words[first] - self.reading.ends_of_words[first - 1]
        return self.reading.spelt[first - 1] in _ARTICLES and gap == 1

    def is_unlisted_code(self, at: int) -> bool:
        """Whether a word is a code that no list of names holds: Mehdi HTTP/1.1."""
        return not self.classes[at].name and self._is_code(at, at + 1)

    def _is_code(self, first: int, last: int) -> bool:
        """Whether a figure stands against Latin letters: a code, a hash, base64, a file."""
        start, end = self.reading.starts_of_words[first], self.reading.ends_of_words[last - 1]
        text = self.reading.text
        behind = _CODE.match(text, end) is not None and not self.glottal_stop(end)
        digit = text[max(0, start - 1) : start].isdigit() or behind
        return digit and self.reading.spelt[first].isascii()

    def _is_a_place(self, first: int, last: int, *, announced: bool) -> bool:
        """Whether one or two words are rather a place or a tribe: Sidi Kacem, Oulad Said."""
        if last - first > 2:
            return False
        words = tuple(self.reading.spelt[first:last])
        before = "".join(self.reading.spelt[max(0, first - 1) : first])
        glued = before[1:] if before[:1] in CLITICS else before
        behind = any((one, *words) in places().get(one, ()) for one in (before, glued))
        if not announced and last - first == 1 and NAMES[self.classes[first].name] not in _SPELT:
            behind = behind or (beginnings_of_places().get(words[0]) or 0) > 0
        if announced:  # سيدي بنور is a city, and no Nour behind a title
            return behind and (self.classes[first].cut > 0 or glued != before)
        return behind or words[0] in TRIBES or words in places().get(words[0], ())

"""The copy of a text that recognisers read, and the way back to the text as given.

What hides a value from a pattern is undone in the copy: escapes of JSON, of URLs and of HTML,
Arabic-Indic digits, kinds of spaces, invisible marks, presentation forms, vowels. What is found in
the copy is masked in the original.
"""

import bisect
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from siyada.language.normalise import Normalised, normalise
from siyada.shield.columns import find_columns
from siyada.shield.fold import fold
from siyada.shield.labels import Label, find_labels
from siyada.shield.once import Once
from siyada.shield.phrases import Marked, marked
from siyada.shield.scanned import as_labels, as_read
from siyada.shield.vocabulary import known_of, numbers_of, vocabulary
from siyada.shield.words import Words, find_words
from siyada.shield.zones import Zone, find_zones

_ESCAPES = re.compile(
    r"""\\u(?:[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|[0-9a-fA-F]{4})
      | %[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*
      | =[0-9A-F]{2}(?:=[0-9A-F]{2})+
      | &(?:\#[0-9]{1,6}|\#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});
      | \\["/\\nrt]""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"[0-9]+")
"""All there are: digits of other scripts are 0 to 9 in the copy."""
_FREE = re.compile(r"[\d(+](?<![a-z0-9][\d(+])(?<!\d[./\-][\d(+])")
_LETTERED = re.compile(r"[a-z](?<![a-z0-9][a-z])(?=[a-z]?[ .\-]?\d| [a-z] \d)")
_FIRST = 8
"""Characters beside a digit in which its number begins, with the letters and signs before it."""
_APART = 5
"""Signs between two digits of one number, at most: `(+212)\\n> (0) 6`."""
_BESIDE = 40
"""Characters beside a digit in which its identifier begins and ends."""


_ENDS = itemgetter(0, 1)
"""Where a label begins and ends."""


class Sign(NamedTuple):
    """What must stand in a text for something to be looked for in it."""

    shape: re.Pattern[str]
    words: tuple[str, ...] = ()
    """Of which one must stand there as well; these are looked for first, a hundred times faster."""


@dataclass(frozen=True)
class Reading:
    """A text prepared for the recognisers. Positions are those of `text`."""

    given: str
    """The text as given."""
    text: str
    """Letters, digits and spaces of one kind each; case and accents as written."""
    folded: str
    """The same, folded: see `fold`."""
    normalised: Normalised
    starts: Sequence[int] | None
    """Where each character of the decoded text begins in the original; None: nothing decoded."""
    ends: Sequence[int]
    names: frozenset[str] = frozenset()
    """Parts of names, folded, that are known from elsewhere in the conversation."""

    @Once
    def numbers(self) -> list[tuple[int, int]]:
        """The stretches in which numbers stand, with what may belong to them."""
        return self.near_numbers(_BESIDE)

    def near_numbers(self, reach: int, figures: int = 1) -> list[tuple[int, int]]:
        """The stretches within reach of so many digits, in order, without overlaps.

        The digits may be parted by a few signs, as those of long numbers are: see `_APART`.
        """
        stretches = self._near_numbers.get((reach, figures))
        if stretches is None:
            runs = [(start, end) for start, end, count in self._numbers if count >= figures]
            stretches = self._near_numbers[reach, figures] = _merged(runs, reach) if runs else []
        return stretches

    def beginnings(self, begins: str) -> list[int]:
        """Where a number may begin, in order.

        `free`: with a figure, or a sign before it, that no letter or figure touches, nor another
        number. `lettered`: with one or two letters that are a word, and a figure behind. Or
        `either` of them.
        """
        found = self._beginnings.get(begins)
        if found is None:
            found = self._beginnings[begins] = self._begun(begins)
        return found

    def _begun(self, begins: str) -> list[int]:
        if begins == "either":
            return sorted((*self.beginnings("free"), *self.beginnings("lettered")))
        first = _FREE if begins == "free" else _LETTERED
        stretches = self.near_numbers(_FIRST)
        return [
            match.start()
            for stretch in stretches
            for match in first.finditer(self.folded, *stretch)
        ]

    def holds(self, sign: Sign) -> bool:
        """Whether something stands anywhere in the folded copy."""
        shape = sign.shape.pattern  # a pattern itself is hashed anew each time
        held = self._held.get(shape)
        if held is None:
            there = not sign.words or self.has(sign.words)
            held = self._held[shape] = there and sign.shape.search(self.folded) is not None
        return held

    def has(self, signs: tuple[str, ...]) -> bool:
        """Whether one of some signs stands anywhere in the folded copy."""
        has = self._has.get(signs)
        if has is None:
            folded, has = self.folded, False
            for sign in signs:
                if sign in folded:
                    has = True
                    break
            self._has[signs] = has
        return has

    @Once
    def tried(self) -> dict[tuple[object, ...], list[tuple[int, int]]]:
        """Where patterns were tried, and how far they may reach: noted by them."""
        return {}

    @Once
    def _beginnings(self) -> dict[str, list[int]]:
        return {}

    @Once
    def _has(self) -> dict[tuple[str, ...], bool]:
        return {}

    @Once
    def _held(self) -> dict[str, bool]:
        return {}

    def near_signs(self, signs: Iterable[str], reach: tuple[int, int]) -> list[tuple[int, int]]:
        """The stretches around some signs, in order, without overlaps."""
        found = sorted(place for sign in signs for place in _places(self.folded, sign))
        before, behind = reach
        return _merged(((place, place + behind - before) for place in found), before)

    @Once
    def _near_numbers(self) -> dict[tuple[int, int], list[tuple[int, int]]]:
        return {}

    @Once
    def _numbers(self) -> list[tuple[int, int, int]]:
        """Where digits stand that few signs part, and how many they are."""
        found: list[tuple[int, int, int]] = []
        begin, last, count = 0, -_APART - 1, 0
        for match in _NUMBER.finditer(self.text):
            start, end = match.span()
            if start - last > _APART:
                if count:
                    found.append((begin, last, count))
                begin, count = start, 0
            last = end
            count += end - start
        if count:
            found.append((begin, last, count))
        return found

    @Once
    def labels(self) -> list[Label]:
        """Words that say what the value beside them is, in order."""
        labels = find_labels(self.text, self.words, self.marks)
        labels += find_columns(self.text, labels)
        return sorted(labels, key=_ENDS)

    @Once
    def words(self) -> Words:
        """The words of the folded copy, in order."""
        return find_words(self.folded, self.text)

    @property
    def spelt(self) -> list[str]:
        """The words as text."""
        return self.words.spelt

    @property
    def starts_of_words(self) -> list[int]:
        """Where the words begin."""
        return self.words.starts

    @property
    def ends_of_words(self) -> list[int]:
        """Where the words end."""
        return self.words.ends

    @Once
    def marks(self) -> Marked:
        """The words that are words of the tables of phrases."""
        return marked(known_of(self.spelt, self.numbers_of_words, self._told))

    def words_that_are(self, said: int) -> list[int]:
        """Where the words stand of which the tables say something: see `vocabulary.ADDRESSES`."""
        return [at for at, facts in self._told if facts & said]

    @Once
    def _told(self) -> list[tuple[int, int]]:
        """Where the words stand of which the tables say anything, and what."""
        facts = vocabulary().facts
        return [(at, facts[n]) for at, n in enumerate(self.numbers_of_words) if facts[n]]

    @Once
    def numbers_of_words(self) -> list[int]:
        """The number of each word in the vocabulary; -1 where no table has it."""
        return numbers_of(self.spelt)

    @Once
    def zones(self) -> list[Zone]:
        """Stretches that look like values of ours and are something else, in order."""
        return find_zones(self.folded, self.numbers)

    @Once
    def _label_ends(self) -> list[int]:
        return [label.end for label in self.labels]

    def labels_before(self, position: int, *, within: int) -> list[Label]:
        """Labels that end at most `within` characters before a position, nearest first."""
        last = bisect.bisect_right(self._label_ends, position)
        first = bisect.bisect_left(self._label_ends, position - within)
        return self.labels[first:last][::-1]

    def label_after(self, position: int, *, within: int) -> Label | None:
        """The first label that begins at most `within` characters after a position."""
        index = bisect.bisect_right(self._label_ends, position)
        while index < len(self.labels) and self.labels[index].start < position:
            index += 1
        if index < len(self.labels) and self.labels[index].start - position <= within:
            return self.labels[index]
        return None

    def around(
        self, kinds: frozenset[str], reach: int, *, figures: bool = True
    ) -> list[tuple[int, int]]:
        """The stretches within reach of a label of some kinds, in order, without overlaps.

        Of those in whose reach no digit stands, none, unless no `figures` are looked for.
        """
        stretches = self._around.get((kinds, reach, figures))
        if stretches is None:
            places = self._places_of_labels
            found = sorted(place for kind in kinds for place in places.get(kind, ()))
            near = (place for place in found if not figures or self._has_digit(*place, reach))
            stretches = self._around[kinds, reach, figures] = _merged(near, reach)
        return stretches

    @Once
    def _around(self) -> dict[tuple[frozenset[str], int, bool], list[tuple[int, int]]]:
        return {}

    def _has_digit(self, start: int, end: int, reach: int) -> bool:
        at = bisect.bisect_right(self._number_ends, start - reach)
        return at < len(self._numbers) and self._numbers[at][0] < end + reach

    @Once
    def most_figures(self) -> int:
        """How many digits stand together at most, as those of one number may."""
        return max((count for _, _, count in self._numbers), default=0)

    @Once
    def _number_ends(self) -> list[int]:
        return [end for _, end, _ in self._numbers]

    @Once
    def kinds_of_labels(self) -> frozenset[str]:
        """The kinds of which a label stands in the text."""
        return frozenset(self._places_of_labels)

    @Once
    def _places_of_labels(self) -> dict[str, list[tuple[int, int]]]:
        """Where the labels of each kind stand."""
        places: dict[str, list[tuple[int, int]]] = {}
        for label in self.labels:
            for kind in label.kinds:
                places.setdefault(kind, []).append((label.start, label.end))
        return places

    @Once
    def _zone_ends(self) -> list[int]:
        return [zone.end for zone in self.zones]

    def in_zone(self, start: int, end: int) -> bool:
        """Whether a stretch touches one of the zones."""
        index = bisect.bisect_right(self._zone_ends, start)
        return index < len(self.zones) and self.zones[index].start < end

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The half-open stretch of the text as given that `text[start:end]` stands for.

        Vowels after its last letter belong to it, invisible marks do not.
        """
        start, end = self.normalised.original(start, end)
        if self.starts is not None and start < end:
            start, end = self.starts[start], self.ends[end - 1]
        while end > start and self.given[end - 1] > "\x7f" and self._is_invisible(end - 1):
            end -= 1
        return start, end

    def _is_invisible(self, at: int) -> bool:
        return unicodedata.category(self.given[at]) == "Cf"


def _places(text: str, sign: str) -> Iterator[int]:
    """Where a sign stands."""
    place = text.find(sign)
    while place >= 0:
        yield place
        place = text.find(sign, place + 1)


def _merged(found: Iterable[tuple[int, int]], reach: int) -> list[tuple[int, int]]:
    """Stretches widened by a reach, in order, without overlaps."""
    stretches: list[tuple[int, int]] = []
    first, last = -1, -1
    for begin, end in found:
        start = begin - reach if begin > reach else 0
        if start > last:
            if first >= 0:
                stretches.append((first, last))
            first = start
        last = end + reach
    return [*stretches, (first, last)] if first >= 0 else stretches


def read(text: str, *, names: frozenset[str] = frozenset()) -> Reading:
    """The copy of a text that recognisers read. `names` are parts of names that are known."""
    decoded, starts, ends = _decode(text)
    normalised = normalise(decoded, "match")
    folded = as_labels(fold(as_read(normalised.text)))
    return Reading(text, normalised.text, folded, normalised, starts, ends, names)


def _decode(text: str) -> tuple[str, list[int] | None, list[int]]:
    """The text with its escapes undone, and where each character began and ended."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    if not any(sign in text for sign in "\\%=&"):
        return text, None, ends
    done = 0
    for match in _ESCAPES.finditer(text):
        plain, width = _plain(match.group())
        if not plain:
            continue
        start, end = match.span()
        starts += range(done, start)
        ends += range(done + 1, start + 1)
        pieces += (text[done:start], plain)
        edges = [start + sum(width[:index]) for index in range(len(plain))]
        starts += edges
        ends += [*edges[1:], end]
        done = end
    if not pieces:
        return text, None, ends
    starts += range(done, len(text))
    ends += range(done + 1, len(text) + 1)
    return "".join(pieces) + text[done:], starts, ends


def _plain(escape: str) -> tuple[str, list[int]]:
    """What an escape stands for, and how many characters of it each character takes.

    Empty when it stands for nothing: `100%25` is decoded, `50%` and broken bytes are not.
    """
    if escape.startswith("\\u"):
        units = bytes.fromhex(escape.replace("\\u", ""))
        plain = units.decode("utf-16-be", errors="replace")
        return plain, [len(escape)]
    if escape.startswith("\\"):
        return {"n": "\n", "r": "\n", "t": "\t"}.get(escape[1], escape[1]), [2]
    if escape.startswith("&"):
        plain = html.unescape(escape)
        return (plain, [len(escape)]) if len(plain) == 1 else ("", [])
    try:
        plain = bytes.fromhex(escape.replace(escape[0], "")).decode()
    except UnicodeDecodeError:
        return "", []
    return plain, [3 * len(character.encode()) for character in plain]

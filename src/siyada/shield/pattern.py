"""Recognisers, and the most frequent one: a pattern proposes, a check and a label dispose."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple, Protocol

from siyada.language.identify import Language
from siyada.shield.labels import DATE, OTHER, PERSON, ROLE, TITLE, Label
from siyada.shield.reading import Reading, Sign
from siyada.shield.span import Reason, Span

Check = Callable[[str], bool]
Begins = Literal["free", "lettered", "either", "anywhere"]
"""Where a shape may begin: see `Reading.beginnings`."""

CHECKED = 1.0
"""Score of a value whose check and label agree."""
LABELLED = 0.95
SECOND = 0.92
"""Score of a value whose label stands behind another's."""
CERTAIN = 0.9
"""Score of a value that needs no label."""
LIKELY = 0.8
"""Score of a value whose shape is rarely something else."""

_WINDOW = 48
"""Characters in which a label governs a value: `CIN délivrée à Rabat le … sous le n° …`."""
_BESIDE = 16
"""Characters in which a label behind a value governs it: `0661234567 (portable)`."""


_BESIDE_FIGURES = 40
NEAR = 8
"""The same for what is hardly more than figures."""
_REACH = 2 * _WINDOW
"""Characters around a label in which a value that needs it is looked for, whole."""
BIRTH = "DATE_OF_BIRTH"
_DAY = re.compile(r"(?: (?:بتاريخ|في|يوم|le|du))?+ ?:? ?\d{1,2}(?:er)? ?")
"""The day of a date of which the month and the year look like a value of their own."""
_OF_NAMES = frozenset({PERSON, TITLE, ROLE, "ADDRESS"})
_NO_LABELS = _OF_NAMES | {"CARD"}
"""Kinds of labels that a value may begin like: CB is a series of cards as well."""
_OF_FILES = frozenset({OTHER, "CIVIL_RECORD", "LAND_TITLE"})
"""Kinds of labels whose values look like anyone's."""
_OF_RECORDS = frozenset({"CIVIL_RECORD", "LAND_TITLE"})
"""Kinds of labels behind which stand values of other kinds too: the file of somebody."""
_NEXT = 7
"""Characters between a label and the value that is surely its own: `CIN : RC 26930`."""
_FAR = 12
"""Characters from a label of what is not personal beyond which a telephone number is one."""
_ENDED = re.compile(r"[.!?؟;؛]\s|\n\s*\w")
"""What ends the words of a label before a telephone number."""
_SHORTENED = frozenset({"ref", "cmd", "fact", "art", "num", "n", "no", "nr", "mod", "cat", "ser"})
"""Words of labels that a dot behind them shortens; behind others it ends a sentence."""
_SEGMENT = re.compile(r"/[^\W\d][\w\-]{2,30}[/\-=]\Z")
"""What names a value of an address itself, behind what the page is for: `suivi/eleve/…`."""
_DIGIT = re.compile(r"(?<![^\W\d_])\d(?![^\W\d_])")
"""A digit that is none of a word of Arabizi."""


class Recogniser(Protocol):
    """Proposes spans of the kinds it knows. Pure: no input or output, no memory.

    Positions are those of `reading.text`, the copy that recognisers read.
    """

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds it may propose."""

    def find(self, reading: Reading, language: Language | None) -> Iterable[Span]:
        """The spans it sees. They may overlap."""


def never(_: str) -> bool:
    """The check of a value that nothing can confirm."""
    return False


def always(_: str) -> bool:
    """The check of a value whose shape is enough."""
    return True


@dataclass(frozen=True)
class Pattern:
    """An identifier: a shape that proposes, a check and a label that dispose.

    The shape reads the folded copy; its group `value`, or all of it, is the span.
    """

    kind: str
    shape: re.Pattern[str]
    check: Check = never
    """Arithmetic of the value: with it the value needs no label, and any label may stand there."""
    alone: Check = never
    """Whether a value as written is rarely something else, when nothing else governs it."""
    labels: frozenset[str] | None = None
    """Kinds of labels that announce it; its own kind unless said."""
    window: int = _WINDOW
    """Characters in which a label before the value governs it. If few, none behind does."""
    sure: bool = False
    """Whether what is checked is personal whatever label stands there: `Référence : a@b.ma`."""
    beside: int = _BESIDE_FIGURES
    """Characters beside its figures in which it begins and ends, and what shows that it does."""
    figures: int = 1
    """Digits that it has at least, parted by at most five signs; 0: it may have none."""
    needs: tuple[str, ...] = ()
    """Signs of which one must stand in it. Without any, digits are needed."""
    reach: tuple[int, int] | None = None
    """Characters before and behind the beginning of such a sign in which it lies with what shows
    where it begins and ends; None: it may lie anywhere."""
    begins: Begins = "anywhere"
    """Where it may begin; its shape says the same, but is only tried there."""
    sign: Sign | None = None
    """What must stand in a text for it to be looked for at all."""
    once: bool = False
    """Whether a label announces one value only: what stands behind its value is something else."""

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The one kind."""
        return frozenset({self.kind})

    def find(self, reading: Reading, language: Language | None) -> Iterable[Span]:
        """The values whose check or label speaks for them."""
        del language  # a shape looks at signs, and digits in a word of Arabizi touch its letters
        if self.needs and not reading.has(self.needs):
            return ()
        if self.sign is not None and not reading.holds(self.sign):
            return ()
        matches = self._matches(reading)
        return self._spans(reading, matches) if matches else ()

    def _spans(self, reading: Reading, matches: Iterable[re.Match[str]]) -> Iterator[Span]:
        for match in matches:
            start, stop = match.span(self._group)
            score = self._score(reading, start, stop)
            if score:
                yield Span(start, stop, self.kind, score, self._reason(score))

    @cached_property
    def _group(self) -> str | int:
        """The group of the shape that is the value."""
        return "value" if "value" in self.shape.groupindex else 0

    def _matches(self, reading: Reading) -> list[re.Match[str]]:
        """Where the shape is found, in order, without overlaps."""
        folded = reading.folded
        found: list[re.Match[str]] = []
        if self.begins == "anywhere":
            for stretch in self._stretches(reading):
                found += self.shape.finditer(folded, *stretch)
            return found
        places = reading.tried.get(self._place)
        if places is None:
            places = reading.tried[self._place] = self._places(reading)
        tried, done = self.shape.match, 0
        for at, end in places:
            if at >= done and (match := tried(folded, at, end)):
                found.append(match)
                done = match.end()
        return found

    @cached_property
    def _place(self) -> tuple[object, ...]:
        """What decides where it may begin: many patterns share it."""
        if self.announced is not None:
            return self.begins, self.announced, self.figures > 0
        if self.reach is not None:
            return self.begins, self.needs, self.reach
        return self.begins, self.beside, self.figures

    def _places(self, reading: Reading) -> list[tuple[int, int]]:
        """Where it may begin, each with the end of the stretch."""
        begun = reading.beginnings(self.begins)
        return [
            (at, end)
            for start, end in self._stretches(reading)
            for at in begun[bisect_left(begun, start) : bisect_left(begun, end)]
        ]

    @cached_property
    def announced(self) -> frozenset[str] | None:
        """Kinds of labels of which one must stand in the text; None: none needs to."""
        bare = self.alone is never and self.check is never
        return self._labels if bare else None

    @cached_property
    def _labels(self) -> frozenset[str]:
        """Kinds of labels that announce it."""
        return self.labels or self.kinds

    def _stretches(self, reading: Reading) -> Iterable[tuple[int, int]]:
        """Where to look: everywhere, or where one of its labels stands if it needs one."""
        if self.announced is not None:
            return reading.around(self.announced, _REACH, figures=self.figures > 0)
        if self.reach is not None:
            return reading.near_signs(self.needs, self.reach)
        if self.needs and self.figures == 1:
            return ((0, len(reading.text)),)
        return reading.near_numbers(self.beside, self.figures)

    def _reason(self, score: float) -> Reason:
        """What a score tells of why a value was taken; a shape that any value has is no key."""
        keyed: Reason = "shape" if self.check is always else "checksum"
        if score in {CHECKED, CERTAIN}:
            return keyed
        return "shape" if score == LIKELY else "label"

    def _score(self, reading: Reading, start: int, end: int) -> float:
        value = reading.text[start:end]
        checked = self.check(value)
        label, nearest = self._label(reading, start)
        own = label is not None and self._announced(label) and start - label.end < _NEXT
        if not checked and not own and self._is_label(reading, start):
            return 0.0
        if label is not None and self._announced(label):
            if checked:
                return CHECKED
            return 0.0 if reading.in_zone(start, end) else LABELLED if nearest else SECOND
        behind = label is None and nearest and self._announced_behind(reading, end)
        if behind and not reading.in_zone(start, end):
            return LABELLED
        if checked and (
            self.sure or self.check is always or label is None or label.kinds != (OTHER,)
        ):
            return CERTAIN
        far = label is not None and (
            start - label.end > _FAR
            or _ENDED.search(reading.text, _past_its_dot(reading, label), start) is not None
        )
        free = label is None or label.kinds[0] in _OF_RECORDS or (far and self.kind == "PHONE")
        likely = free and self.alone(value) and not reading.in_zone(start, end)
        return LIKELY if likely else 0.0

    def _announced_behind(self, reading: Reading, end: int) -> bool:
        if self.window < _BESIDE:
            return False
        behind = reading.label_after(end, within=_BESIDE)
        return (
            behind is not None
            and self._announced(behind)
            and "\n" not in reading.text[end : behind.start]
        )

    def _is_label(self, reading: Reading, start: int) -> bool:
        """Whether the value begins with a label of something else: `RC 45871` is no card."""
        label = reading.label_after(start, within=0)
        ours = label is not None and (self._announced(label) or label.kinds[0] in _NO_LABELS)
        if label is None or label.start == label.end or ours:
            return False
        return not reading.text[label.end : label.end + 1].isalnum()

    def _announced(self, label: Label) -> bool:
        return not self._labels.isdisjoint(label.kinds)

    def _label(self, reading: Reading, start: int) -> tuple[Label | None, bool]:
        """The label before a value that says what it is, and whether no other is nearer.

        One of its own kinds, even behind another: `لاكارط، النمرة ديالها`. Another's counts only if
        it is of files and what is not personal, and while no value stands between: that value is
        what it announced.
        """
        nearest = True
        for label in reading.labels_before(start, within=self.window):
            gap = reading.text[label.end : start]
            if gap.count("\n") > 1 and gap.strip(" \n:-|>*"):
                break
            if label.kinds[0] in _OF_NAMES or (label.kinds[0] == DATE and self.kind != BIRTH):
                continue
            day = self.kind == BIRTH and label.kinds[0] == DATE and _DAY.fullmatch(gap)
            counted = _DIGIT.search(gap) is not None and not day
            if self._announced(label) and not (self.once and counted):
                return label, nearest
            if counted or (label.kinds[0] == OTHER and _SEGMENT.search(gap)):
                continue
            if label.kinds[0] in _OF_FILES or self.kind == BIRTH:
                return label, nearest
            nearest = False
        return None, nearest


def _past_its_dot(reading: Reading, label: Label) -> int:
    """Where a label ends, with the dot that shortens it: `réf. 0612457788`."""
    words = reading.folded[label.start : label.end].split()
    dotted = reading.text[label.end : label.end + 1] == "."
    return label.end + (dotted and bool(words) and words[-1] in _SHORTENED)


class Patterns:
    """Many patterns as one recogniser, which asks only those that may find something in a text."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        """`patterns` are asked in their order."""
        asked = tuple(patterns)
        self.kinds = frozenset().union(*(pattern.kinds for pattern in asked))
        """The kinds of all patterns."""
        announcing = {kind for pattern in asked for kind in pattern.announced or ()}
        self._bits = {kind: 1 << number for number, kind in enumerate(sorted(announcing))}
        """A bit for each kind of label that announces something."""
        self._patterns = tuple(map(self._row, asked))
        self._bare = tuple(
            row for row in self._patterns if row.pattern.needs or not row.pattern.figures
        )

    def _row(self, pattern: Pattern) -> "_Row":
        announced = sum(self._bits[kind] for kind in pattern.announced or ())
        return _Row(pattern, announced, 0 if pattern.needs else pattern.figures)

    def find(self, reading: Reading, language: Language | None) -> Iterator[Span]:
        """The values that the patterns find; without digits, of those that need none."""
        most, bits = reading.most_figures, self._bits
        labels = sum(bits[kind] for kind in reading.kinds_of_labels if kind in bits)
        for pattern, announced, figures in self._patterns if most else self._bare:
            if announced & labels if announced else figures <= most:
                yield from pattern.find(reading, language)


class _Row(NamedTuple):
    """A pattern, and what a text must hold for it to be asked."""

    pattern: Pattern
    announced: int
    """Bits of the kinds of labels of which one must stand there; 0: none needs to."""
    figures: int
    """Digits that must stand together, where no label needs to."""

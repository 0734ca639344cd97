"""Names made whole by their place: a cell of names, quotes, an honour between two parts of one."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from siyada.shield.labels import PERSON
from siyada.shield.reading import Reading
from siyada.shield.span import LABEL, LEXICON, Span

_OF_PEOPLE = frozenset({"CIN", "PHONE", "DATE_OF_BIRTH", "CNSS", "MASSAR", "PASSPORT"})
"""Kinds of columns beside which a column of names is one of people."""
_WORD = r"[^\W\d_]{2,16}"
_CELL = re.compile(rf"{_WORD}(?:(?: |-|'|’| ['’]?|['’] ){_WORD}){{1,4}}(?= ?(?:[;|\t]|,\S|\n|$))")
"""What fills a cell under a heading of names: words, and nothing else."""
_CALLED = re.compile(
    r"(?<!\w)(?:(?:ال)?ملقبه?|و?لقب(?:و|ه|ها)|w? ?l[9a]q?bo|surnommee?|alias|surnom|sobriquet"
    r"|(?:ال)?معروفه?|(?:ال)?مشهوره?|m3rof|mchhou?r)"
    r" ?(?:ب|b|par|sous le nom de)?[ :]{0,2}[\"«“”‹„'] ?"
    r"(?P<name>[^\"«»“”‹›„'\n\d]{2,32}?) ?[\"»“”›']"
)
"""A nickname in quotes, behind what says that it is one."""
_SAID = re.compile(r"(?<!\w)dite? [\"«“”] ?(?P<name>[^\"«»“”\n\d]{2,32}?) ?[\"»“”]")
_QUOTED = ('"', "«", "“", "”", "‹", "„", "'")
_HONOURS = re.compile(
    r" (?:si|sidi|lalla|moulay|my|(?:el )?l?hajj?a?|ould|سي|سيدي|لالا|لاله|للا|مولاي|الحاجه?|ولد"
    r"|ⵙⵉⴷⵉ|ⵎⵓⵍⴰⵢ|ⵍⴰⵍⵍⴰ) (?:el |al )?"
)
"""What stands between two parts of one name and honours the second."""
_LEADS = re.compile(
    r"(?<![\w'’])(?:با|bb?a|سيدي|مولاي|لاله|لالا|للا|sidi|moulay|lalla|ⵙⵉⴷⵉ|ⵎⵓⵍⴰⵢ|ⵍⴰⵍⵍⴰ|ⴱⴱⴰ) \Z"
)
"""The same before a name, and what elders are called."""
_ELDER = re.compile(r"(?<!\w)(?:Baba|BABA|Bba|Mma|Dada|DADA) \Z")
"""The same where a capital tells it from the word for one's father."""
_TIFINAGH = "\u2d30"
_BEGUN = re.compile(r"(?:\A|[\n(:;|\t,،]) ?\Z")
_LAST = re.compile(r" [\u2d30-\u2d7f]{3,}(?= ?(?:\Z|[\n);|\t,،]))")
"""What begins a line, a cell or a bracket, and the last word of one in Tifinagh."""
_PARTED = 4
"""Signs between a name and what says how its bearer is called besides, fewer than these."""
_LONGEST = 8
"""Letters and the space of those, at most."""
_LISTED = re.compile(rf"(?<=[),;] )(?P<name>{_WORD} {_WORD}(?: {_WORD})?) \((?=[A-Z]{{1,2}} ?\d)")
"""Two words behind others in a row, before an identifier in brackets."""
_TURN = re.compile(
    r"^(?:[\-•*–] )?(?P<name>(?:با|موح|ba|moh) [^\W\d_]{2,14}) ?:(?= )", re.MULTILINE
)
"""Who speaks, called as elders are."""


def wholes(reading: Reading, names: Sequence[Span]) -> Iterator[Span]:
    """What belongs to `names`, the parts of names found, and to no list: see this module."""
    yield from _cells(reading)
    yield from _nicknames(reading)
    yield from _honoured(reading, names)
    yield from _quoted(reading, names)
    if names:
        yield from _shown(reading)
        yield from _lines(reading, names)


def _honoured(reading: Reading, names: Sequence[Span]) -> Iterator[Span]:
    """Names with the honours within them and before them."""
    folded = reading.folded
    for first, second in pairwise(sorted(names, key=lambda one: one.start)):
        if second.start > first.end and _HONOURS.fullmatch(folded, first.end, second.start):
            yield Span(first.start, second.end, PERSON, first.score, LEXICON)
    for name in names:
        begin = max(0, name.start - _LONGEST)
        led = _LEADS.search(folded, begin, name.start)
        led = led or _ELDER.search(reading.text, begin, name.start)
        if led:
            yield Span(led.start(), name.end, PERSON, name.score, LEXICON)


def _quoted(reading: Reading, names: Sequence[Span]) -> Iterator[Span]:
    """What somebody is said to be called, in quotes, if a name is in it: dit « Mounir l'Oujdi »."""
    if not names or "dit" not in reading.folded:
        return
    for match in _SAID.finditer(reading.folded):
        start, end = match.span("name")
        led = any(0 < match.start() - name.end < _PARTED for name in names)
        if led or any(start <= name.start and name.end <= end for name in names):
            yield Span(start, end, PERSON, 0.8, LABEL)


def _lines(reading: Reading, names: Sequence[Span]) -> Iterator[Span]:
    """Names in Tifinagh with the one word that ends their line, cell or bracket."""
    for name in names:
        if reading.text[name.start] < _TIFINAGH or not _BEGUN.search(
            reading.text, max(0, name.start - 2), name.start
        ):
            continue
        behind = _LAST.match(reading.text, name.end)
        if behind and " " not in reading.text[name.start : name.end]:
            yield Span(name.start, behind.end(), PERSON, name.score, name.reason)


def _shown(reading: Reading) -> Iterator[Span]:
    """Who stands in a row before an identifier in brackets, and elders who speak."""
    for match in _LISTED.finditer(reading.text):
        if match["name"].istitle() or match["name"].isupper():
            yield Span(*match.span("name"), PERSON, 0.8, LEXICON)
    for match in _TURN.finditer(reading.text):
        yield Span(*match.span("name"), PERSON, 0.8, LEXICON)


def _cells(reading: Reading) -> Iterator[Span]:
    """The whole cells under a heading of names, in a table of people."""
    columns = [label for label in reading.labels if label.start == label.end]
    if not any(label.kinds[0] in _OF_PEOPLE for label in columns):
        return
    for label in columns:
        if label.kinds[0] == PERSON:
            cell = _CELL.match(reading.text, label.end)
            if cell:
                yield Span(*cell.span(), PERSON, 0.8, LABEL)


def _nicknames(reading: Reading) -> Iterator[Span]:
    """What somebody is called, in quotes."""
    if not any(sign in reading.folded for sign in _QUOTED):
        return
    for match in _CALLED.finditer(reading.folded):
        yield Span(*match.span("name"), PERSON, 0.8, LABEL)

"""A model's stream cut into sentences, each with the passages that it cites."""

import re
from dataclasses import dataclass
from itertools import pairwise

from siyada.grounding.figures import plain
from siyada.library.document import sentences

_CALLED = r"(?:(?:passages?|sources?|réf|المقطع|المصدر|مقطع|مصدر)\.?\s*)?"
_CITATION = re.compile(
    rf"\s*[\[【]\s*\^?{_CALLED}(\d{{1,3}}(?:\s*[,،;–-]\s*\d{{1,3}})*)\s*[\]】]", re.IGNORECASE
)
_ONLY_CITATIONS = re.compile(r"(?:\s*[\[【]\^?[^\W\d]*[.\d\s,،;–-]*[\]】]?)*[\s.؟?!]*\Z")
_NOTHING_LEFT = re.compile(r"\s*\(\s*(?:voir|cf\.?|انظر)?\s*\)")
"""What is left of `(voir [2])`."""
_ACCORDING_TO = re.compile(
    r"(?:selon|d['’]après|según|according\s+to|as\s+per|حسب|وفقا?\s?ل|بناء\s+على)\s*"
    r"(?:(?:les?|la|el|the)\s+)?(?:passages?|sources?|documents?|المقطع|المصدر|الوثيقة)?"
    rf"(?:{_CITATION.pattern})+\s*[,،:]?\s*(?=\S)",
    re.IGNORECASE,
)
"""`Selon le passage [2],` at the head of a sentence: without its number nothing is left of it."""
_THOUGHT, _THOUGHT_ENDS = "<think>", "</think>"
_MARKER = re.compile(r"\s*(?:[-*•–]|\d{1,2}[.)-]|☐|#{1,6})\s+|\s*")
_ONLY_MARKER = re.compile(r"\s*(?:[-*•–]|\d{1,2}[.)-]|☐|#{1,6})\s*")
_EMPHASIS = re.compile(r"\*\*|__|`|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_ROW = re.compile(r"\s*\|(?=.*\S)")
_RULE = re.compile(r"[\s|:+–-]*\Z")
"""What parts the heading of a table from its rows, and cells that are empty."""
_LEADS = re.compile(r"[:：]\s*\Z")
_LONGEST = 4_000
"""Characters of a sentence that is waited for; a longer one is cut where it stands."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence or line of an answer."""

    marker: str
    """What stands before the words: white space, the sign of an item."""
    text: str
    """The words, without citations and emphasis."""
    cites: tuple[int, ...]
    """The passages cited, in order, each once."""

    is_row: bool = False
    """Whether it is a row of a table of Markdown, told as an item: `Timbre : 75 DH`."""

    @property
    def leads(self) -> bool:
        """Whether it announces what follows: it ends with a colon."""
        return bool(_LEADS.search(self.text))

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading of Markdown."""
        return self.marker.lstrip().startswith("#")


class Spoken:
    """What a model says of a stream in which it thinks too, between `<think>` and `</think>`."""

    def __init__(self) -> None:
        self._held = ""
        self._thinks = False

    def feed(self, piece: str) -> str:
        """The words that are surely said; the beginning of a sign is held back."""
        self._held += piece
        found: list[str] = []
        while True:
            sign = _THOUGHT_ENDS if self._thinks else _THOUGHT
            before, is_there, after = self._held.partition(sign)
            if not is_there:
                break
            found += () if self._thinks else (before,)
            self._held, self._thinks = after, not self._thinks
        kept = next((n for n in range(len(sign) - 1, 0, -1) if self._held.endswith(sign[:n])), 0)
        cut = len(self._held) - kept
        found += () if self._thinks else (self._held[:cut],)
        self._held = self._held[cut:]
        return "".join(found)

    def finish(self) -> str:
        """What was held back, unless it was a thought."""
        return "" if self._thinks else self._held


class Splitter:
    """Cuts a stream into sentences as soon as each is surely whole, its citations behind it too."""

    def __init__(self) -> None:
        self._held = ""
        self._spoken = Spoken()

    def feed(self, piece: str) -> list[Said]:
        """The sentences that are complete with this piece."""
        self._held += self._spoken.feed(piece)
        cuts = self._cuts()
        found, at = [], 0
        for end in cuts:
            found.append(said(self._held[at:end]))
            at = end
        self._held = self._held[at:]
        if len(self._held) > _LONGEST:
            found.append(said(self._held))
            self._held = ""
        return [one for one in found if one.text]

    def finish(self) -> list[Said]:
        """What is left when the stream has ended."""
        left, self._held = self._held + self._spoken.finish(), ""
        pieces = _with_citations(left)
        return [one for start, end in pieces if (one := said(left[start:end])).text]

    def _cuts(self) -> list[int]:
        """Where sentences end that nothing can lengthen: another has surely begun behind them."""
        pieces = _with_citations(self._held)
        return [start for start, end in pieces[1:] if not _ONLY_CITATIONS.match(self._held, start)]


def said(text: str) -> Said:
    """A sentence taken apart.

    >>> said("- Une **copie** de la CNIE [1, 2].")
    Said(marker='- ', text='Une copie de la CNIE.', cites=(1, 2), is_row=False)
    >>> said("Selon le passage [2], le délai est de 15 jours.").text
    'Le délai est de 15 jours.'
    """
    marker = match[0] if (match := _MARKER.match(text)) else ""
    body = text[len(marker) :]
    cites: dict[int, None] = {}
    for match in _CITATION.finditer(plain(body)):
        cites.update(dict.fromkeys(_numbers(match[1])))
    if lead := _ACCORDING_TO.match(plain(body)):
        body = body[lead.end() : lead.end() + 1].upper() + body[lead.end() + 1 :]
    words = _EMPHASIS.sub("", _NOTHING_LEFT.sub("", _without(body))).strip()
    if _ROW.match(text):
        cells = (cell.strip() for cell in words.split("|"))
        row = " : ".join(cell for cell in cells if not _RULE.match(cell))
        return Said("- ", row, tuple(cites), is_row=True)
    return Said(marker, words, tuple(cites))


def _without(body: str) -> str:
    """The text without its citations; positions of `plain` are those of the text."""
    kept, at = [], 0
    for match in _CITATION.finditer(plain(body)):
        kept.append(body[at : match.start()])
        at = match.end()
    return "".join(kept) + body[at:]


def _numbers(group: str) -> list[int]:
    """The numbers of one pair of brackets; `1-3` is a range."""
    found: list[int] = []
    for part in re.split(r"\s*[,،;]\s*", group):
        first, *last = (int(number) for number in re.findall(r"\d+", part))
        found += range(first, min(last[-1], first + 20) + 1) if last else [first]
    return found


def _with_citations(text: str) -> list[tuple[int, int]]:
    """The sentences with everything up to the next one; citations belong to the one before."""
    starts: list[int] = []
    for start, end in sentences(text):
        own = _behind_citations(text, start) if starts else 0
        alone = starts and _ONLY_MARKER.fullmatch(text, starts[-1], start)
        if own < end and not alone:
            starts.append(own)
    return list(pairwise([*starts, len(text)]))


def _behind_citations(text: str, start: int) -> int:
    """Where the sentence begins that the citations at `start`, of the one before, stand before."""
    folded = plain(text)
    while match := _CITATION.match(folded, start):
        start = match.end()
    while start < len(text) and text[start] in " .؟?!،,":
        start += 1
    return start

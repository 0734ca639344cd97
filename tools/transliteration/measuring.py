"""Character errors, and the plain map of letters that they are held against."""

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from siyada.language.normalise import normalise

PARTS = 4
_LETTERS = dict(
    zip("abdfhijklmnoqrstuvwyz2356789xpcg", "ابدفهيجكلمنوقرستوفويزءعخطحهقشبكڭ", strict=True)
)
_MAP = str.maketrans(_LETTERS | {"e": "", "T": "ط", "S": "ص", "D": "ض"})
_DIGRAPHS = (("kh", "خ"), ("gh", "غ"), ("ch", "ش"), ("sh", "ش"), ("ou", "و"))
_SIGNS = str.maketrans("?,;", "؟،؛")
_KINDS = (
    ("a, or a feminine ending: ا, ة, ى, ه", "اةىه"), ("the article ال", "ال"),
    ("vowels ا, و, ي written or not", "اوي"),
    ("emphatic ص, ط, ض, ظ", "صطضظستدذز"), ("h: ه or ح", "هح"), ("hamza", "ءأإآؤئ"),
    ("g, p, v: ڭ, پ, ڤ", "ڭپڤجقكبفغ"), ("a space", " "),
)  # fmt: skip


@dataclass(slots=True)
class Rate:
    """Errors among letters, and wrong ones among texts."""

    texts: int = 0
    letters: int = 0
    errors: int = 0
    best: int = 0
    wrong: int = 0
    mapped: int = 0
    ranked: bool = False

    def add(self, spelt: Sequence[str], right: str, mapped: str | None = None) -> None:
        """Count the first of these spellings, the best of them, and what the plain map made."""
        errors = [distance(one, right) for one in spelt]
        self.texts += 1
        self.ranked |= len(spelt) > 1
        self.letters += len(right)
        self.errors += errors[0]
        self.best += min(errors)
        self.wrong += errors[0] > 0
        self.mapped += 0 if mapped is None else distance(mapped, right)

    def row(self, name: str) -> str:
        """A row of the report: rates in characters, and the share of texts with an error."""
        rates = (self.errors, self.best if self.ranked else 0, self.mapped)
        cells = " | ".join(f"{count / self.letters:.3f}" if count else "–" for count in rates)
        return f"| {name} | {self.texts} | {cells} | {self.wrong / self.texts:.2f} |"


HEADING = """| | texts | best of 1 | best of 5 | letter map | texts not quite right |
|---|--:|--:|--:|--:|--:|"""


def distance(one: str, other: str) -> int:
    """Characters to add, remove or replace (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, against in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (sign != against))
    return row[-1]


def letter_map(text: str) -> str:
    """What a plain map of letters makes of a text."""
    for digraph, letter in _DIGRAPHS:
        text = text.replace(digraph, letter)
    return re.sub(r"([a-zA-Z])\1", r"\1", text).translate(_MAP).translate(_SIGNS)


def part(arabic: str) -> int:
    """The part to which a word belongs, the same for each of its spellings."""
    return zlib.crc32(re.sub("^ا?ل", "", arabic).encode()) % PARTS


def plain(text: str) -> str:
    """A text without vowel marks, doubling marks and other signs that nobody types."""
    return normalise(text, "match").text


def unspaced(text: str) -> str:
    """A text without its spaces: whether `w`, `f`, `b`, `l` stand apart is a habit."""
    return text.replace(" ", "")


def one_form(text: str) -> str:
    """A text without what writers of Darija do as they like: hamzas, كاي for كي, punctuation."""
    text = re.sub("[أإآ]", "ا", re.sub(r"[^\w\s]", "", plain(text))).replace("ى", "ا")
    return re.sub(r"\b(ما|م|و)?كا(?=[يتن][^نش\s]..)", r"\1ك", text)


def kinds(pairs: Iterable[tuple[str, str]], edits: Callable[[str, str], Iterable[str]]) -> str:
    """How many errors are of which kind, as a table; `edits` names the letters of each."""
    counts: Counter[str] = Counter()
    for spelt, right in pairs:
        for letters in edits(spelt, right):
            counts[_kind(letters)] += 1
    rows = [f"| {kind} | {count} |" for kind, count in counts.most_common()]
    return "\n".join(["| errors in | |\n|---|--:|", *rows])


def _kind(letters: str) -> str:
    return next((name for name, of in _KINDS if set(letters) <= set(of)), "other letters")

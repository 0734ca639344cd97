"""Letters that stand for a given name: C. Bentaher, Mohammed M. Alami."""

import re
from collections.abc import Iterator, Sequence

from siyada.shield.classes import ANY_GIVEN, GIVEN, Classed
from siyada.shield.labels import TITLE
from siyada.shield.reading import Reading

SHORTENED = frozenset({"med", "mly", "abd", "ep"})
"""Names and words in them that a dot ends."""
_LISTED = re.compile(r"(?:[,;:(\n•*]|\bet|[\-–]) ?\Z")
"""What stands before each of some people in a row."""
_REACH = 4
"""Characters before a letter that are looked at."""


def initials(
    reading: Reading, classes: Sequence[Classed], capitals: Sequence[int]
) -> frozenset[int]:
    """Which of the words are letters that a dot shortens, beside a word of the same name.

    An M. is a title, unless it stands right behind a given name, or among people in a row of whom
    others have letters too, or nobody else has a title: Nadia Drif, M. Houssaini, Ali Tazi.
    """
    alone = [at for at, word in enumerate(reading.spelt) if len(word) == 1]
    if not alone:
        return frozenset()
    found, titles, row = set(), [], False
    for at in _letters(reading, capitals, alone):
        if reading.spelt[at] != "m":
            found.add(at)
            row = row or _is_listed(reading, at)
        elif at and classes[at - 1].name in GIVEN and _is_behind(reading, capitals, at):
            found.add(at)
        else:
            titles.append(at)
    row = row or (len(titles) == 1 and _is_untitled(reading, classes, capitals, titles[0]))
    found.update(at for at in titles if row and _is_listed(reading, at))
    return frozenset(found.union(_families(reading, classes, alone)))


def _families(reading: Reading, classes: Sequence[Classed], alone: Sequence[int]) -> Iterator[int]:
    """Where a letter with a dot stands for the family of the given name before it: Said B.

    An M. may be the title of who is named next; in small letters none is shortened so.
    """
    spelt, text = reading.spelt, reading.text
    starts, ends = reading.starts_of_words, reading.ends_of_words
    for at in alone:
        if not at or spelt[at] == "m" or classes[at - 1].name not in ANY_GIVEN:
            continue
        capital = not spelt[at].isascii() or text[starts[at]].isupper()
        if (
            capital
            and text[ends[at - 1] : starts[at]] == " "
            and text[ends[at] : ends[at] + 1] == "."
        ):
            yield at


def _is_untitled(
    reading: Reading, classes: Sequence[Classed], capitals: Sequence[int], at: int
) -> bool:
    """Whether a name of two words stands before an M., and no other title in the text."""
    if at < 2 or classes[at - 1].name == 0 or min(capitals[at - 2 : at]) < 2:
        return False
    own = reading.starts_of_words[at]
    return all(label.start == own for label in reading.labels if label.kinds[0] == TITLE)


def _letters(reading: Reading, capitals: Sequence[int], alone: Sequence[int]) -> list[int]:
    """Where single letters with a dot stand, and a word with a capital behind."""
    spelt, text = reading.spelt, reading.text
    starts, ends = reading.starts_of_words, reading.ends_of_words
    last = len(spelt) - 1
    return [
        at
        for at in alone
        if at < last
        and capitals[at] == 2
        and capitals[at + 1] >= 2
        and len(spelt[at + 1]) > 1
        and text[ends[at] : starts[at + 1]] in {". ", "."}
        and text[starts[at] - 1 : starts[at]] not in {".", "'", "’"}
    ]


def _is_listed(reading: Reading, at: int) -> bool:
    start = reading.starts_of_words[at]
    return not start or _LISTED.search(reading.text, max(0, start - _REACH), start) is not None


def _is_behind(reading: Reading, capitals: Sequence[int], at: int) -> bool:
    """Whether only a space parts a letter from a word with a capital before it."""
    between = reading.text[reading.ends_of_words[at - 1] : reading.starts_of_words[at]]
    return between == " " and capitals[at - 1] >= 2

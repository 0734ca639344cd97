"""Labels as scanners spell them: with 0, 1, 5 and 8 for o, i or l, s and b: C1N, Pa55eport, Te1."""

import re
from functools import cache

from siyada.shield.phrases import known_words
from siyada.shield.tables import rows

_AMID = re.compile(r"[0158](?:(?<=[a-z][0158])|(?=[a-z]{2}))")
"""A figure against letters; what begins with a figure is searched for ten times faster."""
_WORD = re.compile(r"(?<![a-z0-9])[a-z0158]{3,12}(?![a-z0-9])")
_LONGEST = 12
_HEARD = str.maketrans("01l58", "oiisb")
"""Signs that scanners confuse, as one of them."""
_SMALL = r"[a-z\u00df-\u00ff]"
_MISREAD = re.compile(
    rf"I(?:(?<={_SMALL}I)(?:I|(?=l|[\u00df-\u00ff]|e?s?(?![A-Za-z])))|(?<![A-Za-z]I)(?=e(?![A-Za-z])))"
)
"""A capital I for an l within small letters, where no word of a key of data begins (`userId`)."""
_BEGUN = re.compile(r"l(?<![A-Za-z]l)(?=dent(?:ifiant|it|\b)|CE\b|BAN\b|P :)")
"""An l for a capital I."""


def as_read(text: str) -> str:
    """A text with I and l in their places where a scanner confuses them; as long as what came in.

    >>> as_read("Taxe professionneIIe, Ne(e) Ie, userId, ldent. fiscaI")
    'Taxe professionnelle, Ne(e) le, userId, Ident. fiscal'
    """
    if "I" in text:
        text = _MISREAD.sub(lambda match: "l" * len(match[0]), text)
    return _BEGUN.sub("I", text)


def as_labels(folded: str) -> str:
    """A folded text with the words of labels spelt as the table has them; as long as what came in.

    >>> as_labels("c1n : be45120, a 5 km"), as_labels("hash a1b5c8")
    ('cin : be45120, a 5 km', 'hash a1b5c8')
    """
    pieces: list[str] = []
    done = 0
    for figure in _AMID.finditer(folded):
        at = figure.start()
        if at < done:
            continue
        word = _around(folded, at)
        label = _restored(word[0]) if word else None
        if word and label:
            pieces += (folded[done : word.start()], label)
            done = word.end()
    return "".join(pieces) + folded[done:] if pieces else folded


def _around(folded: str, at: int) -> re.Match[str] | None:
    """The word that a figure stands in."""
    start = at
    while start and at - start < _LONGEST and folded[start - 1].isalnum():
        start -= 1
    return _WORD.match(folded, start)


def _restored(word: str) -> str | None:
    """The word of a label that a scanner has read as a word; None if it is one of Arabizi."""
    label = _spelt().get(word.translate(_HEARD))
    arabizi = label is not None and not {"0", "1"} & {*word} and word in known_words()
    return None if arabizi else label


@cache
def _spelt() -> dict[str, str]:
    """The words of labels in Latin letters, by how they look to a scanner."""
    words = (
        word for row in rows("labels") for phrase in row[-1].split(" | ") for word in phrase.split()
    )
    plain = {word for word in words if re.fullmatch("[a-z]{3,12}", word)}
    return {word.translate(_HEARD): word for word in sorted(plain, reverse=True)}

"""Where patterns are tried is only faster: a plain search of the whole text finds the same."""

import random
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from siyada.shield.dates import birth_dates
from siyada.shield.identifiers import IDENTIFIERS
from siyada.shield.pattern import Pattern
from siyada.shield.reading import read
from tools.documents.fill import fill, models
from tools.documents.noise import FORMS
from tools.documents.people import FOLDER

PATTERNS = (*IDENTIFIERS, *birth_dates())
FAR = 1_000_000
"""Characters beside a digit that take in any text."""


def _plain(pattern: Pattern) -> Pattern:
    """The same pattern, tried everywhere; around its labels only where it needs one."""
    figures = min(1, pattern.figures)
    return replace(pattern, begins="anywhere", needs=(), reach=None, beside=FAR, figures=figures)


def _texts() -> Iterator[str]:
    """A document of every sixth model, in the form that it asks for."""
    for number, model in enumerate(models(FOLDER)[::6]):
        dice = random.Random(number)  # noqa: S311 - documents, not secrets
        form = FORMS.get(model.form)
        yield (fill(model, dice, form) if form else fill(model, dice)).text


def test_patterns_find_where_they_are_tried_what_a_plain_search_finds() -> None:
    for text in _texts():
        reading = read(text)
        for pattern in PATTERNS:
            if reading.numbers or not pattern.figures:
                assert list(pattern.find(reading, None)) == list(
                    _plain(pattern).find(reading, None)
                )


_PIECES = st.sampled_from(
    (
        *("06", "61", "BH", "451207", "CIN", "né le", "12", "1985", "mars", "a", "A", "7", "0000"),
        *("/", "-", ".", " ", "\n", ":", "@", "(", ")", "::", "_", "\u0662", "3.", "4d.", "+212"),
        *("permis", "anniversaire", "ma", "IBAN", "نمرة", "ICE", "x.ma", "enfants", "lat"),
        *("33.5731", "né a Fes"),
    )
)


@given(st.lists(_PIECES, max_size=24).map("".join))
@example("enfants : Adam (12/03/2015)")
@example("permis 1. ALAMI\n3. 12/03/1985")
@example("nee a Fes le 12/03/1985")
@example("3id milad: 12/03/1985")
@example("A_a@x.ma")
def test_patterns_find_in_pieces_put_together_what_a_plain_search_finds(text: str) -> None:
    reading = read(text)
    for pattern in PATTERNS:
        # A plain search looks beside digits, where there are some.
        if pattern.sign is None and (reading.numbers or not pattern.figures):
            assert list(pattern.find(reading, None)) == list(_plain(pattern).find(reading, None))


@given(st.lists(_PIECES, max_size=24).map("".join))
@example("رخصة السياقة\n3. 12/03/1985")
@example("né(e) a Fes le 12/03/1985")
@example("bday: 12/03/1985, 3id lmilad, عيد ميلادها, drari")
def test_a_sign_is_looked_for_only_where_one_of_its_words_stands(text: str) -> None:
    reading = read(text)
    for pattern in PATTERNS:
        if pattern.sign is not None:
            whole = replace(pattern, sign=pattern.sign._replace(words=()))
            assert list(pattern.find(reading, None)) == list(whole.find(reading, None))

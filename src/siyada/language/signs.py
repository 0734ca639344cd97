"""What signs tell of the language of a text in Latin letters, which its letters do not.

A question or a call begins with an inverted sign in Spanish, and hardly anywhere else (Ortografía
de la lengua española, 2010, on signos de interrogación y de exclamación). A space stands before `!`
and `?` in French (Lexique des règles typographiques en usage à l'Imprimerie nationale, 2002), and
seldom in what else is written here.
"""

import re
from collections.abc import MutableSequence

from siyada.language.ngrams import LONGEST

FRENCH, SPANISH = 2.0, 4.0
"""What the sign adds to the logarithm of the odds of its language, in nats. Of the fragments of two
or three words of the lines to learn from, 4.4 % of those in French have such a space, 0.14 % in
Darija, 0.13 % in Tamazight, 0.05 % in Spanish (3.4 nats and more); 2.6 % of those in Spanish an
inverted sign, and none in another language. Less is added, for many who write Darija do so on
keyboards of French. From 2 to 3 and from 3 to 5 nothing changes on the lines for tuning."""
FRENCH_AT, SPANISH_AT = 2, 3
"""Their columns among those of the Latin script."""
_SPACED = re.compile(r"[^\W\d_][ \u00a0\u202f]+[!?]")


def weigh(scores: MutableSequence[float], text: str) -> None:
    """Add what signs among the first LONGEST characters of a text in Latin letters tell.

    `scores` are logarithms of odds, in nats: those of the columns of the Latin script.

    >>> scores = [0.0] * 8
    >>> weigh(scores, "Ah !")
    >>> scores[1:4]
    [0.0, 2.0, 0.0]
    """
    text = text[:LONGEST]
    if ("?" in text or "!" in text) and _SPACED.search(text):
        scores[FRENCH_AT] += FRENCH
    if "\u00bf" in text or "\u00a1" in text:
        scores[SPANISH_AT] += SPANISH

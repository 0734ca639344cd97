"""The characters of a text as numbers, so that all of them are worked on together."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
"""The code points of a text, one a character; halves of surrogate pairs stay as they are."""

PLANES = 0x20000
"""Code points of which tables hold what becomes of each: the first two planes."""
GONE, MORE = 0x200000, 0x200001
"""What a table holds of a character of which nothing stays, or more than one character."""
_UNKNOWN = 0x200002


def codes_of(text: str) -> Codes:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def text_of(codes: Codes) -> str:
    """The text of some code points."""
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


class Forms:
    """What becomes of each character, worked out when it is first met in any text."""

    def __init__(self, form: Callable[[str], str]) -> None:
        """`form` gives what becomes of one character, whatever stands around it."""
        self._form = form
        self._table = np.full(PLANES, _UNKNOWN, np.uint32)

    def of(self, codes: Codes) -> Codes | None:
        """What becomes of each character, `GONE` and `MORE` included.

        None if one of them lies beyond the first two planes.
        """
        if codes.max(initial=0) >= PLANES:
            return None
        forms = self._table[codes]
        if forms.max(initial=0) == _UNKNOWN:
            for code in np.unique(codes[forms == _UNKNOWN]).tolist():
                self._table[code] = self._worked_out(code)
            forms = self._table[codes]
        return forms

    def _worked_out(self, code: int) -> int:
        form = self._form(chr(code))
        return ord(form) if len(form) == 1 else MORE if form else GONE


class Latin:
    """What becomes of each of the first 256 characters, for texts that have no others.

    Such texts are one byte a character, so that what becomes of them is looked up as fast as they
    are copied.
    """

    def __init__(self, form: Callable[[str], str]) -> None:
        """`form` gives what becomes of one character, whatever stands around it."""
        forms = map(form, map(chr, range(1 << 8)))
        self._table = bytes(ord(one) if len(one) == 1 and one < "\u0100" else 0 for one in forms)

    def of(self, text: str) -> str | None:
        """What a text becomes, character by character; the text itself where that is the same.

        None if it holds others, or one that becomes none of the first 256, or several, or nothing.

        >>> Latin(str.upper).of("été"), Latin(str.upper).of("œuf")
        ('ÉTÉ', None)
        """
        try:
            signs = text.encode("latin-1")
        except UnicodeEncodeError:
            return None
        forms = signs.translate(self._table)
        if 0 in forms:
            return None
        return text if forms == signs else forms.decode("latin-1")

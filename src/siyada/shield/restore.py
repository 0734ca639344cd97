"""Values in the place of their pseudonyms, in a text that arrives in pieces."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from siyada.shield.mask import CONTEXT, START, SYNONYMS, Pseudonyms

_CLOSING = {"[": "]", "<": ">", "{": "}", "⟦": "⟧", "【": "】", "［": "］"}
_SKIPPED = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_FEW = 4
"""Characters before a pseudonym that are alike by chance."""
_LONGEST_GAP = 6
"""Separators and invisible marks in a row that a model may put inside a pseudonym."""
_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


class _Found(NamedTuple):
    """What begins at a place: a pseudonym, nothing, or what may still become one."""

    what: Literal["pseudonym", "nothing", "more"]
    end: int = 0
    pseudonym: str = ""


class _Name(NamedTuple):
    """A name as it was read."""

    letters: str
    """Without separators, in capitals."""
    digits: str
    end: int
    """Where its last sign ends."""
    stopped: int
    """Where reading stopped, separators behind it included."""
    joined: bool
    """Whether an underscore stood before its digits."""


_NOTHING = _Found("nothing")
_MORE = _Found("more")


class _Vocabulary:
    """The names of the kinds that were issued, and their numbers."""

    def __init__(self, pseudonyms: Iterable[str]) -> None:
        self.kinds: dict[str, tuple[str, bool]] = {}
        """A name without separators to its kind, and whether it is ours or a synonym."""
        self._letters: dict[bool, set[str]] = {True: set(), False: set()}
        """Beginnings of names, of all of them within brackets (True), of ours without."""
        self._numbers: dict[str, set[str]] = {}
        """Beginnings of the numbers of a kind."""
        for pseudonym in pseudonyms:
            kind, _, number = pseudonym[1:-1].rpartition("_")
            if kind not in self._numbers:
                self._learn(kind)
            self._numbers[kind].update(number[:length] for length in range(1, len(number) + 1))

    def _learn(self, kind: str) -> None:
        self._numbers[kind] = set()
        for name in (kind, *SYNONYMS.get(kind, ())):
            plain = re.sub(r"[_-]", "", name)
            self.kinds.setdefault(plain, (kind, name == kind))
            beginnings = {plain[:length] for length in range(1, len(plain) + 1)}
            self._letters[True] |= beginnings
            if name == kind:
                self._letters[False] |= beginnings

    def start(self) -> re.Pattern[str]:
        """The signs with which a pseudonym may begin."""
        initials = "".join(sorted(start for start in self._letters[False] if len(start) == 1))
        signs = re.escape("".join(_CLOSING) + initials + initials.lower())
        return re.compile(rf"[\\{signs}]")

    def may_begin(self, letters: str, digits: str, *, loose: bool) -> bool:
        """Whether something issued may begin with these letters and digits."""
        if not digits:
            return letters in self._letters[loose]
        kind, official = self.kinds.get(letters, ("", False))
        return (official or loose) and digits in self._numbers.get(kind, ())


class Restorer:
    """Restores a text that arrives in pieces; the result does not depend on where it was cut.

    Holds back only a tail that could still become a pseudonym that was issued. Understands what
    models make of pseudonyms: other case, spaces, brackets and digits, escapes, translated names;
    leaves alone those that were never issued.
    """

    def __init__(
        self, pseudonyms: Pseudonyms, *, encode: Callable[[str], str] | None = None
    ) -> None:
        """`encode` is applied to each restored value: within JSON, its escapes."""
        self._encode = encode
        self._writings = pseudonyms.writings
        self._places = pseudonyms.places
        self._restored: set[tuple[str, int]] = set()
        """Places whose writing was given back already."""
        self._vocabulary = _Vocabulary(pseudonyms.writings)
        self._start = self._vocabulary.start()
        self._held = ""
        self._before = START
        """The end of what was read before what is held."""
        self._replaced: list[tuple[int, int, str]] = []
        self._script: re.Pattern[str] | None = None
        """The script of the last letter read."""

    def feed(self, piece: str) -> str:
        """The next piece restored, as far as it is sure; what is not is held back."""
        if not self._writings:
            return piece
        return self._read(self._held + piece, last=False)

    def finish(self) -> str:
        """What was held back; nothing more follows."""
        return self._read(self._held, last=True) if self._held else ""

    def edits(self, text: str) -> list[tuple[int, int, str]]:
        """The places of a whole text that are restored: start, end, and value.

        The next text begins anew; places of a writing that were met stay met.
        """
        self._before, self._script, self._replaced = START, None, []
        self._read(text, last=True)
        return self._replaced

    def _read(self, text: str, *, last: bool) -> str:
        pieces: list[str] = []
        done = 0
        self._held = ""
        while (match := self._start.search(text, done)) is not None:
            start = match.start()
            found = self._look(text, start, last=last)
            if found.what == "pseudonym":
                self._pass(pieces, text[done:start])
                value = self._value(found.pseudonym)
                pieces.append(value)
                self._replaced.append((start, found.end, value))
                self._before = (self._before + text[start : found.end])[-CONTEXT:]
                done = found.end
            elif found.what == "more":
                self._pass(pieces, text[done:start])
                self._held = text[start:]
                return "".join(pieces)
            else:
                self._pass(pieces, text[done : start + 1])
                done = start + 1
        self._pass(pieces, text[done:])
        return "".join(pieces)

    def _pass(self, pieces: list[str], text: str) -> None:
        """Let ordinary text through, noting what a pseudonym behind it needs to know."""
        if not text:
            return
        pieces.append(text)
        self._before = (self._before + text)[-CONTEXT:]
        for character in reversed(text):
            if character.isalpha():
                self._script = _script(character)
                break

    def _value(self, pseudonym: str) -> str:
        """The value in one of its writings, the one that stood behind these words if there is one.

        Else one in the script of the text around it, else the first.
        """
        writings = self._writings[pseudonym]
        value = writings[0] if len(writings) == 1 else self._writing(pseudonym)
        return self._encode(value) if self._encode else value

    def _writing(self, pseudonym: str) -> str:
        """One of several writings of a value."""
        places = self._places[pseudonym]
        here = [
            number for number, (before, _) in enumerate(places) if self._before.endswith(before)
        ]
        if here:
            number = next((n for n in here if (pseudonym, n) not in self._restored), here[0])
            self._restored.add((pseudonym, number))
            return places[number][1]
        none = ("", "")
        alike = max(places, key=lambda one: _shared_end(one[0], self._before), default=none)
        if _shared_end(alike[0], self._before) > _FEW:
            return alike[1]
        writings = self._writings[pseudonym]
        fitting = (one for one in writings if self._script and self._script.search(one))
        return next(fitting, writings[0])

    def _look(self, text: str, start: int, *, last: bool) -> _Found:
        """What begins at a place that may be the beginning of a pseudonym."""
        at = start + (text[start] == "\\")
        if at == len(text):
            return _NOTHING if last else _MORE
        close = text[start:at] + _CLOSING.get(text[at], "")
        if close == "\\" or (len(close) == 2 and text[at] != "["):
            return _NOTHING
        if not close and self._inside_a_word(text, at):
            return _NOTHING
        name = self._name(text, at + bool(close), loose=bool(close))
        if name.stopped == len(text) and not last:
            return _MORE
        pseudonym = self._pseudonym(name)
        if pseudonym is None:
            return _NOTHING
        if close:
            return self._closed(text, name, close)
        goes_on = name.end < len(text) and _in_word(text[name.end])
        return _NOTHING if goes_on or not name.joined else _Found("pseudonym", name.end, pseudonym)

    def _pseudonym(self, name: _Name) -> str | None:
        """What was issued under a name."""
        kind, _ = self._vocabulary.kinds.get(name.letters, ("", False))
        pseudonym = f"[{kind}_{name.digits}]"
        return pseudonym if pseudonym in self._writings else None

    def _closed(self, text: str, name: _Name, close: str) -> _Found:
        """The pseudonym, if its bracket is closed."""
        if text.startswith(close, name.stopped):
            pseudonym = self._pseudonym(name) or ""
            return _Found("pseudonym", name.stopped + len(close), pseudonym)
        return _NOTHING

    def _inside_a_word(self, text: str, at: int) -> bool:
        return _in_word(text[at - 1] if at else self._before[-1])

    def _name(self, text: str, at: int, *, loose: bool) -> _Name:
        """The longest prefix of an issued name that stands here."""
        letters, digits, end, gap, joined = "", "", at, 0, False
        while at < len(text) and gap <= _LONGEST_GAP:
            character = text[at]
            if _SKIPPED.match(character) or (character in " -" and loose):
                gap += 1
            elif character == "_" or (character == "\\" and text[at + 1 : at + 2] in {"_", ""}):
                gap, joined = gap + 1, True
            else:
                sign = _sign(character)
                number, word = (digits + sign, letters) if sign.isdigit() else ("", letters + sign)
                broken = bool(digits) and (gap > 0 or not number)
                if broken or not self._vocabulary.may_begin(word, number, loose=loose):
                    break
                letters, digits, gap, end = word, number, 0, at + 1
                joined = joined and bool(number)
            at += 1
        return _Name(letters, digits, end, at, joined)


def _shared_end(one: str, other: str) -> int:
    """How many characters at their ends two texts share."""
    length = 0
    while length < min(len(one), len(other)) and one[-1 - length] == other[-1 - length]:
        length += 1
    return length


def _sign(character: str) -> str:
    digit = unicodedata.digit(character, None)
    return character.upper() if digit is None else str(digit)


def _in_word(character: str) -> bool:
    """Whether a character joins Latin letters and digits into a word; Arabic ones may be glued."""
    return character == "_" or character.isdigit() or bool(_LATIN.match(character))


def _script(letter: str) -> re.Pattern[str] | None:
    return next((script for script in (_ARABIC, _LATIN) if script.match(letter)), None)

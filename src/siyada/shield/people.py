"""Made-up people in the place of real ones: of the same gender, in the shape of each writing."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from siyada.shield.fold import fold
from siyada.shield.lexicon import family_names, given_names, latin, name_words
from siyada.shield.tables import rows

_Gender = Literal["f", "m"]
_Free = Callable[[str], bool]
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?")


@dataclass(frozen=True, slots=True)
class _Name:
    """One made-up name in three scripts."""

    latin: str
    arabic: str
    tifinagh: str

    def like(self, written: str) -> str:
        """In the script and the case of what is written."""
        if "\u0600" < written[0] < "\u0700":
            return self.arabic
        if written[0] >= "\u2d30":
            return self.tifinagh
        if written.isupper() and len(written) > 1:
            return self.latin.upper()
        return self.latin.lower() if written.islower() else self.latin


@dataclass(slots=True)
class _Person:
    """Who stands for somebody, and what each way of writing that stands for."""

    given: _Name
    family: _Name
    known: dict[str, str] = field(default_factory=dict)
    guessed: dict[str, str] = field(default_factory=dict)
    """What was not written, and a model may write: a part of the name, or another script."""


@dataclass(slots=True)
class People:
    """The made-up people of one conversation."""

    _people: dict[int, _Person] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def of(self, number: int, value: str, is_free: _Free) -> str:
        """What stands for one writing of the `number`th person's name."""
        parts = _parts(value)
        if number not in self._people:
            self._people[number] = self._new(_gender(parts), is_free)
        person = self._people[number]
        made = _written(value, parts, person)
        person.known.setdefault(made, value)
        self._learn(person, value, parts)
        return made

    def known(self, number: int) -> dict[str, str]:
        """What each way of writing a made-up person stands for; what was written counts first."""
        person = self._people[number]
        return person.guessed | person.known

    def _new(self, gender: _Gender, is_free: _Free) -> _Person:
        given = self._choose(_names(gender), is_free)
        return _Person(given, self._choose(_names("s"), is_free))

    def _choose(self, names: tuple[_Name, ...], is_free: _Free) -> _Name:
        """The first name that no text holds and nobody here bears; else one with a number."""
        for name in names:
            if name.latin not in self._taken and all(is_free(form) for form in _forms(name)):
                self._taken.add(name.latin)
                return name
        number = len(self._taken)
        self._taken.add(str(number))
        return _Name(
            *(f"{form}-{number}" for form in (names[0].latin, names[0].arabic, names[0].tifinagh))
        )

    def _learn(self, person: _Person, value: str, parts: "list[_Part]") -> None:
        """Guess what a model may write of a made-up person."""
        given = " ".join(part.text for part in parts if part.given)
        family = " ".join(part.text for part in parts if not part.given)
        for name, stands_for in ((person.given, given), (person.family, family)):
            if stands_for:
                for form in _forms(name):
                    person.guessed.setdefault(form, stands_for)
        if given and family:
            for first, last in zip(_forms(person.given), _forms(person.family), strict=True):
                person.guessed.setdefault(f"{first} {last}", value)


@dataclass(frozen=True, slots=True)
class _Part:
    """A word of a name."""

    start: int
    end: int
    text: str
    given: bool


def _forms(name: _Name) -> tuple[str, str, str]:
    return name.latin, name.arabic, name.tifinagh


def _parts(value: str) -> list[_Part]:
    """The words of a name, each given or not. What follows a family name is family too."""
    found = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(value)]
    longer = [word for _, _, word in found if len(word.strip(".")) > 1]
    capitals = {word for word in longer if word.isupper()}
    mixed = 0 < len(capitals) < len(longer)
    return [
        _Part(start, end, word, _is_given(word, word in capitals if mixed else None))
        for start, end, word in found
    ]


def _is_given(word: str, shouted: bool | None) -> bool:  # noqa: FBT001 - of three values
    """Whether a word is a given name: by its capitals where some have them, else by the lists."""
    if word.endswith(".") or len(word) == 1:
        return True
    if shouted is not None:
        return not shouted
    plain = _plain(word)
    given = given_names().find(plain, heard=True) or plain in name_words("more")
    family = family_names().spellings.get(plain)
    return bool(given) and not (family and not given_names().spellings.get(plain))


def _plain(word: str) -> str:
    folded = fold(word).strip(".")
    return latin(folded) if folded >= "\u2d30" else folded


def _gender(parts: list[_Part]) -> _Gender:
    for part in parts:
        if part.given and len(part.text) > 2:
            plain = _plain(part.text)
            if plain in _exceptions("f") or plain in _exceptions("m"):
                return "f" if plain in _exceptions("f") else "m"
            return "f" if plain.endswith(("a", "ah", "ه", "اء")) else "m"
    return "m"


def _written(value: str, parts: list[_Part], person: _Person) -> str:
    """The value with the made-up name in its places: given for given, family for family."""
    pieces: list[str] = []
    done = 0
    before: bool | None = None
    for part in parts:
        if part.given is before:  # the rest of a name of several words goes with its first
            done = part.end
            continue
        name = (person.given if part.given else person.family).like(part.text)
        if part.text.endswith("."):
            name = name[0] + "."
        pieces += (value[done : part.start], name)
        done, before = part.end, part.given
    return "".join((*pieces, value[done:])) if parts else person.family.like(value)


@cache
def _names(which: str) -> tuple[_Name, ...]:
    return tuple(_Name(*row[1:4]) for row in rows("surrogate-names") if row[0] == which)


@cache
def _exceptions(gender: _Gender) -> frozenset[str]:
    """Folded given names of a gender that do not end as its names mostly do."""
    lines = (row[2] for row in rows("surrogate-names") if row[0] == "ends" and row[1] == gender)
    return frozenset(fold(word) for line in lines for word in line.split())

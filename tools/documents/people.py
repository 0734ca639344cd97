"""People, places and companies that do not exist."""

import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from siyada.language import tifinagh
from siyada.shield.tables import rows

FOLDER = Path("data/documents")
Script = Literal["fr", "ar", "chat", "tf"]
"""How a word is written: French, Arabic script, Latin letters of chats, Tifinagh."""
Dice = random.Random
FOREIGN = 0.06
"""Part of the people, among those with names that no list holds, who come from elsewhere."""
_LETTERS = str.maketrans({"3": "ɛ", "7": "ḥ", "9": "q", "5": "x", "e": "", "o": "u"})
"""Figures of chats as letters of Tamazight, without the vowel that it does not write."""


@dataclass(frozen=True, slots=True)
class Word:
    """A name of a person or a place."""

    fr: str
    ar: str
    chat: str
    more: str = ""
    """The postal code of a city."""

    def written(self, script: Script) -> str:
        """The name in a script."""
        if script == "tf":
            return tifinagh.tifinagh(self.chat.replace("ou", "u").translate(_LETTERS))
        return str(getattr(self, script))


@cache
def words(name: str) -> dict[str, list[Word]]:
    """The words of a table by their kind."""
    found: dict[str, list[Word]] = defaultdict(list)
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, *cells = line.split("\t")
            found[kind].append(Word(*cells))
    return dict(found)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist."""

    woman: bool
    given: Word
    last: Word
    fathers: tuple[Word, ...]
    values: dict[str, str] = field(default_factory=dict)
    """Numbers once made, so that they are the same each time they are asked for."""

    def full(self, script: Script) -> str:
        """Given name and family name."""
        return f"{self.given.written(script)} {self.last.written(script)}"


@cache
def pool(*, held: bool) -> dict[str, list[Word]]:
    """Names to learn from, those of the shield's own lists among them; or those held back."""
    own = words("names.tsv")
    more = words("names-held.tsv")
    kept = {kind: found[2::3] + more.get(kind, []) for kind, found in own.items()}
    if held:
        return kept
    given = _listed("given-names")
    found = {
        "last": own["last"] + _listed("family-names"),
        "f": own["f"] + [word for word in given if word.ar.endswith(_OF_WOMEN)],
        "m": own["m"] + [word for word in given if not word.ar.endswith(_OF_WOMEN)],
    }
    unseen = {plain(word.fr) for some in kept.values() for word in some}
    return {
        kind: [word for word in some if plain(word.fr) not in unseen]
        for kind, some in found.items()
    }


_OF_WOMEN = ("ة", "ه", "اء", "ى")


def _listed(table: str) -> list[Word]:
    """The names of a list of the shield with an Arabic and a Latin spelling."""
    return [
        Word(latin, arabic, latin.lower())
        for arabic, latins, *_ in rows(table)
        for latin in latins.split()
        if arabic and latin and len(latin) > 3
    ]


def person(dice: Dice, coined: float = 0.0, *, held: bool = False) -> Person:
    """Somebody new; with a chance, of a family and seldom a given name that no list holds."""
    names = pool(held=held)
    woman = dice.random() < 0.5
    fathers = tuple(dice.sample(names["m"], 2))
    given, last = dice.choice(names["f" if woman else "m"]), dice.choice(names["last"])
    if coined and dice.random() < FOREIGN:
        names = words("names-foreign.tsv")
        given, last = dice.choice(names["f" if woman else "m"]), dice.choice(names["last"])
    elif coined and dice.random() < coined:
        last = family_word(dice)
    if coined and dice.random() < coined / 2:
        given = given_word(dice, woman=woman)
    return Person(woman, given, last, fathers)


_CONSONANTS = (
    *(("b", "ب", "b"), ("d", "د", "d"), ("f", "ف", "f"), ("k", "ك", "k"), ("l", "ل", "l")),
    *(("m", "م", "m"), ("n", "ن", "n"), ("r", "ر", "r"), ("s", "س", "s"), ("t", "ت", "t")),
    *(("z", "ز", "z"), ("ch", "ش", "ch"), ("gh", "غ", "gh"), ("kh", "خ", "5"), ("j", "ج", "j")),
    *(("k", "ق", "9"), ("h", "ح", "7"), ("s", "ص", "s"), ("t", "ط", "t"), ("h", "ه", "h")),
    *(("g", "ك", "g"), ("y", "ي", "y"), ("ou", "و", "w"), ("r", "ر", "r"), ("l", "ل", "l")),
)
_VOWELS = (("a", "ا", "a"), ("i", "ي", "i"), ("ou", "و", "o"), ("a", "", "a"), ("e", "", ""))
_BEFORE = (
    *((("", "", ""),) * 6),
    *(("El ", "ال", "l"), ("El ", "ال", "el "), ("Al ", "ال", "al "), ("Ben", "بن", "ben")),
    *(
        ("Aït ", "أيت ", "ait "),
        ("Bou", "بو", "bou"),
        ("Ou", "أو", "ou"),
        ("Oulad ", "ولاد ", "oulad "),
    ),
)
_BEHIND = (
    *((("", "", ""),) * 3),
    *((("i", "ي", "i"),) * 4),
    *(("aoui", "اوي", "awi"), ("ani", "اني", "ani"), ("ane", "ان", "an"), ("a", "ة", "a")),
    *(("ou", "و", "o"), ("ine", "ين", "in")),
)


def family_word(dice: Dice) -> Word:
    """The name of a family that nobody bears, built as such names are."""
    return _glued(dice.choice(_BEFORE), _stem(dice), dice.choice(_BEHIND))


def given_word(dice: Dice, *, woman: bool) -> Word:
    """A given name that nobody bears."""
    end = ("a", "ة", "a") if woman and dice.random() < 0.6 else ("", "", "")
    return _glued(("", "", ""), _stem(dice), end)


def _stem(dice: Dice) -> tuple[str, str, str]:
    sounds = [dice.choice(_CONSONANTS)]
    for _ in range(dice.choice((1, 1, 2))):
        sounds += [dice.choice(_VOWELS), dice.choice(_CONSONANTS)]
        if dice.random() < 0.25:
            sounds.append(dice.choice(_CONSONANTS))
    fr, ar, chat = ("".join(forms) for forms in zip(*sounds, strict=True))
    return fr.capitalize(), ar, chat


def _glued(before: tuple[str, ...], stem: tuple[str, ...], behind: tuple[str, ...]) -> Word:
    fr = before[0] + (stem[0] if before[0].endswith(" ") or not before[0] else stem[0].lower())
    return Word(fr + behind[0], before[1] + stem[1] + behind[1], before[2] + stem[2] + behind[2])


def name(one: Person, form: str, script: Script, dice: Dice) -> str:
    """A name in one of the forms of a document."""
    given, last = one.given.written(script), one.last.written(script)
    if script == "chat":
        given, last = respelt(given, dice), respelt(last, dice)
    if form == "any":
        form = dice.choice(("full", "full", "given", "last", "formal", "double"))
    if form in _BARE:
        return _BARE[form](given, last)
    return _LONGER[form](one, f"{given}|{last}", script, dice)


_BARE: dict[str, Callable[[str, str], str]] = {
    "full": lambda given, last: f"{given} {last}",
    "given": lambda given, _: given,
    "last": lambda _, last: last,
    "formal": lambda given, last: f"{last.upper()} {given}",
    "caps": lambda given, last: f"{given} {last}".upper(),
    "small": lambda given, last: f"{given} {last}".lower(),
}


def _double(one: Person, name: str, script: Script, dice: Dice) -> str:
    """Two given names and that of the family."""
    second = dice.choice(words("names.tsv")["f" if one.woman else "m"]).written(script)
    return name.replace("|", f" {second} ")


def _honour(one: Person, name: str, script: Script, dice: Dice) -> str:
    return f"{dice.choice(_HONOURS[script, one.woman])} {name.replace('|', ' ')}"


def _short(_one: Person, name: str, script: Script, _dice: Dice) -> str:
    """A given name and the first letter of the family's."""
    given, last = name.split("|")
    return f"{given} {last[0].upper()}." if script in {"fr", "chat"} else given


def _initial(_one: Person, name: str, script: Script, _dice: Dice) -> str:
    given, last = name.split("|")
    return f"{given[0]}. {last}" if script == "fr" else f"{given} {last}"


def _kunya(one: Person, _name: str, script: Script, dice: Dice) -> str:
    """Mother or father of a child."""
    child = dice.choice(words("names.tsv")["m"]).written(script)
    first = {"ar": ("أم", "أبو"), "tf": ("ⵓⵎ", "ⴱⵓ")}.get(script, ("Oum", "Abou"))
    return f"{first[0] if one.woman else first[1]} {child}"


def _chain(one: Person, name: str, script: Script, _dice: Dice) -> str:
    """With the father and his father."""
    of = {"ar": ("بنت", "بن"), "tf": ("ⵓⵍⵜ", "ⵓ")}.get(script, ("bent", "ben"))
    father, grandfather = (word.written(script) for word in one.fathers)
    fathers = f" {of[0] if one.woman else of[1]} {father} {of[1]} {grandfather} "
    return name.replace("|", fathers)


def _married(one: Person, name: str, script: Script, dice: Dice) -> str:
    """A wife with her husband's name, in French."""
    name = name.replace("|", " ")
    if not one.woman or script != "fr":
        return name
    other = dice.choice(words("names.tsv")["last"]).written(script)
    return f"{name} {dice.choice(('ép.', 'épouse'))} {other}"


_LONGER: dict[str, Callable[[Person, str, Script, Dice], str]] = {
    "double": _double,
    "honour": _honour,
    "short": _short,
    "initial": _initial,
    "kunya": _kunya,
    "chain": _chain,
    "married": _married,
}
_HONOURS: dict[tuple[Script, bool], tuple[str, ...]] = {
    ("fr", False): ("Moulay", "Sidi", "Haj", "El Haj"),
    ("fr", True): ("Lalla", "Hajja", "Lalla"),
    ("ar", False): ("مولاي", "سيدي", "الحاج"),
    ("ar", True): ("لالة", "للا", "الحاجة"),
    ("chat", False): ("moulay", "sidi", "lhaj", "haj"),
    ("chat", True): ("lalla", "hajja", "lhajja"),
    ("tf", False): ("ⵎⵓⵍⴰⵢ", "ⵙⵉⴷⵉ", "ⵍⵃⴰⵊ"),
    ("tf", True): ("ⵍⴰⵍⵍⴰ", "ⵍⵃⴰⵊⵊⴰ"),
}
_SPELLINGS = (
    *(("ou", "o"), ("ou", "u"), ("ou", "w"), ("ch", "sh"), ("k", "q"), ("q", "9"), ("ee", "i")),
    *(("i", "y"), ("i", "e"), ("e", "i"), ("h", "7"), ("kh", "5"), ("gh", "4"), ("s", "ss")),
    *(("ss", "s"), ("mm", "m"), ("ll", "l"), ("dd", "d"), ("nn", "n"), ("aa", "a"), ("a", "aa")),
    *(("ane", "an"), ("ine", "in"), ("ia", "iya"), ("ae", "a2"), ("a", "e"), ("dr", "dri")),
    *(("c", "s"), ("dj", "j"), ("j", "dj"), ("k", "9"), ("aa", "3a"), ("ai", "ay"), ("ya", "ia")),
)


def respelt(word: str, dice: Dice) -> str:
    """A name in another of the spellings that chats give it, half of the time."""
    for before, after in dice.sample(_SPELLINGS, 6):
        if before in word[1:] and dice.random() < 0.25:
            word = word[0] + word[1:].replace(before, after, 1)
    return word


def mailbox(one: Person, dice: Dice) -> str:
    """An address of e-mail as people choose them."""
    given, last = (plain(word.fr) for word in (one.given, one.last))
    left = dice.choice(
        (
            f"{given}.{last}",
            f"{given[0]}{last}",
            f"{last}.{given}",
            f"{given}_{last}",
            f"{given}{dice.randint(70, 99)}",
            f"{last}{dice.randint(1, 999)}",
        )
    )
    return (
        f"{left}@{dice.choice(('example.ma', 'example.com', 'courriel.example', 'poste.example'))}"
    )


def profile(one: Person, dice: Dice) -> str:
    """The page of somebody in a social network."""
    network = dice.choice(("www.facebook.com", "www.linkedin.com/in", "www.instagram.com"))
    return f"https://{network}/{mailbox(one, dice).split('@')[0]}"


def plain(text: str) -> str:
    """Small letters without marks and spaces."""
    marked = unicodedata.normalize("NFD", text.lower())
    return re.sub(r"[^a-z0-9]", "", marked)


def address(form: str, script: Script, dice: Dice) -> str:
    """A dwelling: `town` or `rural`."""
    places = {kind: dice.choice(found) for kind, found in words("places.tsv").items()}
    parts = {kind: place.written(script) for kind, place in places.items()}
    numbers = {"number": str(dice.randint(1, 289)), "flat": str(dice.randint(1, 12))}
    way = dice.choice(_shapes()["ways", script][0].split("|"))
    letter = dice.choice("ABCDEFGHK")
    return dice.choice(_shapes()[form, script]).format(
        **parts, **numbers, way=way, letter=letter, post=places["city"].more
    )


@cache
def _shapes() -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for line in (FOLDER / "addresses.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            form, script, shape = line.split("\t")
            found[form, script].append(shape)
    return dict(found)

"""Arabics of the east in the making: Standard Arabic with the words that each of them has instead.

What is near to Darija is rare in the sources; the table `data/identify/dialects.tsv` was written
for this project. The topic stays, the words that tell a dialect come: so no topic tells it.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache

from tools.identification import variants
from tools.identification.texts import OWN

Dice = random.Random
COMMON = 3
"""A word that is in more of the standard texts than this tells no dialect."""
Words = Mapping[str, Sequence[str]]

FUTURE = {"arz": ("ه",), "apc": ("رح ", "راح "), "gulf": ("ب", "راح "), "acm": ("راح ", "رح ")}
PRESENT = {"arz": ("ب",), "apc": ("ب", "عم "), "gulf": ("",), "acm": ("",)}
NOT = {"arz": ("مش", "ما"), "apc": ("ما", "مش"), "gulf": ("ما", "مب"), "acm": ("ما", "مو")}
_FUTURE = re.compile(r"(?<!\w)(?:سوف |س)(?=[يتن]\w{3})")
_PRESENT = re.compile(r"(?<![\w])(?=[ي]\w{3,}(?!\w))")
_NOT = re.compile(r"(?<!\w)(?:لا|لم|لن)(?= \w)")


@cache
def tables() -> dict[str, Words]:
    """For each dialect, its words for those of Standard Arabic."""
    head, *rows = (OWN / "dialects.tsv").read_text(encoding="utf-8").splitlines()
    names = head.split("\t")[1:]
    found: dict[str, dict[str, Sequence[str]]] = {name: {} for name in names}
    for row in rows:
        standard, *others = row.split("\t")
        for name, forms in zip(names, others, strict=True):
            if forms != "-":
                found[name][standard] = forms.split("|")
    return dict(found)


def rewritten(
    words: Sequence[str], name: str, standard: Collection[str], dice: Dice
) -> tuple[list[str], list[int]]:
    """The words with those of the dialect, and the places of these where they are not standard."""
    table = tables()[name]
    found: list[str] = []
    places: list[int] = []
    for word in words:
        plain = re.sub(r"[^\w]|[\u064b-\u0652]", "", word)
        begin = "و" if plain not in table and plain[:1] == "و" and plain[1:] in table else ""
        forms = table.get(plain[len(begin) :])
        form = begin + dice.choice(forms) if forms else word
        if forms and form not in standard:
            places.append(len(found))
        found.append(form)
    return found, places


def maker(texts: Sequence[str], names: Sequence[str]) -> Callable[[Dice], str]:
    """A maker of texts in one of the dialects, most of them a few words around one of its own."""
    counts = Counter(word for text in texts for word in text.split())
    standard = {word for word, count in counts.items() if count > COMMON}

    def make(dice: Dice) -> str:
        while True:
            name = dice.choice(names)
            words = _verbs(dice.choice(texts), name, dice).split()
            words, places = rewritten(words, name, standard, dice)
            if places and len(places) * 4 >= len(words):
                return variants.loose_arabic(_window(words, places, dice), dice)

    return make


def _verbs(text: str, name: str, dice: Dice) -> str:
    """The future, the present and the negation of the dialect."""
    text = _FUTURE.sub(lambda _: dice.choice(FUTURE[name]), text)
    if dice.random() < 0.6:
        text = _PRESENT.sub(lambda _: dice.choice(PRESENT[name]), text)
    return _NOT.sub(lambda _: dice.choice(NOT[name]), text)


def _window(words: Sequence[str], places: Sequence[int], dice: Dice) -> str:
    if dice.random() < 0.4:
        return " ".join(words)
    count, place = dice.choice((2, 2, 3, 3, 4, 6)), dice.choice(places)
    start = max(0, place - dice.randrange(count))
    return " ".join(words[start : start + count])

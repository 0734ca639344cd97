"""The words of addresses: streets, buildings, hamlets, and what Arabic glues before them."""

from functools import cache

from siyada.shield.fold import fold
from siyada.shield.lexicon import places
from siyada.shield.tables import rows


@cache
def kinds() -> dict[str, str]:
    """Words of addresses, to street, unit, rural, number or join."""
    return {fold(word): kind for kind, words in rows("address-words") for word in words.split()}


def kind_of(word: str) -> tuple[str, int]:
    """What a word is in an address, and how many letters are glued before it."""
    return forms().get(word, ("", 0))


@cache
def forms() -> dict[str, tuple[str, int]]:
    """Every form of the words of addresses: as they stand, and with what Arabic glues to them."""
    bare = {form for word in kinds() for form in (word, word.removeprefix("ا"), "ال" + word)}
    every = {before + word for word in bare for before in ("", *GLUED)}
    return {form: kind for form in every if (kind := _worked_out(form))[0]}


def _worked_out(word: str) -> tuple[str, int]:
    known = kinds()
    if word in known:
        return known[word], 0
    for length in glued_letters(word):
        bare = word[length:]
        for form in (bare, "ال" + bare[1:] if bare.startswith("ل") else bare):
            if known.get(form, "join") != "join":
                return known[form], length
    if word.startswith("ال") and known.get(word[2:], "join") != "join":
        return known[word[2:]], 0
    return "", 0


GLUED = tuple("وفبلكد") + tuple(one + two for one in "وف" for two in "بلفكد")
"""What Arabic glues before a word: one letter, or two."""


def glued_letters(word: str) -> tuple[int, ...]:
    """How many letters may be glued before a word of Arabic: و ف ب ل ك د, or two of them."""
    if len(word) < 3 or not "\u0600" < word[0] < "\u0700" or word[0] not in "وبلفكد":
        return ()
    return (1, 2) if word[0] in "وف" and word[1] in "بلفكد" else (1,)


@cache
def beginnings_of_places() -> dict[str, int]:
    """Words with which a city may begin, behind how many glued letters."""
    every = (before + word for word in places() for before in (*GLUED, ""))
    return {form: cut for form in every if (cut := _cut(form)) is not None}


def _cut(word: str) -> int | None:
    return next((cut for cut in (0, *glued_letters(word)) if word[cut:] in places()), None)

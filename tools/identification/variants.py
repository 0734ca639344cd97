"""Other spellings of a text: letters left out, messages in haste, other scripts, mixed-up words.

What people type is looser than what corpora hold. Each function takes the dice last.
"""

import random
import re
import unicodedata

Dice = random.Random


def unmarked(text: str) -> str:
    """Latin letters without accents and dots below."""
    bare = unicodedata.normalize("NFD", text.translate(_PLAIN_LATIN))
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


_PLAIN_LATIN = str.maketrans({"œ": "oe", "æ": "ae", "ʷ": "w"})
_LOOSE_ARABIC = str.maketrans("أإآٱىؤئ", "اااايوي")


def loose_arabic(text: str, dice: Dice) -> str:
    """Arabic as it is typed in haste: no hamza, now and then ه for ة, no vowel signs."""
    text = "".join(sign for sign in text if not "\u064b" <= sign <= "\u065f")
    if dice.random() < 0.7:
        text = text.translate(_LOOSE_ARABIC)
    return re.sub("ة(?![\\w])", "ه", text) if dice.random() < 0.3 else text


_HASTE = (
    (r"\bquoi\b", ("koi", "quoi", "koa")),
    (r"\bpour\b", ("pr", "pour")),
    (r"\bc'est\b", ("c", "cest", "c'est")),
    (r"\bs'il (?:vous|te) pla[iî]t\b", ("svp", "stp")),
    (r"\bque\b", ("ke", "que", "q")),
    (r"\bj'ai\b", ("jai", "g", "j'ai")),
    (r"\bje (?=\w)", ("j", "je ", "je ")),
    (r"\bbeaucoup\b", ("bcp",)),
    (r"\bcombien\b", ("combien", "cb", "cmb")),
    (r"\bparce que\b", ("pcq", "parceke")),
    (r"\bquand\b", ("qd", "quand")),
    (r"\btoujours\b", ("tjrs", "tjr")),
    (r"\bvous\b", ("vs", "vous")),
    (r"\bavec\b", ("avc", "avec")),
    (r"\bqu'", ("qu", "k", "qu'")),
)


def hasty_french(text: str, dice: Dice) -> str:
    """French as in short messages."""
    text = text.lower().replace("’", "'")
    for pattern, forms in _HASTE:
        text = re.sub(pattern, lambda _, forms=forms: dice.choice(forms), text)  # type: ignore[misc]  # the default binds
    if dice.random() < 0.5:
        text = text.replace("'", dice.choice(("", " ")))
    return unmarked(text) if dice.random() < 0.6 else text


_TIFINAGH_STYLES = (
    dict(zip("ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯ", "abgdḍefkhḥɛxqijlmnurṛɣsṣctṭwyzẓʷ", strict=True)),
    dict(zip("ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯ",
             ["a", "b", "g", "d", "d", "e", "f", "k", "h", "h", "3", "kh", "q", "i", "j", "l", "m",
              "n", "ou", "r", "r", "gh", "s", "s", "ch", "t", "t", "w", "y", "z", "z", ""],
             strict=True)),
    dict(zip("ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯ",
             ["a", "b", "g", "d", "d", "e", "f", "k", "h", "7", "3", "x", "9", "i", "j", "l", "m",
              "n", "u", "r", "r", "4", "s", "s", "c", "t", "t", "w", "y", "z", "z", "w"],
             strict=True)),
    dict(zip("ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯ",
             ["a", "b", "g", "d", "d", "e", "f", "k", "h", "h", "a", "kh", "q", "i", "j", "l", "m",
              "n", "u", "r", "r", "gh", "s", "s", "ch", "t", "t", "w", "y", "z", "z", ""],
             strict=True)),
)  # fmt: skip
_TIFINAGH_ARABIC = str.maketrans(dict[str, str | int | None](zip(
    "ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯ",
    ["ا", "ب", "گ", "د", "ض", "", "ف", "ك", "ه", "ح", "ع", "خ", "ق", "ي", "ج", "ل", "م",
     "ن", "و", "ر", "ر", "غ", "س", "ص", "ش", "ت", "ط", "و", "ي", "ز", "ز", ""], strict=True,
)))  # fmt: skip


def tifinagh_in_latin(text: str, dice: Dice) -> str:
    """Tamazight in one of the Latin spellings in use: the Institute's, by ear, with digits."""
    return text.translate({ord(a): b for a, b in dice.choice(_TIFINAGH_STYLES).items()})


def tifinagh_in_arabic(text: str, dice: Dice) -> str:
    """Tamazight in Arabic letters, with short vowels written or not."""
    text = re.sub("(?<![ⴰ-ⵯ])ⵉ", "إ", re.sub("(?<![ⴰ-ⵯ])ⵓ", "أو", text))
    if dice.random() < 0.3:
        text = re.sub("(?<=[ⴱ-ⵯ])ⴰ(?=[ⴱ-ⵯ])", "", text)
    return text.translate(_TIFINAGH_ARABIC).replace("گ", dice.choice(("گ", "ك", "ڭ")))


_DIGRAPHS = {"ch": "ش", "kh": "خ", "gh": "غ", "sh": "ش", "ou": "و", "oo": "و", "th": "ت", "dh": "د",
             "ee": "ي", "ii": "ي", "ph": "ف", "tch": "تش", "qu": "ك"}  # fmt: skip
_SIGNS = {"3": "ع", "7": "ح", "9": "ق", "2": "ء", "5": "خ", "8": "ه", "4": "غ", "6": "ط",
          "T": "ط", "S": "ص", "D": "ض", "H": "ح", "b": "ب", "t": "ت", "j": "ج", "d": "د", "r": "ر",
          "z": "ز", "s": "س", "f": "ف", "q": "ق", "k": "ك", "l": "ل", "m": "م", "n": "ن", "h": "ه",
          "w": "و", "y": "ي", "p": "ب", "v": "ف", "c": "ك", "x": "ش", "g": "ك"}  # fmt: skip
_FIRST = {"a": "ا", "e": "ا", "i": "ي", "o": "و", "u": "و", "2": "أ"}
_MARKS = str.maketrans({",": "،", "?": "؟", ";": "؛"})


def arabizi_in_arabic(text: str, dice: Dice) -> str:
    """Darija in Arabic letters, roughly as it is spelt; vowels are written or not by chance."""
    return " ".join(_arabic_word(word, dice) for word in text.translate(_MARKS).split())


def _arabic_word(word: str, dice: Dice) -> str:
    word = re.sub(r"(?<=[a-z])[A-Z](?=[a-z])", lambda found: found[0], word)
    word = word[:1].lower() + word[1:] if word[1:].islower() else word
    article = re.match(r"(?:l(?=[^aeiouyl\W])|ll|([SDTsdtrznc])(?=\1))", word)
    if article and len(word) > 3 and dice.random() < 0.85:
        return "ال" + _spell(word[article.end() :], dice)
    return _spell(word, dice)


def _spell(word: str, dice: Dice) -> str:
    found, place = [], 0
    while place < len(word):
        pair = word[place : place + 2].lower()
        if pair in _DIGRAPHS and not word[place].isdigit():
            found.append(_DIGRAPHS[pair])
            place += 2
            continue
        sign, first, last = word[place], place == 0, place == len(word) - 1
        if found and sign == word[place - 1] and sign.isalpha():
            place += 1
            continue
        found.append(_vowel_or_sign(sign, dice, first=first, last=last))
        place += 1
    return "".join(found)


def _vowel_or_sign(sign: str, dice: Dice, *, first: bool, last: bool) -> str:
    low = sign.lower()
    if first and low in _FIRST:
        return _FIRST[low]
    if low == "a":
        return dice.choice("اة") if last else dice.choice(("ا", "ا", ""))
    if low == "e":
        return dice.choice("يةا") if last else ""
    if low == "i":
        return "ي" if last else dice.choice(("ي", "ي", ""))
    if low in "ou":
        return "و" if last else dice.choice(("و", "و", ""))
    return _SIGNS.get(sign, _SIGNS.get(low, sign))


def scrambled(words: list[str], dice: Dice) -> str:
    """Words of no language: halves of real ones joined, or letters replaced."""
    if dice.random() < 0.5:
        return " ".join(_swap(word, dice) for word in words)
    return " ".join(_halves(dice.choice(words), dice.choice(words)) for _ in words)


_VOWELS, _CONSONANTS = "aeiou", "bcdfghjklmnprstvz"


def _swap(word: str, dice: Dice) -> str:
    found = []
    for sign in word:
        if sign in _VOWELS and dice.random() < 0.6:
            found.append(dice.choice(_VOWELS))
        elif sign in _CONSONANTS and dice.random() < 0.5:
            found.append(dice.choice(_CONSONANTS))
        elif "\u0621" <= sign <= "\u064a" and dice.random() < 0.5:
            found.append(dice.choice("ابتجحدرزسشطعغفقكلمنهويپچگ"))
        else:
            found.append(sign)
    return "".join(found)


def _halves(one: str, other: str) -> str:
    return one[: (len(one) + 1) // 2] + other[len(other) // 2 :]

"""Words in Latin and in Arabic letters, to learn from: our tables, DODa, a dictionary, places."""

import csv
import gzip
import io
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from siyada.language.normalise import normalise
from siyada.language.tables import rows

_LATIN = re.compile(r"[A-Za-z0-9à-ÿ'’]+")
_ARABIC = re.compile("[\u0621-\u064a\u067e\u06a4\u06ad\u06af\u0686]+")
_ARTICLE = re.compile(r"(?:[lL](?=[^aeiouyl]..)|([^aeiouy\W])(?=\1..))")

# Sounds of the dictionary's two notations, as Moroccans write them in Latin letters.
_SOUNDS = {
    "ʔ": "2", "ħ": "7", "ḥ": "7", "ʕ": "3", "ʃ": "ch", "š": "ch", "ʒ": "j", "ɣ": "gh", "ḡ": "gh",
    "x": "kh", "ḵ": "kh", "ɡ": "g", "ɪ": "i", "ṭ": "T", "ṣ": "S", "ḍ": "D", "ẓ": "D", "q": "9",
}  # fmt: skip
_LONG = {"a": "ā", "i": "ī", "u": "ū"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A word in both scripts, what it counts, and the kind of writing it is an example of."""

    latin: str
    arabic: str
    weight: float
    kind: str


def read(folder: Path) -> list[Pair]:
    """Every pair: tables of ours, and the open sets in the folder."""
    pairs = [Pair(latin, arabic, 0.3, "darija") for latin, arabic in table("arabizi")]
    pairs += [Pair(latin, arabic, 1.0, "french") for latin, arabic in table("french")]
    pairs += [Pair(latin, arabic, 5.0, "object") for latin, arabic in objects(folder)]
    pairs += [Pair(latin, arabic, 0.6, "dictionary") for latin, arabic in dictionary(folder)]
    pairs += [Pair(latin, arabic, 0.3, "place") for latin, arabic in places(folder)]
    return [bare(pair) for pair in pairs]


def bare(pair: Pair) -> Pair:
    """The pair without the article, when both sides have one: it follows a rule."""
    article = _ARTICLE.match(pair.latin)
    if article and pair.arabic.startswith(("ال", "ل")):
        rest = pair.arabic.removeprefix("ال")
        rest = rest if rest != pair.arabic else pair.arabic.removeprefix("ل")
        if article[1] or not pair.arabic.startswith("لل"):
            return Pair(pair.latin[1:], rest, pair.weight, pair.kind)
    return pair


def table(name: str) -> Iterator[tuple[str, str]]:
    """The pairs of a table of ours."""
    for arabic, spellings in rows(name):
        for latin in spellings.split():
            if " " not in arabic:
                yield latin, arabic


def objects(folder: Path) -> list[tuple[str, str]]:
    """Names of objects (DODa, MIT): people wrote both sides. Each pair of words once."""
    lines = (folder / "translit" / "doda_mit_pairs.tsv").read_text(encoding="utf-8").splitlines()
    found: Counter[tuple[str, str]] = Counter()
    for line in lines[1:]:
        latin, arabic = (side.split() for side in line.split("\t")[:2])
        if len(latin) == len(arabic):
            for one, other in zip(latin, arabic, strict=True):
                found[one.strip("()"), normalise(other.strip("()"), "match").text] += 1
    return [pair for pair in found if _LATIN.fullmatch(pair[0]) and _ARABIC.fullmatch(pair[1])]


def sentences(folder: Path) -> Iterator[str]:
    """Sentences of Darija in Latin letters (DODa, MIT)."""
    with gzip.open(folder / "doda-mit" / "sentences.csv.gz", "rt", encoding="utf-8") as lines:
        yield from (row[1] for row in csv.reader(io.StringIO(lines.read())) if len(row) > 1)


def places(folder: Path) -> Iterator[tuple[str, str]]:
    """Municipalities and provinces: official Arabic, and its French spelling."""
    for name in ("communes", "provinces_prefectures"):
        path = folder / "places-ma" / f"{name}.tsv"
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            cells = line.split("\t")
            latin = re.split("[ -]+", cells[4].replace("'", "").replace("’", "").lower())
            arabic = cells[3].split()
            if len(latin) == len(arabic):
                for one, other in zip(latin, arabic, strict=True):
                    if one and _ARABIC.fullmatch(other):
                        yield one, other


def dictionary(folder: Path) -> Iterator[tuple[str, str]]:
    """Dictionary words (Wiktionary, CC-BY-SA): from their sounds, spellings as people type them."""
    dice = random.Random(1)  # noqa: S311 - examples, not secrets
    path = folder / "wiktionary-ary" / "lexicon.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        cells = [line.rstrip("\n").split("\t") for line in lines][1:]
    for arabic, romanised, phonetic, *_ in cells:
        word = normalise(arabic, "match").text
        if _ARABIC.fullmatch(word):
            for reading in (romanised or phonetic).split("|")[:2]:
                sounds = _sounds(reading)
                for spelling in {_typed(sounds, dice) for _ in range(2)} - {""}:
                    yield spelling, word


def _sounds(reading: str) -> list[str]:
    found: list[str] = []
    phonetic = reading.startswith("/")
    for sign in re.sub(r"[/.‿() <>-]", "", reading):
        if sign == "ː" and found:
            long = _LONG.get(found[-1])
            found[-1:] = [long] if long else [found[-1], found[-1]]
        elif sign == "ˤ" and found:
            found[-1] = found[-1].upper()
        elif sign == "j" and phonetic:
            found.append("y")
        else:
            found.append(_SOUNDS.get(sign, sign))
    return found


def _typed(sounds: list[str], dice: random.Random) -> str:
    """One of the ways in which people type these sounds."""
    plain, habits = dice.random() < 0.35, {"ū": dice.choice(["o", "ou", "ou"])}
    habits |= {"kh": dice.choice(["kh"] * 6 + ["5"]), "h": dice.choice(["h"] * 9 + ["8"])}
    habits |= {"9": dice.choice(["9"] * 6 + ["q"]), "ā": "a", "ī": "i"}
    typed = []
    for place, sound in enumerate(sounds):
        after = sounds[place + 1 : place + 3]
        is_open = len(after) == 2 and after[1] in "aiuāīū"
        if sound == "a" and after:
            typed.append(dice.choice("aae" if is_open else ["a", "e", "e", ""]))
        elif sound in ("i", "u") and after:
            typed.append(dice.choice(["i", "i", "e", ""] if sound == "i" else ["o", "ou", "u", ""]))
        elif sound in ("e", "2"):
            typed.append(dice.choice(["", sound]) if place else "")
        elif sound in ("T", "S", "D") and plain:
            typed.append(sound.lower())
        else:
            typed.append(habits.get(sound, sound))
    return "".join(typed)

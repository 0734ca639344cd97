"""Sentences of open sources and of this project, to teach the network of names with."""

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from siyada.language.arabizi import arabic
from siyada.shield.classes import classed
from tools.documents import people
from tools.documents.fill import Document, Model, Value, fill
from tools.documents.noise import hushed
from tools.documents.people import Dice, Script

SENTENCES = 9000
"""Sentences taken of each language."""
PLANTED = 4400
"""Sentences of each language in which somebody is named by chance."""
REPLACED = 1200
"""Sentences of each language about somebody, in which others are put."""
ACTING = 6000
"""Verbs of Darija beside which somebody is named."""
COINED = 0.3
WRAPPED = 0.06
"""How often the end of a line cuts a planted name."""
STAND_INS = re.compile(
    r"\b(?:Tom|Mary|Marie|Sami|Layla|Yanni|Skura|Fadil|Mennad|Yuba|Ziri|John|Juan|Mar[ií]a)\b"
    r"|(?<!\w)(?:سامي|توم|ليلى|فاضل|ماري|ياني)(?!\w)"
)
"""The people of the sources' sentences, in whose places others are put."""
_STRING = re.compile(r"(?:fr|ar|text|label|title): (.{12,})")
_SCRIPTS: dict[str, Script] = {
    "arb": "ar",
    "ary-Arab": "ar",
    "ary-Latn": "chat",
    "ber-Latn": "chat",
    "zgh-Tfng": "tf",
}
_FORMS = (
    *("full", "full", "given", "given", "given", "last", "formal", "double", "chain", "initial"),
    *("honour", "any"),
)


def sentences(folder: Path, seed: int) -> Iterator[str]:
    """Sentences in which hardly anybody is named, some of them cut to three words."""
    dice = random.Random(seed)  # noqa: S311 - examples, not secrets
    for _, text in _sampled(folder, dice, SENTENCES):
        words = text.split()
        start = dice.randrange(len(words))
        yield text if dice.random() < 0.7 else " ".join(words[start : start + 3])


def others(folder: Path) -> Iterator[str]:
    """The sentences that `sentences` and `planted` never give."""
    for number, (_, text) in enumerate(_lines(folder)):
        if number % 2:
            yield text


def _sampled(folder: Path, dice: Dice, count: int) -> Iterator[tuple[str, str]]:
    """Languages and sentences, so many of each."""
    lines: dict[str, list[str]] = {}
    for number, (label, text) in enumerate(_lines(folder)):
        if number % 2 == 0:
            lines.setdefault(label, []).append(text)
    for label in sorted(lines):
        for text in dice.sample(lines[label], min(count, len(lines[label]))):
            yield label, text


def _lines(folder: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(folder / "lid" / "train.tsv.gz", "rt", encoding="utf-8") as stream:
        for line in stream:
            label, text = line.rstrip("\n").split("\t", 1)
            yield label, text


def nobody() -> Iterator[str]:
    """Texts of this project that name nobody: the record, and questions about it."""
    for path in sorted(Path("data/procedures").glob("*.yaml")):
        yield from _STRING.findall(path.read_text("utf-8"))
    for path in sorted(Path("data/questions").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            yield json.loads(line)["question"]


def peopled(folder: Path, seed: int) -> Iterator[Document]:
    """Sentences about somebody, with somebody else in each place."""
    dice = random.Random(seed)  # noqa: S311 - examples, not secrets
    taken: Counter[str] = Counter()
    for label, text in _lines(folder):
        slots = STAND_INS.sub(lambda match: _slot(match[0], dice), text.replace("{", "("))
        if slots != text and taken[label] < REPLACED:
            taken[label] += 1
            model = Model({"arb": "ar"}.get(label, "fr"), "sentence", "source", slots)
            noise = hushed(dice) if dice.random() < 0.2 else lambda text, _: text
            yield fill(model, dice, noise, coined=COINED)


def _slot(name: str, dice: Dice) -> str:
    """A slot of a model: the same letter for the same name."""
    letter = "pqrstuvwyz"[sum(name.encode()) % 10]
    return f"{{{letter}.{dice.choice(('given', 'given', 'given', 'full', 'last'))}}}"


def planted(folder: Path, seed: int) -> Iterator[Document]:
    """Sentences with names in the places of words, so that names are known wherever they stand."""
    dice = random.Random(seed)  # noqa: S311 - examples, not secrets
    own = ((_script(text), text) for text in nobody())
    for label, text in (*_sampled(folder, dice, PLANTED), *own):
        words = text.split()
        if len(words) < 3:
            continue
        start = dice.randrange(max(1, len(words) - 12))
        yield _planted(label, words[start : start + 12], dice)


def acting(folder: Path, seed: int) -> Iterator[Document]:
    """Somebody who does something, in Darija of both scripts: a verb beside a name is none of it.

    The verbs are those of the tables of conjugation of DODa.
    """
    dice = random.Random(seed)  # noqa: S311 - examples, not secrets
    verbs = sorted(_conjugated(folder))
    rest = [text for label, text in _sampled(folder, dice, ACTING) if label.startswith("ary")]
    for _ in range(ACTING):
        verb, words = dice.choice(verbs), dice.choice(rest).split()
        eastern = "\u0600" < words[0][0] < "\u0700"
        spelt = arabic(verb) if eastern else verb
        slot = f"{{p.{dice.choice(('given', 'given', 'full', 'last'))}}}"
        shapes = (f"{slot} {spelt}", f"{spelt} {slot}", spelt, f"{spelt} {spelt} {slot}")
        start = dice.randrange(max(1, len(words) - 6))
        around = " ".join(words[start : start + dice.randrange(4)]).replace("{", "(")
        text = f"{dice.choice(shapes)} {around}" if dice.random() < 0.6 else dice.choice(shapes)
        model = Model("ary-Arab" if eastern else "ary-Latn", "verb", "source", text)
        yield fill(model, dice, coined=COINED)


def _conjugated(folder: Path) -> set[str]:
    """Verbs of Darija with their persons, in Latin letters."""
    found: set[str] = set()
    for table in ("conjug_past", "conjug_present", "imperatives"):
        path = folder / "doda-mit" / "lexicon" / f"syntactic__{table}.csv"
        for line in path.read_text("utf-8").splitlines()[1:]:
            found.update(word for word in line.lower().split(",") if word.isalnum())
    return {word for word in found if len(word) > 2 and not classed(word).name}


def _script(text: str) -> str:
    """The label of a text of this project, by most of its letters."""
    if any(letter > "\u2d00" for letter in text):
        return "zgh-Tfng"
    arabic = sum("\u0600" < letter < "\u0700" for letter in text)
    return "arb" if arabic * 2 > len(text.replace(" ", "")) else "fra"


def _planted(label: str, words: list[str], dice: Dice) -> Document:
    """A sentence with one or two names in it."""
    script = _SCRIPTS.get(label, "fr")
    small = label in {"ary-Latn", "fra"} and dice.random() < 0.3
    spots = set(dice.sample(range(len(words)), 1 + (len(words) > 6 and dice.random() < 0.5)))
    text, values = "", []
    for place, word in enumerate(words):
        if place in spots and sum(map(str.isalpha, word)) > 2:
            glued = dice.choice("وبلف") if script == "ar" and dice.random() < 0.2 else ""
            name = people.name(people.person(dice, 0.1), dice.choice(_FORMS), script, dice)
            name = name.title() if script == "chat" and dice.random() < 0.5 else name
            if dice.random() < WRAPPED:
                name = name.replace(" ", dice.choice(("\n", "\n> ", "\n")), 1)
            text += glued
            values.append(Value(len(text), len(text) + len(name), "PERSON"))
            word = name + word[len(word.rstrip(".,;:!?،؟")) :]
        text += (word.lower() if small else word) + " "
    return Document(label, "planted", "source", text.rstrip(), tuple(values))


def reported(folder: Path) -> Iterator[Document]:
    """Sentences of news whose names were marked by people: the sample of Wojood."""
    with gzip.open(folder / "wojood-sample" / "train.tsv.gz", "rt", encoding="utf-8") as stream:
        sentences = stream.read().replace("\r", "").split("\n\n")
    for sentence in sentences:
        text, values = "", []
        for line in sentence.splitlines():
            word, _, labels = line.partition("\t")
            if word == "$#$":
                continue
            text += " " if text else ""
            if "B-PERS" in labels:
                values.append(Value(len(text), len(text) + len(word), "PERSON"))
            elif "I-PERS" in labels and values:
                values[-1] = Value(values[-1].start, len(text) + len(word), "PERSON")
            text += word
        yield Document("ar", "news", "wojood", text, tuple(values))

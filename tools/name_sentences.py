"""Sentences of open sources and of this project, to teach the network of names with."""

import gzip
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from siyada.language.transliterate import transliterate
from tools.documents import people
from tools.documents.fill import Document, Model, Value, fill
from tools.documents.noise import hushed
from tools.documents.people import Dice, Script
from tools.name_sources import Line, half, nobody, verbs, words

SENTENCES = 2000
"""Sentences taken of each language and each half."""
PLANTED = 2400
"""Sentences of each language and each half in which somebody is named by chance."""
REPLACED = 700
"""Sentences of each language and each half about somebody, in which others are put."""
TOLD = 2000
"""Short sentences of Darija that tell what somebody does, in each script."""
LEXICON = 1500
"""Words of a lexicon, some in a row, that name nobody."""
FAR = {"eng": 0.3, "spa": 0.3, "ary-Arab": 1.3, "ary-Latn": 1.3}
"""How many sentences of a language, where not as many as of others."""
COINED = 0.3
STRANGE = 0.2
"""How often the name of somebody planted is one that no list holds."""
WRAPPED = 0.06
"""How often the end of a line cuts a planted name."""
STAND_INS = re.compile(
    r"\b(?:Tom|Mary|Marie|Sami|Layla|Yanni|Skura|Fadil|Mennad|Yuba|Ziri|John|Juan|Mar[ií]a)\b"
    r"|(?<!\w)(?:سامي|توم|ليلى|فاضل|ماري|ياني)(?!\w)"
)
"""The people of the sources' sentences, in whose places others are put."""
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


def sentences(folder: Path, which: int) -> Iterator[str]:
    """Sentences in which hardly anybody is named, some of them cut to three words."""
    dice = random.Random(which)  # noqa: S311 - examples, not secrets
    for _, text in _sampled(half(folder, which), dice, SENTENCES):
        parts = text.split()
        start = dice.randrange(len(parts))
        yield text if dice.random() < 0.7 else " ".join(parts[start : start + 3])


def _sampled(lines: list[Line], dice: Dice, count: int) -> Iterator[Line]:
    """Languages and sentences, so many of each."""
    texts: dict[str, list[str]] = {}
    for label, text in lines:
        if text.strip():
            texts.setdefault(label, []).append(text)
    for label in sorted(texts):
        wanted = int(count * FAR.get(label, 1))
        for text in dice.sample(texts[label], min(wanted, len(texts[label]))):
            yield label, text


def rows_of_words(folder: Path, seed: int) -> Iterator[str]:
    """Words of a lexicon, one to four in a row."""
    dice = random.Random(seed)  # noqa: S311 - examples, not secrets
    known = words(folder)
    for _ in range(LEXICON):
        yield " ".join(dice.choices(known, k=dice.randint(1, 4)))


def told(folder: Path, seed: int) -> Iterator[Document]:
    """What somebody does, in Darija in both scripts: a name, a verb, some words."""
    dice = random.Random(seed)  # noqa: S311 - examples, not secrets
    known, others = verbs(folder), words(folder)
    others = others[: len(others) // 2]
    for number in range(2 * TOLD):
        verb, before = dice.choice(known), dice.choice(("", "", f"{dice.choice(others)} "))
        behind = " ".join(dice.choices(others, k=dice.randint(0, 3)))
        arabic = number % 2 == 1
        if arabic:
            verb, before, behind = (transliterate(one, "arab") for one in (verb, before, behind))
        form = dice.choice(("given", "given", "full", "any", "last"))
        text = f"{before}{{p.{form}}} {verb} {behind}".replace("{}", "").strip()
        yield fill(Model(_DARIJA[arabic], "told", "source", text), dice, coined=COINED)


_DARIJA = ("ary-Latn", "ary-Arab")


def peopled(folder: Path, which: int) -> Iterator[Document]:
    """Sentences about somebody, with somebody else in each place."""
    dice = random.Random(2 + which)  # noqa: S311 - examples, not secrets
    taken: Counter[str] = Counter()
    for label, text in half(folder, which):
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


def planted(folder: Path, which: int) -> Iterator[Document]:
    """Sentences with names in the places of words, so that names are known wherever they stand."""
    dice = random.Random(5 + which)  # noqa: S311 - examples, not secrets
    own = [(_script(text), text) for text in nobody()][which::2]
    for label, text in (*_sampled(half(folder, which), dice, PLANTED), *own):
        parts = text.split()
        if len(parts) < 3:
            continue
        start = dice.randrange(max(1, len(parts) - 12))
        yield _planted(label, parts[start : start + 12], dice)


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
            name = people.name(people.person(dice, STRANGE), dice.choice(_FORMS), script, dice)
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

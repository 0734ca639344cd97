"""Learn which words are names by what stands around them: python -m tools.train_names FOLDER.

The examples are made documents (data/documents, but for the hands kept for measuring), texts of
this project that name nobody, and sentences of the sources in docs/models/names.md, which FOLDER
holds, each in its own folder.
"""

import argparse
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from siyada.shield.names import ruled
from siyada.shield.parts import Parts
from siyada.shield.reading import read
from siyada.shield.sequence import FIRST, FURTHER, OUTSIDE, Weights, describe, sizes
from tools.documents.__main__ import documents
from tools.documents.fill import Document, Model, Value, fill
from tools.documents.noise import hushed

WEIGHTS = Path("src/siyada/shield/weights/names.npz")
SENTENCES = 1500
"""Sentences taken of each language."""
STAND_INS = re.compile(
    r"\b(?:Tom|Mary|Marie|Sami|Layla|Yanni|Skura|Fadil|Mennad|Yuba|Ziri|John|Juan|Mar[ií]a)\b"
    r"|(?<!\w)(?:سامي|توم|ليلى|فاضل|ماري|ياني)(?!\w)"
)
"""The people of the sources' sentences, in whose places others are put."""
REPLACED = 1200
"""Such sentences taken of each language."""
HANDS = "hand-a,hand-b,hand-c"
"""All but the one that only measures."""
COINED = 0.35
"""How often somebody has a name that no list holds, so that lists are not all that is learned."""
FORGOTTEN = 0.25
"""Share of the traits left out each time, so that none is relied on alone."""
_STRING = re.compile(r"(?:fr|ar|text|label|title): (.{12,})")
UNSURE = frozenset({"given", "family"})
Ints = NDArray[np.int32]


def marked(document: Document, parts: Parts) -> Ints:
    """The outcome of each word."""
    found = np.zeros(len(parts), np.int32)
    edges = [(v.start, v.end) for v in document.values if v.kind == "PERSON"]
    last = -1
    for index, match in enumerate(parts.words):
        start, end = parts.reading.original(match.start(), match.end())
        for number, (begin, stop) in enumerate(edges):
            if begin < end and start < stop:
                found[index] = FURTHER if number == last else FIRST
                last = number
    return found


def sentences(folder: Path, seed: int) -> Iterator[str]:
    """Sentences of the sources, in which hardly anybody is named."""
    lines: dict[str, list[str]] = {}
    with gzip.open(folder / "lid" / "train.tsv.gz", "rt", encoding="utf-8") as stream:
        for line in stream:
            label, text = line.rstrip("\n").split("\t", 1)
            lines.setdefault(label, []).append(text)
    dice = random.Random(seed)  # noqa: S311 - examples, not secrets
    for label in sorted(lines):
        for text in dice.sample(lines[label], min(SENTENCES, len(lines[label]))):
            words = text.split()
            start = dice.randrange(len(words))
            yield text if dice.random() < 0.7 else " ".join(words[start : start + 3])


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
    with gzip.open(folder / "lid" / "train.tsv.gz", "rt", encoding="utf-8") as stream:
        for line in stream:
            label, text = line.rstrip("\n").split("\t", 1)
            slots = STAND_INS.sub(lambda match: _slot(match[0], dice), text.replace("{", "("))
            if slots != text and taken[label] < REPLACED:
                taken[label] += 1
                model = Model({"arb": "ar"}.get(label, "fr"), "sentence", "source", slots)
                noise = hushed(dice) if dice.random() < 0.2 else lambda text, _: text
                yield fill(model, dice, noise, coined=COINED)


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


def _slot(name: str, dice: random.Random) -> str:
    """A slot of a model: the same letter for the same name."""
    letter = "pqrstuvwyz"[sum(name.encode()) % 10]
    return f"{{{letter}.{dice.choice(('given', 'given', 'given', 'full', 'last'))}}}"


def named(parts: Parts) -> Ints:
    """What a sentence teaches: words are none of a name; -1 where a name may stand unmarked."""
    taken = ruled(parts)
    found = np.zeros(len(parts), np.int32)
    for index in range(len(parts)):
        if index in taken or (not parts.ordinary(index) and parts[index].classed in UNSURE):
            found[index] = -1
    return found


def vocabulary(texts: list[Parts]) -> tuple[list[str], list[str]]:
    """Words and endings that are frequent enough to learn something of."""
    words: Counter[str] = Counter()
    endings: Counter[str] = Counter()
    for parts in texts:
        for index, match in enumerate(parts.words):
            if parts.ordinary(index) or parts[index].classed in {"word", "unknown"}:
                words[match.group()] += 1
            else:
                endings["-" + parts[index].text[-3:]] += 1
                endings[parts[index].text[:3] + "-"] += 1
    return (
        [word for word, count in words.most_common(6000) if count > 3],
        [ending for ending, count in endings.most_common(1600) if count > 5],
    )


def described(
    examples: list[tuple[Parts, Ints]], words: list[str], endings: list[str]
) -> tuple[Ints, Ints]:
    """The traits of the words of some texts, and the outcome of each."""
    known = Weights(
        {word: number for number, word in enumerate(words, 1)},
        {ending: number for number, ending in enumerate(endings, 1)},
        np.zeros((0, 3), np.int8),
        1.0,
        np.zeros(3, np.float32),
    )
    rows, wanted = [], []
    for parts, outcomes in examples:
        traits = describe(parts, known, ruled(parts))
        kept = outcomes[traits.places] >= OUTSIDE
        rows.append(traits.rows[kept])
        wanted.append(outcomes[traits.places][kept])
    return np.concatenate(rows), np.concatenate(wanted)


def learn(rows: Ints, wanted: Ints, count: int, *, rounds: int, seed: int) -> NDArray[np.float32]:
    """Weights of a linear model of three outcomes, by AdaGrad; the last row is the bias."""
    table = np.zeros((count + 1, 3), np.float32)
    squares = np.full((count + 1, 3), 1e-2, np.float32)
    dice = np.random.default_rng(seed)
    full = np.hstack([rows, np.full((len(rows), 1), count, np.int32)])
    for _ in range(rounds):
        order = dice.permutation(len(full))
        for batch in np.array_split(order, max(1, len(order) // 256)):
            here = full[batch]
            kept = dice.random(here.shape) > FORGOTTEN
            sums = (table[here] * kept[:, :, None]).sum(axis=1)
            odds = np.exp(sums - sums.max(axis=1, keepdims=True))
            odds /= odds.sum(axis=1, keepdims=True)
            odds[np.arange(len(batch)), wanted[batch]] -= 1
            touched, places = np.unique(here.ravel(), return_inverse=True)
            given = np.repeat(odds, here.shape[1], axis=0) * kept.reshape(-1, 1)
            slope = np.stack(
                [np.bincount(places, given[:, one], len(touched)) for one in range(3)], axis=1
            )
            grad = (slope / len(batch) + 2e-5 * table[touched]).astype(np.float32)
            squares[touched] += grad**2
            table[touched] -= 0.15 * grad / np.sqrt(squares[touched])
    return table


def main() -> None:
    """Learn, and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m tools.train_names")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--hands", default=HANDS, help="the hands to learn from, parted by commas")
    parser.add_argument("--count", type=int, default=6000)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    hands = frozenset(filter(None, options.hands.split(",")))
    made = list(documents(options.count, 1_000, hands, coined=COINED))
    made += peopled(options.folder, 2)
    made += reported(options.folder)
    texts = [(Parts(read(document.text)), document) for document in made]
    plain = [Parts(read(text)) for text in sentences(options.folder, 1)]
    examples = [
        *((parts, marked(document, parts)) for parts, document in texts),
        *((parts, named(parts)) for parts in plain),
        *((parts, np.zeros(len(parts), np.int32)) for parts in map(Parts, map(read, nobody()))),
    ]
    words, endings = vocabulary([parts for parts, _ in examples])
    rows, wanted = described(examples, words, endings)
    count = sum(sizes(len(words) + 1, len(endings) + 1))
    table = learn(rows, wanted, count, rounds=6, seed=1)
    scale = float(np.abs(table[:-1]).max() / 127)
    options.out.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        options.out,
        words=np.array("\n".join(words)),
        endings=np.array("\n".join(endings)),
        table=np.round(table[:-1] / scale).astype(np.int8),
        scale=np.float32(scale),
        bias=table[-1],
    )


if __name__ == "__main__":
    main()

"""The texts identification learns from: read, labelled, and split into learned and held out."""

import csv
import random
import re
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from tools.sources import lines

OWN = Path("data/identify")
RECORD = Path("data/procedures")
HELD = OWN / "held"
TAGS = {"arb": "ar", "fra": "fr", "spa": "es", "eng": "en"}
GRAM, SKETCH, NEAR = 5, 8, 0.6
"""Two lines are nearly the same when this share of their five-letter pieces is common."""


@dataclass(frozen=True, slots=True)
class Line:
    """A text, its tag, and the source it is from."""

    tag: str
    text: str
    source: str


def identification_lines(folder: Path) -> Iterator[Line]:
    """The labelled lines of the shared training file."""
    lid = folder / "lid"
    for text_row, meta_row in zip(
        lines(lid / "train.tsv.gz"), list(lines(lid / "train.meta.tsv.gz"))[1:], strict=True
    ):
        label, text = text_row.split("\t", 1)
        yield Line(TAGS.get(label, label), text, meta_row.split("\t")[2])


def part_of(text: str) -> str:
    """Which split a text is in: `test` (one in twenty), `dev` (one in twenty), or `train`."""
    return {0: "test", 1: "dev"}.get(zlib.crc32(_plain(text).encode()) % 20, "train")


def split(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Lines by split; a line to train on that nearly repeats a held-out one is left out."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[part_of(line.text)].append(line)
    held = Near(line.text for name in ("dev", "test") for line in found[name])
    found["train"] = [line for line in found["train"] if not held.has(line.text)]
    return found


def fragments(lines: Sequence[Line], seed: int, fewest: int, most: int) -> list[Line]:
    """A few neighbouring words of each line that has more."""
    dice = random.Random(seed)  # noqa: S311 - examples, not secrets
    found = []
    for line in lines:
        words = line.text.split()
        if len(words) > most:
            count = dice.randint(fewest, most)
            start = dice.randrange(len(words) - count + 1)
            text = " ".join(words[start : start + count])
            found.append(Line(line.tag, text, line.source))
    return found


class Near:
    """A set of texts that knows whether a text nearly repeats one of them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._pieces = [pieces(text) for text in texts]
        self._index: dict[int, list[int]] = defaultdict(list)
        for number, found in enumerate(self._pieces):
            for piece in _sketch(found):
                self._index[piece].append(number)

    def has(self, text: str) -> bool:
        """Whether a text shares most of its five-letter pieces with one of the set."""
        mine = pieces(text)
        near = {number for piece in _sketch(mine) for number in self._index.get(piece, ())}
        return any(_alike(mine, self._pieces[number]) for number in near)


def pieces(text: str) -> frozenset[int]:
    """The five-letter pieces of a text, as numbers."""
    plain = f" {_plain(text)} "
    return frozenset(
        zlib.crc32(plain[start : start + GRAM].encode())
        for start in range(max(1, len(plain) - GRAM + 1))
    )


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    common = len(one & other)
    return common >= NEAR * (len(one) + len(other) - common)


def _sketch(found: frozenset[int]) -> list[int]:
    return sorted(found)[:SKETCH]


def _plain(text: str) -> str:
    return re.sub(r"[\W\d_]+", " ", text.lower()).strip()


def own_lines() -> Iterator[Line]:
    """What was written for this project: the tags' own languages."""
    for path in sorted((OWN / "own").glob("*.txt")):
        for text in lines(path):
            yield Line(path.stem, text, "own")


def other_lines() -> Iterator[Line]:
    """What was written for this project in languages to reject; the tag is the file's name."""
    for path in sorted((OWN / "other").glob("*.txt")):
        for text in lines(path):
            yield Line(path.stem, text, "own")


def held_lines(kind: str) -> Iterator[Line]:
    """What was written for this project and is never learned from: `own` tags, or `other`."""
    for path in sorted((HELD / kind).glob("*.txt")):
        for text in lines(path):
            yield Line(path.stem, text, "held")


def record_lines() -> Iterator[Line]:
    """Arabic and French sentences of the record of procedures."""
    for path in sorted(RECORD.glob("*.yaml")):
        yield from _record_texts(yaml.safe_load(path.read_text(encoding="utf-8")))


def _record_texts(node: object) -> Iterator[Line]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("ar", "fr") and isinstance(value, str):
                yield Line(key, value, "record")
            else:
                yield from _record_texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _record_texts(value)


def seed_rows(folder: Path) -> Iterator[dict[str, str]]:
    """Parallel sentences in Darija, Tamazight (Tifinagh) and English."""
    rows = csv.DictReader(
        lines(folder / "oldi-seed" / "ary-zgh-eng.tsv.gz"), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    yield from rows


# Function words and forms of verbs that Standard Arabic has not.
_DARIJA = re.compile(
    r"""(?<!\w)[وف]?(?:
      ديا?ل\w{0,3} | هادو?  | ها?د[اي]ك | هادشي | هاد[يو] | ا?للي | لي | باش | بزاف | بحال | حيت
    | غادي | شي | كاين\w* | بلي | مابين | متسا?مي\w* | ماشي | وخا | داي?ما | ديما | دابا | كيفما
    | كي(?!ف(?!\w)|لو|ان|س)\w{3,} | كت(?!ب|اب|ل|ائ|ف)\w{3,} | كن(?!ا|ت|ز|د|ي|ع|ف)\w{3,}
    | تزاد\w* | تدار\w* | وحدة | جوج | تلاتة | بينات\w* | ليه[ام]? | بيه | عندو | ما\w{3,}ش
    )(?!\w)""",
    re.VERBOSE,
)


def unlisted_darija(rows: Iterable[dict[str, str]], labelled: Collection[str]) -> list[str]:
    """Darija of the parallel sentences that the labels left out, where its words show it."""
    texts = (row["ary_Arab"] for row in rows)
    return [text for text in texts if text not in labelled and _DARIJA.search(text)]


def health_lines(folder: Path) -> Iterator[Line]:
    """French and English sentences on health."""
    rows = list(lines(folder / "tico19" / "ara-fra-eng.tsv.gz"))
    names = rows[0].split("\t")
    for row in rows[1:]:
        for name, text in zip(names, row.split("\t"), strict=True):
            if name[:3] in ("fra", "eng"):
                yield Line(TAGS[name[:3]], text, "tico19")


def reels_pairs(folder: Path) -> Iterator[tuple[str, str]]:
    """Comments in Arabizi and, by a machine, in Arabic script."""
    for row in list(lines(folder / "translit" / "reels_llm_pairs.tsv"))[1:]:
        latin, arabic = row.split("\t")[:2]
        yield latin, arabic


def lexicon_words(folder: Path) -> Iterator[Line]:
    """Single Darija words in Latin script."""
    for path in sorted((folder / "doda-mit" / "lexicon").glob("*.csv")):
        if "names" in path.stem:
            continue
        for row in csv.reader(lines(path)):
            yield from (Line("ary-Latn", cell, "doda-lexicon") for cell in row[:-1] if cell)


def pairs(folder: Path) -> Iterator[Line]:
    """Sentences in Tamazight (Latin letters) and what they mean in one of four languages."""
    for label in ("ara", "fra", "spa", "eng"):
        for row in list(lines(folder / "tatoeba-amazigh" / f"ber-{label}.tsv.gz"))[1:]:
            _, tamazight, other = row.split("\t")
            yield Line("ber-Latn", tamazight, "tatoeba-amazigh")
            yield Line(TAGS.get(label, "ar"), other, "tatoeba-amazigh")


def read_aloud(folder: Path) -> Iterator[Line]:
    """Sentences that people were asked to read aloud."""
    for name, tag in (("en", "en"), ("es", "es"), ("fr", "fr"), ("kab", "ber-Latn")):
        for text in lines(folder / "common-voice-text" / f"{name}.txt.gz"):
            yield Line(tag, text, "common-voice-text")


def tweets(folder: Path) -> Iterator[str]:
    """Tweets in Darija, in Standard Arabic, or in several languages: no one says which."""
    for name in ("train", "dev"):
        for row in lines(folder / "afrisenti-ary" / f"{name}.tsv.gz"):
            yield row.rsplit("\t", 1)[0]


def fresh(found: Iterable[Line], split: Mapping[str, Sequence[Line]]) -> Iterator[Line]:
    """The lines that neither stand in a split yet nor nearly repeat what is held out there."""
    held = Near(line.text for name in ("dev", "test") for line in split[name])
    seen = {_plain(line.text) for part in split.values() for line in part}
    for line in found:
        plain = _plain(line.text)
        if plain and plain not in seen and not held.has(line.text):
            seen.add(plain)
            yield line


def switched_sentences(folder: Path) -> Iterator[list[tuple[str, str]]]:
    """Sentences of Algerian Arabizi with French: each word with its language of origin."""
    sentence: list[tuple[str, str]] = []
    for row in lines(folder / "narabizi" / "train.conllu.gz"):
        if not row:
            if sentence:
                yield sentence
            sentence = []
        elif not row.startswith("#"):
            cells = row.split("\t")
            found = re.search(r"LangO=([a-z_]+)", cells[9])
            sentence.append((cells[1], found.group(1) if found else ""))

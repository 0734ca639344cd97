"""Sentences and words of open sources, in two halves, for the network of names to learn from.

What one half teaches is taught with what the other half tells of how common words are, so that
words stand in it that no sentence was counted of, as in texts that nobody has seen.
"""

import csv
import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from siyada.language.transliterate import transliterate

Line = tuple[str, str]
"""A language and a sentence."""
HALVES = (0, 1)
_STRING = re.compile(r"(?:fr|ar|text|label|title): (.{12,})")
_HELD, _OF = 9, 10
"""Of ten lines of the sentences for identification the last is only measured on."""
_NAMES = frozenset({"semantic__malenames", "semantic__femalenames"})
_VERBS = ("syntactic__conjug_past", "syntactic__conjug_present")
_ARABIC = re.compile("[\u0620-\u064a]")


def is_held(number: int) -> bool:
    """Whether nothing is learned from a line of the sentences for identification."""
    return number % _OF == _HELD


@cache
def half(folder: Path, which: int) -> list[Line]:
    """One half of all sentences."""
    lines = list(_identified(folder, which))
    lines += [line for number, line in enumerate(_further(folder)) if number % 2 == which]
    chats = [text for label, text in lines if label == "ary-Latn"]
    return lines + [("ary-Arab", transliterate(text, "arab")) for text in chats]


def _identified(folder: Path, which: int) -> Iterator[Line]:
    with gzip.open(folder / "lid" / "train.tsv.gz", "rt", encoding="utf-8") as stream:
        for number, line in enumerate(stream):
            if number % 2 == which and not is_held(number):
                label, text = line.rstrip("\n").split("\t", 1)
                yield label, text


def _further(folder: Path) -> Iterator[Line]:
    """Sentences of sources that identification does not learn from."""
    for line in _table(folder / "afrisenti-ary" / "train.tsv.gz"):
        yield ("ary-Arab" if _ARABIC.search(line[0]) else "ary-Latn"), line[0]
    for _, french, *_ in _table(folder / "tico19" / "ara-fra-eng.tsv.gz"):
        yield "fra", french
    with gzip.open(folder / "narabizi" / "train.conllu.gz", "rt", encoding="utf-8") as stream:
        for text in stream:
            if text.startswith("# text = "):
                yield "ary-Latn", text.removeprefix("# text = ").strip()


def _table(path: Path) -> Iterator[list[str]]:
    """The lines of a table, without its heading."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        next(stream)
        for line in stream:
            yield line.rstrip("\n").split("\t")


@cache
def words(folder: Path) -> list[str]:
    """Words of Darija as a lexicon spells them, in Latin letters and in Arabic ones; no names."""
    found: set[str] = set()
    for path in sorted((folder / "doda-mit" / "lexicon").glob("*.csv")):
        if path.stem not in _NAMES:
            with path.open(encoding="utf-8") as stream:
                heading, *lines = csv.reader(stream)
            kept = [at for at, name in enumerate(heading) if name != "eng"]
            found |= {line[at] for line in lines for at in kept if at < len(line) and line[at]}
    found.discard("")
    spelt = sorted(found)
    return spelt + [transliterate(word, "arab") for word in spelt]


@cache
def verbs(folder: Path) -> list[str]:
    """What he and she did and do, in Darija in Latin letters."""
    found: list[str] = []
    for name in _VERBS:
        path = folder / "doda-mit" / "lexicon" / f"{name}.csv"
        with path.open(encoding="utf-8") as stream:
            found += [line[of] for line in csv.DictReader(stream) for of in ("howa", "hia")]
    return [verb for verb in found if verb]


def nobody() -> Iterator[str]:
    """Texts of this project that name nobody: the record, and questions about it."""
    for path in sorted(Path("data/procedures").glob("*.yaml")):
        yield from _STRING.findall(path.read_text("utf-8"))
    for path in sorted(Path("data/questions").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            yield json.loads(line)["question"]

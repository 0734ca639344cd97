"""Count the ordinary words of our own texts, so that the shield does not take them for names.

    python tools/common_words.py

Reads the record of procedures, the development questions, the sentences that identification learns
from and the lexicon of the language layer; writes `src/siyada/shield/tables/common-words.tsv`.
Words that the lists of names hold are left out, whatever the texts say.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from siyada.shield.fold import fold
from siyada.shield.tables import rows

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "src" / "siyada" / "shield" / "tables" / "common-words.tsv"
SOURCES = ("data/procedures/*.yaml", "data/questions/*.jsonl", "data/identify/own/*.txt")
LEXICON = "src/siyada/language/tables/lexicon-*.tsv"
"""A line a sense: language, headwords, part of speech, sense in English, Arabic, French."""
SENSE = 3
"""The cell of it that is in no language of ours."""
WORD = re.compile(r"(?:[2-9](?=[a-z]))?[a-z]+(?:[2-9][a-z]+)*|[\u0620-\u064a\u0671-\u06d3]+")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
WIDTH = 100
HEAD = """\
# Ordinary words of our own texts, folded, in which no people are named. Made by
# tools/common_words.py from the record of procedures, the development questions and the sentences
# for identification, and of the lexicon; licence: Apache-2.0
"""


def words() -> set[str]:
    """Every word of the sources that is no name."""
    found: set[str] = set()
    for pattern in SOURCES:
        for file in sorted(ROOT.glob(pattern)):
            text = ADDRESS.sub(" ", file.read_text(encoding="utf-8"))
            found.update(WORD.findall(fold(text)))
    for file in sorted(ROOT.glob(LEXICON)):
        for line in file.read_text(encoding="utf-8").splitlines():
            cells = [] if line.startswith("#") else line.split("\t")
            spelt = " ".join((*cells[:SENSE], *cells[SENSE + 1 : SENSE + 3]))
            found.update(WORD.findall(fold(spelt)))
    return {word for word in found if len(word) > 1} - set(names())


def names() -> Iterator[str]:
    """The words of the lists of names."""
    for table in ("given-names", "family-names"):
        for line in rows(table):
            yield from WORD.findall(fold(" ".join(line[:2])))


def lines(found: set[str]) -> Iterator[str]:
    """The words in order, as many to a line as fit."""
    line = ""
    for word in sorted(found):
        if len(line) + len(word) >= WIDTH:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line


if __name__ == "__main__":
    TARGET.write_text(HEAD + "\n".join(lines(words())) + "\n", encoding="utf-8")

"""Work out beforehand what the model of Arabizi makes of frequent words.

    python -m tools.remember_arabizi FOLDER

FOLDER holds the sources of transliteration (`SOURCES`). Their words in Latin letters are given to
the model, and its answers are written to `src/siyada/language/weights/arabizi-words.bin.gz`. To be
run anew when the tables or the weights of transliteration have changed; a test says when.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from siyada.language import arabizi, remembered
from siyada.language.analyse import spelling, tokens
from tools.sources import lines

LANGUAGE = Path(remembered.__file__).parent
_LATIN = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*")
MOST = 60_000
"""Words that are kept, the most frequent ones."""
SOURCES = (
    "doda-mit/sentences.csv.gz",
    "doda-mit/lexicon/*.csv",
    "translit/*_pairs.tsv",
    "narabizi/train.conllu.gz",
    "afrisenti-ary/train.tsv.gz",
)
"""Files with words of Arabizi, beside the sentences of identification."""
MADE_FROM = (
    "tables/arabizi.tsv",
    "tables/french.tsv",
    "tables/acronyms.tsv",
    "weights/arabizi.json.gz",
    "weights/loans.json.gz",
    "weights/arabic-words.bin.gz",
)
"""What the answers depend on."""


def main() -> None:
    """Write the file, and what it was made from."""
    (folder,) = (Path(argument) for argument in sys.argv[1:])
    counted = Counter(words(sentences(folder)))
    known = [word for word, _ in counted.most_common(MOST)]
    answers: dict[str, list[str]] = {}
    for number, word in enumerate(known):
        if number % 5_000 == 0:
            print(f"{number:,} of {len(known):,} words", file=sys.stderr)
        french = [remembered.FRENCH] if spelling(word) == remembered.FRENCH else []
        answers[word] = [*french, *arabizi.candidates(word, remembered.SPELLINGS)]
    data = remembered.packed(answers)
    (LANGUAGE / "weights" / "arabizi-words.bin.gz").write_bytes(data)
    (LANGUAGE / "weights" / "arabizi-words.sha256").write_text(digest() + "\n", encoding="utf-8")
    print(f"{len(answers):,} words, {len(data):,} bytes")


def sentences(folder: Path) -> Iterator[str]:
    """The lines of the sources."""
    for pattern in SOURCES:
        for path in sorted(folder.glob(pattern)):
            yield from lines(path)
    for line in lines(folder / "lid" / "train.tsv.gz"):
        label, _, sentence = line.partition("\t")
        if label == "ary-Latn":
            yield sentence


def words(texts: Iterable[str]) -> Iterator[str]:
    """The folded words in Latin letters that the model is asked for."""
    for text in texts:
        for token in tokens(text):
            if len(token.text) > 1 and _LATIN.fullmatch(token.text):
                yield token.text


def digest() -> str:
    """A digest of what the answers depend on."""
    found = sha256()
    for name in MADE_FROM:
        found.update((LANGUAGE / name).read_bytes())
    return found.hexdigest()


if __name__ == "__main__":
    main()

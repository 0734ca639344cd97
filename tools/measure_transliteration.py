"""Measure the spelling of unseen words: python -m tools.measure_transliteration DATA_FOLDER.

Words are divided by their Arabic form in four parts; each is spelt by what was learned from the
other three, without tables. Printed for each source: words, character errors of the best and of
the best of five, words not quite right, and the character errors of a plain map of letters.
"""

import re
import sys
import zlib
from pathlib import Path

from siyada.language.arabizi import Models, rank
from tools.train_transliteration import latin_words, models, word_counts
from tools.transliteration.pairs import Pair, bare, objects, read, table

PARTS = 4
_MAP = str.maketrans(
    dict(zip("abdfhijklmnoqrstuvwyz2356789xpcg", "ابدفهيجكلمنوقرستوفويزءعخطحهقشبكڭ", strict=True))
    | {"e": "", "T": "ط", "S": "ص", "D": "ض"}
)


def distance(one: str, other: str) -> int:
    """Characters to add, remove or replace (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, against in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (sign != against))
    return row[-1]


def letter_map(word: str) -> str:
    """What a plain map of letters makes of a word."""
    for digraph, letter in (("kh", "خ"), ("gh", "غ"), ("ch", "ش"), ("sh", "ش"), ("ou", "و")):
        word = word.replace(digraph, letter)
    return re.sub(r"([a-zA-Z])\1", r"\1", word).translate(_MAP)


def part(arabic: str) -> int:
    """The part to which a word belongs, the same for each of its spellings."""
    return zlib.crc32(re.sub("^ا?ل", "", arabic).encode()) % PARTS


def main() -> None:
    """Learn four times, and print."""
    folder = Path(sys.argv[1])
    sources = {
        "DODa objects": objects(folder),
        "our Darija": list(table("arabizi")),
        "our French": list(table("french")),
    }
    pairs, (french, darija) = read(folder), latin_words(folder)
    words = word_counts(folder, listed=False)
    counts = {name: [0] * 6 for name in sources}
    for held in range(PARTS):
        kept = [pair for pair in pairs if part(pair.arabic) != held]
        found = models(kept, french, darija)
        found = Models(found.darija, found.french, found.latin, found.loan, words)
        for name, source in sources.items():
            for latin, arabic in source:
                if part(arabic) == held:
                    _count(counts[name], bare(Pair(latin, arabic, 1, "")), found)
    for name, (number, letters, first, best, wrong, mapped) in counts.items():
        print(
            f"{name}: {number} words, error {first / letters:.4f}, best of five "
            f"{best / letters:.4f}, words wrong {wrong / number:.3f}, map {mapped / letters:.4f}"
        )


def _count(counts: list[int], pair: Pair, found: Models) -> None:
    spelt = rank(pair.latin, found, 5)
    errors = [distance(one, pair.arabic) for one in spelt]
    gains = (1, len(pair.arabic), errors[0], min(errors), errors[0] > 0)
    mapped = distance(letter_map(pair.latin), pair.arabic)
    for place, gain in enumerate((*gains, mapped)):
        counts[place] += gain


if __name__ == "__main__":
    main()

"""Learn how Darija is spelt in two scripts: python -m tools.train_transliteration DATA_FOLDER.

DATA_FOLDER holds the open sets that `tools/transliteration/pairs.py` names. Written are the weights
of `siyada.language.arabizi`: what Latin units become in words of Darija and of French, what Arabic
letters become, which Latin words are French, and how frequent Arabic words are.
"""

import gzip
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from siyada.language import frequency, loans
from siyada.language.arabizi import PLAIN, Models
from siyada.language.french import heard, is_spelt_french
from siyada.language.frequency import SCALE, key
from siyada.language.normalise import fold
from siyada.language.tables import rows
from siyada.language.transducer import latin_units, packed
from tools.transliteration.alignment import align, likely, likely_back
from tools.transliteration.learning import Example, Learner, examples, learn
from tools.transliteration.pairs import Pair, read, sentences

SPELLING, LATE, LOANS = 6, 4, 8
"""How often each example is learned from; weights of spellings are means over the LATE last times,
for the last ones alone make unseen words worse."""
DARIJA = {"darija": 0.5, "object": 1.0}
"""Whose habits words of no table follow: half our tables' (بخار), wholly people's (بوخار)."""
LISTED = 40
"""What a word of our own tables counts for, besides its occurrences."""
WEIGHTS = Path("src/siyada/language/weights")
_SOUNDED = {"p": ("ب", "پ"), "v": ("ف", "ڤ"), "g": ("ك", "ڭ")}
_VERB = re.compile("(?:ma)?(?:kan?|kay?|kat?|gha[nty]?|ta[nty]|n|t|y|i)[^aeiou]")
_MARKS = re.compile("[\u0640\u064b-\u0652\u0670]")
_ARABIC = re.compile("[\u0621-\u064a]+")
_WORD = re.compile("[\u0621-\u064a\u067e\u06a4\u06ad\u06af\u0763]+")
_TEXTS = (
    ("afrisenti-ary/train.tsv.gz", 2),
    ("oldi-seed/ary-zgh-eng.tsv.gz", 1),
    ("wojood-sample/train.tsv.gz", 1),
    ("wojood-sample/val.tsv.gz", 1),
)
_LEXICONS = ("bridge-common", "bridge-life", "bridge-people", "bridge-rights", "bridge-work")
_LATIN = re.compile("[a-z0-9'à-ÿœ]+")


def models(pairs: Sequence[Pair], french: Iterable[str], darija: Iterable[str]) -> Models:
    """Everything that is learned from pairs, but for the frequencies of words."""
    loan = _loans(french, darija)
    both = [*pairs, *_loans_among(pairs, loan)]
    both += [
        replace(pair, latin=heard(pair.latin))
        for pair in both
        if pair.kind == "french" and is_spelt_french(pair.latin)
    ]
    forward = _spelling([(latin_units(pair.latin), pair.arabic, pair) for pair in both], back=False)
    backward = _spelling(
        [(list(pair.arabic), pair.latin.lower(), pair) for pair in canonical(pairs)], back=True
    )
    return Models(
        darija=forward.transducer(DARIJA),
        french=forward.transducer({"french": 1.0}),
        latin=backward.transducer({"darija": 1.0}),
        loan=loan,
        words={},
    )


def _loans_among(pairs: Sequence[Pair], loan: loans.Pieces) -> Iterator[Pair]:
    """The objects with French names, once more as examples of how French is spelt."""
    for pair in pairs:
        if pair.weight > 1 and loans.share_of_french(pair.latin, loan) > 0.5:
            yield Pair(pair.latin, pair.arabic, 1.5, "french")


def canonical(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """One spelling of each Arabic word: the first of ours, the usual ones of others."""
    seen: set[tuple[str, str]] = set()
    for pair in pairs:
        kind = "darija" if pair.kind == "object" else pair.kind
        if kind in ("darija", "dictionary") and (pair.arabic, kind) not in seen:
            seen.add((pair.arabic, kind))
            if not re.search("[58qxè]|sh", pair.latin):
                yield replace(pair, kind=kind)
    for letter, _, latin, _, _ in rows("letters"):
        if _ARABIC.fullmatch(letter):
            # Each letter alone, for rare ones are in too few words.
            yield Pair(latin, letter, 2.0, "darija")


def _spelling(pairs: Sequence[tuple[list[str], str, Pair]], *, back: bool) -> Learner:
    aligned = align(
        [(units, letters, pair.weight) for units, letters, pair in pairs],
        likely_back if back else likely,
    )
    if not back:
        aligned = [found and (found[0], list(map(_sounded, *found))) for found in aligned]
    kept = [(found, pair) for found, (_, _, pair) in zip(aligned, pairs, strict=True) if found]
    return learn(
        examples(
            [found for found, _ in kept],
            [pair.weight for _, pair in kept],
            [pair.kind for _, pair in kept],
        ),
        SPELLING,
        LATE,
    )


def _sounded(unit: str, output: str) -> str:
    """What a unit became, with the letter for p, v or g that Arabic had to write b, f or k."""
    return output.replace(*_SOUNDED.get(unit.rstrip("+"), ("\0", "\0")))


def _loans(french: Iterable[str], darija: Iterable[str]) -> loans.Pieces:
    """Whether a Latin word is French, from the pieces of words of both."""
    known = set(french)
    # In order, for the order of a set differs from one run to the next, and so would the weights.
    labelled = [(word, "french") for word in sorted(known)]
    labelled += [(word, "darija") for word in sorted(set(darija) - known)]
    every = (
        Example(loans.UNIT, loans.features(word), label, 1.0, "word") for word, label in labelled
    )
    return loans.pieces_of(learn(every, LOANS).transducer({"word": 1.0}))


def identified(folder: Path) -> Iterator[tuple[str, str]]:
    """Label and text of the lines of the set for identification."""
    with gzip.open(folder / "lid" / "train.tsv.gz", "rt", encoding="utf-8") as file:
        for line in file:
            label, text = line.rstrip("\n").split("\t")[:2]
            yield label, text


def latin_words(folder: Path) -> tuple[list[str], list[str]]:
    """Words of French and of Darija as people type them."""
    french: Counter[str] = Counter()
    for label, text in identified(folder):
        if label == "fra":
            french.update(_LATIN.findall(text.lower()))
    darija = Counter(word for text in sentences(folder) for word in _LATIN.findall(text.lower()))
    usual = {word for word, count in french.items() if count > 1 and len(word) > 2}
    typed = {word for word in darija if len(word) > 2 and french[word] < 20}
    return [*usual, *map(fold, usual)], [*typed]


def word_counts(folder: Path, *, listed: bool) -> dict[int, int]:
    """How frequent words are in Darija, and half as much in Arabic, as written and folded.

    `listed` adds the words of our own tables of spellings.
    """
    counts = _listed() if listed else Counter()
    for text, weight in arabic_texts(folder):
        for word in _WORD.findall(_MARKS.sub("", text)):
            counts[word.translate(PLAIN).removeprefix("ال")] += weight
    folded: Counter[str] = Counter()
    for word, count in counts.items():
        folded[fold(word)] += count
    return _stored(counts, folded=False) | _stored(folded, folded=True)


def arabic_texts(folder: Path) -> Iterator[tuple[str, int]]:
    """Texts in Arabic letters, and what a word in them counts: twice as much in Darija."""
    for label, text in identified(folder):
        if label in ("ary-Arab", "arb"):
            yield text, 2 if label == "ary-Arab" else 1
    for name, weight in _TEXTS:
        with gzip.open(folder / name, "rt", encoding="utf-8") as file:
            yield file.read(), weight
    for name in _LEXICONS:
        for row in rows(name):
            yield " ".join(row), 2


def _listed() -> Counter[str]:
    """The words of our own tables, but for verbs with their marks and for glued articles."""
    counts: Counter[str] = Counter()
    for arabic, spellings in (*rows("arabizi"), *rows("french")):
        if not _VERB.match(spellings) and not arabic.startswith("لا"):
            counts.update(dict.fromkeys(arabic.split(), LISTED))
    return counts


def _stored(counts: Counter[str], *, folded: bool) -> dict[int, int]:
    return {
        key(word, folded=folded): min(255, round(SCALE * math.log1p(count / 2)))
        for word, count in counts.items()
        if count > 1 and len(word) > 1
    }


def write(found: Models) -> None:
    """The files of weights. The same input gives the same bytes."""
    learned = {name: getattr(found, name) for name in ("darija", "french", "latin")}
    (WEIGHTS / "arabizi.json.gz").write_bytes(packed(learned))
    (WEIGHTS / "loans.json.gz").write_bytes(loans.packed(found.loan))
    (WEIGHTS / "arabic-words.bin.gz").write_bytes(frequency.packed(found.words))


def main() -> None:
    """Learn, and write."""
    folder = Path(sys.argv[1])
    found = models(read(folder), *latin_words(folder))
    write(
        Models(
            found.darija, found.french, found.latin, found.loan, word_counts(folder, listed=True)
        )
    )


if __name__ == "__main__":
    main()

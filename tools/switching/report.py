"""What is measured of code switching, as Markdown: on sentences that were not learned from."""

import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from siyada.language.switching import parts
from siyada.language.units import units
from tools.markdown import table
from tools.switching.learning import WEIGHTS
from tools.switching.measuring import Word, accuracy, figures, measured
from tools.switching.sentences import (
    Chunk,
    Sentence,
    by_part,
    monolingual,
    others,
    own_switched,
    treebank,
)

SENTENCES = 400
"""Sentences of each language that are measured."""
FRAGMENTS = (1, 2, 3, 5)
"""Words of a fragment."""

REPEATS = 5
"""How often a text is read; the shortest time counts."""

Choice = Callable[[Word], bool]


def section(folder: Path) -> str:
    """The part of the report on the languages of words; `folder` holds the sources."""
    return "\n\n".join(_blocks(folder))


def _blocks(folder: Path) -> Iterator[str]:
    bank = treebank(folder)["test"]
    written, cut = measured(bank.written), measured(bank.cut)
    own, later = measured(own_switched("test")), measured(own_switched("later"))
    plain = by_part([*monolingual(folder), *others()])["test"]
    yield "## Words: code switching"
    yield (
        f"Measured on {len(bank.written)} sentences of the NArabizi treebank (Algerian) and "
        f"{len(list(own_switched('test')))} of ours (Moroccan, "
        f"`data/identify/switched-test.tsv`) and {len(list(own_switched('later')))} written later "
        "(`switched-later.tsv`: Darija in Arabic letters with French in Latin ones, three "
        "languages at once, Darija nouns within French), none of them learned from, nor any "
        "sentence of the treebank that shares half of its five-letter pieces with one of these."
    )
    yield _accuracies({
        "treebank, as written": written, "treebank, as cut": cut, "ours": own, "ours, later": later,
    })  # fmt: skip
    yield "### Words by language, in per cent: treebank, as written"
    yield _by_language([word for word in written if _word(word)])
    yield "### Words by language, in per cent: ours"
    yield _by_language(own)
    yield "### Words of the treebank by their language (rows) and the one found (columns)"
    yield _confusion([word for word in written if _word(word)])
    yield "### Words of ours by their language (rows) and the one found (columns)"
    yield _confusion(own)
    yield "### By place in the sentence, and beside a change of language"
    yield _places(written, own)
    yield "### Sentences and fragments in one language: words left in it, in per cent"
    yield _monolingual(plain)
    yield "### Speed and size of words"
    yield _speed([*bank.written, *own_switched("test")], plain)


def _word(word: Word) -> bool:
    return re.search(r"[^\W\d_]", word.chunk.text) is not None


def _both(word: Word) -> bool:
    return _word(word) and set(word.chunk.tags) <= {"ary-Latn", "fr"}


CHOICES: Mapping[str, Choice] = {
    "every token": lambda _: True,
    "words (with a letter)": _word,
    "words but names": lambda word: _word(word) and not word.chunk.entity,
    "words of Darija or French": _both,
}


def _accuracies(sets: Mapping[str, Sequence[Word]]) -> str:
    rows = []
    for name, words in sets.items():
        for choice, holds in CHOICES.items():
            chosen = [word for word in words if holds(word)]
            if not (name.startswith("ours") and choice == "words but names"):
                rows.append((name, choice, len(chosen), f"{accuracy(chosen):.4f}"))
    head = ("sentences", "measured on", "words", "accuracy")
    return table(head, rows).replace("| --- | --:", "| --- | ---", 1)


def _by_language(words: Sequence[Word]) -> str:
    return table(
        ("language", "precision", "recall", "F1", "words"),
        [
            (tag, *(f"{100 * value:.1f}" for value in values), number)
            for tag, (*values, number) in figures(words).items()
        ],
    )


def _confusion(words: Sequence[Word]) -> str:
    pairs = Counter((word.chunk.tags[0], word.found) for word in words if len(word.chunk.tags) == 1)
    columns = [tag for tag, _ in Counter(word.found for word in words).most_common()]
    rows = [tag for tag, _ in Counter(true for true, _ in pairs.elements()).most_common()]
    return table(("", *columns), [(row, *(pairs[row, one] for one in columns)) for row in rows])


def _places(written: Sequence[Word], own: Sequence[Word]) -> str:
    choices: dict[str, Choice] = {
        "first word": lambda word: word.place == 0,
        "last word": lambda word: word.place == word.count - 1,
        "between": lambda word: 0 < word.place < word.count - 1,
        "beside a change": lambda word: word.beside,
        "not beside a change": lambda word: not word.beside,
    }
    rows = []
    for name, holds in choices.items():
        chosen = [[word for word in words if holds(word)] for words in (written, own)]
        rows.append((name, *(f"{accuracy(some):.3f} of {len(some)}" for some in chosen)))
    return table(("place", "treebank", "ours"), rows)


def _monolingual(plain: Sequence[Sentence]) -> str:
    groups: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in plain:
        groups[sentence.chunks[0].tags[0]].append(sentence)
    rows = []
    for tag, sentences in sorted(groups.items()):
        chosen = sentences[:: max(1, len(sentences) // SENTENCES)][:SENTENCES]
        shares = [accuracy(measured(_fragments(chosen, size))) for size in FRAGMENTS]
        whole = accuracy([word for word in measured(chosen) if _word(word)])
        rows.append((tag, len(chosen), *(f"{100 * share:.1f}" for share in (whole, *shares))))
    return table(("language", "sentences", "whole", *(f"{size} words" for size in FRAGMENTS)), rows)


def _fragments(sentences: Sequence[Sentence], size: int) -> Iterator[Sentence]:
    """The words in the middle of each sentence that has more, those with a letter only."""
    for sentence in sentences:
        words = [word for word in sentence.text.split() if re.search(r"[^\W\d_]", word)]
        start = (len(words) - size) // 2
        if len(words) > size:
            text = " ".join(words[start : start + size])
            yield Sentence([Chunk(text, sentence.chunks[0].tags)], sentence.source)


def _speed(mixed: Sequence[Sentence], plain: Sequence[Sentence]) -> str:
    texts = [sentence.text for sentence in [*mixed, *plain[:: max(1, len(plain) // 1000)]]]
    words = sum(1 for text in texts for _ in units(text))
    spent = sum(min(_spent(text) for _ in range(REPEATS)) for text in texts)
    whole = min(_spent("\n".join(texts)) for _ in range(REPEATS))
    return (
        f"Speed, one core: {1e6 * spent / words:.1f} µs for a word in sentences of "
        f"{words / len(texts):.0f} words, one sentence at a time; "
        f"{1e6 * whole / words:.1f} µs in one long text. "
        f"Weights: {WEIGHTS.stat().st_size / 1e6:.2f} MB."
    )


def _spent(text: str) -> float:
    start = time.perf_counter()
    parts(text)
    return time.perf_counter() - start

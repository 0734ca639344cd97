"""The headwords of a dictionary, and how those of one language are found."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from siyada.language import inflection
from siyada.language.skeleton import skeletons
from siyada.language.stem import tamazight_spelling

Language = Literal["ary", "zgh"]
"""Of a headword."""
Standard = Literal["ar", "fr"]
"""Of an equivalent."""
Weight = Literal["", "rare", "broad"]
"""`rare`: a sense less usual than the others of the word. `broad`: a word of any text."""

_NEXT = 0.85
"""What the second equivalent of a sense is worth, beside the first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A headword in one of its senses."""

    language: Language
    headwords: tuple[str, ...]
    """Its spellings, the usual one first; of a verb the past and the present among them."""
    part: str
    sense: str
    arabic: tuple[str, ...]
    french: tuple[str, ...]
    weight: Weight

    @property
    def equivalents(self) -> Iterator[tuple[Standard, str, float]]:
        """Language, word, and how near it is: 1 for the first of its language."""
        ways: tuple[tuple[Standard, tuple[str, ...]], ...] = (
            ("ar", self.arabic),
            ("fr", self.french),
        )
        for language, words in ways:
            for place, word in enumerate(words):
                yield language, word, _NEXT**place


def read_entries(text: str) -> list[Entry]:
    """The entries of a table, which begins with its heading; `#` starts a comment."""
    lines = [line.split("\t") for line in text.split("\n") if line and line[0] != "#"]
    return [_entry(cells) for cells in lines[1:]]


def _entry(cells: list[str]) -> Entry:
    language: Language = "zgh" if cells[0] == "zgh" else "ary"
    weight: Weight = "rare" if cells[6:] == ["rare"] else "broad" if cells[6:] == ["broad"] else ""
    headwords, arabic, french = (tuple(cells[at].split("|")) for at in (1, 4, 5))
    return Entry(language, headwords, cells[2], cells[3], arabic, french, weight)


Numbers = tuple[int, ...]
"""Of entries. Of tuples of numbers, unlike lists, garbage collection skips any number."""
_Found = dict[str, Numbers]
"""Numbers of entries, by the key of a spelling."""


class Headwords:
    """The spellings of the headwords of one language, and the numbers of their entries."""

    def __init__(self) -> None:
        self.words: _Found = {}
        self.nouns: _Found = {}
        """All that are no verbs."""
        self.verbs: _Found = {}
        self.phrases: dict[tuple[str, ...], Numbers] = {}
        """The entries of phrases, by their words."""

    def add(self, number: int, entry: Entry, folded: Sequence[str]) -> None:
        """Take up an entry, whose headwords are given folded."""
        if entry.language == "zgh":
            folded = [tamazight_spelling(form) for form in folded]
        for form in folded:
            if " " in form:
                words = tuple(bare(word) for word in form.split())
                self.phrases[words] = (*self.phrases.get(words, ()), number)
            else:
                self.words[form] = (*self.words.get(form, ()), number)
        is_verb = entry.part == "v"
        stems = _verb_stems if is_verb else _noun_stems
        found = self.verbs if is_verb else self.nouns
        for stem in stems(entry.language, folded):
            found[stem] = (*found.get(stem, ()), number)

    def form(self, groups: Iterable[inflection.Forms]) -> Numbers:
        """The entries of the first form that is listed."""
        for forms, kind in groups:
            listed = self.verbs if kind == "verb" else self.nouns
            for form in forms:
                if form in listed:
                    return listed[form]
        return ()

    def phrase(self, keys: Sequence[str]) -> tuple[int, Numbers]:
        """The longest listed phrase with which words begin: how many words, and its entries."""
        for length in range(len(keys), 0, -1):
            if numbers := self.phrases.get(tuple(keys[:length])):
                return length, numbers
        return 0, ()

    @cached_property
    def sounds(self) -> _Found:
        """The entries by the consonants of their words; made when it is first needed."""
        found: _Found = {}
        for key, numbers in zip(skeletons(list(self.words)), self.words.values(), strict=True):
            found[key] = found.get(key, ()) + numbers
        return found


def _noun_stems(language: Language, folded: Sequence[str]) -> Iterable[str]:
    if language == "zgh":
        return dict.fromkeys([*folded, *map(inflection.single, folded)])
    return folded


def _verb_stems(language: Language, folded: Sequence[str]) -> Iterator[str]:
    if language == "zgh":
        stems = [stem for form in folded for stem in inflection.tamazight_verb_stems(form)]
        yield from dict.fromkeys([*stems, *map(inflection.single, stems)])
        return
    for form in folded:
        past, present = ("", form) if form.startswith("ي") else (form, "")
        yield from inflection.arabic_verb_stems(past, present)


def bare(word: str) -> str:
    """A word of a phrase without its article: phrases are said with it and without."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word

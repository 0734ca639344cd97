"""Artificial switches: words of monolingual sentences put together as people mix them."""

import itertools
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tools.sources import lines
from tools.switching.sentences import Chunk, Sentence, Tags

TYPED = Path(__file__).with_name("typed.tsv")
UNFINISHED = Path(__file__).with_name("unfinished.tsv")

MIXES: tuple[tuple[str, str, int], ...] = (
    ("ary-Latn", "fr", 9000),
    ("ary-Arab", "fr", 4500),
    ("ary-Latn", "en", 1200),
    ("ary-Latn", "es", 1800),
    ("ary-Arab", "en", 700),
    ("ary-Arab", "es", 400),
    ("ary-Latn", "ary-Arab", 1200),
    ("ber-Latn", "fr", 2000),
    ("ber-Latn", "ary-Latn", 1200),
    ("ber-Latn", "es", 400),
    ("ary-Arab", "ar", 900),
    ("ar", "fr", 1800),
    ("ar", "en", 500),
    ("zgh-Tfng", "fr", 400),
    ("zgh-Tfng", "ary-Arab", 300),
    ("fr", "ary-Latn", 3000),
    ("fr", "en", 600),
    ("fr", "ber-Latn", 600),
    ("fr", "es", 300),
)
"""Which language holds words of which other, and how many sentences of a round."""
WHOLE = {
    "fr": 6000,
    "ary-Latn": 6000,
    "ary-Arab": 4500,
    "ar": 7500,
    "ber-Latn": 3500,
    "es": 3000,
    "en": 3000,
    "zgh-Tfng": 300,
    "und": 3500,
}
"""Sentences of one language, of a round."""

_HEADS = {"la", "le", "les", "un", "une", "des", "du", "mon", "ma", "mes", "ce", "cette", "au"}
_REAL = ("mehdi", "afrisenti")
"""Sources of real comments: what they call Darija holds words of French."""
_LEARNED, _LOOSE = "oldi-seed", "oldi-seed, loosely"
"""A source of learned texts: in a fifth of its sentences common Arabic words are of both."""
RESPELT = 0.2
"""How often a word is spelt in another way."""
_SPELLINGS = (
    ("ou", "o"),
    ("ou", "u"),
    ("ou", "w"),
    ("ch", "sh"),
    ("kh", "5"),
    ("gh", "4"),
    ("9", "q"),
    ("9", "k"),
    ("q", "k"),
    ("dj", "j"),
    ("th", "t"),
    ("7", "h"),
    ("3", "a"),
    ("a", "e"),
    ("e", "i"),
    ("y", "i"),
    ("aa", "a"),
    ("ll", "l"),
)
"""Ways to write the same sound of Darija."""
_NOISE = (
    ("qu", "k"),
    ("ph", "f"),
    ("tt", "t"),
    ("ss", "s"),
    ("nn", "n"),
    ("mm", "m"),
    ("eau", "o"),
)
_LATINISED = str.maketrans("éèêëàâîïôûùüç", "eeeeaaiiouuuc")
_PERSONS = ("n", "t", "y", "kan", "kat", "kay", "ghan", "ghat", "ghay", "ka n", "ta n", "m")
_PAST = ("it", "iti", "ina", "aw", "ito", "at", "a")


@dataclass(slots=True)
class Mixer:
    """Pools of sentences, and what is needed to mix them."""

    pools: dict[str, list[Sentence]]
    names: Sequence[str]
    dice: random.Random
    _counts: dict[str, Counter[str]] = field(init=False)
    _typed_forms: dict[str, list[str]] = field(init=False)
    _unfinished: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for tag in ("fr", "en", "ary-Latn", "es", "ar"):
            for sentence in self.pools[tag]:
                if not sentence.source.startswith(_REAL):
                    counts[tag].update(_words(sentence.text.lower()))
        self._counts = counts
        self._typed_forms = _table(TYPED)
        self._unfinished = _table(UNFINISHED)

    def round(self) -> Iterator[Sentence]:
        """One round of sentences, in no order."""
        for tag, number in WHOLE.items():
            for _ in range(number):
                yield self._whole(tag)
        for base, inner, number in MIXES:
            for _ in range(number):
                yield self._mixed(base, inner)

    def varied(self, sentence: Sentence) -> Sentence:
        """A sentence, or a stretch of it, with a few words spelt in another way."""
        chunks = list(sentence.chunks)
        if len(chunks) > 3 and self.dice.random() < 0.5:
            size = self.dice.randint(3, len(chunks))
            start = self.dice.randrange(len(chunks) - size + 1)
            chunks = chunks[start : start + size]
        return Sentence([replace(one, text=self._respelt(one)) for one in chunks], sentence.source)

    def _respelt(self, chunk: Chunk) -> str:
        if self.dice.random() < RESPELT and chunk.tags == ("fr",):
            return self._typed(chunk.text, self.dice.random())
        if self.dice.random() < RESPELT and chunk.tags == ("ary-Latn",):
            one, other = self.dice.choice(_SPELLINGS)
            one, other = (one, other) if self.dice.random() < 0.5 else (other, one)
            return chunk.text.replace(one, other, 1)
        return chunk.text

    def _whole(self, tag: str) -> Sentence:
        sentence = self.dice.choice(self.pools[tag])
        chunks = self._chunks(sentence)
        if self.dice.random() < 0.35:
            chunks = self._run(chunks, 1, 5)
        return Sentence(self._named(self._spelt(chunks)), "whole")

    def _mixed(self, base: str, inner: str) -> Sentence:
        one = self._run(self._chunks(self.dice.choice(self.pools[base])), 2, 12)
        other = self._chunks(self.dice.choice(self.pools[inner]))
        way = self.dice.random()
        if way < 0.2:
            chunks = [*one, *self._run(other, 1, 10)]
        elif way < 0.3:
            chunks = [*self._run(other, 1, 5), *one]
        else:
            chunks = []
            for size in self._sizes(len(one)):
                chunks += one[:size]
                one = one[size:]
                if chunks or self.dice.random() < 0.5:
                    chunks += self._piece(inner, other)
        return Sentence(self._named(self._spelt(self._whole_phrases(chunks))), "mixed")

    def _whole_phrases(self, chunks: list[Chunk]) -> list[Chunk]:
        """Without most words that nobody stops at, before a change of language."""
        after = [*(chunk.tags for chunk in chunks[1:]), ()]
        return [
            chunk
            for chunk, tags in zip(chunks, after, strict=True)
            if chunk.tags == tags
            or chunk.text.lower() not in self._unfinished.get(chunk.tags[0], ())
            or self.dice.random() < 0.1
        ] or chunks

    def _sizes(self, length: int) -> list[int]:
        cuts = sorted(
            self.dice.randrange(length + 1) for _ in range(self.dice.choice((1, 1, 1, 2, 3)))
        )
        return [high - low for low, high in zip([0, *cuts], [*cuts, length], strict=True)]

    def _piece(self, tag: str, chunks: list[Chunk]) -> list[Chunk]:
        """A few words; of French, often an article and what follows, or one noun."""
        if tag == "fr" and self.dice.random() < 0.6:
            heads = [place for place, chunk in enumerate(chunks) if _is_head(chunk.text)]
            if heads:
                start = self.dice.choice(heads)
                piece = chunks[start : start + self.dice.choice((2, 2, 3, 3, 4))]
                return piece[1:2] if len(piece) > 1 and self.dice.random() < 0.3 else piece
        return self._run(chunks, 1, 5)

    def _run(self, chunks: list[Chunk], fewest: int, most: int) -> list[Chunk]:
        size = self.dice.randint(fewest, most)
        start = self.dice.randrange(max(1, len(chunks) - size + 1))
        return chunks[start : start + size]

    def _chunks(self, sentence: Sentence) -> list[Chunk]:
        source = sentence.source
        if source == _LEARNED and self.dice.random() < 0.2:
            source = _LOOSE
        return [
            Chunk(word, self._tags(word, chunk.tags, source))
            for chunk in sentence.chunks
            for word in chunk.text.split()
        ]

    def _tags(self, word: str, tags: Tags, source: str) -> Tags:
        """What a word may be: lines that are called Darija hold words of other languages too."""
        plain = word.lower().strip(".,;:!?()\"'")
        if source == _LOOSE and self._counts["ar"][plain] >= 3:
            return (*tags, "ar")
        if tags != ("ary-Latn",) or source == "own":
            return tags
        real = source.startswith(_REAL)
        known = self._counts["ary-Latn"][plain]
        if not real and (known >= 6 or len(plain) < 4):
            return tags
        least, share = (2, 1.0) if real else (3, 0.5)
        counts = {tag: self._counts[tag][plain] for tag in ("fr", "en", "es")}
        return tags + tuple(
            tag for tag, count in counts.items() if count >= least and count * share > known
        )

    def _named(self, chunks: list[Chunk]) -> list[Chunk]:
        """With a Moroccan name now and then; it has the language of what is around it."""
        if chunks and self.dice.random() < 0.06:
            place = self.dice.randrange(len(chunks))
            tags = chunks[place].tags
            if tags[0] in ("fr", "ary-Latn", "ber-Latn", "es", "en"):
                name = self.dice.choice(self.names)
                name = name if self.dice.random() < 0.7 else name.lower()
                return [*chunks[: place + 1], Chunk(name, tags), *chunks[place + 1 :]]
        return chunks

    def _spelt(self, chunks: list[Chunk]) -> list[Chunk]:
        """As people type: small letters, no accents, no marks, French by ear, loans."""
        if self.dice.random() < 0.4:
            return chunks
        loose = self.dice.random()
        found = []
        for chunk in chunks:
            text = chunk.text
            if loose < 0.8:
                text = text.lower() if chunk.tags[0] != "ary-Latn" or loose < 0.4 else text
            if chunk.tags == ("fr",):
                text = self._typed(text, loose)
            if loose < 0.6:
                text = text.strip('.,;:!?"«»()') or text
            found.append(Chunk(text, chunk.tags, chunk.glued))
        return self._loaned([replace(one, text=self._respelt(one)) for one in found])

    def _typed(self, word: str, loose: float) -> str:
        forms = self._typed_forms.get(word.lower().strip(".,;:!?"))
        if forms and self.dice.random() < 0.4:
            return self.dice.choice(forms)
        if loose < 0.5:
            word = word.translate(_LATINISED)
        if self.dice.random() < 0.08:
            word = word.replace("'", self.dice.choice(("", " ", "\u2019")))
        for long, short in _NOISE:
            if long in word and self.dice.random() < 0.06:
                word = word.replace(long, short, 1)
        if word.endswith(("er", "ez", "ait", "é")) and self.dice.random() < 0.1:
            word = re.sub("(er|ez|ait|é)$", self.dice.choice(("é", "er", "e", "è")), word)
        return word

    def _loaned(self, chunks: list[Chunk]) -> list[Chunk]:
        """Now and then French words with Darija affixes stand in for Darija ones."""
        if not any(chunk.tags[0] == "ary-Latn" for chunk in chunks):
            return chunks
        return [
            Chunk(self._loan(), ("ary-Latn",))
            if chunk.tags[0] == "ary-Latn" and len(chunk.text) > 3 and self.dice.random() < 0.02
            else chunk
            for chunk in chunks
        ]

    def _loan(self) -> str:
        words = _words(self.dice.choice(self.pools["fr"]).text.lower())
        verbs = [word for word in words if len(word) > 5 and word.endswith("er")]
        nouns = [
            word
            for before, word in itertools.pairwise(words)
            if before in _HEADS and len(word) > 3 and word[0] not in "aeiouyhéèêâîôœ"
        ]
        if verbs and self.dice.random() < 0.7:
            return self._verb(self.dice.choice(verbs))
        if nouns:
            return self._noun(self.dice.choice(nouns))
        return self.dice.choice(("lpermis", "lcarte", "l'permis", "nrenouvler", "tdeclarit"))

    def _verb(self, verb: str) -> str:
        stem = verb[:-2].translate(_LATINISED)
        if self.dice.random() < 0.35:
            return stem + self.dice.choice(_PAST)
        end = self.dice.choice(("er", "er", "i", "i", "e", "é", "iw", "ih", "iha", "iwh"))
        return self.dice.choice(_PERSONS).replace(" ", "") + stem + end

    def _noun(self, noun: str) -> str:
        noun = noun.translate(_LATINISED) if self.dice.random() < 0.6 else noun
        noun = noun + self.dice.choice(("", "", "", "", "at", "i", "ek", "at"))
        return (
            self.dice.choice(
                ("l", "l", "l'", "f", "b", "fl", "bl", "dl", "ll", "w", "had l")
            ).replace(" ", "")
            + noun
        )


def _table(path: Path) -> dict[str, list[str]]:
    rows = [line.split("\t") for line in lines(path) if not line.startswith("#")]
    return {name: words.split() for name, words in rows[1:]}


def _is_head(text: str) -> bool:
    return text.lower() in _HEADS or text.lower().startswith(("l'", "d'", "l\u2019"))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def runs(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Stretches in one language of sentences that switch."""
    for sentence in sentences:
        for tags, chunks in itertools.groupby(sentence.chunks, key=lambda chunk: chunk.tags):
            words = [chunk.text for chunk in chunks]
            if len(words) > 1 and len(tags) == 1 and tags[0] != "und":
                yield Sentence([Chunk(" ".join(words), tags)], "own")


def pools(sentences: Iterable[Sentence]) -> dict[str, list[Sentence]]:
    """Sentences of one language by this language."""
    found: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        found[sentence.chunks[0].tags[0]].append(sentence)
    return found

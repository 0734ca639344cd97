"""From what people say to what records say: concepts, with the words that name them.

A concept is a thing, an act or a situation of administrative life. The tables list how it is
named in French, Arabic, Darija and Tamazight, popular names and loan words included; spellings
that a rule can find (Arabizi of a Darija word, Tifinagh of a Latin one, articles, suffixes,
slips of the finger) are found by the rule. Tables: `tables/bridge*.tsv`, our own writing.
"""

import gzip
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from siyada.language import arabizi, sound
from siyada.language.entries import SHORT, SLIP_LENGTH, Entry, Index, Source, read_entries
from siyada.language.identify import Tag, identify
from siyada.language.phrases import Beginnings, Openings, Phrase, longest_of
from siyada.language.sound import Token
from siyada.language.tables import rows

Names = tuple[str, ...]
"""The concepts that a spelling may name."""

EXACT, STEM, SOUND, LOOSE, SLIP = 1.0, 0.9, 0.85, 0.7, 0.6
"""How sure a match is: as listed, without affixes, by sound, by sound without affixes, mistyped."""

PACKED = "bridge.json.gz"
"""What was worked out of the tables, in `weights`."""

_PHRASE = 6
"""Longest phrase, in words."""

_REMEMBERED = 50_000
"""Words whose names are kept: most of a text are the same few thousand."""

_REACH = 9
"""How far a phrase reaches when little words stand within."""

_WITHIN = 0.5
"""What a word counts on its own when it is part of a phrase."""

_LONG = 4
"""How many consonants tell a name by its sound where few (`SHORT`) would by chance."""

ASKING, NEIGHBOUR, EVERYDAY = "?", "!", "~"
"""How a concept's name begins that says what is asked, or that names what no record holds:
neighbours of its procedures, and what is no matter of an administration."""

DETAIL = "detail_"
"""How concepts begin that name a detail which few records hold (`tables/bridge-details.tsv`)."""

_EUROPEAN = frozenset({"fr", "es", "en"})


@dataclass(frozen=True, slots=True)
class Match:
    """A concept found in the words `start` to `end` (exclusive) of a text."""

    start: int
    end: int
    concept: str
    weight: float


class Bridge:
    """Finds concepts in texts. Built once, from entries or from what was packed of them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._index, self._outside = Index(), Index()
        self._phrases: list[Phrase] = []
        self._targets: dict[str, list[str]] = {}
        for entry in entries:
            for spelling in entry.spellings:
                self._add(entry, spelling)
        self._openings = Openings(self._phrases)
        self._begun: dict[tuple[str, bool], list[Beginnings]] = {}
        self._named: dict[tuple[Token, Tag], tuple[tuple[float, str], ...]] = {}

    def packed(self) -> bytes:
        """All that was worked out of the entries; the same entries give the same bytes."""
        content = {
            "indexes": [
                [index.words, index.prefixes, index.sounds, index.little]
                for index in (self._index, self._outside)
            ],
            "phrases": [[name, *map(sorted, words)] for words, name in self._phrases],
            "targets": self._targets,
        }
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return gzip.compress(text.encode(), 9, mtime=0)

    @classmethod
    def unpacked(cls, data: bytes) -> "Bridge":
        """The bridge that `packed` wrote."""
        content = json.loads(gzip.decompress(data))
        made = cls(())
        made._index, made._outside = (Index(*parts) for parts in content["indexes"])
        made._phrases = [
            (tuple(map(frozenset, words)), name) for name, *words in content["phrases"]
        ]
        made._targets = content["targets"]
        made._openings = Openings(made._phrases)
        return made

    @property
    def concepts(self) -> frozenset[str]:
        """All the concepts of the tables."""
        return frozenset(self._targets)

    def targets(self, concept: str) -> tuple[str, ...]:
        """How records name the concept: its French and Arabic spellings."""
        return tuple(self._targets.get(concept, ()))

    def expand(self, text: str, weight: float = 0.5) -> Mapping[str, float]:
        """Words of records to search for besides those of the text, with their weights."""
        found: dict[str, float] = {}
        for match in self.match(sound.tokens(text), identify(text).tag):
            if match.concept.startswith((NEIGHBOUR, EVERYDAY)):
                continue  # many things under one name
            for target in self.targets(match.concept):
                found[target] = max(found.get(target, 0.0), weight * match.weight)
        return found

    def match(self, tokens: Sequence[Token], tag: Tag = "und") -> tuple[Match, ...]:
        """The concepts in a text of the language `tag`: phrases, longest first, then words."""
        taken: set[int] = set()
        matches: list[Match] = []
        for at in range(len(tokens)):
            for span, names in self._phrases_at(tokens, at, tag):
                if not taken.issuperset(span):
                    taken.update(span)
                    matches += [Match(span[0], span[-1] + 1, name, EXACT) for name in names]
        for i, token in enumerate(tokens):
            share = _WITHIN if i in taken else 1.0
            named = self._names_of(token, tag)
            matches += [Match(i, i + 1, name, weight * share) for weight, name in named]
        return tuple(matches)

    def _names_of(self, token: Token, tag: Tag) -> tuple[tuple[float, str], ...]:
        """The concepts of one word, in the record and outside, each with how sure it is."""
        found = self._named.get((token, tag))
        if found is None:
            if len(self._named) > _REMEMBERED:
                self._named.clear()
            sure, names = self.word(token, tag)
            outside = self._outside_word(token, tag, sure)
            found = tuple((w, name) for w, listed in ((sure, names), outside) for name in listed)
            self._named[token, tag] = found
        return found

    def word(self, token: Token, tag: Tag = "und") -> tuple[float, Names]:
        """The concepts of one word, and how sure the finding is (0 when there are none)."""
        return _found(self._index, token, tag) or (0.0, ())

    def _outside_word(self, token: Token, tag: Tag, least: float) -> tuple[float, Names]:
        """What the word names outside of records, when that is as sure as `least`.

        Names of what is outside are many, and matched by chance more readily: slips are not
        forgiven, and four consonants of an Arabic name must be heard.
        """
        known = self._outside
        if names := known.words.get(token.folded) or known.by_prefix(token.folded):
            return EXACT, tuple(sorted(names))
        if token.folded in _common(_group(token, tag)):
            return 0.0, ()
        for form in token.stems if least <= STEM and len(token.folded) > _LONG else ():
            if names := known.words.get(form, []):
                return STEM, tuple(sorted(names))
        is_heard = least <= SOUND and not token.is_arabic and _sources(token, tag)
        for key in token.sounds if is_heard else ():
            if len(key) >= _LONG and (names := known.sounds["arabic"].get(key, [])):
                return SOUND, tuple(sorted(names))
        return 0.0, ()

    def _phrases_at(
        self, tokens: Sequence[Token], at: int, tag: Tag
    ) -> Iterator[tuple[tuple[int, ...], Names]]:
        """The longest phrase that begins with the word at `at`, little words within or not."""
        beginnings = self._begun_by(tokens[at], is_spelt=self._is_spelt(tokens[at], tag))
        if not beginnings:
            return
        words = range(at, min(len(tokens), at + _REACH))
        loose = tuple(i for i in words if not tokens[i].glue)[:_PHRASE]
        for span in (loose, tuple(words[:_PHRASE])):
            if len(span) > 1 and span[0] == at:
                length, names = longest_of(beginnings, [self._keys(tokens[i], tag) for i in span])
                if names:
                    yield span[:length], names
                    return

    def _keys(self, token: Token, tag: Tag) -> frozenset[str]:
        """The keys under which a word looks for words of phrases."""
        return token.spelt if self._is_spelt(token, tag) else token.keys

    def _is_spelt(self, token: Token, tag: Tag) -> bool:
        """Whether it is known as it is spelt in a text of French: then it sounds like no other.

        `ma fille` is no `ma ville`, and `naître en France` no `enterrer en France`.
        """
        return (tag in _EUROPEAN and not token.is_arabic and not token.has_digit) and (
            token.folded in self._index.words
            or token.folded in self._outside.words
            or arabizi.is_listed_french(token.folded)
        )

    def _begun_by(self, token: Token, *, is_spelt: bool) -> list[Beginnings]:
        """The phrases that a word may begin, by the keys of their second word.

        A word that is itself listed as asking begins none without its affixes: `بشحال` (at what
        price) is no `شحال` (how much).
        """
        found = self._begun.get((token.folded, is_spelt))
        if found is None:
            named = self._index.words.get(token.folded, ())
            asks = any(name.startswith(ASKING) for name in named)
            keys = token.spelt if is_spelt else token.listed if asks else token.keys
            known = map(self._openings.get, keys)
            found = [beginnings for beginnings in known if beginnings]
            self._begun[token.folded, is_spelt] = found
            if len(self._begun) > _REMEMBERED:
                self._begun.clear()
        return found

    def _add(self, entry: Entry, spelling: str) -> None:
        bare = spelling.strip("*=")
        targets = self._targets.setdefault(entry.concept, [])
        if entry.language in {"fr", "ar"} and bare not in targets:
            targets.append(bare)
        every = sound.tokens(bare)
        words = list(every) if spelling.startswith("=") else [t for t in every if not t.glue]
        if len(words) < len(every) < _PHRASE and len(words) < 2:
            words = list(every)  # `la carte` is no `carte`
        if len(words) > 1:
            self._phrases.append((tuple(word.listed for word in words), entry.concept))
        elif words:
            outside = entry.concept.startswith((NEIGHBOUR, EVERYDAY))
            index = self._outside if outside else self._index
            index.add(words[0], entry, is_prefix=spelling.endswith("*"))


def _found(index: Index, token: Token, tag: Tag) -> tuple[float, Names] | None:
    for weight, names in _tiers(index, token, tag):
        if names:
            return weight, tuple(sorted(names))
    return None


def _tiers(index: Index, token: Token, tag: Tag) -> Iterator[tuple[float, Collection[str]]]:
    group = _group(token, tag)
    is_little = token.folded in _common(group)
    known = _spelt(index, token, tag)
    is_other = is_little and (group == "tamazight" or _is_french_particle(token, group))
    yield EXACT, _said(token, known) if is_other else known
    if is_little:
        return
    yield EXACT, index.by_prefix(token.folded)
    for form in token.stems:
        yield STEM, index.words.get(form) or index.by_prefix(form)
    sources = _sources(token, tag)
    for weight, keys in ((SOUND, token.sounds), (LOOSE, token.loose)):
        for key in keys:
            for source, least in sources.items():
                if len(key) >= least or (key.startswith("=") and least < _LONG):
                    yield weight, index.sounds[source].get(key, ())
    if _may_be_mistyped(token):
        yield SLIP, index.by_slip(token.folded)


def _spelt(index: Index, token: Token, tag: Tag) -> list[str]:
    """What the word names as it is spelt."""
    known = index.words.get(token.folded, [])
    little = [] if tag in _EUROPEAN else index.little.get(token.folded, [])
    return [*known, *little]


def _said(token: Token, names: Iterable[str]) -> list[str]:
    """What a little word can name: `is` asks, `IS` is the tax on companies, `ça` no turnover."""
    return [name for name in names if token.text.isupper() or name.startswith(ASKING)]


def _is_french_particle(token: Token, group: str) -> bool:
    """Whether it is a word of two letters of French, as which acronyms are written in capitals."""
    return group == "french" and len(token.folded) == 2 and token.folded not in sound.common()


def _may_be_mistyped(token: Token) -> bool:
    """Whether it is long enough; Arabic words are nearer to each other than others."""
    return len(token.folded) >= SLIP_LENGTH + token.is_arabic


def _group(token: Token, tag: Tag) -> str:
    """The list of stop words that a word of a text of that language may stand in."""
    if token.is_arabic:
        return "arabic"
    if token.is_tifinagh or tag == "ber-Latn":
        return "tamazight"
    return {"fr": "french", "es": "spanish", "en": "english"}.get(tag, "arabizi")


def _sources(token: Token, tag: Tag) -> dict[Source, int]:
    """Where a word may come from, and how many consonants must agree.

    Words of French are spelled as French is; what is heard alike in them is chance.
    """
    if token.is_arabic:
        return {"latin": _LONG, "arabic": _LONG}
    if token.is_tifinagh or tag == "ber-Latn":
        return {"tamazight": SHORT, "arabic": SHORT, "latin": _LONG}
    if arabizi.is_french(token.folded) or (tag in _EUROPEAN and not token.has_digit):
        return {}
    return {"arabic": SHORT, "latin": _LONG}


@cache
def _common(group: str) -> frozenset[str]:
    """Little words of one kind of text: they are what they are, and never mistyped names."""
    return sound.common() | {sound.fold(word) for name, word in rows("stopwords") if name == group}


def listed() -> tuple[Entry, ...]:
    """The entries of all tables of this package."""
    folder = files("siyada.language") / "tables"
    return tuple(
        entry
        for table in sorted(folder.iterdir(), key=lambda path: path.name)
        if table.name.startswith("bridge") and table.name.endswith(".tsv")
        for entry in read_entries(table.read_text("utf-8").splitlines())
    )


@cache
def bridge() -> Bridge:
    """The bridge of the package, from what `tools/train_assistant.py` packed."""
    return Bridge.unpacked((files("siyada.language") / "weights" / PACKED).read_bytes())

"""Sentences whose words have a language, and where they are read from."""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from tools.sources import lines

OWN = Path("data/identify")
RECORD = Path("data/procedures")
TREEBANK = {
    "ar_dz": ("ary-Latn",),
    "ar_msa": ("ary-Latn",),
    "msa": ("ary-Latn",),
    "fr": ("fr",),
    "en": ("en",),
    "es": ("es",),
}
"""Languages of origin in the treebank. Standard Arabic in Latin letters has no tag of its own."""
LINES = {"arb": "ar", "fra": "fr", "spa": "es", "eng": "en"}
_OTHERS = re.compile(r"\{[A-Za-z-]+:([^{}]*)\}")
_BRACES = re.compile(r"\{([A-Za-z-]+):([^{}]*)\}|[^{}]+")

Tags = tuple[str, ...]
"""The languages a word may be in: one when it is known."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Neighbouring words of one language; `glued` to what comes before, without a space."""

    text: str
    tags: Tags
    glued: bool = False
    entity: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """Chunks in order, and the source."""

    chunks: Sequence[Chunk]
    source: str

    @property
    def text(self) -> str:
        """The words, with spaces between them."""
        return "".join(
            chunk.text if chunk.glued or not place else f" {chunk.text}"
            for place, chunk in enumerate(self.chunks)
        )


@dataclass(slots=True)
class Treebank:
    """The treebank, as it is written and as its words are cut."""

    written: list[Sentence] = field(default_factory=list)
    cut: list[Sentence] = field(default_factory=list)


def treebank(folder: Path) -> dict[str, Treebank]:
    """The treebank's `learn`, `tune` and `test` parts; near repetitions are in the same part."""
    written, cut = [], []
    rows: list[list[str]] = []
    for line in [*lines(folder / "narabizi" / "train.conllu.gz"), ""]:
        if line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            written.append(Sentence(list(_written(rows)), "narabizi"))
            cut.append(Sentence([_chunk(row) for row in rows if "-" not in row[0]], "narabizi"))
            rows = []
    found: dict[str, Treebank] = defaultdict(Treebank)
    for place, part in enumerate(_parts([sentence.text for sentence in written])):
        found[part].written.append(written[place])
        found[part].cut.append(cut[place])
    return found


def _chunk(row: Sequence[str]) -> Chunk:
    language = re.search(r"[lL]ang[oO]=(\w+)", row[9])
    tags = TREEBANK.get(language.group(1), ("und",)) if language else ("ary-Latn", "fr")
    if _arabic(row[1]):
        tags = ("ary-Arab",)
    named = re.search(r"ner=([A-Z])", row[9])
    return Chunk(row[1], tags, entity=bool(named and named.group(1) != "O"))


def _written(rows: Sequence[Sequence[str]]) -> Iterator[Chunk]:
    """Words as they are written: an article or a preposition stays with its word."""
    last, glued = 0, False
    single = {int(row[0]): _chunk(row) for row in rows if row[0].isdigit()}
    for row in rows:
        first, _, end = row[0].partition("-")
        if int(first) <= last:
            continue
        last = int(end or first)
        inner = [single[number] for number in range(int(first), last + 1) if number in single]
        tags = tuple(sorted({tag for one in inner for tag in one.tags}))
        yield Chunk(row[1], tags, glued, any(one.entity for one in inner))
        glued = "SpaceAfter=No" in row[9]


def _parts(texts: Sequence[str]) -> list[str]:
    """The part of each text, the same for texts that share half of their five-letter pieces."""
    pieces = [_pieces(text) for text in texts]
    group = list(range(len(texts)))
    holders: dict[str, list[int]] = defaultdict(list)
    for place, mine in enumerate(pieces):
        near = {other for piece in mine for other in holders[piece]}
        for other in near:
            common = len(mine & pieces[other])
            if 2 * common >= len(mine | pieces[other]) or common >= 0.8 * len(mine):
                group = [group[other] if one == group[place] else one for one in group]
        for piece in mine:
            holders[piece].append(place)
    return [part_of(texts[one], test=15, tune=10) for one in group]


def _pieces(text: str) -> frozenset[str]:
    plain = f" {_plain(text)} "
    return frozenset(plain[start : start + 5] for start in range(max(1, len(plain) - 4)))


def _plain(text: str) -> str:
    return re.sub(r"[\W\d_]+", " ", text.lower()).strip()


def part_of(text: str, *, test: int = 5, tune: int = 5) -> str:
    """`test`, `tune` or `learn`, by the letters of the text; shares of a hundred."""
    place = zlib.crc32(_plain(text).encode()) % 100
    return "test" if place < test else "tune" if place < test + tune else "learn"


def marked(base: str, text: str, source: str) -> Sentence:
    """A sentence of ours: `{fr:la carte}` is French, all else is in the base language.

    Arabic letters outside braces are Darija, in a sentence that is not Standard Arabic.
    """
    chunks = []
    for match in _BRACES.finditer(text):
        tag, words = match.group(1) or base, match.group(2) or match.group(0)
        glued = not match.group(0)[0].isspace() and not text[: match.start()].endswith(" ")
        for place, piece in enumerate(_by_script(words)):
            chunks.append(Chunk(piece, (_tag(tag, piece),), glued and not place))
    return Sentence([chunk for chunk in chunks if chunk.text], source)


def _tag(tag: str, piece: str) -> str:
    arabic = re.search(r"[\u0600-\u06ff]", piece) is not None
    if tag in ("ary-Latn", "ary-Arab"):
        return "ary-Arab" if arabic else "ary-Latn"
    return tag


def _by_script(words: str) -> Iterator[str]:
    """Words as they are; where Arabic and Latin letters change, in pieces."""
    piece: list[str] = []
    for word in words.split():
        if piece and _arabic(word) != _arabic(piece[-1]):
            yield " ".join(piece)
            piece = []
        piece.append(word)
    yield " ".join(piece)


def _arabic(word: str) -> bool:
    return re.search(r"[\u0600-\u06ff]", word) is not None


def own_switched(name: str) -> Iterator[Sentence]:
    """Our own sentences of one part, `learn` or `test`: base language, tab, marked text."""
    for line in lines(OWN / f"switched-{name}.tsv"):
        if line and not line.startswith("#"):
            base, text = line.split("\t", 1)
            yield marked(base, text, "own")


def base_lines(path: Path) -> Iterator[tuple[str, str]]:
    """The sentences of a marked file with the tag of the language that carries each.

    Darija is in the script of most of its own letters.
    """
    for line in lines(path):
        if line and not line.startswith("#"):
            base, text = line.split("\t", 1)
            if base.startswith("ary"):
                rest = _OTHERS.sub("", text)
                arabic = len(re.findall("[\u0620-\u064a]", rest))
                latin = len(re.findall("[A-Za-z]", rest))
                base = "ary-Arab" if arabic > latin else "ary-Latn"
            yield base, _OTHERS.sub(r"\1", text)


def monolingual(folder: Path) -> Iterator[Sentence]:
    """Sentences of one language each."""
    lid = folder / "lid"
    meta = list(lines(lid / "train.meta.tsv.gz"))[1:]
    for row, about in zip(lines(lid / "train.tsv.gz"), meta, strict=True):
        label, text = row.split("\t", 1)
        yield Sentence([Chunk(text, (LINES.get(label, label),))], about.split("\t")[2])
    for row in list(lines(folder / "translit" / "reels_llm_pairs.tsv"))[1:]:
        if _arabic(text := row.split("\t")[1]):
            yield Sentence([Chunk(text, ("ary-Arab",))], "reels")
    for path in sorted((OWN / "own").glob("*.txt")):
        yield from (Sentence([Chunk(text, (path.stem,))], "own") for text in lines(path) if text)
    yield from _record()


def others() -> Iterator[Sentence]:
    """Sentences in languages that have no tag."""
    for path in sorted((OWN / "other").glob("*.txt")):
        yield from (Sentence([Chunk(text, ("und",))], path.stem) for text in lines(path) if text)


def _record() -> Iterator[Sentence]:
    for path in sorted(RECORD.glob("*.yaml")):
        for tag, text in _texts(yaml.safe_load(path.read_text(encoding="utf-8"))):
            yield Sentence([Chunk(text, (tag,))], "record")


def _texts(node: object) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("ar", "fr") and isinstance(value, str):
                yield key, " ".join(value.split())
            else:
                yield from _texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value)


def names(folder: Path) -> list[str]:
    """Moroccan first names, family names and places in Latin letters."""
    found = [row.split("\t")[1] for row in list(lines(folder / "names-ma" / "names.tsv"))[1:]]
    for name in ("regions.tsv", "provinces_prefectures.tsv", "communes.tsv"):
        rows = list(lines(folder / "places-ma" / name))
        column = rows[0].split("\t").index("fr")
        found += [cells[column] for cells in (row.split("\t") for row in rows[1:]) if cells[column]]
    return found


def by_part(sentences: Iterable[Sentence]) -> dict[str, list[Sentence]]:
    """Sentences by part of their text."""
    found: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        found[part_of(sentence.text)].append(sentence)
    return found

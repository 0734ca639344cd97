"""What is measured of transliteration, as Markdown: on words and sentences not learned from."""

import difflib
import gzip
import re
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from siyada.language.arabizi import Models, as_said, from_tables, in_one_case, is_acronym, rank
from siyada.language.frequency import Frequencies
from siyada.language.transliterate import transliterate
from tools.train_transliteration import latin_words, models, word_counts
from tools.transliteration.measuring import (
    HEADING,
    PARTS,
    Rate,
    kinds,
    letter_map,
    one_form,
    part,
    plain,
    unspaced,
)
from tools.transliteration.pairs import Pair, bare, objects, read, sentences, table

_OWN = Path(__file__).parent / "sentences.tsv"
_DODA = Path(__file__).parent / "doda.tsv"
_STANDARD = "ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯ"
_TIFINAGH = re.compile("[\u2d30-\u2d7f]")
_FOREIGN = re.compile(f"[A-Za-zÀ-ɏ]|(?![{_STANDARD}])[\u2d30-\u2d7f]")

Lines = Sequence[tuple[str, str]]


def section(folder: Path) -> str:
    """The part of the report on transliteration; `folder` holds the open sets.

    The weights are learned four times, each time without a quarter of the words: some ten minutes.
    """
    return "\n\n".join(_blocks(folder))


def _blocks(folder: Path) -> Iterator[str]:
    parts = _learned(folder)
    yield "## Transliteration"
    yield (
        "Character error rate: letters to add, remove or replace, by letters of the reference. "
        "The letter map writes one Arabic letter for each Latin one or digraph."
    )
    yield "### Words that were not learned"
    yield (
        "Words are divided in four parts by their Arabic form; each is spelt by what was learned "
        "from the other three, *without tables*. DODa writes what it hears (بوخار, قرعا), and our "
        "tables what is usual (بخار, قرعة): so the two differ in vowels, and a reference in DODa "
        "contradicts another one for a word in ten."
    )
    yield _words(folder, parts)
    yield "From Arabic letters to Latin ones, likewise; several spellings are right."
    yield _back(folder, parts)
    yield "### Names of objects as they are written in DODa, one word or several"
    yield (
        "Held-out words as above, here with our tables, whose *coverage* was checked on these "
        "words; one reference in twenty leaves words out or says something else."
    )
    yield _phrases(folder, parts)
    yield from _of_sentences(folder)
    yield "### Tifinagh and Latin letters"
    yield _tifinagh(folder)
    yield "### Speed"
    yield _speed(list(sentences(folder)))


def _of_sentences(folder: Path) -> Iterator[str]:
    lines = own()
    yield "### Sentences"
    yield (
        f"{len(lines)} sentences of ours in both scripts (`tools/transliteration/sentences.tsv`), "
        "and sentences that other people typed, from DODa, which we wrote in Arabic letters before "
        "any was spelt by the program (`doda.tsv`): nothing was learned from either. *One form*: "
        "كاي or كي, hamzas, ى or ا and punctuation make no difference. Comments: the Arabic side "
        "is by a language model and often wrong."
    )
    yield _sentences(
        {
            "ours": lines,
            "of DODa, their Arabic side ours": _known(folder),
            "comments": _pairs(folder / "translit" / "reels_llm_pairs.tsv"),
        }
    )
    yield "Errors in our sentences, with spaces aside:"
    yield kinds([(unspaced(transliterate(a, "arab")), unspaced(b)) for a, b in lines], _edits)


def _learned(folder: Path) -> list[Models]:
    """What is learned without each part of the words."""
    pairs, (french, darija) = read(folder), latin_words(folder)
    words: Frequencies = word_counts(folder, listed=False)
    return [
        replace(models([p for p in pairs if part(p.arabic) != held], french, darija), words=words)
        for held in range(PARTS)
    ]


def _words(folder: Path, parts: Sequence[Models]) -> str:
    sources: dict[str, Lines] = {
        "DODa, names of objects (MIT)": objects(folder),
        "our Darija": list(table("arabizi")),
        "our French": list(table("french")),
    }
    rows = [HEADING]
    for name, source in sources.items():
        rate = Rate()
        for latin, word in source:
            pair = bare(Pair(latin, word, 1, ""))
            spelt = rank(pair.latin, parts[part(pair.arabic)], 5)
            rate.add(spelt, pair.arabic, letter_map(pair.latin))
        rows.append(rate.row(name))
    return "\n".join(rows)


def _back(folder: Path, parts: Sequence[Models]) -> str:
    rate, folded = Rate(), Rate()
    for latin, word in objects(folder):
        pair = bare(Pair(latin, word, 1, ""))
        way = parts[part(pair.arabic)].latin
        spelt = [text for text, _ in way.ranked(list(pair.arabic), 5)]
        rate.add(spelt, pair.latin.lower())
        folded.add([_spelling(one) for one in spelt], _spelling(pair.latin))
    return "\n".join([HEADING, rate.row("as typed"), folded.row("vowels and doubling aside")])


def _spelling(word: str) -> str:
    """A Latin word by its consonants."""
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouy]", "", word.lower()))


def _phrases(folder: Path, parts: Sequence[Models]) -> str:
    ways: dict[str, Callable[[str], str]] = {
        "as written": str,
        "without marks of doubling": plain,
    }
    rates = {of + way: Rate() for of in ("", "of one word, ") for way in ways}
    for latin, right in dict.fromkeys(_pairs(folder / "translit" / "doda_mit_pairs.tsv")):
        words, of = latin.split(), plain(right).split()
        spelt, before = [], ""
        for place, word in enumerate(words):
            own = of[place] if len(of) == len(words) else plain(right)
            spelt.append(_held_out(word, before, parts[part(own)]))
            before = word
        for way, form in ways.items():
            for name in (way, f"of one word, {way}") if len(words) == 1 else (way,):
                rates[name].add([" ".join(spelt)], form(right), letter_map(latin))
    return "\n".join([HEADING, *(rate.row(name) for name, rate in rates.items())])


def _held_out(word: str, before: str, found: Models) -> str:
    """A word by the tables, or else by what was learned without it."""

    def way(part_of: re.Match[str]) -> str:
        if is_acronym(part_of[0]):
            return part_of[0]
        plain_word = in_one_case(part_of[0])
        return as_said(from_tables(plain_word) or rank(plain_word, found, 1)[0], word, before)

    return re.sub(r"[^\W_]+(?:['’][^\W_]+)*", way, word)


def _sentences(sources: Mapping[str, Lines]) -> str:
    ways: dict[str, Callable[[str], str]] = {
        "": plain,
        ", spaces aside": lambda text: unspaced(plain(text)),
        ", one form": one_form,
    }
    rows = [HEADING]
    for name, lines in sources.items():
        for way, form in ways.items():
            rate = Rate()
            for latin, right in lines:
                rate.add([form(transliterate(latin, "arab"))], form(right), form(letter_map(latin)))
            rows.append(rate.row(name + way))
    return "\n".join(rows)


def _known(folder: Path) -> list[tuple[str, str]]:
    """Sentences of DODa that we wrote in Arabic letters."""
    typed = {str(zlib.crc32(latin.strip().encode())): latin for latin in sentences(folder)}
    return [(typed[key], right) for key, right in _pairs(_DODA) if key in typed]


def own() -> list[tuple[str, str]]:
    """Sentences of ours in Latin and in Arabic letters."""
    return [pair for pair in _pairs(_OWN) if not pair[0].startswith(("#", "latin"))]


def _pairs(path: Path) -> list[tuple[str, str]]:
    """The first two cells of each line but the heading."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines if "\t" in line]
    return [(first, second) for first, second, *_ in cells]


def _edits(spelt: str, right: str) -> Iterator[str]:
    """The letters of each place where two texts differ; `$` where a word ends there."""
    matcher = difflib.SequenceMatcher(None, spelt, right, autojunk=False)
    for kind, start, end, other, last in matcher.get_opcodes():
        if kind != "equal":
            yield spelt[start:end] + right[other:last]


def _tifinagh(folder: Path) -> str:
    texts: dict[str, list[str]] = {}
    with gzip.open(folder / "oldi-seed" / "ary-zgh-eng.tsv.gz", "rt", encoding="utf-8") as file:
        texts["OLDI Seed, Standard Tamazight"] = [line.split("\t")[1] for line in file][1:]
    with gzip.open(folder / "udhr" / "udhr_zgh.xml.gz", "rt", encoding="utf-8") as file:
        texts["Declaration of Human Rights"] = re.sub("<[^>]+>", " ", file.read()).splitlines()
    names = _pairs(folder / "translit" / "tifinagh_latin_cldr_shi.tsv")
    texts["names of CLDR"] = [tifinagh for tifinagh, _ in names]
    rows = [
        "| | standard words | the same after Latin letters and back | others | the same |",
        "|---|--:|--:|--:|--:|",
    ]
    for name, lines in texts.items():
        words = [word for line in lines for word in line.split() if _TIFINAGH.search(word)]
        others = [word for word in words if _FOREIGN.search(word)]
        standard = [word for word in words if not _FOREIGN.search(word)]
        rows.append(
            f"| {name} | {len(standard)} | {100 * _same(standard) / len(standard):.3f} % "
            f"| {len(others)} | {_same(others)} |"
        )
    right = sum(transliterate(tifinagh, "latn") == latin.lower() for tifinagh, latin in names)
    return "\n".join(rows) + (
        f"\n\nThe Latin names of CLDR in small letters are met by {right} of {len(names)}; the "
        "others are different words."
    )


def _same(words: Sequence[str]) -> int:
    """How many words of Tifinagh come back as they were."""
    return sum(transliterate(transliterate(one, "latn"), "tfng") == one for one in words)


def _speed(texts: Sequence[str]) -> str:
    number = sum(len(text.split()) for text in texts)
    rows = ["| one core | words a second |", "|---|--:|"]
    for name in ("first time", "words seen before"):
        start = time.process_time()
        for text in texts:
            transliterate(text, "arab")
        rows.append(f"| {name} | {number / (time.process_time() - start):,.0f} |")
    return "\n".join(rows)

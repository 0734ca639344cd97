"""What is measured of normalisation, analysis, size, start and thrift, as Markdown."""

import gzip
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import as_file, files
from pathlib import Path

from mistral_common.tokens.tokenizers.tekken import Tekkenizer

from siyada.language import analyse
from siyada.language.answers import analysed, analysed_all
from siyada.language.normalise import LEVELS, Level, fold, normalise
from siyada.language.thrift import to_latin, to_tifinagh
from tools.analysis.families import FILE, Family, count, read, strangers
from tools.markdown import table
from tools.transliteration.report import own

PACKAGE = Path(__file__).parents[2] / "src" / "siyada" / "language"
_TAGS = {"arb": "ar", "fra": "fr", "spa": "es", "eng": "en"}
"""Labels of the lines, where they are not our tags."""
_NAMES = {
    "ar": "Arabic",
    "ary-Arab": "Darija, Arabic letters",
    "ary-Latn": "Darija, Latin letters",
    "fr": "French",
    "zgh": "Tamazight",
}
_BEFORE = {
    "ar": (0.658, 0.982, 8),
    "ary-Arab": (0.584, 0.994, 2),
    "ary-Latn": (0.754, 1.0, 1),
    "fr": (0.578, 0.994, 9),
    "zgh": (0.579, 0.996, 1),
}
"""Recall, precision and strangers of the first rules, which had no list of irregular forms."""
_BEFORE_FRESH = {"ar": 0.676, "ary-Arab": 0.867, "fr": 0.422, "zgh": 0.205}
_IMPORTS = ("normalise", "stem", "analyse", "tifinagh", "thrift", "transliterate", "identify")
_EVERY = 4
"""Of so many lines one is timed."""
_SOME, _LONG = 6_000, 4_000
"""Lines that get the whole answer, and characters of a document made of such lines."""

Lines = Sequence[tuple[str, str]]
"""Texts and their tags."""


def section(folder: Path) -> str:
    """The part of the report on normalisation and analysis; `folder` holds the open sets."""
    return "\n\n".join(_blocks(folder))


def _blocks(folder: Path) -> Iterator[str]:
    lines = _lines(folder / "lid" / "train.tsv.gz")
    yield "## Normalisation, analysis, thrift"
    yield "### Normalisation"
    yield _normalisation([text for text, _ in lines])
    yield "### Forms of one word"
    yield _families(read(FILE))
    yield "### Speed of analysis"
    yield _speed(lines)
    yield _whole(lines)
    yield "### Size and start"
    yield _size()
    yield _start()
    yield "### Tokens of Tamazight in Tifinagh"
    yield _thrift(_declaration(folder / "udhr" / "udhr_zgh.xml.gz"))


def _lines(path: Path) -> Lines:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t", 1) for line in file]
    return [(text, _TAGS.get(label, label)) for label, text in rows[::_EVERY]]


def _declaration(path: Path) -> list[str]:
    """The paragraphs of the Universal Declaration of Human Rights."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return re.findall(r"<para>(.*?)</para>", file.read(), re.DOTALL)


def _normalisation(texts: Sequence[str]) -> str:
    rows = [_level(texts, level) for level in LEVELS]
    start = time.process_time()
    for text in texts:
        fold(text)
    rows.append(("`fold`, no way back", "", "", f"{len(texts):,}", _rate(texts, start)))
    return table(("level", "twice is once", "ways back in order", "of lines", "MB/s"), rows)


def _level(texts: Sequence[str], level: Level) -> tuple[str, ...]:
    start = time.process_time()
    done = [normalise(text, level) for text in texts]
    speed = _rate(texts, start)
    once = sum(normalise(one.text, level).text == one.text for one in done)
    back = sum(_holds(one.starts, one.ends, len(one.text)) for one in done)
    return f"`{level}`", f"{once:,}", f"{back:,}", f"{len(texts):,}", speed


def _holds(starts: Sequence[int], ends: Sequence[int], length: int) -> bool:
    ordered = list(starts) == sorted(starts) and list(ends) == sorted(ends)
    return ordered and len(starts) == len(ends) == length


def _families(families: Sequence[Family]) -> str:
    rows = []
    for tag, name in _NAMES.items():
        of_tag = [family for family in families if family.tag == tag]
        all_, fresh = count(of_tag, tag), count(of_tag, tag, fresh=True)
        apart = [family for family in of_tag if not family.meets]
        recall, precision, met = _BEFORE[tag]
        strange = f"{sum(map(strangers, apart))} of {len(apart)}"
        rows.append(
            (
                name,
                all_.families,
                f"{all_.recall:.3f}",
                f"{all_.precision:.3f}",
                strange,
                f"{recall:.3f} / {precision:.3f} / {met}",
                f"{fresh.recall:.3f}" if fresh.families else "",
                f"{_BEFORE_FRESH[tag]:.3f}" if fresh.families else "",
            )
        )
    heading = ("language", "families", "recall", "precision", "strangers that meet")
    return (
        "Recall: share of the pairs of forms of one word that are searched by the same. Precision: "
        "share of the pairs with the same search word that are forms of one word. The rules and "
        "the list of irregular forms were made with these families known. The *fresh* ones, few, "
        "were written afterwards by the same hand, and nothing was changed for them: they say what "
        "to expect of other words. *Before*: the first rules, which had no list.\n\n"
        + table((*heading, "before: all three", "fresh: recall", "before"), rows)
    )


def _speed(lines: Lines) -> str:
    tags = list(dict.fromkeys(tag for _, tag in lines))
    for tag in tags:
        analyse.words("carte بطاقة ⵜⴰⴽⴰⵔⴹⴰ 7anout xqzvkwpq", tag)
    new = [text for text, _ in own()]
    groups = {f"`ary-Latn`, {len(new)} sentences of ours": ("ary-Latn", new)} | {
        f"`{tag}`": (tag, [text for text, of in lines if of == tag]) for tag in tags
    }
    first, again = (
        {name: _spent(texts, tag) for name, (tag, texts) in groups.items()} for _ in range(2)
    )
    sizes = {name: _megabytes(texts) for name, (_, texts) in groups.items()}
    rows: list[Sequence[str]] = [
        (name, f"{size / first[name]:.2f}", f"{size / again[name]:.2f}")
        for name, size in sizes.items()
    ]
    size = sum(sizes.values())
    rows.append(("all", *(f"{size / sum(of.values()):.2f}" for of in (first, again))))
    return (
        "Megabytes of UTF-8 a second on one core, in processor time. *First*: each word that is "
        "met is worked out once; *again*: the same lines with these words remembered. Lines are "
        "short and of all kinds, so that every fourth word is a new one; texts repeat their words "
        "more. A word of Darija in Latin letters that no table has is first spelt in Arabic "
        "letters, by what was learned: that is what takes long. For frequent words that is "
        "remembered, and those of these lines are among them; those of our sentences, which come "
        "first and have no word before them, are not.\n\n"
        + table(("language", "first", "again"), rows)
    )


def _whole(lines: Lines) -> str:
    """The speed of the whole answer, which holds far more than words."""
    shuffled = random.Random(1).sample(list(lines), 2 * _SOME)  # noqa: S311 - no secret
    texts, documents = [text for text, _ in shuffled[:_SOME]], _documents(shuffled[_SOME:])
    rows: list[Sequence[str]] = [
        ("lines, one at a time", _answered(texts, _alone), _answered(texts, _alone)),
        ("lines, many at once", "", _answered(texts, analysed_all)),
    ]
    tags = sorted({tag for _, tag in documents})
    of_tag = [[text for text, tag in documents if tag == of] for of in tags]
    first, again = ([_answered(some, _alone) for some in of_tag] for _ in range(2))
    rows += zip([f"documents, `{tag}`" for tag in tags], first, again, strict=True)
    rows.append(("documents, mean of the languages", _mean(first), _mean(again)))
    return (
        "The whole answer of `analyse`: the language, which is found out, words, their pieces, "
        f"sound keys and equivalents. {_SOME:,} lines of all languages in turns; then as many "
        f"others, put together to documents of {_LONG:,} characters in one language each. *First* "
        "and *again* as above; the documents find the words that the lines had in common with them "
        "remembered.\n\n" + table(("whole answer", "first", "again"), rows)
    )


def _mean(rates: Sequence[str]) -> str:
    return f"{sum(map(float, rates)) / len(rates):.2f}"


def _documents(lines: Lines) -> Lines:
    """Lines of one language put together until they are long enough."""
    found: list[tuple[str, str]] = []
    begun: dict[str, str] = {}
    for text, tag in lines:
        whole = f"{begun.pop(tag, '')}{text}\n"
        if len(whole) < _LONG:
            begun[tag] = whole
        else:
            found.append((whole, tag))
    return found


def _alone(texts: Sequence[str]) -> None:
    for text in texts:
        analysed(text)


def _answered(texts: Sequence[str], answer: Callable[[Sequence[str]], object]) -> str:
    start = time.process_time()
    answer(texts)
    return _rate(texts, start)


def _spent(texts: Sequence[str], tag: str) -> float:
    start = time.process_time()
    for text in texts:
        analyse.words(text, tag)
    return time.process_time() - start


def _megabytes(texts: Sequence[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6


def _rate(texts: Sequence[str], start: float) -> str:
    return f"{_megabytes(texts) / (time.process_time() - start):.2f}"


def _size() -> str:
    shipped = [p for p in PACKAGE.rglob("*") if p.is_file() and p.suffix != ".pyc"]
    parts = {"weights": "learned weights", "tables": "tables"}
    sizes = dict.fromkeys((*parts.values(), "code"), 0)
    for path in shipped:
        sizes[parts.get(path.relative_to(PACKAGE).parts[0], "code")] += path.stat().st_size
    rows = [(name, f"{size / 1e6:.2f}") for name, size in sizes.items()]
    return table(("part", "MB"), [*rows, ("all", f"{sum(sizes.values()) / 1e6:.2f}")])


def _start() -> str:
    rows = [(f"`siyada.language.{name}`", f"{_import(name) * 1000:.0f}") for name in _IMPORTS]
    return "Processor time of an import in a new process, best of five:\n\n" + table(
        ("module", "ms"), rows
    )


def _import(name: str) -> float:
    code = (
        "import time; t = time.process_time(); "
        f"import siyada.language.{name}; print(time.process_time() - t)"
    )
    command = [sys.executable, "-c", code]
    return min(
        float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        for _ in range(5)
    )


def _thrift(paragraphs: Sequence[str]) -> str:
    with as_file(files("mistral_common") / "data" / "tekken_240911.json") as path:
        tokenizer = Tekkenizer.from_file(path)

    def tokens(texts: Sequence[str]) -> int:
        return sum(len(tokenizer.encode(text, bos=False, eos=False)) for text in texts)

    sent = [to_latin(text) for text in paragraphs]
    words = sum(len(text.split()) for text in paragraphs)
    back = sum(to_tifinagh(one) == text for one, text in zip(sent, paragraphs, strict=True))
    rows = [
        (name, f"{tokens(texts):,}", f"{tokens(texts) / words:.1f}")
        for name, texts in (("as it is", paragraphs), ("in marked Latin letters", sent))
    ]
    return (
        f"The Universal Declaration of Human Rights, {words:,} words, by Mistral's tokenizer "
        f"(Tekken, of `mistral-common`). {back} of {len(paragraphs)} paragraphs come back as "
        "they were.\n\n" + table(("Tifinagh is sent", "tokens", "a word"), rows)
    )

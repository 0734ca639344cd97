"""What is measured of identification, as Markdown: on lines that were not learned from."""

import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from siyada.language.identify import identify, identify_all
from siyada.language.scores import WEIGHTS
from tools.identification import plot, variants
from tools.identification.measure import (
    STEPS,
    TAGS,
    Bin,
    Told,
    bins,
    calibration_error,
    figures,
    macro,
    rejected,
    share,
    tell,
)
from tools.identification.texts import (
    OWN,
    Line,
    fragments,
    held_lines,
    identification_lines,
    split,
)
from tools.markdown import table
from tools.switching.sentences import base_lines

PLOT = Path("docs/reports/identification.svg")
CUTS = 5
"""How often each line is cut to a fragment, at random, for figures with less chance in them."""
NEIGHBOURS = ("arz", "gulf", "apc", "acm", "shi-arab")
"""Arabics that are not Darija, and Tashelhit in Arabic letters."""
GENRES = {
    "Darija, tweets (AfriSenti)": ("ary-Arab", ("afrisenti-ary-train", "afrisenti-ary-dev")),
    "Darija, encyclopaedia (OLDI Seed)": ("ary-Arab", ("oldi-seed",)),
    "Darija, conversation (ours)": ("ary-Arab", ("held",)),
    "Standard Arabic, conversation (Tatoeba)": ("ar", ("tatoeba",)),
    "Standard Arabic, news (PUD)": ("ar", ("ud-arabic-pud",)),
    "Standard Arabic, medicine (TICO-19)": ("ar", ("tico19",)),
    "Standard Arabic, law, news, medicine, offices (ours)": ("ar", ("held", "udhr")),
}
Rows = Sequence[Sequence[object]]


def section(folder: Path) -> str:
    """The part of the report on the language of texts; `folder` holds the sources."""
    return "\n\n".join(_blocks(folder))


def _blocks(folder: Path) -> Iterator[str]:
    lines = split(identification_lines(folder))["test"]
    whole = tell(lines)
    short = tell([line for cut in range(CUTS) for line in fragments(lines, cut, 2, 3)])
    other, own = tell(list(held_lines("other"))), tell(list(held_lines("own")))
    later, fresh = tell(list(held_lines("later"))), tell(list(held_lines("fresh")))
    yield "## Texts: identification"
    yield (
        f"Measured on {len(lines)} lines of the labelled sources that were held out by a hash of "
        f"their text (nothing learned from nearly repeats them), on {len(short)} fragments of two "
        f"or three words cut from them at random, and on {len(other)} sentences in other "
        f"languages and {len(own)} in ours that were written to measure with "
        f"(`data/identify/held`), and {len(later)} more of Egypt, the Levant, the Gulf and Iraq "
        "(`data/identify/held/later`), written after the tables, on other subjects."
    )
    yield _bars(whole, short, other, later)
    yield "### Each class"
    yield _classes(whole, short)
    yield "Lines by their language (rows) and the one that was found (columns)."
    yield _confusion(whole)
    yield "Fragments of two or three words likewise."
    yield _confusion(short)
    yield "### Length"
    yield _lengths(lines, whole)
    yield "### Standard Arabic and Darija by genre"
    yield _genres([*whole, *own])
    yield "### Short messages"
    yield _messages(fresh)
    yield "### Texts in two languages"
    yield _mixed()
    yield "### Other languages"
    yield _rejections(other)
    yield "### Confidence"
    yield _confidence(whole, short, other)
    yield "### Speed and size"
    yield _speed(lines)


def _bars(
    whole: Sequence[Told], short: Sequence[Told], other: Sequence[Told], later: Sequence[Told]
) -> str:
    foreign = [one for one in other if one.line.tag not in NEIGHBOURS]
    near = [one for one in other if one.line.tag in NEIGHBOURS]
    rows = (
        ("macro-F1 of eight classes", f"{macro(whole):.4f}", "0.985"),
        ("F1 of `ary-Arab`", f"{figures(whole)['ary-Arab'].f1:.3f}", "0.95"),
        ("macro-F1 of fragments of 2-3 words", f"{macro(short):.4f}", "0.955"),
        ("macro-F1 of fragments, classes as frequent", f"{macro(_even(short)):.4f}", "-"),
        ("other languages rejected", f"{rejected(foreign):.1%}", "85 %"),
        ("own languages rejected, lines", f"{rejected(whole):.2%}", "at most 2 %"),
        ("own languages rejected, fragments", f"{rejected(short):.2%}", "-"),
        ("neighbours of Darija taken for it", _as_darija(near), "-"),
        ("the same, later sentences", _as_darija(later), "-"),
        ("the same, fragments of 2-3 words", _as_darija(_pieces([*near, *later])), "-"),
    )
    return table(("measure", "measured", "wanted"), rows)


def _as_darija(told: Sequence[Told]) -> str:
    """Part of the answers that are Darija in Arabic letters, and of how many."""
    return f"{sum(one.tag == 'ary-Arab' for one in told) / len(told):.1%} of {len(told)}"


def _pieces(told: Sequence[Told]) -> list[Told]:
    lines = [one.line for one in told]
    return tell([piece for seed in range(CUTS) for piece in fragments(lines, seed, 2, 3)])


def _even(told: Sequence[Told]) -> list[Told]:
    """The same number of each class, spread over all there is."""
    groups: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        groups[one.line.tag].append(one)
    least = min(map(len, groups.values()))
    return [
        group[place * len(group) // least] for group in groups.values() for place in range(least)
    ]


def _classes(whole: Sequence[Told], short: Sequence[Told]) -> str:
    rows = []
    cut = figures(short)
    for tag, one in figures(whole).items():
        part = cut[tag]
        values = (one.precision, one.recall, one.f1, part.precision, part.recall, part.f1)
        rows.append((f"`{tag}`", one.count, *(f"{value:.3f}" for value in values)))
    fragment = ("fragments: precision", "recall", "F1")
    return table(("class", "lines", "lines: precision", "recall", "F1", *fragment), rows)


def _confusion(told: Sequence[Told]) -> str:
    pairs = Counter((one.line.tag, one.tag) for one in told)
    rows = [(f"`{tag}`", *(pairs[tag, other] for other in (*TAGS, "und"))) for tag in TAGS]
    return table(("", *(f"`{tag}`" for tag in (*TAGS, "und"))), rows)


def _lengths(lines: Sequence[Line], whole: Sequence[Told]) -> str:
    rows: list[Sequence[object]] = []
    for low, high in ((1, 15), (16, 30), (31, 60), (61, 120), (121, 1000)):
        some = [one for one in whole if low <= len(one.line.text) <= high]
        rows.append(_length_row(f"lines of {low} to {high} characters", some))
    for low, high in ((1, 1), (2, 2), (3, 3), (4, 6), (7, 12)):
        name = f"fragments of {low} word{'s'[: low > 1]}"
        name = name if low == high else f"fragments of {low} to {high} words"
        rows.append(_length_row(name, tell(fragments(lines, 1, low, high))))
    head = ("length", "texts", "classes", "macro-F1", "right", "F1 of `ary-Arab`", "rejected")
    return table(head, rows)


def _length_row(name: str, told: Sequence[Told]) -> Sequence[object]:
    found = figures(told)
    darija = f"{found['ary-Arab'].f1:.3f}" if "ary-Arab" in found else "-"
    right, und = f"{share(told):.3f}", f"{rejected(told):.2%}"
    return name, len(told), len(found), f"{macro(told):.3f}", right, darija, und


def _genres(told: Sequence[Told]) -> str:
    rows = []
    for name, (tag, sources) in GENRES.items():
        some = [one for one in told if one.line.tag == tag and one.line.source in sources]
        cut = tell([piece for seed in range(CUTS) for piece in _cut(some, seed)])
        rows.append((name, len(some), f"{share(some):.3f}", len(cut), f"{share(cut):.3f}"))
    head = ("genre", "lines", "right", "fragments of 2-3 words", "right")
    return table(head, rows)


def _messages(told: Sequence[Told]) -> str:
    """What short messages are taken for, one row a language."""
    groups: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        groups[one.line.tag].append(one)
    rows = []
    for name, some in groups.items():
        found = Counter(one.tag for one in some)
        words = sum(len(one.line.text.split()) for one in some) / len(some)
        rows.append((f"`{name}`", len(some), f"{words:.1f}",
                     *(found[tag] for tag in ("ar", "ary-Arab", "und"))))  # fmt: skip
    own = figures([one for one in told if one.line.tag in TAGS])
    note = ", ".join(f"{one.f1:.3f} for `{tag}`" for tag, one in own.items())
    head = ("written in", "messages", "words", "`ar`", "`ary-Arab`", "`und`")
    return (
        "Messages of two to six words, never learned from (`data/identify/held/fresh`).\n\n"
        f"{table(head, rows)}\n\nF1 among the messages in ours: {note}."
    )


def _cut(told: Sequence[Told], seed: int) -> list[Line]:
    return fragments([one.line for one in told], seed, 2, 3)


def _mixed() -> str:
    """The language of a whole text that switches, by the language that carries it."""
    groups: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for name in ("test", "later"):
        path = OWN / f"switched-{name}.tsv"
        for one in tell([Line(tag, text, "own") for tag, text in base_lines(path)]):
            groups[name, one.line.tag].append(one)
            groups[name, "all"].append(one)
    rows = [
        (f"`switched-{name}.tsv`", tag, len(told), f"{share(told):.3f}")
        for (name, tag), told in sorted(groups.items())
    ]
    return table(("sentences", "carried by", "count", "right"), rows)


def _rejections(other: Sequence[Told]) -> str:
    groups: dict[str, list[Told]] = defaultdict(list)
    for one in other:
        groups[one.line.tag].append(one)
    rows = []
    for name, told in sorted(groups.items()):
        lines = [one.line for one in told]
        bare = tell([Line(name, variants.unmarked(line.text), line.source) for line in lines])
        cut = tell([piece for seed in range(CUTS) for piece in fragments(lines, seed, 2, 3)])
        taken = Counter(one.tag for one in told if one.tag != "und").most_common(2)
        short = f"{rejected(cut):.0%}" if cut else "-"
        rows.append((
            f"`{name}`", len(told), f"{rejected(told):.0%}", f"{rejected(bare):.0%}", short,
            ", ".join(f"{tag} {count}" for tag, count in taken) or "-",
        ))  # fmt: skip
    head = ("language", "sentences", "rejected", "without accents", "2-3 words", "taken for")
    note = (
        "For `arz`, `gulf`, `apc`, `acm` (Egyptian, Gulf, Levantine, Iraqi) and `shi-arab` "
        "(Tashelhit in Arabic letters) what counts is not to be taken for Darija; `scripts` are "
        "languages in other scripts, `signs` numbers, addresses and emoji, `arabizi` that of "
        "Egypt, the Levant and the Gulf."
    )
    return f"{table(head, rows)}\n\n{note}"


def _confidence(whole: Sequence[Told], short: Sequence[Told], other: Sequence[Told]) -> str:
    series = {"lines": whole, "fragments of 2-3 words": short, "other languages": other}
    PLOT.parent.mkdir(parents=True, exist_ok=True)
    label = "Reliability of identification"
    drawing = plot.reliability({name: bins(told) for name, told in series.items()}, label)
    PLOT.write_text(drawing, encoding="utf-8")
    rows = []
    for low, high in pairwise(STEPS):
        parts = [_between(told, low, high) for told in series.values()]
        rows.append([f"over {low:g} to {high:g}", *(cell for part in parts for cell in _bin(part))])
    head = [
        "confidence",
        *(cell for name in series for cell in (f"{name}: sure", "right", "texts")),
    ]
    errors = ", ".join(f"{calibration_error(told):.3f} ({name})" for name, told in series.items())
    return (
        f"![Confidence against the share of right answers]({PLOT.name})\n\n{table(head, rows)}\n\n"
        f"Expected calibration error: {errors}."
    )


def _between(told: Sequence[Told], low: float, high: float) -> list[Bin]:
    return bins([one for one in told if low < one.confidence <= high])


def _bin(found: Sequence[Bin]) -> Sequence[object]:
    """How sure, how often right, how many; nothing where nothing is."""
    return (f"{found[0].sure:.3f}", f"{found[0].right:.3f}", found[0].count) if found else "--0"


def _speed(lines: Sequence[Line]) -> str:
    texts = [line.text for line in lines]
    many = min(_spent(lambda: identify_all(texts)) for _ in range(5))
    rows: list[Sequence[object]] = [
        ("sentences a second, many at once", f"{len(texts) / many:,.0f}", "40,000")
    ]
    for tag in ("fr", "ary-Latn", "ar", "ary-Arab"):
        some = [line.text for line in lines if line.tag == tag][:300]
        alone = min(_spent(lambda some=some: [identify(text) for text in some]) for _ in range(5))  # type: ignore[misc]  # the default binds
        size = sum(map(len, some)) / len(some)
        name = f"µs for one of `{tag}` ({size:.0f} characters)"
        rows.append((name, f"{1e6 * alone / len(some):.0f}", "60"))
    size = (WEIGHTS / "identify.npz").stat().st_size
    rows += [
        ("ms to import `siyada.language.identify`", f"{_import():.0f}", "150"),
        ("ms of that for numpy", f"{_import('numpy'):.0f}", "-"),
        ("MB of weights", f"{size / 1e6:.1f}", "-"),
    ]
    return "One core.\n\n" + table(("measure", "measured", "wanted"), rows)


def _spent(work: Callable[[], object]) -> float:
    """Seconds of this core, whatever else the machine does."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _import(name: str = "siyada.language.identify") -> float:
    """Milliseconds that a first import takes, the best of five."""
    code = f"import time; t = time.process_time(); import {name}; print(time.process_time() - t)"
    spent = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
        for _ in range(5)
    ]
    return 1000 * min(spent)

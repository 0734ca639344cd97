"""What is looked for first, before a pattern is tried, stands in whatever the pattern matches."""

import importlib
import json
import pkgutil
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import siyada.shield
from siyada.shield.dates import birth_dates
from siyada.shield.identifiers import IDENTIFIERS
from siyada.shield.pattern import Pattern
from siyada.shield.reading import Sign, read
from siyada.shield.tables import rows

PATTERNS = (*IDENTIFIERS, *birth_dates())
GOLDEN = Path("tests/golden/shield")
PARSER: Any = importlib.import_module("re._parser")


class Writer:
    """Writes texts that a pattern matches: each of its alternatives in turn, repeats at random."""

    def __init__(self, shape: re.Pattern[str]) -> None:
        self._tree = PARSER.parse(shape.pattern, shape.flags)
        self._dice = random.Random(7)  # noqa: S311 - texts, not secrets
        self._turns: dict[int, int] = {}
        self._groups: dict[int, str] = {}
        self._text = ""

    def write(self) -> str:
        """A text; what must stand around a match is written at its edges, else it is by chance."""
        self._text = ""
        self._all(self._tree)
        return self._text

    def _all(self, tree: Iterable[Any]) -> None:
        items = list(tree)
        for at, (name, value) in enumerate(items):
            last = all(str(name).startswith(("ASSERT", "AT")) for name, _ in items[at:])
            if str(name) == "ASSERT":
                self._beside(*value, last=last)
            else:
                self._one(str(name), value)

    def _one(self, name: str, value: Any) -> None:  # noqa: ANN401 - as the parser has it
        if name in {"LITERAL", "IN", "ANY", "NOT_LITERAL", "GROUPREF"}:
            self._text += self._sign(name, value)
        elif name == "BRANCH":
            turn = self._turns[id(value)] = self._turns.get(id(value), -1) + 1
            self._all(value[1][turn % len(value[1])])
        elif name == "SUBPATTERN":
            start = len(self._text)
            self._all(value[3])
            self._groups[value[0]] = self._text[start:]
        elif name.endswith("_REPEAT"):
            least, most, tree = value
            for _ in range(self._dice.randint(least, min(int(most), least + 2))):
                self._all(tree)

    def _sign(self, name: str, value: Any) -> str:  # noqa: ANN401 - as the parser has it
        if name == "LITERAL":
            return chr(value)
        if name == "IN":
            return self._of_class(value)
        return self._groups[value] if name == "GROUPREF" else "x"

    def _beside(self, way: int, tree: Iterable[Any], *, last: bool) -> None:
        """Write what must stand ahead, if nothing else is to come; or behind, over little."""
        before, self._text = self._text, ""
        self._all(tree)
        if way < 0:
            self._text = self._text if len(self._text) > len(before) else before
        else:
            self._text = before + (self._text if last else "")

    def _of_class(self, items: list[Any]) -> str:
        found: list[str] = []
        for name, value in items:
            if str(name) == "LITERAL":
                found.append(chr(value))
            elif str(name) == "RANGE":
                found.append(chr(self._dice.randint(*value)))
            elif str(name) == "NEGATE":
                denied = {chr(v) for n, v in items if str(n) == "LITERAL"}
                return self._dice.choice([sign for sign in "axعéⵉ" if sign not in denied])
            elif str(name) == "CATEGORY":
                kind = str(value)
                found.append("7" if "DIGIT" in kind else " " if "SPACE" in kind else "n")
        return self._dice.choice(found)


def written(shape: re.Pattern[str], count: int) -> list[str]:
    """Texts that a shape matches, among so many that were written by chance."""
    writer, found = Writer(shape), []
    for _ in range(count):
        text = writer.write()
        if shape.search(text):
            found.append(text)
    return found


def signs() -> list[Sign]:
    """Every sign of every module of the shield."""
    modules = [
        importlib.import_module(f"siyada.shield.{found.name}")
        for found in pkgutil.iter_modules(siyada.shield.__path__)
        if found.name != "onnx"
    ]
    held = [value for module in modules for value in vars(module).values()]
    return list(dict.fromkeys(value for value in held if isinstance(value, Sign)))


@pytest.mark.parametrize("sign", [sign for sign in signs() if sign.words], ids=lambda s: s.words[0])
def test_a_sign_looks_for_a_part_of_whatever_it_matches(sign: Sign) -> None:
    texts = written(sign.shape, 3_000)
    assert len(texts) > 100
    others = [one for one in PATTERNS if one.sign is sign and not _has_any(texts, sign.words)]
    for pattern in others:  # which look for more than the sign does: a bracket as well
        texts = [f"le {text}" for text in written(pattern.shape, 3_000)]
    assert texts
    assert not [text for text in texts if not any(word in text for word in sign.words)]


def _has_any(texts: list[str], words: tuple[str, ...]) -> bool:
    return any(word in text for text in texts for word in words)


@pytest.mark.parametrize(
    "pattern", PATTERNS, ids=[f"{one.kind}-{at}" for at, one in enumerate(PATTERNS)]
)
def test_a_pattern_is_tried_where_it_matches(pattern: Pattern) -> None:
    label = _label(pattern) if pattern.announced is not None else ""
    if pattern.sign is not None and pattern.sign.words:
        label = f"{written(pattern.sign.shape, 50)[0]}\n"
    tried = 0
    for text in written(pattern.shape, 150):
        reading = read(f"{label}{text} ")
        whole = next(pattern.shape.finditer(reading.folded), None)
        if whole is None or (pattern.sign is not None and not reading.holds(pattern.sign)):
            continue
        tried += 1
        assert not pattern.needs or any(sign in whole[0] for sign in pattern.needs), text
        found = [match.span() for match in pattern._matches(reading)]
        assert any(start <= whole.start() < end for start, end in found), text
    assert tried


def _label(pattern: Pattern) -> str:
    """A label that announces what a pattern looks for."""
    kinds = pattern.announced or frozenset()
    found = (row[-1].split(" | ")[0] for row in rows("labels") if kinds & {*row[0].split()})
    return f"{next(found)} : "


def _golden() -> Iterator[str]:
    for name in ("dev.jsonl", "held.jsonl"):
        for line in (GOLDEN / name).read_text("utf-8").splitlines():
            yield re.sub(r"⟦[A-Z_]+:|⟧", "", json.loads(line)["marked"])
    for line in (GOLDEN / "identifiers.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield re.sub("[⟦⟧]", "", line.split("\t")[1]).replace("\\n", "\n")


def test_no_quick_look_hides_a_value_of_the_golden_texts() -> None:
    for text in _golden():
        reading = read(text)
        for pattern in PATTERNS:
            if pattern.sign is not None and not reading.holds(pattern.sign):
                continue
            spans = [(span.start, span.end) for span in pattern.find(reading, None)]
            for match in pattern.shape.finditer(reading.folded):
                start, end = match.span(pattern._group)
                if pattern._score(reading, start, end):
                    assert any(a <= start < b or a < end <= b for a, b in spans), (text, match)

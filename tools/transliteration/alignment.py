"""Which letters of one script stand for which unit of the other."""

import math
from collections import defaultdict
from collections.abc import Callable, Sequence

Aligned = tuple[list[str], list[str]]
"""Units, and what each of them became."""
Cost = Callable[[str, str], float]

_LONGEST = 3
_ROUNDS = 4
_POOREST = -2.0
"""Nats a unit: below, the pair is not one word in two scripts."""

_LIKELY = {
    "a": "اةأىآع", "b": "ب", "c": "كس", "d": "دضذظ", "e": "اةيى", "f": "ف", "g": "ڭجغگ", "h": "هح",
    "i": "يإ", "j": "ج", "k": "كق", "l": "ل", "m": "م", "n": "ن", "o": "وأ", "p": "پب", "q": "قك",
    "r": "ر", "s": "سصز", "t": "تطث", "u": "وأ", "v": "ڤف", "w": "و", "x": "شخك", "y": "ي",
    "z": "ز",
    "kh": "خ", "gh": "غ", "ch": "ش", "sh": "ش", "th": "تثط", "dh": "دضذظ", "ou": "وؤ", "2": "ءأئؤ",
    "3": "ع", "5": "خ", "6": "ط", "7": "ح", "8": "هغ", "9": "ق", "3'": "غ", "7'": "خ", "é": "ي",
    "è": "ي", "4": "ذغ", "ç": "س",
}  # fmt: skip


def likely(unit: str, output: str) -> float:
    """A first guess at how likely it is that a Latin unit becomes these Arabic letters."""
    sign = unit.rstrip("+").lower()
    letters = _LIKELY.get(sign, "")
    if not output:
        return 0.3 if sign[0] in "aeiouyéèh" else 0.01
    if len(output) == 1:
        return 1.0 if output in letters else 0.005
    if len(output) == 2 and output[0] == "ا" and output[1] in letters:
        return 0.2
    if len(output) == 2 and (output[0] in letters or output[1] in letters):
        return 0.02
    return 0.0001


def likely_back(unit: str, output: str) -> float:
    """The same for an Arabic letter that becomes Latin ones."""
    if not output:
        return 0.1 if unit in "اوييءةه" else 0.005
    strong = [sign for sign, letters in _LIKELY.items() if unit in letters and sign in output]
    if output in strong:
        return 1.0
    if strong and len(output) <= _LONGEST:
        return 0.15
    return 0.0005


def align(pairs: Sequence[tuple[list[str], str, float]], first: Cost) -> list[Aligned | None]:
    """The likeliest alignment of each pair (units, letters, weight), found in a few rounds."""
    counts: defaultdict[tuple[str, str], float] = defaultdict(float)
    totals: defaultdict[str, float] = defaultdict(float)
    found: list[Aligned | None] = []
    for _ in range(_ROUNDS):

        def cost(unit: str, output: str) -> float:
            seen = counts.get((unit, output), 0) + 2 * first(unit, output)  # noqa: B023 - used at once
            return seen / (totals.get(unit, 0) + 2)  # noqa: B023 - used at once

        found = [_align(units, letters, cost) for units, letters, _ in pairs]
        counts, totals = defaultdict(float), defaultdict(float)
        for aligned, (_, _, weight) in zip(found, pairs, strict=True):
            if aligned:
                for unit, output in zip(*aligned, strict=True):
                    counts[unit, output] += weight
                    totals[unit] += weight
    return found


def _align(units: list[str], letters: str, cost: Cost) -> Aligned | None:
    size = len(letters)
    best = [0.0] + [-math.inf] * size
    steps: list[list[int]] = []
    for unit in units:
        after = [-math.inf] * (size + 1)
        step = [0] * (size + 1)
        for start in range(size + 1):
            if best[start] == -math.inf:
                continue
            for end in range(start, min(size, start + _LONGEST) + 1):
                score = best[start] + math.log(cost(unit, letters[start:end]))
                if score > after[end]:
                    after[end], step[end] = score, end - start
        best = after
        steps.append(step)
    if not units or best[size] / len(units) < _POOREST:
        return None
    outputs, end = [], size
    for step in reversed(steps):
        outputs.append(letters[end - step[end] : end])
        end -= step[end]
    return units, outputs[::-1]

"""Letters to letters: what one script writes for a sign of another, learned from words in both.

A word is cut into units (`kh`, `a`, a doubled `tt`); each unit becomes letters, none or several. A
log-linear model scores each choice by the units around it and the two choices before it. It is
small, and it is fast enough for each word of a message.
"""

import gzip
import heapq
import math
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import orjson

_FOLDER = Path(__file__).parent / "weights"
SCALE = 32
"""How many units of a stored weight are one nat."""
_BEAM = 6
_WORSE = 5.0
"""Nats by which a spelling under way may be worse than the best one."""
_FAR = 10 * SCALE
"""How much less an output may weigh than the best one, to be one that may be."""
_SHARES = [math.exp(-less / SCALE) for less in range(_FAR)]
_NOTHING = repeat(0)
_AROUND = 3
"""Units that are seen on either side of one."""
_ZEROS = [sum(1 << 32 * place + 31 for place in range(size)) for size in range(64)]
"""What makes the parts of a number positive, by how many there are."""

_Partial = tuple[float, str, str, str]
"""Of a spelling under way: its score, its text, its last output and the one before."""

_VOWELS = frozenset("aeiouyéèêëàâôöûüùîï")
_LATIN_UNIT = re.compile(r"(kh|gh|ch|sh|th|dh|ou|[3679]['’]|.)(\1?)", re.IGNORECASE | re.DOTALL)
_LOAN = re.compile("[pvéèo]")
_NATIVE = re.compile("[2-9]|kh|gh|dh")
_VERB = re.compile(
    r"(?:[owi]|ou|li|lli|a)?(?:ma)?"
    r"(?:k[ant]|ka[nty]|ky|ta[nt]|gha[nty]?|a[tyn]|[ntyi])[^aeiou].*"
    r"|ma.*ch|.*(?:iti?|iw|aw|ni|ha|hom|nak|ek|tk)"
)


class View(NamedTuple):
    """A word in units, and what each of its features needs of the whole of it."""

    padded: tuple[str, ...]
    """Its units with three borders before and after."""
    kinds: str
    """For each of them a letter: a vowel, a consonant, the border."""
    whole: str
    verb: str
    loan: str


@dataclass(frozen=True, slots=True)
class Transducer:
    """A learned way from one script to another."""

    outputs: Mapping[str, Sequence[str]]
    """What each unit may become."""
    weights: Mapping[str, Sequence[int]]
    """For each feature, a weight for each of the outputs of its unit; `SCALE` of them are a nat."""
    _rows: Mapping[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)
    """The weights of each feature as one number, so that rows are added up in one step; made when
    they are first needed."""

    def ranked(self, units: Sequence[str], n: int = 1) -> list[tuple[str, float]]:
        """The `n` best spellings with the logarithm of their probability, the best first."""
        seen = view([self._known(unit) for unit in units])
        beam: list[_Partial] = [(0.0, "", "^", "^")]
        for place in range(len(units)):
            beam = self._longer(beam, seen, place, max(_BEAM, n))
        best: dict[str, float] = {}
        for score, text, _, _ in beam:
            best.setdefault(text, score)
        return heapq.nlargest(n, best.items(), key=itemgetter(1))

    def _known(self, unit: str) -> str:
        """The unit, or the nearest one that was learned."""
        if unit in self.outputs:
            return unit
        likes = (unit.rstrip("+"), unit.lower(), unit.rstrip("+").lower())
        return next((like for like in likes if like in self.outputs), unit.rstrip("+"))

    def _longer(self, beam: list[_Partial], seen: View, place: int, width: int) -> list[_Partial]:
        """The best of what the next unit may add to each spelling so far."""
        unit = seen.padded[place + _AROUND]
        outputs = self.outputs.get(unit, (unit,))
        if len(outputs) == 1:
            only = outputs[0]
            return [(score, text + only, only, last) for score, text, last, _ in beam]
        fixed = self.sums(_fixed(seen, place))
        choices: dict[tuple[str, str], list[tuple[str, float]]] = {}
        least = max(beam)[0] - _WORSE
        longer = []
        for score, text, last, before in beam:
            if score < least:
                continue
            found = choices.get((last, before))
            if found is None:
                chained = self.sums(_chained(seen, place, last, before))
                found = choices[last, before] = self.choices(unit, fixed + chained)
            longer += [(score + more, text + output, output, last) for output, more in found]
        return heapq.nlargest(width, longer) if len(longer) > width else longer

    def sums(self, seen: Iterable[str]) -> int:
        """The weights of what is seen, added up for each output of the unit, as one number."""
        if not self._rows:
            # Whole at once, for another thread may be reading.
            rows = {name: _row(weights) for name, weights in self.weights.items()}
            object.__setattr__(self, "_rows", rows)
        return sum(map(self._rows.get, seen, _NOTHING))

    def choices(self, unit: str, total: int) -> list[tuple[str, float]]:
        """The outputs of a unit that may be, with the logarithm of their probability."""
        outputs = self.outputs[unit]
        size = len(outputs)
        values = memoryview((total + _ZEROS[size]).to_bytes(4 * size, sys.byteorder)).cast("I")
        sums = values.tolist() if sys.byteorder == "little" else values.tolist()[::-1]
        most = max(sums)
        norm = math.log(sum([_SHARES[most - one] for one in sums if most - one < _FAR]))
        return [
            (output, (one - most) / SCALE - norm)
            for output, one in zip(outputs, sums, strict=True)
            if most - one < _FAR
        ]


def _row(weights: Sequence[int]) -> int:
    """Weights as one number, each in 32 bits of its own, so that numbers add up as rows do."""
    total = 0
    for weight in reversed(weights):
        total = (total << 32) + weight
    return total


def latin_units(word: str) -> list[str]:
    """Latin letters as units: `+` marks a doubled one, a capital an emphatic T, S, D, Z, R or H.

    >>> latin_units("khddam"), latin_units("Tbib")
    (['kh', 'd+', 'a', 'm'], ['T', 'b', 'i', 'b'])
    """
    units = []
    for match in _LATIN_UNIT.finditer(word):
        sign = match[1].lower().replace("’", "'")
        if len(sign) == 1 and match[1] in "TSDZRH":
            sign = match[1]
        units.append(sign + "+" if match[2] else sign)
    return units


def features(units: Sequence[str], place: int, last: str, before: str) -> list[str]:
    """What is seen of a unit in its word, and of the two outputs before it."""
    seen = view(units)
    return [*_fixed(seen, place), *_chained(seen, place, last, before)]


def view(units: Sequence[str]) -> View:
    """A word in units, as its features need it."""
    padded = ("^", "^", "^", *units, "$", "$", "$")
    return View(padded, "".join(map(_kind, padded)), *_word_kind("".join(units)))


def _fixed(seen: View, place: int) -> list[str]:
    """What the word alone tells of one of its units."""
    padded = seen.padded
    _, c2, c1, unit, n1, n2, _ = padded[place : place + 7]
    size = len(padded) - 2 * _AROUND
    shape, verb = seen.kinds[place : place + 7], seen.verb
    start, end = min(place, 3), min(size - 1 - place, 3)
    return [
        f"{unit}|",
        f"{unit}|a{c1}",
        f"{unit}|b{n1}",
        f"{unit}|c{n2}",
        f"{unit}|d{c2}",
        f"{unit}|ab{c1} {n1}",
        f"{unit}|bc{n1} {n2}",
        f"{unit}|da{c2} {c1}",
        f"{unit}|abc{c1} {n1} {n2}",
        f"{unit}|dabc{c2} {c1} {n1} {n2}",
        f"{unit}|s{shape}",
        f"{unit}|t{shape[1:6]}",
        f"{unit}|p{min(place, 2)}{min(end, 2)}",
        f"{unit}|l{seen.loan}{shape[2:5]}",
        f"{unit}|n{min(size, 8)}",
        f"{unit}|e{end}{padded[size + 2]} {padded[size + 1]}",
        f"{unit}|f{start}{padded[3]} {padded[4]}",
        f"{unit}|v{verb}{shape}",
        f"{unit}|vb{verb}{n1}",
        f"{unit}|va{verb}{c1}",
        f"{unit}|w{start}{seen.whole}",
    ]


def _chained(seen: View, place: int, last: str, before: str) -> tuple[str, ...]:
    """What the outputs so far tell of the next one."""
    unit, n1, n2 = seen.padded[place + 3 : place + 6]
    return (
        f"{unit}|y{last}",
        f"{unit}|yb{last} {n1}",
        f"{unit}|yy{before} {last}",
        f"{unit}|yn{last} {seen.kinds[place + 4 : place + 6]} {n2}",
    )


def _kind(unit: str) -> str:
    """A vowel, a consonant, or the border of the word."""
    if unit in "^$":
        return unit
    return "V" if unit[0] in _VOWELS else "C"


def _word_kind(word: str) -> tuple[str, str, str]:
    """The vowels and consonants of a word; whether it looks like a verb; like a loan or native."""
    word = word.replace("+", "")
    shape = "".join(map(_kind, word[:12]))
    verb = "v" if _VERB.fullmatch(word.lower()) else "n"
    if _LOAN.search(word):
        return shape, verb, "l"
    return shape, verb, "n" if _NATIVE.search(word) else "-"


def read(name: str) -> dict[str, Transducer]:
    """The transducers of a file of weights, by their names.

    Weights are tuples: of these, unlike lists, the collection of garbage leaves out any number.
    """
    stored = orjson.loads(gzip.decompress((_FOLDER / f"{name}.json.gz").read_bytes()))
    return {
        section: Transducer(
            outputs=parts["outputs"],
            weights={name: tuple(weights) for name, weights in parts["weights"].items()},
        )
        for section, parts in stored.items()
    }


def packed(transducers: Mapping[str, Transducer]) -> bytes:
    """The file that `read` reads. The same weights give the same bytes."""
    stored = {
        section: {"outputs": found.outputs, "weights": found.weights}
        for section, found in transducers.items()
    }
    return gzip.compress(orjson.dumps(stored, option=orjson.OPT_SORT_KEYS), 9, mtime=0)

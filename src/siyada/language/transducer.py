"""Letters to letters: what one script writes for a sign of another, learned from words in both.

A word is cut into units (`kh`, `a`, a doubled `tt`); each unit becomes letters, none or several. A
log-linear model scores each choice by the units around it and the two choices before it. It is
small, and it is fast enough for each word of a message.
"""

import gzip
import heapq
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

_FOLDER = Path(__file__).parent / "weights"
SCALE = 32
"""How many units of a stored weight are one nat."""
_BEAM = 8

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


@dataclass(frozen=True, slots=True)
class Transducer:
    """A learned way from one script to another."""

    outputs: Mapping[str, Sequence[str]]
    """What each unit may become."""
    weights: Mapping[str, Sequence[int]]
    """For each feature, a weight for each of the outputs of its unit; `SCALE` of them are a nat."""

    def ranked(self, units: Sequence[str], n: int = 1) -> list[tuple[str, float]]:
        """The `n` best spellings with the logarithm of their probability, the best first."""
        units = [self._known(unit) for unit in units]
        beam: list[_Partial] = [(0.0, "", "^", "^")]
        for place in range(len(units)):
            beam = self._longer(beam, units, place, max(_BEAM, n))
        best: dict[str, float] = {}
        for score, text, _, _ in beam:
            best.setdefault(text, score)
        return heapq.nlargest(n, best.items(), key=lambda pair: pair[1])

    def _known(self, unit: str) -> str:
        """The unit, or the nearest one that was learned."""
        likes = (unit, unit.rstrip("+"), unit.lower(), unit.rstrip("+").lower())
        return next((like for like in likes if like in self.outputs), unit.rstrip("+"))

    def _longer(
        self, beam: list[_Partial], units: Sequence[str], place: int, width: int
    ) -> list[_Partial]:
        """The best of what the next unit may add to each spelling so far."""
        unit = units[place]
        outputs = self.outputs.get(unit, (unit,))
        if len(outputs) == 1:
            only = outputs[0]
            return [(score, text + only, only, last) for score, text, last, _ in beam]
        fixed = self.sums(unit, fixed_features(units, place))
        choices: dict[tuple[str, str], list[tuple[str, float]]] = {}
        longer = []
        for score, text, last, before in beam:
            found = choices.get((last, before))
            if found is None:
                chained = chained_features(units, place, last, before)
                found = choices[last, before] = self.choices(unit, self.sums(unit, chained, fixed))
            longer += [(score + more, text + output, output, last) for output, more in found]
        return heapq.nlargest(width, longer)

    def sums(
        self, unit: str, seen: Iterable[str], start: Sequence[int] | None = None
    ) -> Sequence[int]:
        """The weights of what is seen, added up for each output of the unit."""
        rows = [found for feature in seen if (found := self.weights.get(feature))]
        if start:
            rows.append(start)
        return list(map(sum, zip(*rows, strict=True))) or [0] * len(self.outputs[unit])

    def choices(self, unit: str, sums: Sequence[int]) -> list[tuple[str, float]]:
        """Each output of the unit with the logarithm of its probability."""
        most = max(sums)
        norm = most / SCALE + math.log(sum(math.exp((one - most) / SCALE) for one in sums))
        return [
            (output, one / SCALE - norm)
            for output, one in zip(self.outputs[unit], sums, strict=True)
        ]


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
    return [*fixed_features(units, place), *chained_features(units, place, last, before)]


def fixed_features(units: Sequence[str], place: int) -> list[str]:
    """What the word alone tells of one of its units."""
    unit, size = units[place], len(units)
    padded = ("^", "^", "^", *units, "$", "$", "$")
    c3, c2, c1, _, n1, n2, n3 = padded[place : place + 7]
    shape = "".join(map(_kind, (c3, c2, c1, unit, n1, n2, n3)))
    whole, verb, loan = _word_kind("".join(units))
    start, end = min(place, 3), min(size - 1 - place, 3)
    seen = (
        "",
        f"a{c1}",
        f"b{n1}",
        f"c{n2}",
        f"d{c2}",
        f"ab{c1} {n1}",
        f"bc{n1} {n2}",
        f"da{c2} {c1}",
        f"abc{c1} {n1} {n2}",
        f"dabc{c2} {c1} {n1} {n2}",
        f"s{shape}",
        f"t{shape[1:6]}",
        f"p{min(place, 2)}{min(end, 2)}",
        f"l{loan}{shape[2:5]}",
        f"n{min(size, 8)}",
        f"e{end}{padded[size + 2]} {padded[size + 1]}",
        f"f{start}{padded[3]} {padded[4]}",
        f"v{verb}{shape}",
        f"vb{verb}{n1}",
        f"va{verb}{c1}",
        f"w{start}{whole}",
    )
    return [f"{unit}|{what}" for what in seen]


def chained_features(units: Sequence[str], place: int, last: str, before: str) -> list[str]:
    """What the outputs so far tell of the next one."""
    unit, n1, n2 = (*units[place:], "$", "$")[:3]
    return [
        f"{unit}|y{last}",
        f"{unit}|yb{last} {n1}",
        f"{unit}|yy{before} {last}",
        f"{unit}|yn{last} {_kind(n1)}{_kind(n2)} {n2}",
    ]


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
    """The transducers of a file of weights, by their names."""
    stored = orjson.loads(gzip.decompress((_FOLDER / f"{name}.json.gz").read_bytes()))
    return {
        section: Transducer(outputs=parts["outputs"], weights=parts["weights"])
        for section, parts in stored.items()
    }


def packed(transducers: Mapping[str, Transducer]) -> bytes:
    """The file that `read` reads. The same weights give the same bytes."""
    stored = {
        section: {"outputs": found.outputs, "weights": found.weights}
        for section, found in transducers.items()
    }
    return gzip.compress(orjson.dumps(stored, option=orjson.OPT_SORT_KEYS), 9, mtime=0)

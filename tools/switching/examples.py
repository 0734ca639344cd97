"""Sentences as the numbers that a network learns from."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from siyada.language.switching import ALLOWED, TAGS
from siyada.language.units import Sight, Unit, sight, units
from tools.switching.sentences import Sentence, Tags


class Example(NamedTuple):
    """The units of a sentence, and for each which languages are right (unit, tag)."""

    seen: Sight
    right: NDArray[np.bool_]


def aligned(sentence: Sentence) -> tuple[list[Unit], list[Tags]]:
    """The units of a sentence's text, each with the languages of the chunk it begins in."""
    ends, length = [], 0
    for place, chunk in enumerate(sentence.chunks):
        length += len(chunk.text) + (place > 0 and not chunk.glued)
        ends.append(length)
    found, tags, place = list(units(sentence.text)), [], 0
    for unit in found:
        while ends[place] <= unit.start:
            place += 1
        tags.append(sentence.chunks[place].tags)
    return found, tags


def example(sentence: Sentence) -> Example | None:
    """What is learned from a sentence; nothing when it has no word."""
    found, tags = aligned(sentence)
    if not found:
        return None
    seen = sight(sentence.text, found)
    right = np.zeros((len(found), len(TAGS)), bool)
    for place, given in enumerate(tags):
        right[place, [TAGS.index(tag) for tag in given]] = True
    possible = ALLOWED[seen.scripts] | (seen.scripts[:, None] < 0)
    right &= possible
    unknown = ~right.any(axis=1)
    right[unknown] = possible[unknown]
    return Example(seen, right)


def examples(sentences: Iterable[Sentence]) -> list[Example]:
    """What is learned from sentences."""
    return [one for one in map(example, sentences) if one is not None]


class Batch(NamedTuple):
    """Examples side by side: texts of equal length, with a mask that is 0 past the end."""

    pieces: NDArray[np.int64]
    owners: NDArray[np.int64]
    """Which word a piece is of."""
    shares: NDArray[np.float32]
    """What a piece counts: 1 over the root of the pieces of its word."""
    wholes: NDArray[np.int64]
    traits: NDArray[np.float32]
    scripts: NDArray[np.int64]
    """(text, unit); -1 past the end."""
    right: NDArray[np.bool_]
    mask: NDArray[np.bool_]


def batch(chosen: Sequence[Example]) -> Batch:
    """Examples as one batch."""
    sizes = np.array([len(one.right) for one in chosen])
    mask = np.arange(sizes.max()) < sizes[:, None]
    counts = np.concatenate(
        [np.diff(np.append(one.seen.starts, len(one.seen.pieces))) for one in chosen]
    )
    scripts = np.full(mask.shape, -1, np.int64)
    right = np.ones((*mask.shape, len(TAGS)), bool)
    scripts[mask] = np.concatenate([one.seen.scripts for one in chosen])
    right[mask] = np.concatenate([one.right for one in chosen])
    return Batch(
        pieces=np.concatenate([one.seen.pieces for one in chosen]),
        owners=np.repeat(np.arange(len(counts)), counts),
        shares=np.repeat(1 / np.sqrt(counts), counts).astype(np.float32),
        wholes=np.concatenate([one.seen.wholes for one in chosen]),
        traits=np.concatenate([one.seen.traits for one in chosen]),
        scripts=scripts,
        right=right,
        mask=mask,
    )

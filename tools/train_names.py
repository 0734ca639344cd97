"""Teach the network of names: python -m tools.train_names FOLDER.

The examples are made documents (data/documents, but for the hands kept for choosing and for
measuring), texts of this project that name nobody, and sentences of the sources in
docs/models/names.md, which FOLDER holds, each in its own folder.
"""

import argparse
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from siyada.shield.classes import NAMES, classed
from siyada.shield.network import ADDRESS, FIRST, FURTHER, HEALTH, OUTSIDE, Network, network_of
from siyada.shield.reading import Reading, read
from siyada.shield.traits import SEEN, Ints, Traits, describe, unlisted, word_hashes
from tools import name_sentences as sources
from tools.documents.__main__ import documents
from tools.documents.fill import Document
from tools.learning import Example, Learner, batches

WEIGHTS = Path("src/siyada/shield/weights/names.npz")
HANDS = ",".join(f"hand-{letter}" for letter in "abcefgjklmnqrstuy")
"""All but hands h, i, p, v, w, x, z, aa, bb, cc, dd and ee, on which thresholds and words are
chosen, d, o, ff and gg, which only measure, and ii."""
COINED = 0.3
"""How often somebody has a name that no list holds, so that lists are not all that is learned."""
BATCH = 4000
"""Words learned from together."""
RATE = 2e-3
AGAIN = 0.5
"""What part of the rate is left where the weights of before are the beginning."""
ALONE = 2.0
"""How much a name of one word counts: what else is learned from has ever fewer of them."""
_OUTCOMES = {"PERSON": FIRST, "ADDRESS": ADDRESS, "HEALTH": HEALTH}
_ANNOUNCED = frozenset({1, 2})
"""Behind the label of a person and a title, where sentences name people that no list holds."""
_NAMES = frozenset(
    map(NAMES.index, ("given", "family", "either", "servant", "given, heard", "bare"))
)


def marked(document: Document, reading: Reading) -> Ints:
    """The outcome of each word; -1 within values of other kinds, which teach nothing."""
    found = np.zeros(len(reading.spelt), np.int32)
    last = -1
    places = zip(reading.words.starts, reading.words.ends, strict=True)
    for index, place in enumerate(places):
        start, end = reading.original(*place)
        for number, value in enumerate(document.values):
            if value.start < end and start < value.end:
                outcome = _OUTCOMES.get(value.kind, -1)
                found[index] = FURTHER if outcome == FIRST and number == last else outcome
                last = number
    return found


def named(traits: Traits) -> Ints:
    """What a sentence teaches: words are none of a name; -1 where one may stand unmarked.

    Those are listed names and the words beside them, what a title announces, and words with a
    capital that no other sentence has.
    """
    found = np.zeros(len(traits.classes), np.int32)
    stand = traits.placed
    strange = (traits.frequency == 0) & (stand.capitals == 2) & (stand.style == 0)
    for index, known in enumerate(traits.classes):
        announced = stand.before[index] in _ANNOUNCED
        if strange[index]:
            found[index] = -1
        if announced or (known.name in _NAMES and not known.word):
            found[max(0, index - 1) : index + 2] = -1
    return found


def frequencies(folder: Path) -> NDArray[np.uint8]:
    """How common words are in the sentences that nothing else is learned from: 0 to 3."""
    counts = np.zeros(SEEN, np.int32)
    for text in sources.others(folder):
        reading = read(text)
        kept = np.array([not classed(word).name for word in reading.spelt], bool)
        np.add.at(counts, word_hashes(reading.spelt)[kept], 1)
    return np.digitize(counts, (1, 3, 20)).astype(np.uint8)


def examples(
    folder: Path, count: int, hands: frozenset[str], seen: NDArray[np.uint8]
) -> Iterator[Example]:
    """All that is learned from."""
    made: Iterable[Document] = (
        *documents(count, 1_000, hands, coined=COINED),
        *sources.peopled(folder, 2),
        *sources.reported(folder),
        *sources.planted(folder, 5),
        *sources.acting(folder, 6),
    )
    for document in made:
        reading = read(document.text)
        if reading.spelt:
            yield _example(reading, describe(reading, seen), marked(document, reading))
    for text in sources.sentences(folder, 1):
        reading = read(text)
        if reading.spelt:
            traits = describe(reading, seen)
            yield _example(reading, traits, named(traits))
    for text in (*sources.nobody(), *sources.nobody()):
        reading = read(text)
        if reading.spelt:
            yield _example(reading, describe(reading, seen), np.full(len(reading.spelt), OUTSIDE))


def _example(reading: Reading, traits: Traits, wanted: Ints) -> Example:
    counts = np.where(alone(wanted), ALONE, 1).astype(np.float32)
    return Example(
        traits.rows, wanted.astype(np.int32), unlisted(traits.rows, reading.spelt), counts
    )


def alone(wanted: Ints) -> NDArray[np.bool_]:
    """Which words are names of one word."""
    behind = np.append(wanted[1:], OUTSIDE)
    return np.asarray((wanted == FIRST) & (behind != FURTHER), np.bool_)


def taught(known: list[Example], rounds: int, seed: int, start: Network | None) -> Learner:
    """What has seen all examples so many times, beginning with what was learned before, if any."""
    learner, dice = Learner(seed, start), np.random.default_rng(seed)
    first = RATE * (AGAIN if start else 1)
    steps = rounds * sum(len(one.wanted) for one in known) / BATCH
    step = 0
    for number in range(rounds):
        losses = []
        for batch in batches(known, dice, BATCH):
            losses.append(learner.batch(batch, first * max(0.05, 1 - step / steps)))
            step += 1
        print(f"round {number + 1}: loss {np.mean(losses):.4f}", flush=True)
    return learner


def write(network: Network, path: Path) -> None:
    """The table as a signed byte for each number, the layers as halves."""
    scale = float(np.abs(network.table).max() / 127)
    arrays: dict[str, NDArray[np.generic] | np.float32] = {
        "seen": network.seen,
        "table": np.round(network.table / scale).astype(np.int8),
        "scale": np.float32(scale),
    }
    for number, (weights, bias) in enumerate(network.layers):
        arrays |= {
            f"weights{number}": weights.astype(np.float16),
            f"bias{number}": bias.astype(np.float16),
        }
    path.parent.mkdir(exist_ok=True)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


def main() -> None:
    """Learn, and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m tools.train_names")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--hands", default=HANDS, help="the hands to learn from, parted by commas")
    parser.add_argument("--count", type=int, default=22_000)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--start", type=Path, help="weights to begin with")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    started = time.process_time()
    hands = frozenset(filter(None, options.hands.split(",")))
    seen = frequencies(options.folder)
    known = list(examples(options.folder, options.count, hands, seen))
    print(f"{len(known)} texts, {sum(len(one.wanted) for one in known)} words")
    start = network_of(options.start) if options.start else None
    write(taught(known, options.rounds, 1, start).network(seen), options.out)
    print(f"{time.process_time() - started:.0f} seconds of one core")


if __name__ == "__main__":
    main()

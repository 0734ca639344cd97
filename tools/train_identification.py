"""Learn the weights of language identification.

    python -m tools.train_identification FOLDER [--runs LATIN ARABIC]

FOLDER holds the sources named in docs/models/identification.md, each in its own folder. The weights
of a script are the mean of so many runs, which differ in their dice; without `--runs`, of as many
as those that are shipped.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from siyada.language.ngrams import ARABIC, LATIN
from siyada.language.scores import DARIJA, Model
from tools.identification.examples import Corpus, arabic_pools, latin_pools
from tools.identification.fit import cues, heat, quantised
from tools.identification.learn import among, learn
from tools.identification.texts import fragments

WEIGHTS = Path("src/siyada/language/weights")
RUNS = (2, 3)
"""Runs for Latin and for Arabic letters: chosen on the sentences for tuning."""
FIRST = 3
"""Passes over the examples for the table that looks for more Darija."""
Arrays = dict[str, NDArray[np.generic]]


def learn_texts(data: Corpus, runs: Sequence[int] = RUNS) -> Arrays:
    """The weights of both scripts, fitted on the held-out sentences for tuning.

    `runs` are those for Latin and for Arabic letters, from 1; their seeds count from 1.
    """
    dev = data.split["dev"]
    pieces = [*fragments(dev, 1, 2, 3), *fragments(dev, 2, 4, 6)]
    more = [piece for seed in (3, 4, 5) for piece in fragments(dev, seed, 2, 3)]
    arrays: Arrays = {}
    latin, arabic = (range(1, count + 1) for count in runs)
    for script, name, pools, seeds in (
        (LATIN, "latin", latin_pools(data), latin),
        (ARABIC, "arabic", arabic_pools(data, darija_tweets(data)), arabic),
    ):
        print(name)
        table = learn(script, pools, seeds)
        rows, scale = quantised(table.weights)
        model = Model(rows.view(np.int64).ravel(), scale, table.bias, (1.0, 1.0))
        if script == ARABIC:
            model = model._replace(cues=cues(model, dev, pieces))
            arrays["cues"] = np.array(model.cues)
            print("  cues", arrays["cues"].round(3).tolist())
        cooled = heat(model, script, [*dev, *pieces, *more])
        print("  heat", cooled, flush=True)
        arrays |= {
            name: np.ascontiguousarray(rows.T),
            f"{name}_scale": np.array(scale),
            f"{name}_bias": table.bias,
            f"{name}_heat": np.array(cooled),
        }
    return arrays


def darija_tweets(data: Corpus) -> list[str]:
    """Tweets that no one labelled and that are Darija to a first table, learned without them."""
    first = learn(ARABIC, arabic_pools(data, ()), (1,), FIRST)
    found = among(first, ARABIC, DARIJA, data.arabic_tweets)
    print(f"  {len(found)} of {len(data.arabic_tweets)} tweets are Darija")
    return found


def save(name: str, arrays: Mapping[str, NDArray[np.generic]]) -> None:
    """Write a file of weights."""
    path = WEIGHTS / name
    np.savez_compressed(path, allow_pickle=False, **arrays)
    print(f"{path}: {path.stat().st_size} bytes")


def main() -> None:
    """Read, learn, fit, write."""
    parser = argparse.ArgumentParser(description="Learn the weights of language identification.")
    parser.add_argument("folder", type=Path, help="the folder of the sources")
    parser.add_argument("--runs", type=_count, nargs=2, metavar=("LATIN", "ARABIC"), default=RUNS)
    arguments = parser.parse_args()
    data = Corpus(arguments.folder)
    WEIGHTS.mkdir(parents=True, exist_ok=True)
    save("identify.npz", learn_texts(data, arguments.runs))


def _count(text: str) -> int:
    """A number of runs, from 1."""
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError(f"{count} runs learn nothing: give one or more")
    return count


if __name__ == "__main__":
    main()

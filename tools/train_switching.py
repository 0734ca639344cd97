"""Learn the weights of code switching: python -m tools.train_switching FOLDER [tune].

FOLDER holds the sources named in docs/models/switching.md, each in its own folder. With `tune`, the
sentences for tuning are measured after each round, and not learned from.
"""

import random
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from siyada.language.switching import Network, network
from tools.switching.examples import Example, examples
from tools.switching.learning import WEIGHTS, Learner
from tools.switching.measuring import accuracy, measured
from tools.switching.mixing import Mixer, pools, runs
from tools.switching.sentences import (
    Sentence,
    Treebank,
    by_part,
    monolingual,
    names,
    others,
    own_switched,
    treebank,
)

ROUNDS = 4
TREEBANK_TIMES, OWN_TIMES = 4, 5
"""How often a round holds a sentence of the treebank (as written and as cut) and of ours."""
RUNS_TIMES = 4
"""How often the stretches of these sentences are among the sentences to mix."""
TUNING = 40
"""One in so many sentences of one language is measured after each round."""


def save(learnt: Network) -> None:
    """Write the weights: pieces in bytes, all else in halves."""
    scale = np.float32(np.abs(learnt.pieces).max() / 127)
    arrays = {name: value.astype(np.float16) for name, value in learnt._asdict().items()}
    arrays["pieces"] = np.round(learnt.pieces / scale).astype(np.int8)
    np.savez_compressed(WEIGHTS, allow_pickle=False, scale=scale, **arrays)
    print(f"{WEIGHTS}: {WEIGHTS.stat().st_size} bytes")


def rounds(folder: Path, bank: Treebank, plain: Sequence[Sentence]) -> Callable[[], list[Example]]:
    """What gives the examples of one round after the other."""
    own = list(own_switched("learn"))
    real = [*[*bank.written, *bank.cut] * TREEBANK_TIMES, *own * OWN_TIMES]
    stretches = list(runs([*bank.written, *own])) * RUNS_TIMES
    dice = random.Random(1)  # noqa: S311 - examples, not secrets
    mixer = Mixer(pools([*plain, *stretches]), names(folder), dice)
    return lambda: examples([*map(mixer.varied, real), *mixer.round()])


def learn(sample: Callable[[], list[Example]], tuning: Mapping[str, Sequence[Sentence]]) -> Network:
    """The network that was learned; how well it does on the sentences for tuning is printed."""
    learner = Learner(seed=1)

    def after(number: int, loss: float) -> None:
        save(learner.mean())
        network.cache_clear()
        found = {name: round(accuracy(measured(some)), 4) for name, some in tuning.items()}
        print(number + 1, round(loss, 4), found, flush=True)

    learner.learn(ROUNDS, sample, after)
    return learner.mean()


def main() -> None:
    """Read, learn, write."""
    folder, tune = Path(sys.argv[1]), "tune" in sys.argv[2:]
    bank = treebank(folder)
    learnt, left = bank["learn"], bank["tune"]
    plain = by_part([*monolingual(folder), *others()])
    tuning = {"one language": plain["tune"][::TUNING]}
    if tune:
        tuning |= {"written": left.written, "cut": left.cut}
    else:
        learnt = Treebank([*learnt.written, *left.written], [*learnt.cut, *left.cut])
    save(learn(rounds(folder, learnt, plain["learn"]), tuning))


if __name__ == "__main__":
    main()

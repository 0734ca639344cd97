"""The examples each column learns from."""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from siyada.language.matrix import carries
from siyada.language.ngrams import ARABIC, LATIN
from siyada.language.transliterate import transliterate
from tools.identification import dialects, texts, variants
from tools.identification.learn import Pool
from tools.identification.texts import Line

LONG = 20
"""Words of a long text that are read: more of them are no harder to tell, and cost time."""
FEWEST = 2
"""Words of Darija that a tweet without a label holds at least to be learned from as Darija."""
Dice = random.Random
Share = tuple[float, Sequence[str]]
FRAGMENTS = 0.7
"""Part of the examples that are fragments."""
SIZES = (1, 2, 2, 2, 3, 3, 3, 4, 6)
"""Words of a fragment, each as often as it stands here."""

# Languages to reject, by column: a column holds what looks alike.
# The nearest to ours stand twice: they come up twice as often.
IBERIAN = ("ca", "pt", "gl")
EUROPEAN = (
    "it",
    "it",
    "it",
    "ro",
    "ro",
    "oc",
    "oc",
    "la",
    "eo",
    "de",
    "de",
    "nl",
    "nl",
    "sv",
    "da",
    "nb",
    "af",
    "pl",
    "cs",
    "hr",
    "fi",
    "hu",
    "sq",
    "eu",
    "lt",
    "mt",
    "cy",
)
FARTHER = ("tr", "az", "uz", "ku", "id", "ms", "sw", "so", "ha", "wo", "bm", "vi", "tl", "zu",
           "yo", "ff", "arabizi", "arabizi", "code", "code")  # fmt: skip
EASTERN = ("arz", "apc", "ary-neighbours")
GULF = ("gulf", "acm")
PERSIAN = ("fa", "ur", "ckb", "ps", "ug")
OTHER_COLUMNS = {LATIN: {5: IBERIAN, 6: EUROPEAN, 7: FARTHER},
                 ARABIC: {2: EASTERN, 3: GULF, 4: PERSIAN}}  # fmt: skip


class Corpus:
    """All texts by tag, held-out ones aside."""

    def __init__(self, folder: Path) -> None:
        self.split = texts.split(texts.identification_lines(folder))
        held = {line.text for name in ("dev", "test") for line in self.split[name]}
        self.train = by_tag(self.split["train"])
        self.own = by_tag(texts.own_lines())
        self.record = by_tag(texts.record_lines())
        self.other = by_tag(texts.other_lines())
        seed = list(texts.seed_rows(folder))
        labelled = {line.text for lines in self.split.values() for line in lines}
        near = texts.Near(held)
        self.darija = [text for text in texts.unlisted_darija(seed, labelled) if not near.has(text)]
        self.tamazight = [row["zgh_Tfng"] for row in seed if row["zgh_Tfng"] not in held]
        self.english = [row["eng_Latn"] for row in seed]
        self.french = [line.text for line in texts.health_lines(folder) if line.tag == "fr"]
        self.reels = [pair for pair in texts.reels_pairs(folder) if pair[0] not in held]
        self.lexicon = [line.text for line in texts.lexicon_words(folder)]
        more = (*texts.pairs(folder), *texts.read_aloud(folder))
        self.more = by_tag(texts.fresh(more, self.split))
        unnamed = [Line("", text, "tweets") for text in texts.tweets(folder)]
        tweets = [line.text for line in texts.fresh(unnamed, self.split)]
        self.arabic_tweets = [text for text in tweets if re.search("[\u0620-\u064a]", text)]
        self.latin_tweets = [text for text in tweets if carried(text) >= FEWEST]
        self.spelt = [transliterate(text, "arab") for text in self.train["ary-Latn"]]
        self.algerian = [" ".join(word for word, _ in sentence)
                         for sentence in texts.switched_sentences(folder)]  # fmt: skip


def carried(text: str) -> int:
    """How many words of a text carry a clause of Darija in Latin letters."""
    if re.search("[\u0620-\u064a]", text):
        return 0
    return sum(carries(word, "ary") for word in re.findall(r"[\w'\u2019]+", text))


def by_tag(lines: Iterable[Line]) -> dict[str, list[str]]:
    """Texts by tag."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        found[line.tag].append(line.text)
    return found


def draw(*shares: Share, change: Callable[[str, Dice], str]) -> Callable[[Dice], str]:
    """A maker of texts: one of the sources by share, whole or a few words, then changed."""
    sources = [source for _, source in shares]
    weights = [weight for weight, _ in shares]

    def make(dice: Dice) -> str:
        text = dice.choice(dice.choices(sources, weights)[0])
        return change(fragment(text, dice), dice)

    return make


def fragment(text: str, dice: Dice) -> str:
    """A text, LONG words of one that is longer, or one to six words."""
    words = text.split()
    count = LONG if dice.random() > FRAGMENTS else dice.choice(SIZES)
    if len(words) <= count:
        return text
    start = dice.randrange(len(words) - count + 1)
    return " ".join(words[start : start + count])


def loose_latin(text: str, dice: Dice) -> str:
    """Now and then without accents."""
    return variants.unmarked(text) if dice.random() < 0.2 else text


def loose_french(text: str, dice: Dice) -> str:
    """Now and then as in short messages."""
    return variants.hasty_french(text, dice) if dice.random() < 0.15 else loose_latin(text, dice)


def loose_arabic(text: str, dice: Dice) -> str:
    """Now and then without hamza and vowel signs."""
    return variants.loose_arabic(text, dice) if dice.random() < 0.3 else text


def darija(text: str, dice: Dice) -> str:
    """Darija in Arabic letters, from either script."""
    if re.search("[a-z]{2}", text):
        return variants.arabizi_in_arabic(text, dice)
    return loose_arabic(text, dice)


def tamazight(text: str, dice: Dice) -> str:
    """Tamazight in Latin letters, from either script."""
    if re.search("[ⴰ-ⵯ]", text):
        return variants.tifinagh_in_latin(text, dice)
    return loose_latin(text, dice)


def latin_pools(data: Corpus, count: int = 14000) -> list[Pool]:
    """What the columns of the Latin script learn from."""
    train, own, more = data.train, data.own, data.more
    comments = [latin for latin, _ in data.reels]
    every = [text for tag in ("fr", "es", "en", "ber-Latn", "ary-Latn") for text in train[tag]]
    return [
        Pool(0, count, draw((10, train["ary-Latn"]), (2, own["ary-Latn"]), (0.5, data.lexicon),
                            (1, data.algerian), (1, comments), (1, data.latin_tweets),
                            change=lambda text, _: text)),
        Pool(1, count, draw((10, train["ber-Latn"]), (2, own["ber-Latn"]), (3, data.tamazight),
                            (6, more["ber-Latn"]), change=tamazight)),
        Pool(2, count, draw((10, train["fr"]), (1.5, own["fr"]), (1.5, data.record["fr"]),
                            (1, data.french), (7, more["fr"]), change=loose_french)),
        Pool(3, count, draw((10, train["es"]), (0.7, own["es"]), (5, more["es"]),
                            change=loose_latin)),
        Pool(4, count, draw((10, train["en"]), (0.7, own["en"]), (2, data.english),
                            (6, more["en"]), change=loose_latin)),
        *others(data, LATIN, 6000, loose_latin),
        *(Pool(column, 1000, gibberish(every)) for column in (5, 6, 7)),
    ]  # fmt: skip


def arabic_pools(data: Corpus, tweets: Sequence[str], count: int = 12000) -> list[Pool]:
    """What the columns of the Arabic script learn from. Standard Arabic is the more frequent.

    `tweets` are in Darija; there may be none.
    """
    train, own = data.train, data.own
    written = [arabic for _, arabic in data.reels]
    every = [*train["ar"], *train["ary-Arab"]]
    return [
        Pool(0, int(2.3 * count), draw((14, [*train["ar"], *data.more["ar"]]), (1.5, own["ar"]),
                                       (1.5, data.record["ar"]), change=loose_arabic)),
        Pool(1, count, draw((22, train["ary-Arab"]), (5, data.darija), (2.5, own["ary-Arab"]),
                            (1, data.spelt), (0.5, train["ary-Latn"]), (0.5, written),
                            *([(2, tweets)] if tweets else []), change=darija)),
        *others(data, ARABIC, 3000, loose_arabic),
        Pool(2, 2500, dialects.maker(train["ar"], ("arz", "apc"))),
        Pool(3, 2500, dialects.maker(train["ar"], ("gulf", "acm"))),
        Pool(5, 2000, draw((1, data.other["shi-arab"]), (1, data.tamazight),
                           change=variants.tifinagh_in_arabic)),
        *(Pool(column, 1000, gibberish(every)) for column in (6, 7)),
    ]  # fmt: skip


def others(data: Corpus, script: int, count: int, change: Callable[[str, Dice], str]) -> list[Pool]:
    """Languages to reject, each as often as the next in its column."""
    return [
        Pool(column, count, draw(*((1, data.other[name]) for name in names if data.other[name]),
                                 change=change))
        for column, names in OTHER_COLUMNS[script].items()
    ]  # fmt: skip


def gibberish(every: Sequence[str]) -> Callable[[Dice], str]:
    """Words that are none, made of words that are."""
    return lambda dice: variants.scrambled(dice.choice(every).lower().split()[:8], dice)

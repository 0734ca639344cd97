"""Measure what Tamazight costs in Mistral's tokens, in Tifinagh and in Latin letters, and back.

Usage: python -m benchmarks.tokens FOLDER

FOLDER holds `oldi-seed/ary-zgh-eng.tsv.gz` (OLDI Seed v2, its second column is Tamazight) and
`udhr/udhr_<code>.xml.gz` (the Universal Declaration of Human Rights). The tokenizers are those that
come inside the package `mistral-common`; nothing is fetched.
"""

import gzip
import re
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import as_file, files
from pathlib import Path

from mistral_common.tokens.tokenizers.tekken import Tekkenizer

from siyada.language import tifinagh
from siyada.language.thrift import Returner, to_latin, to_tifinagh, words_sent

TOKENIZER = "tekken_240911.json"
"""Of the models since Mistral NeMo; its older copy in the package counts the same."""
OTHERS = {"French": "fra", "Spanish": "spa", "English": "eng", "Arabic": "arb"}
PIECE = 4
"""Characters of a piece of an answer: about what a token is."""

_PARAGRAPH = re.compile(r"<para>(.*?)</para>", re.DOTALL)


def main() -> int:
    """Print the report in Markdown."""
    if len(sys.argv) != 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    folder = Path(sys.argv[1])
    tamazight = {
        "OLDI Seed": seed(folder),
        "Universal Declaration": declaration(folder, "zgh"),
        "Siyada's own interface": interface(),
    }
    others = {name: declaration(folder, code) for name, code in OTHERS.items()}
    report_tokens(tamazight, others)
    for name, lines in tamazight.items():
        report_return(name, lines)
    say("\nOther languages, answered after a question in Tifinagh: words that stay as they are\n")
    for name, lines in others.items():
        report_stay(name, lines)
    return 0


def say(line: str) -> None:
    """Print a line of the report."""
    sys.stdout.write(line + "\n")


def seed(folder: Path) -> list[str]:
    """The Tamazight column of OLDI Seed."""
    with gzip.open(folder / "oldi-seed" / "ary-zgh-eng.tsv.gz", "rt", encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t")[1] for line in lines][1:]


def declaration(folder: Path, code: str) -> list[str]:
    """The paragraphs of the Universal Declaration of Human Rights in a language."""
    with gzip.open(folder / "udhr" / f"udhr_{code}.xml.gz", "rt", encoding="utf-8") as file:
        return [re.sub(r"<[^>]+>", "", text).strip() for text in _PARAGRAPH.findall(file.read())]


def interface() -> list[str]:
    """What Siyada's pages and answers say in Tamazight, one phrase a line."""
    found = []
    for package, name in (
        ("server.pages", "messages/zgh.toml"),
        ("assistant", "phrases/zgh-Tfng.toml"),
    ):
        text = (files(f"siyada.{package}") / name).read_text(encoding="utf-8")
        found += [line for line in _strings(tomllib.loads(text)) if to_latin(line) != line]
    return found


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.splitlines()
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)


def report_tokens(tamazight: dict[str, list[str]], others: dict[str, list[str]]) -> None:
    """Tokens a word."""
    with as_file(files("mistral_common") / "data" / TOKENIZER) as path:
        tokenizer = Tekkenizer.from_file(path)

    def cost(lines: Sequence[str], change: Callable[[str], str] = str) -> float:
        count = sum(len(tokenizer.encode(change(line), bos=False, eos=False)) for line in lines)
        return count / sum(len(line.split()) for line in lines)

    say(f"\n## Tokens a word, {TOKENIZER}\n")
    say("| text | Tifinagh | Latin letters | as sent, marked | saved |\n|---|--:|--:|--:|--:|")
    for title, lines in tamazight.items():
        before, plain, after = cost(lines), cost(lines, tifinagh.latin), cost(lines, to_latin)
        say(f"| {title} | {before:.2f} | {plain:.2f} | {after:.2f} | {1 - after / before:.1%} |")
    say("\n" + ", ".join(f"{title} {cost(lines):.2f}" for title, lines in others.items()))


def report_return(name: str, lines: Sequence[str]) -> None:
    """What comes back of an answer in Latin letters: marked, and as models write, unmarked."""
    say(f"\n## Back to Tifinagh: {name}, {len(lines)} lines\n")
    exact = sum(to_tifinagh(to_latin(line)) == line for line in lines)
    say(f"- there and back without a model: {exact / len(lines):.2%} of the lines are the same")
    ways = {"unmarked, with capitals": unmarked, "marked, by the model itself": to_latin}
    for way, write in ways.items():
        began = time.perf_counter()
        answers = [returned(write(line)) for line in lines]
        took = time.perf_counter() - began
        pairs = zip(lines, answers, strict=True)
        words = [pair for line, answer in pairs for pair in zip_words(line, answer)]
        same = sum(word == back for word, back in words)
        speed = sum(map(len, lines)) / took / 1000
        say(
            f"- {way}: {same / len(words):.2%} of {len(words)} words are the same"
            f" ({speed:.0f} thousand characters a second)"
        )


def report_stay(name: str, lines: Sequence[str]) -> None:
    """What is left alone of an answer in another language."""
    words = [pair for line in lines for pair in zip_words(line, returned(line))]
    same = sum(word == back for word, back in words)
    say(f"- {name}: {same / len(words):.2%} of {len(words)}")


QUESTION = to_latin("ⵎⴰⵏⵉ ⵔⴰⴷ ⴰⵡⵉⵖ ⵜⴰⴽⴰⵔⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ ⵜⴰⵎⴰⵢⵏⵓⵜ?")
"""What is asked before each line that a model answers."""


def returned(answer: str) -> str:
    """An answer as it reaches the caller."""
    returner = Returner(words_sent([QUESTION]))
    pieces = [answer[at : at + PIECE] for at in range(0, len(answer), PIECE)]
    return "".join([*map(returner.feed, pieces), returner.finish()])


def unmarked(line: str) -> str:
    """A line as a model writes it: without marks, its sentences with capitals."""
    latin = tifinagh.latin(line)
    return re.sub(r"(?:^|[.!?] )\w", lambda match: match[0].upper(), latin)


def zip_words(line: str, back: str) -> list[tuple[str, str]]:
    """The words of a line, each with what became of it."""
    return list(zip(line.split(), back.split(), strict=True))


if __name__ == "__main__":
    raise SystemExit(main())

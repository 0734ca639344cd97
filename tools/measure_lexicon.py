"""What the lexicon is worth: how much of a text it knows, and what it finds for a search.

    measure_lexicon.py coverage FILE TAG        lines of text, all in the language TAG
    measure_lexicon.py search QUESTIONS...      of data/questions, on the texts of data/procedures

The search is for the procedure of a question, among the Arabic texts of all, the French ones, and
both: recall among the first ten passages and mean reciprocal rank, with the lexicon and without,
by language of the question.
"""

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import orjson
import yaml

from siyada.language import tifinagh
from siyada.language.analyse import is_stop, tokens
from siyada.language.lexicon import Lexicon, lexicon
from siyada.language.normalise import fold
from siyada.library import terms
from siyada.library.document import Document
from siyada.library.search import Library

DATA = Path(__file__).parents[1] / "data"
FIRST = 10


def texts(node: object, language: str) -> Iterator[str]:
    """The texts of a record in a language; other names for it, in Darija too, are left out."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == language and isinstance(value, str):
                yield value
            elif key != "aliases":
                yield from texts(value, language)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value, language)


def documents(languages: tuple[str, ...]) -> Iterator[Document]:
    """One document for each procedure and language."""
    for path in sorted((DATA / "procedures").glob("*.yaml")):
        record = yaml.safe_load(path.read_text("utf-8"))
        for language in languages:
            parts = list(dict.fromkeys(texts(record, language)))
            if parts:
                identifier = f"{record['id']}/{language}"
                yield Document(identifier, parts[0], "\n\n".join(parts), language)


def found(library: Library, questions: list[dict[str, str]]) -> dict[str, tuple[float, float]]:
    """By language of the question: recall of its procedure, and mean reciprocal rank."""
    ranks: defaultdict[str, list[int]] = defaultdict(list)
    for question in questions:
        results = library.search(question["question"], FIRST)
        procedures = dict.fromkeys(r.passage.document.partition("/")[0] for r in results)
        rank = [*procedures, question["procedure"]].index(question["procedure"]) + 1
        ranks[question["language"]].append(rank if question["procedure"] in procedures else 0)
    return {
        language: (
            sum(map(bool, places)) / len(places),
            sum(1 / place for place in places if place) / len(places),
        )
        for language, places in sorted(ranks.items())
    }


def search(paths: list[str]) -> None:
    """Print recall and mean reciprocal rank, without the lexicon and then with it."""
    lines = [orjson.loads(line) for path in paths for line in Path(path).read_bytes().splitlines()]
    questions = [line for line in lines if line["procedure"]]
    for languages in (("ar",), ("fr",), ("ar", "fr")):
        with (
            tempfile.TemporaryDirectory() as folder,
            Library(Path(folder), "measured", create=True) as library,
        ):
            library.add(documents(languages))
            after = found(library, questions)
            with patch.object(terms, "lexicon", lambda: Lexicon(())):
                before = found(library, questions)
        sys.stdout.write(f"texts: {' '.join(languages)}\n")
        for language in after:
            figures = (*before[language], *after[language])
            sys.stdout.write(f"  {language:9}" + "".join(f" {n:.3f}" for n in figures) + "\n")


def coverage(path: str, tag: str) -> None:
    """Print the share of running words with a sense, and the most frequent words that lack one."""
    seen: Counter[str] = Counter()
    for line in Path(path).read_text("utf-8").splitlines():
        seen.update(token.text for token in tokens(line) if not token.text.isdigit())
    missed = Counter({word: n for word, n in seen.items() if not lexicon().senses(word, tag)})
    content = {word: n for word, n in seen.items() if not is_stop(fold(tifinagh.latin(word)))}
    unknown = sum(n for word, n in missed.items() if word in content)
    sys.stdout.write(f"running words {1 - missed.total() / seen.total():.3f}\n")
    sys.stdout.write(f"without stop words {1 - unknown / sum(content.values()):.3f}\n")
    rest = [word for word, _ in missed.most_common() if word in content]
    sys.stdout.write(" ".join(rest[:200]) + "\n")


def main() -> None:
    """See the module."""
    match sys.argv[1:]:
        case ["coverage", path, tag]:
            coverage(path, tag)
        case ["search", *paths] if paths:
            search(paths)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()

"""What the commands and the API say of a text, as JSON: one place for the names of the fields."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from siyada.language.given import check_text
from siyada.language.identify import identify, identify_all
from siyada.language.normalise import Level, normalise
from siyada.language.reading import Reading, read, read_all
from siyada.language.switching import parts
from siyada.language.transliterate import Target, candidates, transliterate

Json = Any
"""A value made for JSON."""


def identified(text: str) -> dict[str, Json]:
    """The language of a text, how sure that is (0 to 1), and its stretches by language.

    >>> identified("je voudrais renouveler ma carte")["language"]
    'fr'
    """
    language, found = identify(text), parts(text)
    if len(found) == 1:
        # What is in one language is told more surely as a whole than word by word.
        found = (replace(found[0], tag=language.tag),)
    return {
        "language": language.tag,
        "confidence": round(language.confidence, 4),
        "parts": [{"start": part.start, "end": part.end, "language": part.tag} for part in found],
    }


def normalised(text: str, level: Level = "search") -> dict[str, Json]:
    """The canonical form, and where each of its characters begins and ends in the text.

    >>> normalised("٠٦", "match")
    {'text': '06', 'starts': [0, 1], 'ends': [1, 2]}
    """
    done = normalise(text, level)
    return {"text": done.text, "starts": list(done.starts), "ends": list(done.ends)}


def transliterated(text: str, to: Target, number: int | None = None) -> dict[str, Json]:
    """The text in another script; or, for a word or a name, that many spellings, best first.

    >>> transliterated("ⴰⵣⵓⵍ", "latn")
    {'text': 'azul'}
    """
    check_text(text)
    if number is None:
        return {"text": transliterate(text, to)}
    return {"candidates": candidates(text.strip(), number, to)}


def analysed(text: str, tag: str | None = None) -> dict[str, Json]:
    """The search words of a text whose language is `tag`; found out when not given.

    `bridge` is what its words of Darija and Tamazight are called in Arabic and French.

    >>> analysed("la carte nationale", "fr")["words"]
    ['cart', 'national']
    """
    check_text(text)
    language = tag or identify(text).tag
    return _answer(language, read(text, language))


def analysed_all(texts: Sequence[str], tag: str | None = None) -> list[dict[str, Json]]:
    """What `analysed` says of each text; languages and new words of many are found out at once.

    >>> [answer["language"] for answer in analysed_all(["la carte nationale", "ⴰⵣⵓⵍ"])]
    ['fr', 'zgh-Tfng']
    """
    tags = [tag] * len(texts) if tag else [language.tag for language in identify_all(texts)]
    return list(map(_answer, tags, read_all(texts, tags)))


def _answer(language: str, found: Reading) -> dict[str, Json]:
    return {
        "language": language,
        "words": found.words,
        "grams": found.grams,
        "skeletons": found.skeletons,
        "bridge": [
            {
                "start": start,
                "end": end,
                "word": word,
                "equivalent": equivalent,
                "language": of,
                "weight": weight,
                "sense": sense,
            }
            for start, end, word, equivalent, of, weight, sense, _ in found.bridged
        ],
    }

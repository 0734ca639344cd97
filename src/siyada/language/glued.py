"""What Darija writes together with a word: articles, conjunctions, marks of verbs, objects.

Each way of taking a word in Latin letters apart is a guess: it holds when what is left is known.
"""

import re
from collections.abc import Callable, Iterator

Known = Callable[[str], str]
"""The Arabic spelling of a Latin word that is known; empty when it is not."""

ARTICLE = re.compile(r"[lL](?=[^aeiouyl'’]..)|([tdrzsnljxTDSZR])(?=\1..)|([cs]h)(?=\2..)")
"""The article before a word: `l`, or once more its first sound if the tongue's tip makes it."""
_WRITTEN_ARTICLE = re.compile(
    "a(?:l(?=[^aeiouyl'’\\W]...)|([tdrzsnj])(?=\\1..)|([TDSZ])(?=\\2..)|(ch)(?=\\3..))"
)
"""The article as in Standard Arabic: `al`, or `a` and the first sound twice."""

_PREPOSITION = re.compile(r"([fb])(?:l(?=[^aeiouyl]..)|([^aeiouy\W])(?=\2..)|([ckgs]h)(?=\3..))")
_AND = re.compile(r"(?:ou?|w)(?=[^aeiouyw']...)")
_OF = re.compile(r"tl(?=[^aeiouyl]..)")
_GLUED = {"f": "فال", "b": "بال"}

# The present and the future before the person: n, t or y (also written i).
MARK = re.compile("k[ai]?(?=[nty].)|ka(?=i.)|ta(?=[nty].)|gha(?=[ntyi].)")
_MARKS = {"k": "ك", "t": "ت", "g": "غا"}
_PERSONS = {"n": "ن", "t": "ت", "y": "ي", "i": "ي"}
_ENDS = {
    "k": "ك", "h": "ه", "8": "ه", "o": "و", "u": "و", "ou": "و", "ek": "ك", "ak": "ك", "ha": "ها",
    "8a": "ها", "na": "نا", "ni": "ني", "hom": "هم", "houm": "هم", "8om": "هم", "kom": "كم",
    "koum": "كم", "lia": "ليا", "liya": "ليا", "lik": "ليك", "lih": "ليه", "liha": "ليها",
    "lina": "لينا", "likom": "ليكم", "lihom": "ليهم", "w": "و", "t": "ت", "ti": "تي", "to": "تو",
    "tou": "تو", "tha": "تها", "t8a": "تها", "tek": "تك", "tini": "تيني", "at": "ات", "in": "ين",
}  # fmt: skip
VERB = re.compile("(?:k[aiy]?[nty]|gha[nty]|[nty]t).*a$")
"""Verbs that end in a vowel, which is never a feminine ending."""
PRESENT = re.compile("ka[nty][^aeiouy]..")
"""Verbs of the present, whose mark is written without alef: كن, كت, كي."""
_OBJECT = re.compile("...(?:t|ti|[ou]|[ai]w)([h8])a$|(?:k[aiy]?[nty]|gha[nty]).*[^n](n)a$")
"""Words that surely end in the object `ha` or `na`."""

_SHORTEST = 3
"""Letters that must be left."""


def fronts(word: str) -> Iterator[tuple[int, str]]:
    """Articles, prepositions and conjunctions that a word may begin with: length, Arabic."""
    patterns = ((ARTICLE, "ال"), (_WRITTEN_ARTICLE, "ال"), (_AND, "و"), (_OF, "تل"))
    for pattern, spelling in patterns:
        match = pattern.match(word)
        if match:
            yield match.end(), spelling
    end, spelling = preposition(word)
    if end:
        yield end, spelling
    if word.startswith("la") and len(word) > 5:
        yield 2, "لا"


def article(word: str) -> int:
    """The length of the article that a word of Darija begins with, or 0.

    >>> article("lbab"), article("ddar"), article("assima"), article("attadamon"), article("bab")
    (1, 1, 2, 2, 0)
    """
    match = ARTICLE.match(word) or _WRITTEN_ARTICLE.match(word)
    return match.end() if match else 0


def preposition(word: str) -> tuple[int, str]:
    """The length and the spelling of `f` or `b` with an article after it, or 0 and nothing.

    >>> preposition("fddar"), preposition("bab")
    ((2, 'فال'), (0, ''))
    """
    match = _PREPOSITION.match(word)
    return (match.end(), _GLUED[match[1]]) if match else (0, "")


def objects(word: str) -> tuple[int, str]:
    """Where the object that a word surely ends in begins, and its spelling.

    >>> objects("chritiha"), objects("kaytsnnawna"), objects("bab")
    ((6, 'ها'), (9, 'نا'), (3, ''))
    """
    match = _OBJECT.search(word)
    if not match:
        return len(word), ""
    return len(word) - 2, "نا" if match[2] else "ها"


def verb(word: str, known: Known) -> str:
    """A verb with its marks, or a word with its object, when what is left is known; or nothing.

    >>> verb("kanchrebha", lambda word: {"nchreb": "نشرب", "chreb": "شرب"}.get(word, ""))
    'كنشربها'
    """
    conjunction = _AND.match(word)
    if conjunction:
        rest = word[conjunction.end() :]
        spelt = verb(rest, known)
        return spelt and "و" + spelt
    if word.startswith("ma") and word.endswith("ch") and len(word) > 4 + _SHORTEST:
        inner = known(word[2:-2]) or verb(word[2:-2], known)
        return inner and f"ما{_before_end(inner)}ش"
    mark = MARK.match(word)
    if not mark:
        return _person(word, known) or _with_end(word, known)
    rest = word[mark.end() :]
    inner = known(rest) or _person(rest, known) or _with_end(rest, known)
    return _MARKS[word[0]] + inner if inner[:1] in _PERSONS.values() else ""


def _person(word: str, known: Known) -> str:
    """A verb of the present that is known in another person, and without one or in a third."""
    first = _PERSONS.get(word[:1], "")
    if not first or len(word) <= _SHORTEST:
        return ""
    stems = [known(word[1:])]
    for other, letter in _PERSONS.items():
        found = known(other + word[1:])
        if found[:1] == letter:
            stems.append(found[1:])
    usual = max(stems, key=stems.count)
    return first + usual if usual and stems.count(usual) > 1 else ""


def _with_end(word: str, known: Known) -> str:
    """A word that is known, with an object or a possessor after it: the shortest one first."""
    for ending, spelling in _ENDS.items():
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST:
            found = known(stem) or _person(stem, known)
            if found and found[-1] not in "ةو" and " " not in found:
                return (
                    _before_end(found).removesuffix(spelling[0] * (spelling[0] == "ل")) + spelling
                )
    return ""


def _before_end(word: str) -> str:
    """The word as it is written before an ending: a last vowel is an alef."""
    return f"{word[:-1]}ا" if word.endswith(("ى", "ة")) else word

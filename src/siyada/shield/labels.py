"""Words that say what the value beside them is: `CIN`, `نمرتي`, `n° de compte`, `sakn f`."""

import re
from functools import cache

from siyada.shield.lexicon import given_names
from siyada.shield.phrases import Found, Marked, Phrases
from siyada.shield.tables import rows
from siyada.shield.words import Words

OTHER = "OTHER"
"""The kind of a label that governs something that is not personal."""
DATE = "DATE"
"""The kind of a label that governs a date that is not of birth, and only dates."""
PERSON, TITLE, ROLE = "PERSON", "TITLE", "ROLE"
"""Kinds of labels that announce a name: any, one or an office, one that looks like a name."""

_OF_NAMES = frozenset({PERSON, TITLE, ROLE})
Label = Found
"""Where a label stands in the copy, and the kinds of value that it may announce."""


@cache
def _labels() -> Phrases:
    return Phrases("labels", rows("labels"))


def find_labels(text: str, words: Words, marks: Marked) -> list[Label]:
    """The labels of a text, in order; of those that begin together, the longest."""
    found = _labels().find(text, words, marks)
    return [label for label in found if not _is_none(text, label)]


def _goes_on(text: str, label: Label) -> bool:
    """Whether a label of names goes on within a word of a program: `NameNode`, `txPr`."""
    if label.kinds[0] not in _OF_NAMES or label.start == label.end:
        return False
    behind, before = text[label.end : label.end + 1], text[max(0, label.start - 1) : label.start]
    begun = label.kinds[0] == TITLE and "a" <= before <= "z"
    return begun or ("A" <= behind <= "Z" and text[label.end - 1].islower())


def _is_elided(text: str, label: Label) -> bool:
    """Whether a title of one letter is a pronoun or part of a word: `m'écoutes-tu`, Ben M'Sik."""
    return label.end - label.start == 1 and text[label.end : label.end + 1] in {"'", "’"}


def _is_a_name(text: str, label: Label) -> bool:
    """Whether a label that is a given name too has no sign of one behind: `Smiya Tazi`."""
    return (
        label.word in _NAMES_TOO and text[label.end : label.end + 2].strip(" ")[:1] not in _ASSIGNED
    )


def _is_of_a_figure(text: str, label: Label) -> bool:
    """Whether a label of two letters goes on with a word that begins with a figure: 0TP."""
    return (
        label.end - label.start == len("TP")
        and text[max(0, label.start - 1) : label.start].isdigit()
    )


def _is_of_a_lady(label: Label) -> bool:
    """Whether a title without its article is a given name: شريفة, not الشريفة."""
    bare = label.kinds[0] == TITLE and label.word == f"ال{label.form}"
    return bare and label.form in given_names().spellings


def _is_of_a_sheikh(text: str, label: Label) -> bool:
    """Whether a word of birth is a sheikh's name, as hospitals have it: مستشفى الشيخ زايد."""
    if label.kinds[0] != "DATE_OF_BIRTH":
        return False
    return _SHEIKH.search(text, max(0, label.start - 8), label.start) is not None


def _is_counted(text: str, label: Label) -> bool:
    """Whether the members of a fund are counted: `beneficiaires_amo;2007;…`, `taux CNSS`."""
    if label.kinds[0] != "CNSS":
        return False
    return _COUNTED.search(text, max(0, label.start - 32), label.start) is not None


def _is_none(text: str, label: Label) -> bool:
    """Whether a label is rather a pronoun, a part of another word, or a name."""
    return (
        _is_elided(text, label)
        or _goes_on(text, label)
        or _is_a_name(text, label)
        or _is_of_a_figure(text, label)
        or _is_of_a_lady(label)
        or _is_of_a_sheikh(text, label)
        or _is_counted(text, label)
    )


_NAMES_TOO, _ASSIGNED = frozenset({"smiya"}), frozenset(":=;|\t")
_SHEIKH = re.compile(r"(?:شيخ|(?i:che?ikh|chikh|sheikh)) \Z")
_COUNTED = re.compile(
    r"(?<![^\W_])(?:(?i:b[ée]n[ée]ficiaires|assur[ée]s|affili[ée]s|adh[ée]rents|population"
    r"|effectifs?)_"
    r"|(?i:nb|nbre|total|taux|part|count)[ _]"
    r"(?:(?i:de|des|d['’]|de la|b[ée]n[ée]ficiaires|assur[ée]s)[ _]?){0,2}"
    r"|(?:عدد|نسبة|معدل)[ _](?:المستفيدين من |المستفيدين_)?)\Z"
)
"""What stands before the name of a fund where it is one of figures of many."""

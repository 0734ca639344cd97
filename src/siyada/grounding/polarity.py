"""Whether a sentence says the contrary of the clause that it is taken from.

`Le permis est renouvelable` has all its words in `Le permis n'est pas renouvelable`. Clauses are
compared that hold nearly the same words; what one denies, the other must not affirm. Where this is
not sure (few words in common, conditions, exceptions, two denials), nothing is judged.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from siyada.grounding.evidence import forms_at
from siyada.grounding.negation import denials, is_open, is_twice
from siyada.language.identify import Tag
from siyada.library.document import sentences

_OF_PASSAGE = 0.75
"""Share of a passage's clause that a sentence must hold to be compared with it."""
_OF_SENTENCE = 0.6
_CLAUSE = re.compile(r"[^,،;؛:()–]+")

Forms = frozenset[str]


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a clause by their forms, and which of them are denied."""

    words: tuple[Forms, ...]
    denied: frozenset[int]
    """Of each denial the first word behind it, as an index of `words`."""
    is_open: bool
    """Whether it is not judged."""

    @property
    def forms(self) -> Forms:
        """The forms of all words together."""
        return frozenset().union(*self.words)

    def stance(self, word: Forms) -> set[bool]:
        """Whether it denies a word, by each time that the word stands in it; both if not judged."""
        at = [index for index, own in enumerate(self.words) if own & word]
        return {True, False} if at and self.is_open else {index in self.denied for index in at}


def clauses(text: str, tag: Tag) -> tuple[Clause, ...]:
    """The clauses of a text that hold words, in reading order."""
    return tuple(
        clause
        for start, end in sentences(text)
        for clause in _of_sentence(text[start:end], tag)
        if clause.words
    )


def is_contrary(said: Iterable[Clause], known: Sequence[Clause], topic: Forms) -> bool:
    """Whether a clause that is said has a close match among those known that says the contrary.

    `topic` are the forms of the title that those known stand under.
    """
    return any(_is_contrary(own, known, topic) for own in said if not own.is_open)


def _is_contrary(own: Clause, known: Sequence[Clause], topic: Forms) -> bool:
    for one in known:
        disputed = _disputed(own, one, topic)
        if disputed and not any(_bears_out(own, other, one, disputed) for other in known):
            return True
    return False


def _disputed(own: Clause, one: Clause, topic: Forms) -> Forms:
    """The word that one of two closely matching clauses denies and the other affirms, if any."""
    if one.is_open or bool(own.denied) == bool(one.denied) or not _matches(own, one, topic):
        return frozenset()
    denying, affirming = (own, one) if own.denied else (one, own)
    heads = (denying.words[index] for index in sorted(denying.denied))
    return next((head for head in heads if affirming.stance(head) == {False}), frozenset())


def _matches(own: Clause, one: Clause, topic: Forms) -> bool:
    """Whether two clauses hold nearly the same words.

    What a passage denies of a part (`pas renouvelable en ligne`) it does not deny of the whole:
    all words behind its denial must stand in the sentence.
    """
    forms = own.forms | topic
    if _share(one.words, forms) < _OF_PASSAGE:
        return False
    if _share(own.words, one.forms | topic) < _OF_SENTENCE:
        return False
    return not one.denied or _share(one.words[max(one.denied) :], own.forms) == 1


def _bears_out(own: Clause, other: Clause, contrary: Clause, disputed: Forms) -> bool:
    """Whether another clause says of the disputed word what the sentence says.

    It does so as well as the contrary one denies it: it holds as many words of the sentence, or
    one that the contrary clause lacks (`Elle est gratuite pour les mineurs`).
    """
    if not other.stance(disputed) & own.stance(disputed):
        return False
    theirs, forms = contrary.forms, other.forms
    beyond = any(word & forms and not word & theirs for word in own.words)
    return beyond or _share(own.words, forms) >= _share(own.words, theirs)


def _share(words: Sequence[Forms], forms: Forms) -> float:
    return sum(1 for word in words if word & forms) / len(words) if words else 1.0


def _of_sentence(sentence: str, tag: Tag) -> Iterator[Clause]:
    """The clauses of a sentence; one word between commas is too little to be judged."""
    is_left = is_open(sentence, darija=tag.startswith("ary"))
    whole = sentence.strip(" .!")
    for match in _CLAUSE.finditer(sentence):
        denying = list(denials(match[0]))
        found = [
            (end, forms)
            for end, forms in forms_at(match[0], tag)
            if not any(start < end <= stop for start, stop in denying)
        ]
        heads = (
            next((index for index, (end, _) in enumerate(found) if end > stop), None)
            for _, stop in denying
        )
        yield Clause(
            tuple(forms for _, forms in found),
            frozenset(index for index in heads if index is not None),
            is_left or is_twice(match[0]) or (len(found) == 1 and match[0].strip(" .!") != whole),
        )

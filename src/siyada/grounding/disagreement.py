"""Passages of different documents that give different figures for the same thing.

`L'abonnement coûte 120 DH par mois` in one, `L'abonnement mensuel est fixé à 150 DH` in another: a
reader is to see both. Two clauses disagree when each states one figure of the same measure, the
figures differ, and no word of either tells its case from the other's: every word stands in the
other clause or its title, or only states a figure (`tables/stating.tsv`). `Étudiants : 60 DH`
disagrees with nothing that is said of everybody; a word of the question that only one of the two
holds tells them apart as well. When in doubt, nothing is said.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import cast

from siyada.grounding.evidence import forms_at, meaning
from siyada.grounding.figures import Figure, figures, measure, supports
from siyada.grounding.negation import denies, is_open
from siyada.grounding.numerals import is_unit, period_of
from siyada.grounding.tables import rows
from siyada.grounding.verify import Evidence
from siyada.language import analyse
from siyada.language.identify import Tag, identify
from siyada.library.document import sentences

_CLAUSE = re.compile(r"(?:[^,،;؛()]|,(?=\d))+")
_SHORTEST_SOUND = 4
"""Consonants from which a skeleton says that two words are one name."""
_ASKED = 0.5
"""Share of a question's words of which both of two claims hold more, to be shown for it."""
_NAMED = 2
"""Words of a question that name a matter."""
_BESIDE = 3
"""Signs and spaces between a number and its unit."""
_MOMENTS = frozenset({"date", "time"})

Forms = frozenset[str]
Words = tuple[Forms, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure that a passage states, and of what."""

    passage: int
    """The number of the passage."""
    sentence: str
    """The sentence as it stands there."""
    figure: Figure
    words: Words
    """The words that say of what, by their forms."""
    title: Words
    """Those of the passage's title."""
    apart: tuple[frozenset[str], ...]
    """For how long it stands (`par mois`); of a date or an hour, if it is a start or an end."""
    days: frozenset[str]
    """The other dates in the sentence: from when, or until when, the figure holds."""
    others: frozenset[str]
    """All other figures in the sentence: `de 8 à 10 CV` is a case."""

    @property
    def forms(self) -> Forms:
        """The forms of all its words, the title's included."""
        return frozenset().union(*self.words, *self.title)


Pair = tuple[Claim, Claim]
"""Two claims that disagree."""


def disagreements(
    passages: Sequence[Evidence], document: Callable[[int], str], question: str, tag: Tag
) -> tuple[Pair, ...]:
    """The claims of passages on what is asked that disagree, in the order of the passages.

    `document` names the document of a passage by its number: within one, different figures are
    those of different cases, so passages of the same name are not compared. `tag` is the language
    of the question.
    """
    asked = tuple(_sure(forms) for _, forms in forms_at(question, tag) if not _role(forms))
    found = [
        (held, claim)
        for passage in passages
        for claim in claims(passage)
        if (held := _held(asked, claim))
    ]
    return tuple(
        (one, other)
        for (held, one), (also, other) in combinations(found, 2)
        if document(one.passage) != document(other.passage)
        and held == also
        and _disagree(one, other, len(held))
    )


def claims(passage: Evidence) -> Iterator[Claim]:
    """The figures of a passage that stand alone of their measure in their clause."""
    tag = passage.language or identify(passage.text).tag
    for start, end in sentences(passage.text):
        sentence = passage.text[start:end].strip()
        found = figures(sentence)
        if found and not denies(sentence) and not is_open(sentence, darija=tag.startswith("ary")):
            yield from _of_sentence(sentence, found, passage, tag)


def _of_sentence(
    sentence: str, found: Sequence[Figure], passage: Evidence, tag: Tag
) -> Iterator[Claim]:
    title = tuple(_sure(forms) for forms in meaning(passage.title).words if not _role(forms))
    for clause in _CLAUSE.finditer(sentence):
        inside = [one for one in found if clause.start() <= one.start < clause.end()]
        alone = _alone(inside)
        if alone is None:
            continue
        words, roles, periods = _told(clause[0], _ends(inside, clause.start()), tag)
        yield Claim(
            passage.number,
            sentence,
            alone,
            words,
            title,
            (roles,) if measure(alone) in _MOMENTS else (periods,),
            frozenset(one.value for one in found if one.kind == "date" and one is not alone),
            frozenset(one.value for one in found if one.kind != "date" and one is not alone),
        )


def _alone(inside: Iterable[Figure]) -> Figure | None:
    """The one figure of a clause that can be compared; a date beside another says when it holds."""
    found = [one for one in inside if measure(one)]
    others = [one for one in found if one.kind != "date"]
    chosen = others or found
    return chosen[0] if len(chosen) == 1 else None


def _ends(inside: Iterable[Figure], at: int) -> list[tuple[int, int]]:
    """Where the figures of a clause that begins at `at` stand in it, their units included."""
    return [(one.start - at, one.end - at + _BESIDE * bool(one.unit)) for one in inside]


def _told(
    clause: str, spans: Sequence[tuple[int, int]], tag: Tag
) -> tuple[Words, frozenset[str], frozenset[str]]:
    """The words of a clause that say what is meant, the roles of the others, the periods."""
    words: list[Forms] = []
    roles: set[str] = set()
    periods: set[str] = set()
    forms_by_end = dict(forms_at(clause, tag))
    for token in analyse.tokens(clause):
        forms = forms_by_end.get(token.end, frozenset())
        if any(start <= token.start < end for start, end in spans):
            continue
        if period := period_of(token.text):
            periods.add(period)
        elif role := _role(forms):
            roles.add(role)
        elif forms and not is_unit(token.text):
            words.append(_sure(forms))
    return tuple(words), frozenset(roles & {"start", "end"}), frozenset(periods)


def _held(asked: Words, claim: Claim) -> frozenset[int]:
    """Which words of a question a claim holds, by their places; none where they are too few."""
    forms = claim.forms
    held = frozenset(place for place, word in enumerate(asked) if word & forms)
    return held if held and len(held) > _ASKED * len(asked) else frozenset()


def _disagree(one: Claim, other: Claim, held: int) -> bool:
    if measure(one.figure) != measure(other.figure) or one.apart != other.apart:
        return False
    if one.others != other.others:
        return False
    if supports([one.figure], other.figure) or supports([other.figure], one.figure):
        return False
    if one.days and other.days and one.days != other.days:
        return False  # each holds in its own time
    return _same_matter(one, other, held)


def _same_matter(one: Claim, other: Claim, held: int) -> bool:
    """Whether no word tells the two apart, and at least one holds them together.

    Titles that each have a word of their own (`Piscine municipale`, `Bibliothèque municipale`) may
    be of two matters, unless `held`, how many words of the question both hold, is two at least.
    """
    if not _all_in(one.words, other.forms) or not _all_in(other.words, one.forms):
        return False
    if not _any_in(one.title, other.forms) and not _any_in(other.title, one.forms):
        return False
    each_its_own = not (_all_in(one.title, other.forms) or _all_in(other.title, one.forms))
    if each_its_own and held < _NAMED:
        return False
    if one.words and other.words:
        return _any_in(one.words, frozenset().union(*other.words))
    return not each_its_own


def _all_in(words: Words, forms: Forms) -> bool:
    return all(word & forms for word in words)


def _any_in(words: Words, forms: Forms) -> bool:
    return any(word & forms for word in words)


def _sure(forms: Forms) -> Forms:
    """The forms by which a word is surely the same: its stems, and a skeleton of some length."""
    return frozenset(
        form
        for form in forms
        if form.startswith("w:") or (form.startswith("s:") and len(form) >= 2 + _SHORTEST_SOUND)
    )


def _role(forms: Forms) -> str:
    """What a word does that states a figure: `stating`, `start`, `end`; empty for any other."""
    return next((role for role, own in _roles().items() if forms & own), "")


@cache
def _roles() -> dict[str, Forms]:
    found: dict[str, set[str]] = {"start": set(), "end": set(), "stating": set(), "paper": set()}
    for role, tag, words in rows("stating"):
        for word in words.split():
            found[role].update(f"w:{stem}" for stem in analyse.words(word, cast("Tag", tag)))
    return {role: frozenset(forms) for role, forms in found.items()}

"""What is put into the index of words, and what is asked of it."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple

import tantivy

from siyada.library.document import Passage
from siyada.library.terms import ASKED, CONCEPTS, FIELDS, Field, Shares, Terms, of_passage

TOKENS = "as-they-are"
_RAW = "raw"
_K1 = 1.2
"""BM25's k1, which tantivy sets."""
_MOST_TERMS = 200
"""Terms of a field that a search looks for, the rarest: a pasted page is a question too."""
_CONCEPTS_OF_MASS = 0.4
"""Share of what a question's words could tell that its concepts must have to be worth all."""
_WHOLE_OF: Mapping[Field, Field] = {"title_words": "words", "title_grams": "grams"}
"""The field of a whole passage that has every term of one of its title."""
_MISSING = 0.2
"""Least that a word of the question counts which no passage holds."""
_FEW = 64
"""Values that are looked for one by one: of more, the passages are gathered first."""
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_FIRST_DAY, _LAST_DAY = 0, 99_999_999


@dataclass(frozen=True, slots=True)
class Filter:
    """Which passages are looked at. Nothing given leaves nothing out.

    `collections` is what the asker may read, None for the operator, who may read all. `source` is a
    source or a folder of it; `since` and `until` are days, `YYYY-MM-DD`, both included.
    """

    collections: frozenset[str] | None = None
    source: str = ""
    since: str = ""
    until: str = ""
    numbers: tuple[int, ...] | None = None


EVERYTHING = Filter()


class Sought(NamedTuple):
    """A term of a question that the index holds."""

    field: Field
    term: str
    boost: float
    """What BM25's score of the term is multiplied with."""
    most: float
    """Share of the best score that the term gives where it stands as dense as can be."""


def schema() -> tantivy.Schema:
    """The fields of the index."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", indexed=True, fast=True)
    builder.add_unsigned_field("day", fast=True)
    for name in ("collection", "source"):
        builder.add_text_field(name, tokenizer_name=_RAW, index_option="basic")
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name=TOKENS, index_option="freq")
    return builder.build()


def entry(number: int, passage: Passage) -> tantivy.Document:
    """A passage as the index takes it."""
    found = tantivy.Document()
    found.add_unsigned("number", number)
    found.add_unsigned("day", _day(passage.date, _FIRST_DAY))
    found.add_text("collection", passage.collection)
    for place in _places(passage.source):
        found.add_text("source", place)
    for field, terms in of_passage(passage).items():
        found.add_text(field, " ".join(terms))
    return found


def sought(searcher: tantivy.Searcher, terms: Terms, shares: Shares) -> list[Sought]:
    """The terms to look for, those that can give most first: rare ones of fields that weigh much.

    Of each field a share of the best score that any passage could have is given, BM25 with every
    term of the question as dense as can be. A term that no passage holds lessens it (`_best`),
    unless the question does not surely mean it (it weighs less than 1).
    Concepts are measured by the question's words too: one that is common, as a permit is, says
    little of a question of many words though it is the only one.
    """
    found: list[Sought] = []
    number = searcher.num_docs
    held = _holding(searcher, "words", terms.get("words", {}))
    known: dict[Field, Mapping[str, int]] = {"words": held}
    mass = _own_mass(terms.get("words", {}), held, number)
    for field, share in shares.items():
        weights = terms.get(field, {})
        if field not in known:
            known[field] = _holding(
                searcher, field, weights, known.get(_WHOLE_OF.get(field, field))
            )
        holding = known[field]
        worth = {term: weights[term] * _idf(number, holding[term]) for term in weights}
        best = _best(weights, holding, worth)
        if field in CONCEPTS:
            best = max(best, _CONCEPTS_OF_MASS * mass)
        of_field = [
            Sought(
                field, term, share * weights[term] / best / (1 + _K1), share * worth[term] / best
            )
            for term in weights
            if holding[term]
        ]
        found += sorted(of_field, key=_most)[:_MOST_TERMS]
    return sorted(found, key=_most)


def _holding(
    searcher: tantivy.Searcher,
    field: Field,
    weights: Mapping[str, float],
    whole: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """How many passages hold each term; `whole` says it of the field that has all of this one's."""
    count = searcher.doc_freq
    if whole is None:
        return {term: count(field, term) for term in weights}
    return {term: count(field, term) if whole.get(term, 1) else 0 for term in weights}


def _best(
    weights: Mapping[str, float], holding: Mapping[str, int], worth: Mapping[str, float]
) -> float:
    """What a passage with all terms of a field would be worth.

    Words that no passage holds are not missing from texts in another language: the fewer of the
    question's own words are there at all, the less those that are not count.
    """
    own = sum(worth[term] for term in weights if weights[term] >= ASKED and holding[term])
    missing = sum(worth[term] for term in weights if weights[term] >= 1 and not holding[term])
    named = sum(worth[term] for term in weights if weights[term] < ASKED and holding[term])
    there = own / (own + missing) if own else 0.0
    return own + missing * max(_MISSING, there) + named or 1.0


def _own_mass(weights: Mapping[str, float], holding: Mapping[str, int], number: int) -> float:
    """How much the question's own words could tell together, among so many passages."""
    return sum(
        weight * _idf(number, holding[word]) for word, weight in weights.items() if weight >= ASKED
    )


def query(
    fields: tantivy.Schema, terms: Sequence[Sought], within: Filter = EVERYTHING
) -> tantivy.Query | None:
    """One query whose score is the sum of the terms' shares, or None for nothing."""
    if not terms:
        return None
    # Bare terms and nothing else beside them: so tantivy can skip blocks that hold no good passage.
    any_term = tantivy.Query.boolean_query([_clause(fields, one) for one in terms])
    scope = _scope(fields, within)
    if not scope:
        return any_term
    must = [(tantivy.Occur.Must, tantivy.Query.const_score_query(one, 0.0)) for one in scope]
    return tantivy.Query.boolean_query([*must, (tantivy.Occur.Must, any_term)])


def _clause(fields: tantivy.Schema, one: Sought) -> tuple[tantivy.Occur, tantivy.Query]:
    term = tantivy.Query.term_query(fields, one.field, one.term, index_option="freq")
    return tantivy.Occur.Should, tantivy.Query.boost_query(term, one.boost)


def _most(one: Sought) -> float:
    return -one.most


def _scope(fields: tantivy.Schema, within: Filter) -> list[tantivy.Query]:
    """What every passage that is looked at fulfils."""
    found = []
    if within.collections is not None:
        found.append(_any_of(fields, "collection", sorted(within.collections)))
    if within.source:
        place = within.source.rstrip("/")
        found.append(tantivy.Query.term_query(fields, "source", place, index_option="basic"))
    if within.numbers is not None:
        found.append(_any_of(fields, "number", within.numbers))
    if within.since or within.until:
        since = _day(within.since, _FIRST_DAY + 1)
        until = _day(within.until, _LAST_DAY, rest="9")
        kind = tantivy.FieldType.Unsigned
        found.append(tantivy.Query.range_query(fields, "day", kind, since, until))
    return found


def _any_of(fields: tantivy.Schema, field: str, values: Sequence[int | str]) -> tantivy.Query:
    """One of some values; of none, nothing. Few are looked up where they are needed, not before."""
    if len(values) > _FEW:
        return tantivy.Query.term_set_query(fields, field, values)
    single = (
        tantivy.Query.term_query(fields, field, value, index_option="basic") for value in values
    )
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in single])


def _places(source: str) -> list[str]:
    """A source and the folders that it is in."""
    if not source:
        return []
    above = [str(folder) for folder in PurePosixPath(source).parents]
    return [source, *(folder for folder in above if folder not in {".", "/"})]


def _day(date: str, other: int, *, rest: str = "0") -> int:
    """A date as a number that sorts; a year or a month alone is its first day, or its last.

    `rest` stands for what is not said; `other` is what no date is, and one written otherwise.
    """
    found = _DATE.match(date)
    return int(f"{found[0].replace('-', ''):{rest}<8}") if found else other


def _idf(number: int, holding: int) -> float:
    """How rare a term is that so many passages of a number hold, as tantivy's BM25 has it."""
    # A term's count has passages that were removed, until their part of the index is merged.
    number = max(number, holding)
    return math.log(1 + (number - holding + 0.5) / (holding + 0.5))

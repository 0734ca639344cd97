"""What is put into the index of words, and what is asked of it."""

import math
from dataclasses import dataclass
from pathlib import PurePosixPath

import tantivy

from siyada.library.document import Passage
from siyada.library.terms import FIELDS, Field, Shares, Terms, of_passage

TOKENS = "as-they-are"
_RAW = "raw"
_K1 = 1.2
"""BM25's k1, which tantivy sets."""
_MOST_TERMS = 200
"""Terms of a field that a search looks for, the rarest: a pasted page is a question too."""
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """Terms to look for, what each field weighs, and where to look."""

    terms: Terms
    shares: Shares
    within: Filter


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


def query(
    searcher: tantivy.Searcher, fields: tantivy.Schema, wanted: Wanted
) -> tantivy.Query | None:
    """One query whose score is the weighted sum of the fields' shares, or None for nothing."""
    clauses = []
    for field, share in wanted.shares.items():
        weights = wanted.terms.get(field, {})
        worth = {term: weight * _idf(searcher, field, term) for term, weight in weights.items()}
        best = sum(worth.values()) * (1 + _K1)
        held = [term for term in worth if searcher.doc_freq(field, term)]
        for term in sorted(held, key=lambda term: -worth[term])[:_MOST_TERMS]:
            single = tantivy.Query.term_query(fields, field, term, index_option="freq")
            boosted = tantivy.Query.boost_query(single, share * weights[term] / best)
            clauses.append((tantivy.Occur.Should, boosted))
    if not clauses:
        return None
    scope = _scope(fields, wanted.within)
    if not scope:
        return tantivy.Query.boolean_query(clauses)
    must = [(tantivy.Occur.Must, tantivy.Query.const_score_query(one, 0.0)) for one in scope]
    any_term = tantivy.Query.boolean_query(clauses)
    return tantivy.Query.boolean_query([*must, (tantivy.Occur.Must, any_term)])


def _scope(fields: tantivy.Schema, within: Filter) -> list[tantivy.Query]:
    """What every passage that is looked at fulfils."""
    found = []
    if within.collections is not None:
        names = sorted(within.collections)
        found.append(
            tantivy.Query.term_set_query(fields, "collection", names)
            if names
            else tantivy.Query.empty_query()
        )
    if within.source:
        place = within.source.rstrip("/")
        found.append(tantivy.Query.term_query(fields, "source", place, index_option="basic"))
    if within.numbers is not None:
        numbers = list(within.numbers)
        found.append(
            tantivy.Query.term_set_query(fields, "number", numbers)
            if numbers
            else tantivy.Query.empty_query()
        )
    if within.since or within.until:
        since = _day(within.since, _FIRST_DAY + 1)
        until = _day(within.until, _LAST_DAY)
        kind = tantivy.FieldType.Unsigned
        found.append(tantivy.Query.range_query(fields, "day", kind, since, until))
    return found


def _places(source: str) -> list[str]:
    """A source and the folders that it is in."""
    if not source:
        return []
    above = [str(folder) for folder in PurePosixPath(source).parents]
    return [source, *(folder for folder in above if folder not in {".", "/"})]


def _day(date: str, other: int) -> int:
    """A date as a number that sorts; a year or a month alone is its first day."""
    digits = "".join(sign for sign in date[:10] if sign.isascii() and sign.isdigit())
    return int(f"{digits:0<8}"[:8]) if len(digits) >= 4 else other


def _idf(searcher: tantivy.Searcher, field: Field, term: str) -> float:
    """How rare a term is, as tantivy's BM25 has it."""
    holding = searcher.doc_freq(field, term)
    return math.log(1 + (searcher.num_docs - holding + 0.5) / (holding + 0.5))

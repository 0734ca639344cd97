"""An answer from the organisation's documents without a model: passages, quoted as they stand."""

from dataclasses import replace

from siyada.assistant.answer import Answer, Block, Citation, Group, State, Statement
from siyada.assistant.phrases import phrases
from siyada.assistant.values import runs
from siyada.consult.ground import Found, document_citation
from siyada.language.identify import Tag, identify

_MOST = 3
"""Passages that are quoted."""


def quoted(composed: Answer, results: tuple[Found, ...]) -> Answer:
    """The best passages under the question's own heading, in place of an answer of the record."""
    statements: list[Statement] = []
    citations: list[Citation] = []
    for number, found in enumerate(results[:_MOST], 1):
        citation = replace(document_citation(found), number=number)
        citations.append(citation)
        statements.append(Statement(runs(citation.quote, _tag(citation.quote)), (number,)))
    words = phrases(composed.language)
    passages = Block("passages", words.say("heading.passages"), (Group((), tuple(statements)),))
    return replace(
        composed,
        state=State.ANSWERED_PARTLY,
        title=words.say("title.quoted"),
        status=words.say("state.quoted"),
        procedure=None,
        blocks=(passages,),
        citations=tuple(citations),
        choices=(),
        checked=None,
    )


def _tag(text: str) -> Tag:
    """The language of a passage, as its letters are laid out."""
    tag = identify(text).tag
    return "ar" if tag == "und" else tag

"""What documents disagree on, shown with the answer: whose figure is right is for people to say."""

from dataclasses import replace

from siyada.assistant.answer import Answer, Block, Group, Run, State, Statement
from siyada.assistant.phrases import phrases
from siyada.assistant.values import runs
from siyada.consult.ground import Ground, Numbers
from siyada.grounding.disagreement import Claim, disagreements
from siyada.language.identify import Tag, identify

KIND = "disagreement"
"""The kind of the block; `contradictions` are those that the record itself tells of."""
_MOST = 6
"""Sentences that are shown."""


def disputed(ground: Ground, question: str, tag: Tag) -> tuple[Claim, ...]:
    """What passages of different documents say differently of what is asked, each claim once."""
    if not any(ground.documents.values()):
        return ()  # of its own disagreements the record tells itself
    pairs = disagreements(ground.passages, ground.documents.__getitem__, question, tag)
    told = {(one.passage, one.sentence): one for pair in pairs for one in pair}
    return tuple(told.values())[:_MOST]


def with_disputes(answer: Answer, claims: tuple[Claim, ...], ground: Ground) -> Answer:
    """An answer with both sides of what is disputed, each with its source, and said in its head."""
    if not claims:
        return answer
    numbers = Numbers(ground, answer.citations)
    said = tuple(
        Statement(runs(claim.sentence, _tag(claim.sentence)), numbers.of((claim.passage,)))
        for claim in claims
    )
    heading = phrases(answer.language).say("heading.contradictions")
    block = Block(KIND, heading, (Group((), said),))
    at = next((n for n, b in enumerate(answer.blocks, 1) if b.kind in ("direct", "passages")), 0)
    return replace(
        answer,
        state=State.ANSWERED_CONFLICT,
        status=with_warning(answer.status, answer.language),
        blocks=(*answer.blocks[:at], block, *answer.blocks[at:]),
        citations=tuple(numbers.citations),
    )


def with_warning(status: tuple[Run, ...], language: Tag) -> tuple[Run, ...]:
    """The sentence of a state, and that the sources do not agree."""
    return (*status, Run(" ", language), *phrases(language).say("state.answered_conflict"))


def _tag(text: str) -> Tag:
    """The language of a sentence, as its letters are laid out."""
    tag = identify(text).tag
    return "ar" if tag == "und" else tag

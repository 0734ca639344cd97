"""The passages that an answer may rest on, each with the sources to cite for it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from siyada.assistant.answer import Answer, Block, Citation, Statement
from siyada.assistant.values import text_of
from siyada.grounding.evidence import meaning
from siyada.grounding.verify import Evidence, evidence
from siyada.language.identify import Tag, identify
from siyada.library.procedure import Facet
from siyada.library.search import Result

_OF_RECORD = 40
"""Most statements of the record that are given: those on what was asked stand first."""
_LEFT_OUT = frozenset({"notice", "contact", "contradictions"})
"""Blocks that say nothing of the matter itself, or that are added to every answer anyway."""
_RELEVANT = 0.5
"""Share of a question's words that a passage must hold to be quoted without a model."""


Found = tuple[str, Result]
"""A result of a search, and the name of its library."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Numbered passages. `sources` gives, by passage, the sources to be cited for it."""

    passages: tuple[Evidence, ...]
    sources: Mapping[int, tuple[Citation, ...]]
    documents: Mapping[int, str]
    """The document of a passage, by number; the record as a whole is one, with an empty name."""


def ground(sheet: Answer | None, facet: Facet | None, found: Sequence[Found]) -> Ground:
    """What the record and the libraries hold on a question; what the facet asks stands first."""
    texts: list[tuple[str, str]] = []
    sources: list[tuple[Citation, ...]] = []
    documents: list[str] = []
    for title, text, cited in _of_record(sheet, facet) if sheet else ():
        texts.append((title, text))
        sources.append(cited)
        documents.append("")
    for one in found:
        texts.append((one[1].passage.title, one[1].passage.text))
        sources.append((document_citation(one),))
        documents.append(f"{one[0]}/{one[1].passage.document}")
    passages = tuple(one for one in evidence(texts) if one.text.strip())
    return Ground(passages, dict(enumerate(sources, 1)), dict(enumerate(documents, 1)))


def document_citation(found: Found) -> Citation:
    """A passage of a library as a source; its number is given when it is first cited."""
    library, passage = found[0], found[1].passage
    return Citation(
        number=0,
        source=f"{library}/{passage.id}",
        title=passage.title,
        title_tag=identify(passage.title).tag,
        url=None,
        publisher=None,
        kind="document",
        date=passage.date or None,
        read=None,
        checked=None,
        quote=passage.text,
    )


def relevant(question: str, tag: Tag, results: Iterable[Found]) -> Iterator[Found]:
    """The results that hold enough of a question's words to be quoted for an answer."""
    for library, result in results:
        if share_held(question, tag, _said_by(result)) >= _RELEVANT:
            yield library, result


def most_held(question: str, tag: Tag, results: Iterable[Found]) -> float:
    """The greatest share of a question's words that one of the results holds, 0 to 1."""
    return max((share_held(question, tag, _said_by(one)) for _, one in results), default=0.0)


def share_held(question: str, tag: Tag, text: str) -> float:
    """The share of a question's words that a text holds, 0 to 1; 0 for a question without words."""
    words, forms = meaning(question, tag).words, meaning(text).forms
    return sum(1 for word in words if word & forms) / len(words) if words else 0.0


def _said_by(result: Result) -> str:
    return f"{result.passage.title}\n{result.passage.text}"


def _of_record(
    sheet: Answer, facet: Facet | None
) -> Iterator[tuple[str, str, tuple[Citation, ...]]]:
    """Title, text and sources of what a sheet states, as far as it cites."""
    by_number = {citation.number: citation for citation in sheet.citations}
    title = text_of(sheet.title)
    blocks = sorted(sheet.blocks, key=lambda block: block.kind not in (facet, "direct"))
    cited = (one for one in _statements(blocks) if one[1].citations)
    for block, statement, label in islice(cited, _OF_RECORD):
        heading = " – ".join(part for part in (title, text_of(block.heading), label) if part)
        sources = tuple(by_number[number] for number in statement.citations)
        yield heading, text_of(statement.runs), sources


def _statements(blocks: Iterable[Block]) -> Iterator[tuple[Block, Statement, str]]:
    for block in blocks:
        if block.kind not in _LEFT_OUT:
            for group in block.groups:
                for statement in group.statements:
                    yield block, statement, text_of(group.label)


class Numbers:
    """The numbers of the sources of one answer, by first appearance, from 1."""

    def __init__(self, ground: Ground, citations: Iterable[Citation] = ()) -> None:
        """`citations` are those that the answer has already."""
        self._ground = ground
        self.citations = list(citations)

    def of(self, passages: Iterable[int]) -> tuple[int, ...]:
        """The numbers of the sources of passages, each once."""
        cited = (source for number in passages for source in self._ground.sources[number])
        return tuple(dict.fromkeys(self.number(source) for source in cited))

    def number(self, source: Citation) -> int:
        """The number of a source, which is given when it is first cited."""
        known = next((one for one in self.citations if one.source == source.source), None)
        if known is None:
            known = replace(source, number=len(self.citations) + 1)
            self.citations.append(known)
        return known.number

"""How much of what is personal is wholly hidden, and how much else is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from siyada.shield.span import Span
from tools.documents.fill import Document, Value

NUMBERED = frozenset(
    {
        "CIN",
        "PASSPORT",
        "PHONE",
        "IBAN_RIB",
        "CARD",
        "CNSS",
        "ICE",
        "TAX_ID",
        "COMPANY_REG",
        "MASSAR",
        "PLATE",
        "LAND_TITLE",
        "CIVIL_RECORD",
    }
)


FREE = "FREE"
"""The kind of what may be hidden or not: a switchboard, the mailbox of an office."""


def is_hidden(text: str, value: Value, spans: Iterable[Span]) -> bool:
    """Whether each letter and figure of a value lies in a span, of whatever kind."""
    covered = {at for span in spans for at in range(span.start, span.end)}
    return all(at in covered for at in range(value.start, value.end) if text[at].isalnum())


@dataclass(slots=True)
class Score:
    """Counts over documents."""

    values: Counter[str] = field(default_factory=Counter)
    hidden: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    leaking: int = 0
    clean: int = 0
    touched: int = 0
    clean_signs: int = 0
    wrong_signs: int = 0

    def add(self, document: Document, spans: Sequence[Span]) -> None:
        """Count one document."""
        covered = {at for span in spans for at in range(span.start, span.end)}
        personal = {at for value in document.values for at in range(value.start, value.end)}
        self.clean_signs += len(document.text) - len(personal)
        self.wrong_signs += len(covered - personal)
        if all(value.kind == FREE for value in document.values):
            self.clean += 1
            self.touched += any(not _is_free(document, span) for span in spans)
            return
        self.documents += 1
        leaks = False
        for value in document.values:
            if value.kind == FREE:
                continue
            hidden = is_hidden(document.text, value, spans)
            leaks |= not hidden
            for key in _keys(document, value):
                self.values[key] += 1
                self.hidden[key] += hidden
        self.leaking += leaks


def _is_free(document: Document, span: Span) -> bool:
    return any(value.start < span.end and span.start < value.end for value in document.values)


def _keys(document: Document, value: Value) -> Iterator[str]:
    yield "all"
    yield value.kind
    if value.kind == "PERSON":
        yield f"PERSON {document.language}"
    if value.kind == "ADDRESS":
        yield f"ADDRESS {document.language}"
    if value.kind in NUMBERED:
        yield "numbered"


def report(score: Score, speed: float) -> Iterator[str]:
    """The figures as lines of text."""
    for key in sorted(score.values):
        share = score.hidden[key] / score.values[key]
        yield f"{key:20} {score.hidden[key]:5} of {score.values[key]:5} hidden  {share:.3f}"
    share = score.leaking / max(1, score.documents)
    yield f"documents with anything left: {score.leaking} of {score.documents} ({share:.3f})"
    wrong = 1000 * score.wrong_signs / max(1, score.clean_signs)
    yield f"wrongly hidden: {wrong:.2f} of 1,000 clean characters"
    yield f"documents without personal data touched: {score.touched} of {score.clean}"
    yield f"{speed:,.0f} characters/s"


def missed(documents: Sequence[Document], found: Sequence[Sequence[Span]]) -> Iterator[str]:
    """Each value that was not wholly hidden, and each stretch that was hidden wrongly."""
    for document, spans in zip(documents, found, strict=True):
        text = document.text
        for value in document.values:
            if value.kind != FREE and not is_hidden(text, value, spans):
                yield f"- {_shown(document, value.kind, value.start, value.end)}"
        for span in spans:
            if not any(v.start < span.end and span.start < v.end for v in document.values):
                yield f"+ {_shown(document, span.kind, span.start, span.end)}"


def _shown(document: Document, kind: str, start: int, end: int) -> str:
    """A stretch with what is around it."""
    around = document.text[max(0, start - 25) : end + 15].replace("\n", "⏎")
    return f"{document.hand} {document.language} {kind} «{document.text[start:end]}» in {around}"

"""An answer as Markdown, block by block, and as plain text."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from siyada.assistant.answer import Answer, Block, Citation, Run, State, Statement
from siyada.assistant.dates import spoken
from siyada.assistant.phrases import phrases
from siyada.assistant.values import text_of
from siyada.language.identify import Tag

Json = Any
"""A value written as JSON."""

_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_STOP = re.compile(r"[.؟?!:]$")


def markdown(answer: Answer) -> Iterator[str]:
    """One piece for the head, one for each finished block, and the numbered sources last.

    Joined, the pieces are the document. Text of the record is escaped; links go to its portals
    and to cited sources only.
    """
    yield head_markdown(answer)
    for block in answer.blocks:
        yield block_markdown(block)
    if answer.choices:
        yield "".join(f"- {_escaped(choice.label)}\n" for choice in answer.choices) + "\n"
    if answer.citations:
        yield sources_markdown(answer)


def head_markdown(answer: Answer) -> str:
    """The matter and the state of an answer."""
    head = f"## {_escaped(answer.title)}\n\n"
    return head + (f"*{_escaped(answer.status)}*\n\n" if answer.status else "")


def sources_markdown(answer: Answer) -> str:
    """The numbered sources of an answer."""
    heading = text_of(phrases(answer.language).say("heading.sources"))
    lines = (_source(citation, answer.language) for citation in answer.citations)
    return f"### {heading}\n\n" + "\n".join(lines) + "\n"


def plain_text(answer: Answer, *, sources: bool = True) -> str:
    """The same without marks, for a terminal; the numbers of the citations stay in brackets."""
    lines = [text_of(answer.title), *([text_of(answer.status)] if answer.status else [])]
    for block in answer.blocks:
        lines += ["", *_plain_block(block)]
    lines += [f"- {text_of(choice.label)}" for choice in answer.choices]
    if sources and answer.citations:
        lines += ["", text_of(phrases(answer.language).say("heading.sources"))]
        lines += [_plain_source(citation, answer.language) for citation in answer.citations]
    return "\n".join(lines) + "\n"


def as_object(answer: Answer) -> dict[str, Json]:
    """An answer as batches give it.

    `procedure` is null unless the question is answered; where there is a choice, it is the
    likeliest and `choices` lists them all.
    """
    found: dict[str, Json] = {
        "status": answer.state,
        "procedure": answer.procedure,
        "facet": answer.facet,
        "also": list(answer.also),
        "language": answer.asked,
        "answer_language": answer.language,
        "confidence": round(answer.confidence, 4),
        "answer": plain_text(answer, sources=False),
        "citations": [asdict(citation) for citation in answer.citations],
    }
    if answer.state is State.CLARIFY:
        found["choices"] = [choice.procedure for choice in answer.choices]
        found["procedure"] = found["choices"][0]
    return found


def source_details(citation: Citation, language: Tag) -> str:
    """Publisher, kind and dates of a source, in words; the three dates are never merged."""
    say = phrases(language).say
    date = citation.date or citation.date_note
    details = [
        *([citation.publisher] if citation.publisher else []),
        text_of(say(f"kind.{citation.kind}")),
        text_of(say("source.date", date=spoken(date, language)) if date else say("source.undated")),
        *(
            text_of(say(f"source.{name}", date=spoken(value, language)))
            for name, value in (("read", citation.read), ("checked", citation.checked))
            if value
        ),
    ]
    return " — ".join(details)


def block_markdown(block: Block) -> str:
    """A block with its heading."""
    heading = f"### {_escaped(block.heading)}\n\n" if block.heading else ""
    return heading + "".join(_group(block, index) for index in range(len(block.groups)))


def _group(block: Block, index: int) -> str:
    group = block.groups[index]
    label = f"**{_escaped(group.label)}**\n\n" if group.label else ""
    if block.kind in ("direct", "notice"):
        lines = [statement_markdown(statement) for statement in group.statements]
        return label + "\n\n".join(lines) + "\n\n"
    lines = [
        f"{_mark(block.kind, number)} {statement_markdown(statement)}"
        for number, statement in enumerate(group.statements, 1)
    ]
    return label + "\n".join(lines) + "\n\n"


def _mark(kind: str, number: int) -> str:
    return {"documents": "- [ ]", "steps": f"{number}."}.get(kind, "-")


def statement_markdown(statement: Statement) -> str:
    """A statement with its citations."""
    return _cited(_linked(statement.runs), _escaped(statement.note), statement.citations)


def _cited(text: str, note: str, citations: tuple[int, ...]) -> str:
    """Reserve and numbers stand before the full stop, glued to the last word."""
    stop = match[0] if (match := _STOP.search(text)) else ""
    body = text[: len(text) - len(stop)] if stop else text
    reserve = f" ({note})" if note else ""
    return body + reserve + "".join(f"[{number}]" for number in citations) + stop


def _linked(runs: tuple[Run, ...]) -> str:
    return "".join(
        f"[{_escaped((run,))}]({run.url})" if run.url else _escaped((run,)) for run in runs
    )


def _escaped(runs: tuple[Run, ...]) -> str:
    return _SPECIAL.sub(r"\\\1", text_of(runs))


def _source(citation: Citation, language: Tag) -> str:
    title = _SPECIAL.sub(r"\\\1", citation.title)
    link = f"[{title}](<{citation.url}>)" if citation.url else title
    return f"{citation.number}. {link} — {source_details(citation, language)}"


def _plain_block(block: Block) -> list[str]:
    lines = [text_of(block.heading)] if block.heading else []
    for group in block.groups:
        lines += [text_of(group.label)] if group.label else []
        for number, statement in enumerate(group.statements, 1):
            text = _cited(text_of(statement.runs), text_of(statement.note), statement.citations)
            lines.append(
                text if block.kind in ("direct", "notice") else f"{_plain(block, number)} {text}"
            )
    return lines


def _plain(block: Block, number: int) -> str:
    return {"documents": "☐", "steps": f"{number}."}.get(block.kind, "-")


def _plain_source(citation: Citation, language: Tag) -> str:
    address = f" — {citation.url}" if citation.url else ""
    return f"[{citation.number}] {citation.title} — {source_details(citation, language)}{address}"

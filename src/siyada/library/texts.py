"""Procedures as documents of a library: one in each language that they are in."""

from collections.abc import Iterator
from typing import Literal

from siyada.formats.reading import Heading
from siyada.library.document import Document
from siyada.library.procedure import Cost, Fact, Procedure, Text

_Language = Literal["ar", "fr"]
_NAMES: tuple[tuple[str, dict[_Language, str]], ...] = (
    ("audience", {"fr": "Bénéficiaires", "ar": "المستفيدون"}),
    ("conditions", {"fr": "Conditions", "ar": "الشروط"}),
    ("documents", {"fr": "Documents à fournir", "ar": "الوثائق المطلوبة"}),
    ("costs", {"fr": "Frais", "ar": "الرسوم"}),
    ("processing_time", {"fr": "Délai", "ar": "الأجل"}),
    ("validity", {"fr": "Validité", "ar": "مدة الصلاحية"}),
    ("channels", {"fr": "Où s’adresser", "ar": "مكان الإيداع والتسليم"}),
    ("contact_points", {"fr": "Contacts", "ar": "للاتصال"}),
    ("steps", {"fr": "Étapes", "ar": "المراحل"}),
    ("legal_resources", {"fr": "Textes", "ar": "النصوص القانونية"}),
    ("notes", {"fr": "Remarques", "ar": "ملاحظات"}),
)


def documents_of(procedure: Procedure) -> Iterator[Document]:
    """The procedure as documents `<id>/<language>`; each part is a section of its own."""
    languages: tuple[_Language, ...] = ("ar", "fr")
    for language in languages:
        title = getattr(procedure.title, language) or procedure.title.und
        if not title:
            continue
        text, headings = title, [Heading(0, len(title), 1)]
        for line in filter(None, (_said(procedure.description, language), *procedure.aliases)):
            text += f"\n\n{line}"
        for field, names in _NAMES:
            lines = list(_lines(getattr(procedure, field), language))
            if lines:
                start = len(text) + 2
                text += f"\n\n{names[language]}\n\n" + "\n".join(lines)
                headings.append(Heading(start, start + len(names[language]), 2))
        source = procedure.sources[0].url if procedure.sources else ""
        yield Document(
            id=f"{procedure.id}/{language}",
            title=title,
            text=text,
            language=language,
            source=source or "",
            headings=tuple(headings),
        )


def _lines(facts: object, language: _Language) -> Iterator[str]:
    for fact in facts if isinstance(facts, tuple) else ():
        if isinstance(fact, Cost | Fact):
            text = fact.text if isinstance(fact, Fact) else fact.description
            if said := _said(text, language):
                yield f"- {said}"
            continue
        if (case := _said(fact.case, language)) and fact.items:
            yield f"{case}:"
        yield from _lines(fact.items, language)


def _said(text: Text | None, language: _Language) -> str:
    return (getattr(text, language) or text.und or "") if text else ""

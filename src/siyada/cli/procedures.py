"""Commands: the record of procedures."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import click
import orjson

from siyada.cli.progress import show_progress
from siyada.config import load_settings
from siyada.errors import RecordError
from siyada.library.procedure import Cost, Fact, Procedure, Source, Text
from siyada.library.record import Record, load_record, open_record

_Language = Literal["fr", "ar"]

_SECTIONS = {
    "audience": {"fr": "Pour qui", "ar": "لمن"},
    "conditions": {"fr": "Conditions", "ar": "الشروط"},
    "documents": {"fr": "Pièces à fournir", "ar": "الوثائق المطلوبة"},
    "costs": {"fr": "Frais", "ar": "المصاريف"},
    "benefits": {"fr": "Montants accordés", "ar": "المبالغ الممنوحة"},
    "processing_time": {"fr": "Délai", "ar": "الأجل"},
    "validity": {"fr": "Validité", "ar": "مدة الصلاحية"},
    "channels": {"fr": "Où s’adresser", "ar": "أين"},
    "contact_points": {"fr": "Contact", "ar": "للاتصال"},
    "steps": {"fr": "Étapes", "ar": "المراحل"},
    "legal_resources": {"fr": "Base légale", "ar": "الأساس القانوني"},
    "contradictions": {"fr": "Les sources ne s’accordent pas", "ar": "المصادر غير متفقة"},
    "notes": {"fr": "À noter", "ar": "ملاحظات"},
}
_CERTAINTY = {
    "official": {"fr": "officiel", "ar": "رسمي"},
    "press": {"fr": "presse ou guide", "ar": "صحافة أو دليل"},
    "unsure": {"fr": "à vérifier", "ar": "غير مؤكد"},
}
_PORTALS = {"fr": "Sites", "ar": "المواقع"}
_SOURCES = {"fr": "Sources", "ar": "المصادر"}
_CURRENCY = {"fr": "DH", "ar": "درهم"}
_READ = {"fr": "lu en", "ar": "قُرئ في"}

_language_option = click.option(
    "--language", type=click.Choice(["fr", "ar"]), default="fr", show_default=True,
    help="Language of the titles and facts.",
)  # fmt: skip
_json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@click.group()
def procedures() -> None:
    """The record of administrative procedures."""


@procedures.command("list")
@_language_option
@_json_option
def list_(language: _Language, as_json: bool) -> None:  # noqa: FBT001 - click calls by name
    """List every procedure: its id and its title."""
    for procedure in _record().procedures.values():
        if as_json:
            _print_json(
                {
                    "id": procedure.id,
                    "category": procedure.category,
                    "title": procedure.title.model_dump(exclude_none=True),
                }
            )
        else:
            click.echo(f"{procedure.id}\t{_said(procedure.title, language)}")


@procedures.command()
@click.argument("identifier", metavar="ID")
@_language_option
@_json_option
def show(identifier: str, language: _Language, as_json: bool) -> None:  # noqa: FBT001
    """Show one procedure, with its sources."""
    procedure = _record().get(identifier)
    if as_json:
        _print_json(procedure.model_dump(exclude_defaults=True))
    else:
        click.echo("\n".join(sheet(procedure, language)))


@procedures.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@_json_option
def check(folder: Path | None, as_json: bool) -> None:  # noqa: FBT001
    """Check every file of the record (or of FOLDER); name each wrong file and field."""
    try:
        record = load_record(folder or load_settings().procedures)
    except RecordError as error:
        errors = error.message.splitlines()
        if as_json:
            _print_json({"errors": errors})
        else:
            click.echo("\n".join(errors), err=True)
        sys.exit(1)
    counts = _counts(record)
    if as_json:
        _print_json({**counts, "digest": record.digest, "errors": []})
    else:
        click.echo(
            "\n".join(f"{number:6,} {name.replace('_', ' ')}" for name, number in counts.items())
        )


def sheet(procedure: Procedure, language: _Language) -> Iterator[str]:
    """The lines of a procedure's sheet; what is not known in the language stands in the other."""
    numbers = {source.id: number for number, source in enumerate(procedure.sources, 1)}
    yield _said(procedure.title, language)
    if procedure.description and (summary := getattr(procedure.description, language)):
        yield summary
    yield _statement(procedure.administration, language, numbers)
    for field, heading in _SECTIONS.items():
        if lines := list(_section(procedure, field, language, numbers)):
            yield from ("", heading[language], *lines)
    if procedure.portals:
        yield from ("", _PORTALS[language])
        yield from (f"  - {portal.url}" for portal in procedure.portals)
    if procedure.sources:
        yield from ("", _SOURCES[language])
        for number, source in enumerate(procedure.sources, 1):
            yield from _source(number, source, language)


def _section(
    procedure: Procedure, field: str, language: _Language, numbers: dict[str, int]
) -> Iterator[str]:
    if field == "documents":
        for group in procedure.documents:
            yield f"  {_said(group.case, language)}"
            yield from (f"    - {_statement(item, language, numbers)}" for item in group.items)
    else:
        facts: tuple[Fact | Cost, ...] = getattr(procedure, field)
        yield from (f"  - {_statement(fact, language, numbers)}" for fact in facts)


def _statement(fact: Fact | Cost, language: _Language, numbers: dict[str, int]) -> str:
    text = _cost(fact, language) if isinstance(fact, Cost) else _said(fact.text, language)
    certainty = f" ({_CERTAINTY[fact.certainty][language]})" if fact.certainty else ""
    cited = ", ".join(str(numbers[source]) for source in fact.sources)
    return f"{text}{certainty}{f' [{cited}]' if cited else ''}"


def _cost(cost: Cost, language: _Language) -> str:
    amount = cost.value_text
    if cost.value is not None:
        amount = f"{cost.value} {_CURRENCY[language]}"
    parts = [_said(cost.description, language)]
    if amount is not None:
        parts.append(amount)
    text = ": ".join(parts) if language == "ar" else " : ".join(parts)
    if cost.payment:
        text += f", {_said(cost.payment, language)}" if language == "fr" else (
            f"، {_said(cost.payment, language)}"
        )  # fmt: skip
    return f"{text} ({cost.as_of})" if cost.as_of else text


def _source(number: int, source: Source, language: _Language) -> Iterator[str]:
    known = (source.publisher, source.date or source.date_note)
    details = " · ".join(part for part in known if part)
    read = f" · {_READ[language]} {source.read}" if source.read else ""
    yield f"  [{number}] {_said(source.title, language)} · {details}{read}"
    if source.url:
        yield f"      {source.url}"


def _said(text: Text, language: _Language) -> str:
    order = (text.ar, text.fr, text.und) if language == "ar" else (text.fr, text.ar, text.und)
    return next(said for said in order if said)


def _counts(record: Record) -> dict[str, int]:
    procedures = record.procedures.values()
    facts = [fact for procedure in procedures for fact in procedure.facts()]
    return {
        "procedures": len(procedures),
        "facts": len(facts),
        "facts_with_a_source": sum(bool(fact.sources) for fact in facts),
        "sources": sum(len(procedure.sources) for procedure in procedures),
        "aliases": sum(len(procedure.aliases) for procedure in procedures),
    }


def _record() -> Record:
    return open_record(load_settings(), show_progress)


def _print_json(value: object) -> None:
    click.echo(orjson.dumps(value).decode())


COMMANDS: tuple[click.Command, ...] = (procedures,)

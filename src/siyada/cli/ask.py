"""Commands: a question, its cited answer."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import click
import orjson

from siyada.assistant.assistant import Assistant
from siyada.assistant.phrases import LANGUAGES
from siyada.assistant.render import as_object, plain_text
from siyada.assistant.understand import Explanation
from siyada.cli.batch import run_batch
from siyada.cli.progress import show_progress
from siyada.config import load_settings
from siyada.errors import InvalidRequest
from siyada.language.identify import Tag
from siyada.library.record import open_record

Json = Any
"""A value that becomes JSON."""

_LONGEST = 100_000
"""Longest question that is read, in characters."""


@click.command()
@click.argument("text", nargs=-1)
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of the answer.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--explain", is_flag=True, help="Say what the question was understood by.")
@click.option("--jsonl", "batch", is_flag=True, help="Answer JSON lines from standard input.")
def ask(
    text: tuple[str, ...],
    *,
    language: Tag | None,
    as_json: bool,
    explain: bool,
    batch: bool,
) -> None:
    """Ask how something is done at the administration; the answer cites its sources.

    With --jsonl: in {"id","question"}, out {"id","status","procedure","facet","language",…}; with
    --explain too, what each was understood by.
    """
    if not batch and not text:
        raise click.UsageError('Ask something: siyada ask "فين نجدد لاكارط؟"')
    assistant = open_assistant()
    if batch:

        def line(given: dict[str, Json]) -> dict[str, Json]:
            question = _checked(given["question"])
            if explain:
                return asdict(assistant.explain(question))
            return as_object(assistant.answer(question, language=language))

        run_batch(line, ("question",))
        return
    question = _checked(" ".join(text))
    if explain:
        _explain(assistant.explain(question), as_json=as_json)
        return
    answer = assistant.answer(question, language=language)
    if as_json:
        click.echo(orjson.dumps(as_object(answer)).decode())
    else:
        click.echo(plain_text(answer), nl=False)


COMMANDS: tuple[click.Command, ...] = (ask,)


def open_assistant() -> Assistant:
    """The assistant over the record of the settings, which is built on the first use."""
    record = open_record(load_settings(), show_progress)
    return Assistant(record, today=lambda: datetime.now(UTC).date())


def _checked(question: str) -> str:
    """The question; raises InvalidRequest for one that is too long."""
    if len(question) > _LONGEST:
        raise InvalidRequest(f"The question is longer than {_LONGEST:,} characters: shorten it.")
    return question


def _explain(found: Explanation, *, as_json: bool) -> None:
    if as_json:
        click.echo(orjson.dumps(asdict(found), option=orjson.OPT_NON_STR_KEYS).decode())
        return
    click.echo(f"language\t{found.language.tag}\t{found.language.confidence:.2f}")
    for words, concept, weight in found.concepts:
        click.echo(f"concept\t{concept}\t{weight:.2f}\t{words}")
    for name, odds in found.procedures:
        click.echo(f"procedure\t{name}\t{odds:.3f}")
    for state, odds in found.refusals.items():
        click.echo(f"refusal\t{state}\t{odds:.3f}")
    for facet, odds in found.facets.items():
        click.echo(f"facet\t{facet}\t{odds:.3f}")
    for doubt, odds in found.doubts.items():
        click.echo(f"doubt\t{doubt}\t{odds:.3f}")
    click.echo(f"state\t{found.state}")

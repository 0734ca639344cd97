"""Searches of the command line, with the models that the settings name."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from importlib import import_module

import click

from siyada.cli.progress import show_progress
from siyada.config import Settings
from siyada.library.access import Asker
from siyada.library.finding import Finder, Findings
from siyada.library.search import Library, Scope
from siyada.library.shelf import open_tools
from siyada.models.pool import open_pool

_WHO, _MASKS = "siyada.cli.who", "siyada.shield.answers"
"""Loaded where they are needed: most searches need neither keys nor the shield."""
Search = Callable[[str, int, str, Scope], Findings]
"""Question, most passages, language, and where to look."""


@contextmanager
def searching(settings: Settings, library: Library) -> Iterator[Search]:
    """What searches a library, brought up to date; the providers are opened only when needed."""
    named = settings.library
    needs_providers = named.vectors_model or named.reranker_model
    providers = settings.providers if needs_providers else ()
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        try:
            opened = open_pool(providers, settings.models if providers else (), settings.routing)
            pool = runner.run(stack.enter_async_context(opened))
            finder = Finder(library, open_tools(named, pool, _masked))
            for said in runner.run(finder.refresh(show_progress)):
                click.echo(said, err=True)
            yield lambda *asked: runner.run(finder.search(*asked))
        finally:
            runner.run(stack.aclose())


def asker_named(names: tuple[str, ...]) -> Asker | None:
    """Who is called so, as the server knows them; None where nobody is named: the operator."""
    if not names:
        return None
    every: frozenset[str] = import_module(_WHO).names_of(names)
    return Asker(every)


def _masked(text: str) -> str:
    return str(import_module(_MASKS).masked(text)["text"])

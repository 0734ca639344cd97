"""Progress of work that takes a while, on standard error: a bar on a terminal, else one line."""

import sys

import click

_WIDTH = 24


def show_progress(what: str, done: int, total: int) -> None:
    """Show how far it is; a step of none (`done` 0) is a remark of its own line."""
    terminal = sys.stderr.isatty()
    if done == 0 or (done == total and not terminal):
        click.echo(what, err=True)
    elif terminal:
        filled = _WIDTH * done // total
        bar = "█" * filled + "░" * (_WIDTH - filled)
        click.echo(f"\r{what} {bar} {done}/{total}", err=True, nl=done == total)

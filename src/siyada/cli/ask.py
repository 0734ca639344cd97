"""Commands: a question, its cited answer."""

import click

COMMANDS: tuple[click.Command, ...] = ()

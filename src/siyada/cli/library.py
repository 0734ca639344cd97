"""Commands: index and search."""

import click

COMMANDS: tuple[click.Command, ...] = ()

"""Commands: serve and config."""

import click

COMMANDS: tuple[click.Command, ...] = ()

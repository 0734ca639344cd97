"""Commands: the record of procedures."""

import click

COMMANDS: tuple[click.Command, ...] = ()

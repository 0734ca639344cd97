"""Commands: keys and audit."""

import click

COMMANDS: tuple[click.Command, ...] = ()

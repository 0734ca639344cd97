"""Commands: detect and mask."""

import click

COMMANDS: tuple[click.Command, ...] = ()

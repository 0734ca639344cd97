"""Commands: identify, normalise, transliterate."""

import click

COMMANDS: tuple[click.Command, ...] = ()

"""The command `siyada` and its children."""

import sys

import click

from siyada import __version__
from siyada.cli import (
    ask,
    backup,
    feedback,
    keys,
    language,
    ledger,
    library,
    mcp,
    policy,
    procedures,
    redact,
    server,
    shield,
    usage,
)
from siyada.errors import SiyadaError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="siyada")
def siyada() -> None:
    """Sovereign AI for Moroccan languages."""


_MODULES = (
    ask, backup, feedback, keys, language, ledger, library, mcp, policy, procedures, redact, server,
    shield, usage,
)  # fmt: skip

for _module in _MODULES:
    for _command in _module.COMMANDS:
        siyada.add_command(_command)


def main() -> None:
    """Run the command line; a failure of ours is one sentence on standard error and exit code 2."""
    try:
        siyada(standalone_mode=True)
    except SiyadaError as error:
        click.echo(f"siyada: {error.message}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(141)

"""The command `siyada` and its children."""

import gc
import importlib
import sys
from collections.abc import Mapping

import click

from siyada import __version__
from siyada.errors import SiyadaError

MODULES: Mapping[str, tuple[str, ...]] = {
    "ask": ("ask",),
    "backup": ("backup", "put-back"),
    "feedback": ("feedback",),
    "keys": ("organisations", "projects", "keys", "limits"),
    "language": ("identify", "normalise", "transliterate", "analyse"),
    "ledger": ("audit", "people"),
    "library": ("index", "search", "collections"),
    "mcp": ("mcp",),
    "policy": ("policy",),
    "procedures": ("procedures",),
    "redact": ("restore", "table-key"),
    "server": ("serve",),
    "settings": ("config",),
    "shield": ("detect", "mask"),
    "sync": ("sync", "record"),
    "usage": ("usage",),
}
"""Which module of `siyada.cli` has which commands. A module is loaded when a command of it is asked
for: a server needs no reader of workbooks, and starts sooner and smaller without."""

_YOUNG = 100_000
"""Objects made and not freed before garbage is looked for, and a tenth of the time that a search
starts in with it: what a command loads are modules and tables, of which nothing is garbage."""
_WHERE = {command: module for module, commands in MODULES.items() for command in commands}


class _Commands(click.Group):
    """The commands, found by the table."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Every name."""
        return sorted(_WHERE)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """The command of a name; None when there is none."""
        if name not in _WHERE:
            return None
        commands: tuple[click.Command, ...] = importlib.import_module(
            f"siyada.cli.{_WHERE[name]}"
        ).COMMANDS
        return next(command for command in commands if command.name == name)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="siyada")
def siyada() -> None:
    """Sovereign AI for Moroccan languages."""


def main() -> None:
    """Run the command line; a failure of ours is one sentence on standard error and exit code 2."""
    gc.set_threshold(_YOUNG)
    try:
        siyada(standalone_mode=True)
    except SiyadaError as error:
        click.echo(f"siyada: {error.message}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(141)

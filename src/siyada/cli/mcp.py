"""Commands: the assistant as tools of other programs."""

from importlib import import_module

import click

from siyada.cli.finding import asker_named
from siyada.cli.progress import show_progress
from siyada.config import load_settings
from siyada.errors import ConfigError
from siyada.library.record import open_record


@click.command()
@click.option("--as", "names", multiple=True, help="Search as somebody: key:NAME, key-number:N, …")
def mcp(names: tuple[str, ...]) -> None:
    """Serve the tools ask, procedure and search over standard input and output (MCP).

    For programs that start it themselves; needs the extra `mcp`: pip install 'siyada[mcp]'.
    """
    try:
        module = import_module("siyada.mcp")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "mcp":
            raise
        raise ConfigError("The extra `mcp` is missing: pip install 'siyada[mcp]'.") from None
    settings = load_settings()
    asker = asker_named(names)
    module.tool_server(open_record(settings, show_progress), settings, asker).run()


COMMANDS: tuple[click.Command, ...] = (mcp,)

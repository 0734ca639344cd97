"""The commands config and config reload, which load no server."""

import click
import orjson

from siyada.config import flat_settings, load_settings, setting_origins
from siyada.server.lock import ask_to_reload
from siyada.startable import answers_at_once, are_few, check_settings, raise_open_files


@click.group(invoke_without_command=True)
@click.option("--check", is_flag=True, help="Only say whether the server would start with them.")
@click.pass_context
def config(context: click.Context, *, check: bool) -> None:
    """Show every setting, its value, and where it comes from; secrets are never shown."""
    if context.invoked_subcommand is not None:
        return
    if check:
        check_settings(load_settings())
        click.echo("The settings are right.")
        if are_few(files := raise_open_files()):
            click.echo(
                f"Only {files} files may be open at once (ulimit -Hn), enough for about "
                f"{answers_at_once(files)} answers: set LimitNOFILE, or --ulimit nofile, to 16384.",
                err=True,
            )
        return
    origins = setting_origins()
    for path, value in flat_settings(load_settings()):
        shown = orjson.dumps(value).decode()
        click.echo(f"{path} = {shown}  # {origins.get(path.split('[')[0], 'default')}")


@config.command(name="reload")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each worker.")
def reload_(*, as_json: bool) -> None:
    """Let the running server read its settings anew, without dropping an answer."""
    settings = load_settings()
    check_settings(settings)
    for said in ask_to_reload(settings):
        if as_json:
            click.echo(orjson.dumps(said).decode())
        elif said["needs_restart"]:
            click.echo(f"Needs a restart: {', '.join(said['needs_restart'])}.")
        else:
            click.echo("The server has the new settings.")


COMMANDS: tuple[click.Command, ...] = (config,)

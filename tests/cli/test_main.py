"""The table of commands."""

import importlib
import pkgutil
import subprocess
import sys

from siyada import cli
from siyada.cli.main import MODULES


def test_the_table_names_every_command_of_every_module() -> None:
    found = {}
    for module in pkgutil.iter_modules(cli.__path__):
        loaded = importlib.import_module(f"siyada.cli.{module.name}")
        if hasattr(loaded, "COMMANDS"):
            found[module.name] = tuple(command.name for command in loaded.COMMANDS)
    assert found == dict(MODULES)


def test_a_server_loads_no_reader_of_documents() -> None:
    code = (
        "import sys; from siyada.cli.main import siyada; import siyada.cli.server;"
        "print([m for m in ('openpyxl', 'docx', 'lxml', 'PIL', 'pypdfium2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_settings_are_shown_and_files_read_without_what_only_others_need() -> None:
    for module, unwanted in (
        ("siyada.cli.settings", ("siyada.server.app", "siyada.assistant", "starlette")),
        ("siyada.formats.child", ("openpyxl", "docx", "numpy", "pydantic")),
        ("siyada.redact.child", ("openpyxl", "docx", "pydantic")),
    ):
        code = f"import sys, {module}; print([m for m in {unwanted} if m in sys.modules])"
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stdout == "[]\n", module

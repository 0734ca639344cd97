"""Write docs/settings.md from the descriptions in siyada/config; takes no argument."""

import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from siyada.config import Settings

PAGE = Path(__file__).parents[1] / "docs" / "settings.md"

FOUND = {
    "data": "`siyada` in `$XDG_DATA_HOME`, or in `~/.local/share`",
    "procedures": "the record that comes with Siyada",
}
"""Defaults that are looked for at the start."""

INTRODUCTION = """\
# Settings

One file, `siyada.toml` in the folder that the server starts from, or the one that `SIYADA_CONFIG`
names. The environment overrides single values: `SIYADA_SERVER__PORT=8001` is `port` of `[server]`;
a list is set whole, as JSON. `SIYADA_DATA` names the folder of everything that is kept. Secrets
stand in the environment only, and the file says in which variable. An unknown setting stops the
server.

`siyada config` shows every value and where it comes from. Whole files to start from are in
[`examples/`](../examples). This page is made from the code by `tools/settings_page.py`.
"""


def page() -> str:
    """The page."""
    sections = [INTRODUCTION, *(_section(*section) for section in _sections("", Settings))]
    return "\n".join(sections)


def _sections(name: str, model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """A model and those within it, each with its name in the file."""
    yield name, model
    for field_name, field in model.model_fields.items():
        inner, repeated = _inner(field)
        if inner is not None:
            path = f"{name.strip('[]')}.{field_name}" if name else field_name
            yield from _sections(f"[{path}]" if repeated else path, inner)


def _inner(field: FieldInfo) -> tuple[type[BaseModel] | None, bool]:
    """The model that a field holds, if it does, and whether it holds several."""
    kind = field.annotation
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind, False
    for part in get_args(kind):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part, True
    return None, False


def _section(name: str, model: type[BaseModel]) -> str:
    title = (
        f"`[{name.strip('[]') if not name.startswith('[') else name}]`" if name else "At the top"
    )
    first = (model.__doc__ or "").strip().splitlines()[0]
    rows = [_row(field_name, field) for field_name, field in model.model_fields.items()]
    table = ["| Setting | Kind | Default | Meaning |", "|---|---|---|---|", *filter(None, rows)]
    return f"## {title}\n\n{first}\n\n" + "\n".join(table) + "\n"


def _row(name: str, field: FieldInfo) -> str | None:
    if _inner(field)[0] is not None:
        return None  # has a table of its own
    default = "must be set" if field.is_required() else _shown(field.default)
    default = FOUND.get(name, default)
    return f"| `{name}` | {_kind(field.annotation)} | {default} | {field.description} |"


def _kind(kind: Any) -> str:  # noqa: ANN401 - an annotation is anything
    if get_origin(kind) is Literal:
        return " or ".join(f"`{choice}`" for choice in get_args(kind))
    if get_origin(kind) in {Union, types.UnionType}:
        return " or ".join(_kind(part) for part in get_args(kind) if part is not type(None))
    if get_origin(kind) is tuple:
        return f"list of {_kind(get_args(kind)[0])}"
    names = {"str": "text", "int": "number", "float": "number", "Path": "path"}
    name = str(kind.__name__)
    return names.get(name, name)


def _shown(value: Any) -> str:  # noqa: ANN401 - a default is anything
    return "unset" if value is None else f"`{value}`" if value != "" else "empty"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

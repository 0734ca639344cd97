"""The YAML that the record is written in: strict to read, stable to write.

Read: a key that stands twice is an error, and only `null`, integers and decimals are not text, so
that a date, a version or the word `no` stays what was typed. Written: the order of the schema, one
line a statement, no field that says nothing, no invisible direction sign (they are escaped).
"""

import re
from typing import Any

import yaml

from siyada.library.procedure import Procedure

Json = Any
"""A value read from YAML."""

_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_NO_BREAKS = 100_000


class _Reader(yaml.CSafeLoader):
    """Safe YAML without YAML 1.1's surprises."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own way

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's signature
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key `{key.value}` stands twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


_Reader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""]
)
_Reader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789")
)
_Reader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$"), list("-0123456789")
)


class _Writer(yaml.CSafeDumper):
    """Block style, but for lists of source ids; escapes what cannot be seen."""


class _Inline(list[str]):
    """A list written on one line."""


def _write_inline(writer: _Writer, value: _Inline) -> yaml.Node:
    return writer.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)


def _write_text(writer: _Writer, value: str) -> yaml.Node:
    style = '"' if any(sign in value for sign in _BIDI_CONTROLS) else None
    return writer.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Writer.add_representer(_Inline, _write_inline)
_Writer.add_representer(str, _write_text)


def parse(content: bytes) -> Json:
    """The value that a YAML document in UTF-8 stands for; ValueError says what is wrong, and where.

    >>> parse(b"as_of: 2026-01-31")
    {'as_of': '2026-01-31'}
    """
    try:
        return yaml.load(content.decode("utf-8"), Loader=_Reader)  # noqa: S506 - derives from the safe loader
    except UnicodeDecodeError as error:
        raise ValueError(f"it is not UTF-8 at byte {error.start}") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f" (line {mark.line + 1}, column {mark.column + 1})" if mark else ""
        raise ValueError(f"{error.problem}{where}") from None
    except yaml.YAMLError as error:
        raise ValueError(f"it is not YAML: {error}") from None


def write(procedure: Procedure) -> str:
    """The file of one procedure; `parse` and the schema give the same procedure back."""
    value = _inline_sources(procedure.model_dump(exclude_defaults=True))
    text = yaml.dump(value, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=_NO_BREAKS)
    return "".join(f"\\u{ord(sign):04x}" if sign in _BIDI_CONTROLS else sign for sign in text)


def _inline_sources(value: Json, name: str = "") -> Json:
    if isinstance(value, dict):
        return {key: _inline_sources(item, key) for key, item in value.items()}
    if isinstance(value, list | tuple):
        if name == "sources" and all(isinstance(item, str) for item in value):
            return _Inline(value)
        return [_inline_sources(item) for item in value]
    return value

"""What the scripts share that use the clients: they are run by the clients' own Pythons.

Arguments: for each kind of provider its name, the address of a gateway before it, and a key.
Prints JSON: by column of the page, kind and feature, what came of it.
"""

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

Json = Any
Case = Callable[[Json], Json]

CIN = "BE123456"
TOOL: Json = {
    "type": "function",
    "function": {
        "name": "office",
        "description": "The office of a town.",
        "parameters": {
            "type": "object",
            "properties": {"town": {"type": "string"}},
            "required": ["town"],
            "additionalProperties": False,
        },
    },
}
SCHEMA: Json = {
    "type": "object",
    "properties": {"town": {"type": "string", "minLength": 1}},
    "required": ["town"],
    "additionalProperties": False,
}
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
"""A picture of one point."""
PICTURE = f"data:image/png;base64,{PNG}"
SOUND = b"RIFF\x24\x00\x00\x00WAVEfmt "
MODEL = "mistral-small-latest"


def user(text: str) -> Json:
    """A conversation of one message."""
    return [{"role": "user", "content": text}]


def run(columns: Mapping[str, tuple[Callable[[str, str], Json], Mapping[str, Case]]]) -> None:
    """Ask every case of every column at every kind of provider; print what came of it.

    A column is a way to make a client of an address and a key, and the cases.
    """
    given = sys.argv[1:]
    found: Json = {}
    for column, (make, cases) in columns.items():
        for kind, url, key in zip(given[::3], given[1::3], given[2::3], strict=True):
            client = make(url, key)
            results = found.setdefault(column, {}).setdefault(kind, {})
            for name, case in cases.items():
                try:
                    results[name] = case(client)
                except Exception as error:  # noqa: BLE001 - told to the test, which fails on it
                    results[name] = {"raised": f"{type(error).__name__}: {error}"}
    json.dump(found, sys.stdout)

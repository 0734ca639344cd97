"""What strings carry inside: JSON documents, and data addresses."""

import base64
import json
import re
from collections.abc import Callable

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?', re.DOTALL)
_COLON = re.compile(r"\s*:")
_DATA = re.compile(
    r"data:(?P<type>[\w.+/\-]*)(?:;[\w.+\-]+=[^;,]*)*(?P<base64>;base64)?,", re.IGNORECASE
)


def is_json(text: str) -> bool:
    """Whether a string is a JSON object or array.

    >>> is_json('{"a": 1}'), is_json("[PHONE_1]"), is_json("12")
    (True, False, False)
    """
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def map_json(text: str, change: Callable[[str, str, bool], str]) -> str:
    """A JSON document with its strings and numbers changed; every other sign stays as it was.

    `change(key, value, is_key)` is told the key that the value stands under. A number that changes
    becomes a string.

    >>> map_json('{"cin":"BH451207", "n": 7}', lambda key, value, is_key: value.lower())
    '{"cin":"bh451207", "n": 7}'
    """
    pieces: list[str] = []
    done, key = 0, ""
    for match in _TOKEN.finditer(text):
        literal = match.group()
        value = json.loads(literal) if literal[0] == '"' else literal
        is_key = literal[0] == '"' and _COLON.match(text, match.end()) is not None
        changed = change(key, value, is_key)
        if changed != value:
            pieces += (text[done : match.start()], json.dumps(changed, ensure_ascii=False))
            done = match.end()
        key = value if is_key else key
    return "".join((*pieces, text[done:]))


def escape_json(text: str) -> str:
    r"""A text as it stands between the quotes of a JSON string.

    >>> escape_json('a "b"')
    'a \\"b\\"'
    """
    return json.dumps(text, ensure_ascii=False)[1:-1]


def split_data(address: str) -> tuple[str, str, bool] | None:
    """The head of a `data:` address (RFC 2397), what follows it, and whether that is base64.

    None when it is no such address.

    >>> split_data("data:text/plain;base64,Ym9uam91cg==")
    ('data:text/plain;base64,', 'Ym9uam91cg==', True)
    """
    head = _DATA.match(address)
    if head is None:
        return None
    return head.group(), address[head.end() :], head["base64"] is not None


def join_data(head: str, text: str) -> str:
    """The `data:` address with this head that carries a text."""
    if head.lower().endswith(";base64,"):
        return head + base64.b64encode(text.encode()).decode("ascii")
    return head + text

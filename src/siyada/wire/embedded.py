"""What strings carry inside: JSON documents, and data addresses."""

import base64
import binascii
import json
import re
from collections.abc import Callable

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?', re.DOTALL)
_COLON = re.compile(r"\s*:")
_DATA = re.compile(
    r"data:(?P<type>[\w.+/\-]*)(?:;[\w.+\-]+=[^;,]*)*(?P<base64>;base64)?,", re.IGNORECASE
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")


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


def text_of_data(address: str) -> tuple[str, str] | None:
    """The head of a `data:` address (RFC 2397) and the text that it carries.

    None when it carries none: a picture, sound, or something broken. Percent-encoded text comes
    back as it is written.
    """
    head = _DATA.match(address)
    if head is None:
        return None
    payload = address[head.end() :]
    text = text_of_base64(payload) if head["base64"] else payload
    return None if text is None else (head.group(), text)


def data_of_text(head: str, text: str) -> str:
    """The `data:` address with this head that carries a text."""
    if head.lower().endswith(";base64,"):
        return head + base64.b64encode(text.encode()).decode("ascii")
    return head + text


def text_of_base64(payload: str) -> str | None:
    """The text that base64 (RFC 4648, both alphabets) stands for; None when it is no text.

    >>> text_of_base64("MDY2MTIzNDU2Nw")
    '0661234567'
    """
    signs = re.sub(r"\s", "", payload).rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        text = base64.b64decode(signs + "=" * (-len(signs) % 4), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return None if _CONTROLS.search(text) else text

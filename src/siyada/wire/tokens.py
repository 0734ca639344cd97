"""How many tokens a text is worth, counted on our side."""

from collections.abc import Iterator

from siyada.wire.chat import Json

BYTES_PER_TOKEN = 4
"""UTF-8 bytes. French and English run at about four letters a token, Arabic (two bytes a letter) at
about two, Tifinagh (three bytes) at little more than one: bytes follow the scripts where characters
do not. An estimate, the same for every model, that no server can inflate."""


def tokens(size: int) -> int:
    """Tokens of a text of `size` bytes in UTF-8, rounded up.

    >>> tokens(len("واش خاصني لاكارط".encode()))
    8
    """
    return -(-size // BYTES_PER_TOKEN)


def text_bytes(value: Json) -> int:
    """Bytes of every text in a value: keys and data sent as `data:` addresses are left out.

    >>> text_bytes({"content": ["Salam", {"url": "data:image/png;base64,AAAA"}]})
    5
    """
    if isinstance(value, str):
        if value.startswith("data:"):
            return 0
        return len(value) if value.isascii() else len(value.encode("utf-8", "surrogatepass"))
    if isinstance(value, dict):
        return sum(text_bytes(inner) for inner in value.values())
    if isinstance(value, list):
        return sum(text_bytes(inner) for inner in value)
    return 0


def texts_in(value: Json) -> Iterator[str]:
    """Every text in a value that `text_bytes` counts.

    >>> list(texts_in({"content": ["Salam", {"url": "data:image/png;base64,AAAA"}]}))
    ['Salam']
    """
    if isinstance(value, str):
        if not value.startswith("data:"):
            yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts_in(inner)


def holds_long(value: Json, size: int) -> bool:
    """Whether a string of more than `size` characters is in a value, be it a `data:` address.

    >>> holds_long({"content": [{"url": "data:,abc"}]}, 8)
    True
    """
    if isinstance(value, str):
        return len(value) > size
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list):
        return False
    return any(holds_long(inner, size) for inner in value)

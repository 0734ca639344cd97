"""Text in whatever encoding it was saved: UTF-8, UTF-16, or the code pages of Arabic and French."""

import codecs
import re

from siyada.formats.reading import Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ARABIC = re.compile("[\u0621-\u064a]")
_LATIN_WORD = re.compile("[A-Za-z]{2,}")
_COMMON = re.compile("ال|في|من|ية|ات|ون|لى|وا")
_CHARSET = re.compile(rb"""charset=["']?\s*([A-Za-z0-9_:.-]{2,40})""")
_SAMPLE = 200_000


def decoded(content: bytes, *, charset: str = "") -> str:
    """The text of some bytes; raises Unreadable when they are no text.

    `charset` is what the file says of itself; it is believed when it can be.

    >>> decoded("السلام".encode("cp1256")), decoded("été".encode("cp1252"))
    ('السلام', 'été')
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _strictly(content, encoding) or _refuse()
    for encoding in ("utf-8", charset):
        if encoding and (text := _strictly(content, encoding)) is not None:
            return text if "\x00" not in text else _wide(content)
    if content[:_SAMPLE].count(0) * 5 > min(len(content), _SAMPLE):
        return _wide(content)
    if len(_CONTROL.findall(content[:_SAMPLE])) * 50 > len(content[:_SAMPLE]):
        _refuse()
    return content.decode(_code_page(content[:_SAMPLE]), "replace")


def declared(markup: bytes) -> str:
    """The encoding that a page of HTML states in its first lines, or nothing."""
    found = _CHARSET.search(markup[:4_096])
    return found[1].decode("ascii") if found else ""


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _wide(content: bytes) -> str:
    """Text in UTF-16 without a mark."""
    even, odd = content[0:_SAMPLE:2].count(0), content[1:_SAMPLE:2].count(0)
    if min(even, odd) * 20 > max(even, odd):
        _refuse()  # the zeros of a text are the upper halves of its signs, so all on one side
    text = _strictly(content, "utf-16-le" if odd >= even else "utf-16-be")
    return text if text is not None and "\x00" not in text else _refuse()


def _code_page(sample: bytes) -> str:
    """Windows' or ISO's page for Arabic, or Windows' for French: by which makes words."""
    best = max(("cp1256", "iso8859_6"), key=lambda page: _arabic_worth(sample, page))
    text = sample.decode(best, "replace")
    arabic = len(_ARABIC.findall(text))
    latin = sum(map(len, _LATIN_WORD.findall(text)))
    return best if arabic > latin / 2 else "cp1252"


def _arabic_worth(sample: bytes, page: str) -> int:
    text = sample.decode(page, "replace")
    return len(_COMMON.findall(text)) - text.count("\ufffd")


def _refuse() -> str:
    raise Unreadable(
        "unknown_format", "The file is neither text nor of a format that can be read; see the list."
    )

"""What somebody is called on a network or signs in with, where names are in it: zineb_r, kbennani.

A handle names its bearer as a whole, not by the name alone that is found in it.
"""

import re
from collections.abc import Iterator
from functools import cache

from siyada.language.identify import Language
from siyada.shield.classes import LISTED, classed
from siyada.shield.lexicon import family_names, given_names, ordinary_words, sound
from siyada.shield.reading import Reading, Sign
from siyada.shield.span import CONTEXT, LABEL, Span

URL_PERSONAL = "URL_PERSONAL"
_JOINED = re.compile(
    r"(?:@(?<![\w.]@)|(?<![\w.@/\\\-:#=]))[a-z][a-z0-9]{0,20}(?:[._][a-z0-9]{1,20}){1,3}"
    r"(?![\w@/(\-=]|\.\w)"
)
"""Words with dots or underscores between, no part of an address, of a path or of a program."""
_SIGN = Sign(re.compile(r"[a-z0-9][._][a-z0-9]"), (".", "_"))
_LED = re.compile(
    r"(?<!\w)(?:user(?:name)?|utilisateur|usager|identifiants?|login|session|profile?|account|المستخدم)"
    r"(?=[\s:=>\"'@«])"
)
"""What stands before who signs in; words of programs as well, which sign nobody in."""
_LEADING = ("user", "utilis", "usager", "identif", "login", "session", "profil", "account", "المست")
"""What one of those words begins with."""
_VALUE = re.compile(
    r"[\s:=>\"'«]{1,5}(?P<value>@?(?<!\w)[a-z][a-z0-9._\-]{3,29}(?<![._\-]))(?![\w@/(])"
)
_SHORT, _HEARD, _REST = 4, 5, 3
"""Letters of a name within a handle at least, of one in another spelling more than these, and
fewer than these of what is neither name nor figure: an initial, a city's."""
_ARTICLES = frozenset({"el", "al"})
_DOMAINS = frozenset(
    {"ma", "fr", "com", "org", "net", "io", "py", "js", "ts", "md", "tv", "co", "info", "eu", "es"}
    | {
        "be",
        "de",
        "uk",
        "ca",
        "us",
        "pdf",
        "doc",
        "docx",
        "xls",
        "xlsx",
        "csv",
        "txt",
        "jpg",
        "png",
    }
    | {"jpeg", "zip", "xml", "html", "json", "sql", "log", "sh", "exe", "mp3", "mp4", "tar", "gz"}
)
"""Ends of addresses and of names of files."""


class Handles:
    """The recogniser of handles."""

    @property
    def kinds(self) -> frozenset[str]:
        """URL_PERSONAL."""
        return frozenset({URL_PERSONAL})

    def find(self, reading: Reading, language: Language | None) -> Iterator[Span]:
        """Handles with a name in them: with a sign between its parts, or behind a label."""
        del language
        if reading.holds(_SIGN):
            for match in _JOINED.finditer(reading.folded):
                if _is_written_as_one(reading.text[match.start() : match.end()]):
                    yield Span(*match.span(), URL_PERSONAL, 0.8, CONTEXT)
        ends = [label.end for label in reading.labels if label.kinds[0] == URL_PERSONAL]
        if reading.has(_LEADING):
            ends += [match.end() for match in _LED.finditer(reading.folded)]
        for end in ends:
            led = _VALUE.match(reading.folded, end)
            if led and any(map(holds_a_name, re.split(r"[@._\-]", led["value"]))):
                yield Span(*led.span("value"), URL_PERSONAL, 0.8, LABEL)


def _is_written_as_one(written: str) -> bool:
    """Whether words with signs between are a handle: zineb_r, but not M.Alaoui."""
    small = written == written.lower() or "_" in written or written[0] == "@"
    return small and is_a_handle(re.split("[._]", written.removeprefix("@").lower()))


def is_a_handle(parts: list[str]) -> bool:
    """Whether one of the parts of a handle is a name, and no other is an ordinary word.

    Names alone are no handle but a name: Nadia_Tazi.

    >>> is_a_handle(["zineb", "r"]), is_a_handle(["cv", "zineb"]), is_a_handle(["zineb", "pdf"])
    (True, False, False)
    """
    if parts[-1] in _DOMAINS:
        return False
    named = [part for part in parts if _is_a_name(part)]
    if not named or all(part in named and part.isalpha() for part in parts):
        return False
    return all(part in named or _is_a_rest(part) for part in parts)


def _is_a_rest(part: str) -> bool:
    return part.isdigit() or (len(part) < _REST and part not in ordinary_words()) or len(part) == 1


def _is_a_name(part: str) -> bool:
    """Whether a part of a handle is a name, or one behind an initial: oalaoui."""
    word = part.rstrip("0123456789")
    if len(word) < _SHORT:
        return False
    known = classed(word)
    if known.name in LISTED and not (known.word or known.deed):
        return True
    if word[:2] in _ARTICLES and word[2:] in _names():
        return True
    return len(word) > _SHORT and word[1:] in _names() and word not in ordinary_words()


@cache
def _names() -> frozenset[str]:
    """Names of five letters and more, and given ones of four, that are no words."""
    lists = (given_names().spellings, family_names().spellings)
    return frozenset(
        word
        for spellings in lists
        for word, entry in spellings.items()
        if word.isascii() and len(word) >= _SHORT and not entry.word
    )


def holds_a_name(word: str) -> bool:
    """Whether a word that is none of the language begins or ends as a name does.

    >>> holds_a_name("omaymatanja"), holds_a_name("kbennani"), holds_a_name("password")
    (True, True, False)
    """
    bare = word.rstrip("0123456789")
    if bare in ordinary_words() or len(bare) < _SHORT:
        return False
    lengths = range(_SHORT, len(bare) + 1)
    return any(_is_spelt(bare[:length]) or _is_spelt(bare[-length:]) for length in lengths)


def _is_spelt(word: str) -> bool:
    """Whether a word is a name as the lists spell it or, if it is long, in another spelling."""
    return word in _names() or (len(word) > _HEARD and sound(word) in given_names().sounds)

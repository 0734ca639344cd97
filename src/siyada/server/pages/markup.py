"""Text as markup: language, direction and isolation in one place, so that no template writes them.

Isolation is done with elements, never with invisible characters, which would be copied with the
text (Unicode UAX 9; W3C, Inline markup and bidirectional text).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from markupsafe import Markup, escape

from siyada.assistant.answer import Run
from siyada.assistant.values import runs
from siyada.language.identify import Tag
from siyada.language.script import dir_of, dominant_script, html_lang

_ADDRESS: Tag = "und"
_BY_SCRIPT: dict[str, Tag] = {"Arab": "ar", "Tfng": "zgh-Tfng", "Latn": "fr"}
_UNIT = re.compile(r"(?<=\d) (?=[^\W\d_]|[%°×])")
_NO_BREAK = "\u00a0"
_LINE = 60
"""Characters after which foreign words fill a line, and become a block of their own."""
_BREAKS = re.compile(r"(?<=[/.@?&=_-])(?=\w)")


def lang_dir(tag: str) -> Markup:
    """The two attributes of an element whose text is in that language.

    >>> lang_dir("ary-Arab")
    Markup('lang="ar-ary" dir="rtl"')
    """
    return Markup('lang="{}" dir="{}"').format(html_lang(tag), dir_of(tag))


def ident(value: object) -> Markup:
    """An identifier (telephone, law, address, plate, range), left to right on its own.

    >>> ident("55-19")
    Markup('<bdi dir="ltr">55-19</bdi>')
    """
    return Markup('<bdi dir="ltr">{}</bdi>').format(value)


def site(address: str, shown: str = "") -> Markup:
    """An address as text, left to right; it may break after its punctuation."""
    return Markup('<bdi dir="ltr" class="site">{}</bdi>').format(_breakable(shown or address))


def foreign(text: str, tag: str) -> Markup:
    """Words of another language inside a sentence."""
    return Markup("<bdi {}>{}</bdi>").format(lang_dir(tag), text)


def marked(text: str, tag: Tag) -> Markup:
    """A text with its values and its foreign words marked, for an element of that language.

    >>> marked("القانون 55-19", "ar")
    Markup('القانون <bdi dir="ltr">55-19</bdi>')
    """
    return runs_markup(runs(text, tag), tag)


def runs_markup(parts: Iterable[Run], within: str, *, blocks: bool = False) -> Markup:
    """Runs as markup, for an element whose language is `within`.

    What is in another language is wrapped as a whole: a sentence cut in pieces that are wrapped
    one by one would be read in the wrong order. With `blocks`, what fills a line in the other
    direction becomes a block. A space between a figure and its unit cannot break.
    """
    pieces: list[Markup] = []
    for foreign_words, said in _regions(tuple(_joined(parts)), within):
        tag = language_of(said) if foreign_words else None
        if tag is None or tag == within:
            pieces.extend(_run(run, within) for run in said)
        else:
            inside = Markup("").join(_run(run, tag) for run in said)
            turned = blocks and dir_of(tag) != dir_of(within)
            is_long = sum(len(run.text) for run in said) > _LINE
            kind = Markup(' class="passage"') if turned and is_long else ""
            pieces.append(Markup("<bdi {}{}>{}</bdi>").format(lang_dir(tag), kind, inside))
    return Markup("").join(pieces)


def language_of(parts: Iterable[Run]) -> Tag | None:
    """The language of most letters of the runs; None where there are only values."""
    letters: dict[Tag, int] = {}
    for run in parts:
        if run.tag != _ADDRESS and not run.url:
            letters[run.tag] = letters.get(run.tag, 0) + sum(map(str.isalpha, run.text))
    most = max(letters, key=lambda tag: letters[tag], default=None)
    return most if most and letters[most] else None


def _joined(parts: Iterable[Run]) -> Iterator[Run]:
    """The runs with the space between a figure and its unit made unbreakable."""
    after_figure = False
    for run in parts:
        text = _UNIT.sub(_NO_BREAK, run.text)
        if after_figure and re.match(r" [^\W\d_]", text):
            text = _NO_BREAK + text[1:]
        after_figure = text[-1:].isdigit()
        yield replace(run, text=text)


def _regions(parts: tuple[Run, ...], within: str) -> Iterator[tuple[bool, tuple[Run, ...]]]:
    """The runs in stretches of this language and of others.

    An address has no language: between foreign words it is one of them.
    """
    keys = [None if run.tag == _ADDRESS else run.tag != within for run in parts]
    sides = [
        [key for key in keys[:at][::-1] if key is not None][:1]
        + [key for key in keys[at + 1 :] if key is not None][:1]
        for at in range(len(keys))
    ]
    told = [
        key if key is not None else bool(near) and all(near)
        for key, near in zip(keys, sides, strict=True)
    ]
    for key, group in groupby(zip(told, parts, strict=True), lambda pair: pair[0]):
        yield key, tuple(run for _, run in group)


def _run(run: Run, within: str) -> Markup:
    text = run.text
    body = _breakable(text) if run.tag == _ADDRESS else escape(text)
    if run.url:
        body = Markup('<a href="{}" rel="noreferrer">{}</a>').format(run.url, body)
    tag = _written_in(run)
    if run.tag == _ADDRESS:
        return Markup('<bdi dir="ltr" class="site">{}</bdi>').format(body)
    if tag is None:
        return body if text.isdigit() or not run.isolate else ident(body)
    if tag == within and not run.isolate:
        return body
    return Markup("<bdi {}>{}</bdi>").format(lang_dir(tag), body)


def _written_in(run: Run) -> Tag | None:
    """The language of a run, which for a named site is told by its letters; None for a value."""
    if run.tag == _ADDRESS or not any(letter.isalpha() for letter in run.text):
        return None
    return _BY_SCRIPT.get(dominant_script(run.text), run.tag) if run.isolate else run.tag


def _breakable(address: str) -> Markup:
    """A long address that may break after its punctuation, without a character that is copied."""
    return Markup("<wbr>").join(escape(part) for part in _BREAKS.split(address))

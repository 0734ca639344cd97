"""HTML: what a page says, without what surrounds it."""

import re

from lxml import etree, html

from siyada.formats.building import TextBuilder
from siyada.formats.decoding import declared, decoded
from siyada.formats.reading import Unreadable

_LEFT_OUT = frozenset(
    {"script", "style", "template", "noscript", "svg", "head", "nav", "iframe", "object", "button"}
    | {"select", "textarea", "canvas", "audio", "video", "dialog"}
)
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre"}
    | {"header", "footer", "aside", "figure", "figcaption", "address", "details", "summary", "hr"}
    | {"body", "html", "table", "thead", "tbody", "tfoot", "caption", "fieldset", "form"}
)
_AROUND = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "dialog"})
"""Roles of what stands around the text of a page."""
_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HOLDS_TEXT = ".//h1 | .//h2 | .//h3 | .//p | .//table | .//main | .//article"
_OF_A_PART = frozenset({"main", "article", "section"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DEEP = 200


def read_html(content: bytes) -> tuple[TextBuilder, str]:
    """The text of a page and its title; raises Unreadable when it holds nothing to read."""
    return read_markup(decoded(content, charset=declared(content)))


def read_markup(markup: str) -> tuple[TextBuilder, str]:
    """The text of HTML that is decoded, and its title. Addresses are never followed."""
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Unreadable("empty", "The page holds no text.") from None
    title = " ".join((root.findtext(".//title") or "").split())
    builder = TextBuilder()
    mains = root.xpath("//main | //article[not(ancestor::article)]")
    chosen = mains if isinstance(mains, list) and len(mains) == 1 else [root]
    _Writer(builder).write(chosen[0])
    if not len(builder) and chosen[0] is not root:
        _Writer(builder).write(root)
    return builder, title


def _is_around(element: html.HtmlElement, name: str) -> bool:
    """Whether an element is none of the text of a page: its menus, what is hidden, its frame.

    Some servers put a whole page into one form (ASP.NET), which is therefore left out only where
    it holds nothing to read; the header of a page is kept where the title of the text is in it.
    """
    if name in _LEFT_OUT or element.get("role", "").strip().lower() in _AROUND:
        return True
    if "hidden" in element.attrib or element.get("aria-hidden", "").lower() == "true":
        return True
    if _UNSEEN.search(element.get("style", "")):
        return True
    if name == "form":
        return not element.xpath(_HOLDS_TEXT)
    if name in {"header", "footer"} and not any(
        a.tag in _OF_A_PART for a in element.iterancestors()
    ):
        return name == "footer" or not element.xpath(".//h1")
    return False


def _parser() -> html.HTMLParser:
    return html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )


class _Writer:
    """Walks through elements and gathers what is on one line until a block ends."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._line: list[str] = []

    def write(self, element: html.HtmlElement) -> None:
        self._element(element, 0)
        self._end()

    def _element(self, element: html.HtmlElement, depth: int) -> None:
        name = element.tag if isinstance(element.tag, str) else ""
        if not name or depth > _DEEP or _is_around(element, name):
            return
        if name in _HEADINGS:
            self._end()
            self._builder.heading("".join(element.itertext()), _HEADINGS[name])
            return
        if name == "br":
            self._line.append("\n")
            return
        apart = name in _BLOCKS
        if apart:
            self._end()
        elif name in {"li", "tr"}:
            self._line.append("\n")
        elif name in {"td", "th"}:
            self._line.append("\t")
        self._inside(element, depth)
        if apart:
            self._end()

    def _inside(self, element: html.HtmlElement, depth: int) -> None:
        self._text(element.text)
        for child in element:
            self._element(child, depth + 1)
            self._text(child.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self._line.append(" ".join(text.split()).join(_edges(text)))

    def _end(self) -> None:
        self._builder.paragraph("".join(self._line))
        self._line.clear()


def _edges(text: str) -> tuple[str, str]:
    """The space before and after a text, where it has some."""
    return " " if text[:1].isspace() else "", " " if text[-1:].isspace() else ""

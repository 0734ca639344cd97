"""Tifinagh in Latin letters on its way to a model, and back: a quarter of the tokens.

Models' tokenizers have hardly seen Tifinagh and spend two tokens on each of its letters. In the
Institute's Latin spelling the same words cost little more than Spanish or French.

*There*, nothing is lost: each stretch of Tifinagh stands between marks, `‹azul fllawn›`, and
`to_tifinagh(to_latin(text))` is the text, whatever the text. *Back*, a model may have left the
marks out, answered in French, or mixed both: see `Returner`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from siyada.language.given import check_text
from siyada.language.identify import identify
from siyada.language.tables import rows
from siyada.language.tifinagh import tifinagh

OPEN, CLOSE = "‹", "›"
"""The marks: one token each, and rare. Those that a text holds itself become `‹(›` and `‹)›`."""

_LITERAL = {OPEN: "‹(›", CLOSE: "‹)›"}


@cache
def _letters() -> dict[int, str]:
    """The Tifinagh letters whose Latin letter leads back to them, by code point, to that letter."""
    return {
        ord(letter): latin
        for letter, latin, *_ in rows("tifinagh")
        if len(latin) == 1 and tifinagh(latin) == letter
    }


@cache
def _there() -> re.Pattern[str]:
    """A stretch of Tifinagh, or a mark of the text's own.

    A stretch begins and ends with a letter and stays on its line. Between its words stand only
    signs that mean the same on the way back: no Latin letter, nothing that could join one, and no
    bracket but those of a pseudonym, as the shield writes it.
    """
    letter = "".join(map(chr, _letters()))
    other = "".join(chr(code) for code in range(0x2D30, 0x2D80) if code not in _letters())
    space = " \t\u00a0\u202f"
    sign = rf"""-0-9{space},;:!?()"'«»“”‘’–—…%،؛؟{other}"""
    between = rf"[{sign}]|\.(?=[{space}])|\[[A-Z][A-Z_]*_\d+\]"
    return re.compile(rf"[{letter}]++(?:(?:{between})*+[{letter}]++)*+|[{OPEN}{CLOSE}]")


_BACK = re.compile(rf"{OPEN}(?:([()]){CLOSE}|([^\W\d_][^{OPEN}{CLOSE}\n]*){CLOSE}?)")
"""A mark that stands for itself, or a marked stretch: to its mark, or to the end of its line."""


def to_latin(text: str) -> str:
    """The text with its Tifinagh in marked Latin letters; nothing is lost.

    Letters that share their Latin letter with another stay as they are, between the marks.

    >>> to_latin("ⵎⴰⵏⵉ ⵔⴰⴷ ⴰⵡⵉⵖ la CIN, [PERSON_1]?")
    '‹mani rad awiɣ› la CIN, [PERSON_1]?'
    """
    check_text(text)
    return _there().sub(lambda match: _LITERAL.get(match[0]) or _marked(match[0]), text)


def _marked(stretch: str) -> str:
    return f"{OPEN}{stretch.translate(_letters())}{CLOSE}"


def to_tifinagh(text: str) -> str:
    """The text with its marked stretches in Tifinagh: the way back from `to_latin`.

    Also understands what models make of a stretch: capitals, letters taken apart, a mark left open.
    Pseudonyms, code, addresses and abbreviations stay.

    >>> to_tifinagh("Oui : ‹Azul [PERSON_1]!›, ‹(›sic‹)›")
    'Oui : ⴰⵣⵓⵍ [PERSON_1]!, ‹sic›'
    """
    check_text(text)

    def unmarked(match: re.Match[str]) -> str:
        if match[1]:
            return OPEN if match[1] == "(" else CLOSE
        return _change(match[2], tifinagh)

    return _BACK.sub(unmarked, text)


_PIECE = re.compile(r"\[[^\[\]\n]*\]|`[^`\n]*`|\{[^{}\n]*\}|</?[A-Za-z][^<>\n]*>|[^\s\[\]`{}<>]+")
_KEPT = re.compile(
    r"\[.*[\d{].*\]|[`{<].*|.*(?:[_@\\]|://|/.*/|\w\.\w).*|/.*|\W*[A-Z]{2,}\d*\W*", re.DOTALL
)
"""Pseudonyms however models write them, code, tags, names of fields, addresses, abbreviations.
Nothing that `to_latin` makes from Tifinagh looks like one of these."""


def _change(text: str, write: Callable[[str], str]) -> str:
    """The text with its words written otherwise, and what is no word of a language kept."""
    return _PIECE.sub(lambda m: m[0] if _KEPT.fullmatch(m[0]) else write(m[0]), text)


_WORD = re.compile(r"(?:\w[\u0300-\u036f]*)+")


def _prose(text: str) -> str:
    """The text without what is no word of a language."""
    return " ".join(piece for piece in _PIECE.findall(text) if not _KEPT.fullmatch(piece))


def _words(text: str) -> list[str]:
    """The words of a text, in small letters; those with digits are left out."""
    words = (_plain(word) for word in _WORD.findall(text))
    return [word for word in words if word.isalpha()]


def _plain(word: str) -> str:
    return unicodedata.normalize("NFC", word).lower()


@dataclass(frozen=True, slots=True)
class Sent:
    """What a model was sent: it tells what in its answer is Tamazight."""

    tamazight: frozenset[str] = frozenset()
    """Words that came from Tifinagh, in Latin letters."""
    other: frozenset[str] = frozenset()
    """Words that stood there in Latin letters, and not in Tifinagh: names, terms of French."""


def words_sent(texts: Iterable[str]) -> Sent:
    """The words of texts that `to_latin` has made.

    >>> sorted(words_sent(["‹awiɣ› la carte"]).other)
    ['carte', 'la']
    """
    tamazight: set[str] = set()
    other: set[str] = set()
    for text in texts:
        for match in _BACK.finditer(text):
            tamazight.update(_words(_prose(match[2] or "")))
        other.update(_words(_prose(_BACK.sub(" ", text))))
    return Sent(frozenset(tamazight), frozenset(other - tamazight))


_FEWEST, _MOST, _LIMIT = 3, 12, 30
"""Words after which a stretch may end with its sentence, ends with a word, ends in any case."""
_LONGEST = 1_000
"""Characters after which it ends too: a page of blanks is not looked at again and again."""
_TOO_FEW = 3
"""Words from which a stretch says itself which language it is in."""
_SURE = 0.8
"""Confidence from which fewer words do."""
_SHORT = 3
"""Letters of a word that may be one of two languages: its having been sent says nothing."""
_CHUNK = re.compile(rf"\S{{0,199}}\s|\S{{200,}}?[^\s`(){OPEN}]")
"""A word and the sign of space behind it. A run without any is taken in pieces of about 200, none
of which ends within one of our signs."""
_BORDER = re.compile(rf"(```|{OPEN}[()]{CLOSE}|{OPEN}(?=[^\W\d_])|{CLOSE}|\n)")
_SENTENCE_END = re.compile(r"[.!?…:;؟][\"'»”’)*_]*\s\Z")


@cache
def _spelling() -> frozenset[str]:
    """The Latin letters in which words of Tamazight are written; `p` and `v` are for names."""
    return frozenset(_letters().values()) - set("pvéñ") | set("γε")


@cache
def _french() -> frozenset[str]:
    """Words of French that those who speak Tamazight use every day, longer than `_SHORT`."""
    every = {word for _, spellings in rows("french") for word in spellings.split()}
    return frozenset(word for word in every if len(word) > _SHORT and word not in _NAMESAKES)


_NAMESAKES = frozenset({"mari", "sans"})
"""Words of French that Tamazight has too."""
_ARTICLE = re.compile(
    r"\b(?:la|les?|du|des?|aux?|une?)(?=[ \u00a0]+[*_\"'«“(]*(\w+))", re.IGNORECASE
)
"""An article or preposition of French, and the word that it belongs to."""
_ELIDED = re.compile(r"\W*[A-Za-z]{1,2}['’](\w+)")
_FIELD_NAME = re.compile(r'\s*+[{,]?\s*+"[\w.-]++"\s?:')
"""The name of a field, with which a line of JSON begins."""


class Returner:
    """Brings a model's answer back to Tifinagh where it is Tamazight, while it arrives in pieces.

    It is judged by stretches: a sentence, a line, or a dozen words. A stretch comes back when it is
    identified as Tamazight, or when all its words were sent as Tamazight; one or two words that say
    too little follow the stretch before them. A marked one comes back unless it is surely of
    another language: models copy marks too.

    Within an unmarked stretch that comes back, some words stay in Latin letters: pseudonyms, code,
    addresses, abbreviations, words with digits, names of fields of JSON, words that the caller
    himself wrote in Latin letters, everyday words of French with their articles, and words with
    letters that standard Tamazight lacks. Blocks of code stay.

    Only the stretch that is not decided yet is held back. The result does not depend on where the
    answer was cut.
    """

    def __init__(self, sent: Sent | None = None) -> None:
        self._sent = sent or Sent()
        self._rest = ""
        """The beginning of a word."""
        self._stretch = ""
        self._marked = self._code = False
        self._tamazight: bool | None = None
        """What the stretch before was."""

    def feed(self, piece: str) -> str:
        """The next piece, as far as it is decided; what is not is held back."""
        text, done, pieces = self._rest + piece, 0, []
        while chunk := _CHUNK.match(text, done):
            done = chunk.end()
            pieces.append(self._take(chunk[0]))
        self._rest = text[done:]
        return "".join(pieces)

    def finish(self) -> str:
        """What was held back; nothing more follows."""
        rest, self._rest = self._rest, ""
        return self._take(rest) + self._decided()

    def _take(self, chunk: str) -> str:
        """What one more word lets out."""
        pieces = [self._part(part) for part in _BORDER.split(chunk) if part]
        if self._stretch and self._is_whole():
            pieces.append(self._decided())
        return "".join(pieces)

    def _part(self, part: str) -> str:
        if _BORDER.fullmatch(part) or part == OPEN:
            return self._border(part)
        if self._code and not self._marked:
            return part
        self._stretch += part
        return ""

    def _border(self, sign: str) -> str:
        """What a sign lets out that ends a stretch, the sign itself if it is none of ours."""
        decided, was_marked = self._decided(), self._marked
        self._marked = sign == OPEN
        self._code ^= sign == "```"
        if self._marked or (was_marked and sign == CLOSE):
            return decided
        return decided + to_tifinagh(sign)

    def _is_whole(self) -> bool:
        """Whether a stretch ends with the word that came last."""
        text = self._stretch
        if len(text) >= _LONGEST:
            return True
        count = len(_WORD.findall(text))
        ended = count >= _FEWEST and _SENTENCE_END.search(text) is not None
        closed = text.count("[") <= text.count("]") and text.count("{") <= text.count("}")
        balanced = closed and text.count("`") % 2 == 0
        return count >= _LIMIT or (balanced and (ended or count >= _MOST))

    def _decided(self) -> str:
        """The stretch, in the letters that it is to have."""
        text, self._stretch = self._stretch, ""
        prose = _prose(text)
        if words := _words(prose):
            self._tamazight = self._is_tamazight(prose, words)
        if self._marked and (self._tamazight or not words):
            return _change(text, tifinagh)
        return self._brought_back(text) if self._tamazight else text

    def _is_tamazight(self, prose: str, words: list[str]) -> bool:
        """Whether a stretch is Tamazight."""
        if self._sent.tamazight.issuperset(words):
            return True
        language = identify(prose)
        few, sure = len(words) < _TOO_FEW, language.confidence >= _SURE
        if self._marked:
            return few or not sure or language.tag in ("ber-Latn", "und")
        if few and not sure and self._tamazight is not None:
            return self._tamazight
        return language.tag == "ber-Latn"

    def _brought_back(self, text: str) -> str:
        """An unmarked stretch of Tamazight in Tifinagh, but for what stays in Latin letters."""
        name = _FIELD_NAME.match(text)
        begin = name.end() if name else 0
        articles = [m.start() for m in _ARTICLE.finditer(text, begin) if self._stays(m[1])]

        def piece(match: re.Match[str]) -> str:
            is_kept = match.start() < begin or _KEPT.fullmatch(match[0])
            return match[0] if is_kept else self._written(match[0], match.start(), articles)

        return _PIECE.sub(piece, text)

    def _written(self, piece: str, start: int, articles: Sequence[int]) -> str:
        """A piece that begins at `start` in Tifinagh, but for articles of French and elisions."""
        elided = _ELIDED.match(piece)
        if elided and self._stays(elided[1]):
            return piece
        return _WORD.sub(
            lambda word: word[0] if start + word.start() in articles else self._word(word[0]), piece
        )

    def _stays(self, word: str) -> bool:
        """Whether a word of Latin letters keeps them."""
        return _KEPT.fullmatch(word) is not None or self._word(word) == word

    def _word(self, word: str) -> str:
        """A word of Tamazight in Tifinagh, unless it is no such word."""
        plain = _plain(word)
        if plain in self._sent.tamazight:
            return tifinagh(word)
        if plain in self._sent.other and len(plain) > _SHORT:
            return word
        if not _spelling().issuperset(plain) or plain in _french():
            return word
        return tifinagh(word)

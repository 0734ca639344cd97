"""One text in another script: Arabizi and Arabic letters, Tifinagh and Latin."""

import heapq
import re
from collections.abc import Callable
from operator import itemgetter
from typing import Literal, get_args

from siyada.errors import InvalidRequest
from siyada.language import arabizi, tifinagh
from siyada.language.given import check_choice, check_text
from siyada.language.normalise import normalise

Target = Literal["arab", "latn", "tfng"]

# Addresses, identifiers and numbers are the same in every script. A digit that begins, ends or
# stands in a word of Arabizi is a letter; `12h30`, `4G` and `BK123456` have none.
_WORD = re.compile(
    r"""(?P<kept>[a-z][a-z0-9+.-]{0,20}://\S+ | www\.\S+ | [^\s@]{1,64}@[^\s@]{1,255}\.\w+ | [@#]\w+
         | (?-i:\b[A-Z]{1,4})[-/ ]?\d{3,}\w* | \b\w*\d{4,}\w*
         | \b\d+(?:[.,:/-]\d+)*(?:h\d*|km|kg|m²|er|eme|ème|(?-i:[A-Z]))?\b(?!['’]\w))
       |(?P<latin>[a-z0-9\u00c0-\u024f\u0250-\u02af\u02b7\u1e00-\u1effεγԑ\u0300-\u036f]+
         (?:['’][a-z0-9\u00c0-\u024f]+)*)
       |(?P<arabic>(?:[\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff]
         |[\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc])+)
       |(?P<tifinagh>[\u2d30-\u2d7f]+)""",
    re.VERBOSE | re.IGNORECASE,
)
_ARABIC_SIGN = re.compile(r"(?<=[\u0620-\u06ff])[?,;!]+(?=\s|$)")
_PAIR = re.compile(r"(\w{2,20})[ -](\w{2,30})\b")
_SPACES = re.compile(r"(\s+)")
_MOST = 16
"""Words of a text that have several spellings: a name, not a page."""
_LONGEST = 64
"""Letters in a row beyond this are no word."""
_JOINED_WORDS = frozenset(["و", "ف", "ب", "ل", "وف", "وب", "ول"])
_SHORT = 2
"""Letters of what is joined, as it is typed: `w`, `ou`, `f`."""
_TO_ARABIC_SIGNS = str.maketrans("?,;", "؟،؛")
_TO_LATIN_SIGNS = str.maketrans("؟،؛", "?,;")


def transliterate(text: str, to: Target) -> str:
    """The text in Arabic letters, Latin letters or Tifinagh.

    Latin text is read as Arabizi when it goes to Arabic letters, and as Tamazight when it goes to
    Tifinagh. Numbers, addresses, identifiers and acronyms of administrations stay as they are.

    >>> transliterate("bghit njedded passeport, 3afak", "arab")
    'بغيت نجدد باسبور، عافاك'
    >>> transliterate("ⴰⵣⵓⵍ", "latn")
    'azul'
    """
    check_text(text)
    check_choice(to, "to", get_args(Target))
    if to == "tfng":
        text = tifinagh.standard(text)
    pieces, done, before = [""], 0, ""
    for match in _WORD.finditer(text):
        if match.start() < done:
            continue
        two = _PAIR.match(text, match.start()) if to == "arab" and match["latin"] else None
        spelt = _pair(two[1], two[2]) if two else ""
        if not (two and spelt):
            two, spelt = None, _spelt(match[0], match.lastgroup or "", to, before)
        gap = text[done : match.start()]
        if gap == " " and match["latin"] and to == "arab" and _is_joined(pieces[-1], before, spelt):
            pieces[-1], spelt = "", arabizi.joined(pieces[-1], spelt)
        else:
            pieces.append(gap)
        pieces.append(spelt)
        done, before = (two or match).end(), match[0]
    changed = "".join([*pieces, text[done:]])
    if to == "arab":
        return _ARABIC_SIGN.sub(lambda signs: signs[0].translate(_TO_ARABIC_SIGNS), changed)
    return changed.translate(_TO_LATIN_SIGNS)


def candidates(text: str, n: int = 5, to: Target | None = None) -> list[str]:
    """Spellings of a word or of a few, a name, the likeliest first; at most `n`.

    Without `to`, Latin letters become Arabic ones, and others Latin ones.

    >>> candidates("7anout", 3)[0], candidates("Fatima Zahra")[0], candidates("واش", 2)
    ('حانوت', 'فاطمة الزهراء', ['wach', 'wash'])
    """
    check_text(text)
    if n < 1:
        raise InvalidRequest("n is how many spellings are wanted: 1 or more.", param="n")
    whole = transliterate(text, to or ("arab" if re.search("[A-Za-z]", text) else "latn"))
    found = [(0, "")]
    for piece in _SPACES.split(text)[: 2 * _MOST]:
        ways = [piece] if not piece or piece.isspace() else _ways(piece, n, to)
        longer = [
            (cost + place, done + way) for cost, done in found for place, way in enumerate(ways)
        ]
        found = heapq.nsmallest(n, longer, key=itemgetter(0))
    return list(dict.fromkeys([whole, *(spelt for _, spelt in found)]))[:n]


def _ways(word: str, n: int, to: Target | None) -> list[str]:
    """Spellings of one word, where it has several."""
    match = _WORD.fullmatch(word)
    if match and match["latin"] and to in (None, "arab") and not arabizi.is_acronym(word):
        return arabizi.candidates(word, n)
    if match and match["arabic"] and to in (None, "latn"):
        return arabizi.latin_candidates(normalise(word, "match").text, n)
    return [transliterate(word, to or "latn")]


def _pair(first: str, second: str) -> str:
    """Two words that are one: `Fatima Zahra`, `la carte`, a family's article as in `El Idrissi`."""
    if first.lower() in ("el", "al") and re.match("[a-z3579]", second, re.IGNORECASE):
        return "ال" + arabizi.arabic(second).removeprefix("ال")
    if first.lower() == "la" and arabizi.is_listed_french(second.lower()):
        return "لا" + arabizi.arabic(second)
    return arabizi.phrase(first, second)


def _is_joined(last: str, typed: str, spelt: str) -> bool:
    """Whether a word is written together with what was typed apart before it: f, b, l, w, ma."""
    if not "\u0621" <= spelt[:1] <= "\u06d3" or (len(spelt) < _SHORT and last != "و"):
        return False
    if last in ("ما", "وما"):
        return spelt.endswith("ش")
    return last in _JOINED_WORDS and len(typed) <= _SHORT


def _spelt(word: str, script: str, to: Target, before: str) -> str:
    """One word in the script asked for. `before` is the word before it."""
    if len(word) > _LONGEST and script != "tifinagh":
        return word
    if script == "latin" and to == "arab":
        return word if arabizi.is_acronym(word) else _to_arabic(word, before)
    if script == "latin" and word.isupper() and arabizi.is_acronym(word):
        return word
    change = _WAYS.get((script, to))
    return change(word) if change else word


def _to_arabic(word: str, before: str) -> str:
    """A word of Arabizi; of an acronym with particles glued to it (`flCNSS`) only these change."""
    glued = _GLUED.fullmatch(word)
    short = arabizi.glued_acronym(word.lower())
    if short:
        particles, acronym = word[: -len(short)], word[-len(short) :]
    elif glued and arabizi.is_acronym(glued[2]):
        particles, acronym = glued[1], glued[2]
    else:
        return arabizi.arabic(word, before=before)
    return f"{particles.lower().translate(_PARTICLES)} {acronym}"


def _arabic_to_latin(word: str) -> str:
    return arabizi.latin(normalise(word, "match").text)


def _arabic_to_tifinagh(word: str) -> str:
    return tifinagh.of_arabic(normalise(word, "match").text)


# `gh` and `ch` are how ⵖ and ⵛ are typed: a ⴳ or a ⵛ before ⵀ is parted from it.
_PARTED = re.compile("(?<=[gc])h")
_JOINED = re.compile("(?<=[gcGC])’(?=[hH])")


def _tifinagh_to_latin(word: str) -> str:
    return _PARTED.sub("’h", tifinagh.latin(word))


def _latin_to_tifinagh(word: str) -> str:
    return tifinagh.tifinagh(_JOINED.sub("", word))


_GLUED = re.compile("([wfbdl]?la?|[wfbdl])['’]?([A-Z]{2,})")
_PARTICLES = str.maketrans("wfbdla", "وفبدلا")

# From the script of a word, to the one asked for. What is not here stays.
_WAYS: dict[tuple[str, Target], Callable[[str], str]] = {
    ("latin", "tfng"): _latin_to_tifinagh,
    ("arabic", "latn"): _arabic_to_latin,
    ("arabic", "tfng"): _arabic_to_tifinagh,
    ("tifinagh", "arab"): tifinagh.arabic,
    ("tifinagh", "latn"): _tifinagh_to_latin,
}

"""Made-up answers that stay as they are, and a made-up Latin font: what pictures are taken of.

Arabic and Tifinagh are drawn by the fonts that the pages bring. Latin letters are the system's, and
differ from one machine to the next: on pictures each is a grey box of the same size.
"""

from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from siyada.assistant.answer import Answer, Block, Choice, Citation, Group, State, Statement
from siyada.assistant.phrases import phrases
from siyada.assistant.values import runs
from siyada.language.identify import Tag

PICTURED = (
    State.ANSWERED,
    State.ANSWERED_CONFLICT,
    State.ANSWERED_STALE,
    State.CLARIFY,
    State.NO_SOURCE,
    State.REFUSED_PERSONAL,
)

_WORDS: dict[Tag, tuple[str, str, str, str]] = {
    "ar": (
        "تجديد بطاقة المثال",
        "تُطلب البطاقة من مصلحة المثال، والثمن 75 درهما حسب القانون 55.19 إلى غاية 2026",
        "نسخة من عقد المثال لا تتجاوز مدتها ثلاثة أشهر",
        "صورتان حديثتان 35 × 45 mm",
    ),
    "zgh-Tfng": (
        "ⴰⵙⵎⴰⵢⵏⵓ ⵏ ⵜⴽⴰⵕⴹⴰ ⵏ ⵓⵎⴷⵢⴰ",
        "ⴷⴰ ⵜⵜⵓⵙⵓⵜⵓⵔ ⵜⴽⴰⵕⴹⴰ ⴳ ⵜⵏⴰⴼⵓⵜ ⵏ ⵓⵎⴷⵢⴰ, ⴰⵜⵉⴳ ⵏⵏⵙ 75 ⴷⵔⵀⵎ, ⴰⵙⴰⴹⵓⴼ 55-19",
        "ⵜⵓⵏⵖⵉⵍⵜ ⵏ ⵓⴼⴰⵢⵍⵓ ⵏ ⵓⵎⴷⵢⴰ",
        "ⵙⵏⴰⵜ ⵜⵡⵍⴰⴼⵉⵏ 35 × 45 mm",
    ),
    "fr": (
        "Renouvellement de la carte d’exemple",
        "La carte se demande au service d’exemple ; elle coûte 75 DH selon la loi 55-19",
        "Copie de l’acte d’exemple, datant de moins de trois mois",
        "Deux photos récentes de 35 × 45 mm",
    ),
}
"""By language: a title, a sentence, two documents."""


def pictured(state: State, tag: Tag) -> Answer:
    """A made-up answer in a state."""
    title, sentence, *documents = _WORDS[tag]
    say = phrases(tag).say
    if state not in (State.ANSWERED, State.ANSWERED_CONFLICT, State.ANSWERED_STALE):
        choices = [Choice(f"made-up-{n}", runs(text, tag)) for n, text in enumerate(_WORDS[tag])]
        return Answer(
            state=state,
            language=tag,
            asked=tag,
            title=say(f"title.{state}"),
            status=runs(sentence, tag),
            choices=tuple(choices[:3]) if state is State.CLARIFY else (),
        )
    said = Statement(runs(f"{sentence}.", tag), (1, 2), "official")
    items = (
        Statement(runs(documents[0], tag), (1,), "official"),
        Statement(runs(documents[1], tag), (2,), "unsure", say("note.unsure")),
    )
    kinds = ["direct", "documents", "fees", "contradictions", "rights"]
    if state is not State.ANSWERED_CONFLICT:
        kinds.remove("contradictions")
    groups = {"documents": items, "rights": (said, said)}
    return Answer(
        state=state,
        language=tag,
        asked=tag,
        title=runs(title, tag),
        status=runs(sentence, tag),
        blocks=tuple(
            Block(
                kind,
                () if kind == "direct" else say(f"heading.{kind}"),
                (Group((), groups.get(kind, (said,))),),
            )
            for kind in kinds
        ),
        citations=(_source(1, title, tag), _source(2, _WORDS["ar"][0], "ar")),
    )


def _source(number: int, title: str, tag: Tag) -> Citation:
    return Citation(
        number=number,
        source=f"made-up.source-{number}",
        title=title,
        title_tag=tag,
        url=f"https://www.example.org/{number}",
        publisher=None,
        kind="official" if number == 1 else "guide",
        date="2025-03",
        read="2026-11",
        checked=None,
    )


def boxes() -> bytes:
    """A font in which every Latin letter, digit and sign is the same box."""
    letters = [
        *range(0x21, 0x7F),
        *range(0xA1, 0x250),
        *range(0x2010, 0x2200),
        *range(0x1E00, 0x1F00),
    ]
    pen = TTGlyphPen(None)
    for step, corner in enumerate(((60, 0), (60, 500), (460, 500), (460, 0))):
        (pen.lineTo if step else pen.moveTo)(corner)
    pen.closePath()
    empty = TTGlyphPen(None).glyph()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", "space", "box"])
    font.setupCharacterMap({0x20: "space", 0xA0: "space", **dict.fromkeys(letters, "box")})
    font.setupGlyf({".notdef": empty, "space": empty, "box": pen.glyph()})
    font.setupHorizontalMetrics({".notdef": (520, 0), "space": (260, 0), "box": (520, 60)})
    font.setupHorizontalHeader(ascent=950, descent=-250)
    font.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=950, sTypoDescender=-250, usWinAscent=950, usWinDescent=250)
    font.setupPost()
    written = BytesIO()
    font.save(written)
    return written.getvalue()

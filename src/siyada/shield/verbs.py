"""Words that by their form are no name: what somebody does or has, a thing that is a she."""

import re

_VERB = re.compile(
    r"[\u0620-\u064a]{3,}(?:ت|تم|تني|تها|ته|هم|كم|ناهم|وهم|وها|توني|تيني|توها|توهم|تونا)"
    r"|(?!ال)[\u0620-\u064a]{2,}(?:ته|ناه|ناها|تهم|توه)"
    r"|[\u0620-\u064a]{4,}(?:ها|هما|هن)|ال[\u0620-\u064a]{2,}(?<!ي)ه"
    r"|ما[\u0620-\u064a]{2,}ش|غا[يتن][\u0620-\u064a]{3,}و?ش?"
    r"|[نتي][\u0620-\u064a]{2,}يك|(?!ال)[\u0620-\u064a]{3,}يتي"
    r"|ma[a-z0-9]{3,}(?:ch|sh|x)|[a-z0-9]{2,}(?:[aoi]t|t)(?:ni|ha|hom|ouh|oha)"
    r"|[a-z0-9]{2,}(?:itou|naha|nahom|ouhom|ouha|tou[ha])|t[bcdfgjklmnqrstxz0-9]{1,2}"
    r"e?[bcdfgjklmnqrstxz0-9]{1,3}(?:at|ou)"
    r"|[نتي][\u0620-\u064a]{2,}(?:وه|وها|وهم|وني|ونا|وك|وكم|كم|او)ش?|[نتي][\u0620-\u064a]{3,}و"
    r"|[نتي][\u0620-\u064a]{3,}ك|(?:كا|غا)[نتي][\u0620-\u064a]{3,}|[\u0620-\u064a]{2,}يناه?م?ا?"
    r"|ك[نتي][\u0620-\u064a]{3,}(?:و|ه|ها|ك|ني)ش?"
    r"|[وف]?س?[يت][\u0620-\u064a]{2,6}ون"
    r"|(?!clement)[a-z]{3,}(?:[ts]ions?|ments?|ismes?|[ai]bles?|ologi[eq]\w*|graphi[eq]\w*|opathies?|oscopies?)"
    r"|[a-z]{5,}ent|(?:ka|gha)[ytn][bcdfghjklmnpqrstvwxz0-9][a-z0-9]{1,9}(?<!i)|ي[\u0620-\u064a]{3}ني"
)
"""Past with its feminine, objects and owners glued behind, things of women's gender (families have
their names from men), what is not done in Darija and what will be, what is done to you, and what
you have done; of Darija what one does to somebody, and what several do. What they will do or do as
well in Arabic; of French what an act, a doctrine or a branch of learning is called, and
what several do."""
_NEXT = re.compile(r"(?:[وف]?س(?!ي[دمفب])|[وف])ي[\u0620-\u064a]{3,6}")
"""Of Arabic what he does then or will do; families of the Amazigh are called so too: ويحمان."""
_BEFORE = r"(?:[وفبلك]|ال|وال|بال|فال|كال|لل)?"
_DEED = re.compile(
    rf"{_BEFORE}(?!ال)ا[\u0620-\u064a]{{2,4}}ا[\u0620-\u064a](?:ات|ه)?"
    rf"|{_BEFORE}ت[\u0620-\u064a]{{2}}ي[\u0620-\u064a]|(?!ال)[\u0620-\u064a]ا[\u0620-\u064a]{{2}}ه"
    rf"|{_BEFORE}م[\u0620-\u064a]{{2}}و[\u0620-\u064a]ه"
)
"""What Arabic calls doing something, or a woman or a thing by what it does or is done to."""


_GOES = frozenset({"ghada", "ghadya", "ghadia", "غاده", "غاديه"})
_WHERE_TO = frozenset(
    {"l", "f", "fel", "n", "b", "m3a", "m3aha", "m3ana", "daba", "ghedda", "ghda", "lyoum", "bach"}
) | {"مع", "معاها", "معانا", "دابا", "غدا", "اليوم", "باش", "ل", "ف"}

_PEACE = frozenset({"السلام", "سلام", "salam", "slam", "salem"})
_ON_YOU = frozenset(
    {"عليكم", "عليك", "تام", "انا", "3likom", "3likoum", "3likm", "3alikom", "3alaykom", "alikom"}
    | {
        "alikoum",
        "alaykom",
        "alaykoum",
        "alaikoum",
        "aleikoum",
        "3alaikom",
        "ana",
        "khoya",
        "khouya",
    }
    | {"khti", "khoti", "sa7bi", "sahbi", "3afak", "bghit", "wach", "labas"}
)
"""What follows a greeting: whom it is to, or what is said next."""
_GREETS = frozenset(
    {"salem", "salam", "salim", "sellem", "sallem", "slem", "salmi", "selmi", "sellmi", "sallmi"}
    | {"salmo", "selmo", "sellmo", "salmou", "sellmou", "nsalem", "nsellem", "kansalem", "ysalem"}
    | {"سالم", "سلام", "سلامي", "سلم", "سلمي", "سلمو", "سلملي", "نسلم", "كنسلم", "السلام", "سليم"}
)
_UPON = frozenset(
    {"3la", "3lih", "3liha", "3lihom", "3likom", "3lik", "liya", "lina", "على", "علي", "عليه"}
    | {"عليها", "عليهم", "لي", "ليا", "لينا", "لك", "لكم", "له", "لها", "لهم", "الحار", "الخالص"}
)
"""What says that somebody greets, and whom or for whom: salem 3la Khadija, أبلغ سلامي لعثمان."""
_TO = ("لام", "لاخ", "للا", "لحاج", "لسي", "لعم", "لخال", "لجميع", "لكل")
"""What somebody greeted begins with: his mother, a lady, all.

Not each word with the letter that says to whom: سليم لحلو.
"""
_THIS = frozenset({"هادي", "هاذي", "hadi", "hady", "hadhi"})
_LONG = frozenset(
    {"شهر", "شهرين", "شهور", "عام", "عامين", "عوام", "سيمانه", "سيمانتين", "يوم", "يومين", "ايام"}
    | {"سنه", "سنين", "جوج", "تلات", "تلت", "ربع", "خمس", "ست", "سبع", "تمن", "تسع", "عشر", "مده"}
    | {"youm", "yumayn", "youmayn", "simana", "chhar", "chher", "chehrayn", "3am", "3amayn", "jouj"}
    | {"tlata", "rb3a", "khmsa", "stta", "sb3a", "tmnya", "modda", "moda", "mudda"}
)
"""What stands behind this, before how long something has lasted: هادي سيمانة."""


def is_going(word: str, behind: str) -> bool:
    """Whether a word that is a name too says that she goes, with where to behind it.

    >>> is_going("ghada", "l"), is_going("ghada", "alaoui")
    (True, False)
    """
    return word in _GOES and behind in _WHERE_TO


def is_greeting(word: str, behind: str) -> bool:
    """Whether a word that is a name too wishes peace or says since when: السلام عليكم, هادي شهر.

    >>> is_greeting("السلام", "عليكم"), is_greeting("السلام", "محمد")
    (True, False)
    """
    return (word in _PEACE and behind in _ON_YOU) or (word in _THIS and behind in _LONG)


def is_greeting_of(word: str, behind: str) -> bool:
    """Whether a folded word that is a name too says that somebody is greeted: salem 3la Khadija.

    >>> is_greeting_of("salem", "3la"), is_greeting_of("salem", "khadija")
    (True, False)
    """
    return word in _GREETS and (behind in _UPON or behind.startswith(_TO))


_FETCHED = frozenset(
    {"عقد", "شي", "ليك", "ليكم", "ليه", "ليها", "ليهم", "ليا", "معايا", "معاك", "معاه", "كلشي"}
    | {"ورقه", "وراق", "لوراق", "الوراق", "الاوراق", "شهاده", "الشهاده", "بطاقه", "البطاقه"}
    | {"نسخه", "النسخه", "الملف", "ملف", "لاكارط", "الباسبور", "التصاور", "تصاور", "الطبيب"}
    | {"الفلوس", "فلوس", "الدوا", "الخبز", "الماكله", "المفتاح", "السلعه", "الطوموبيل", "هاد"}
    | {"هادشي", "داكشي", "ديك", "داك", "غير", "واحد", "واحده", "جوج", "الصداع", "الخبار", "ل"}
)
_WANTED = frozenset(
    {"غادي", "بغيت", "باش", "خاصني", "خصني", "نقدر", "حتي", "كي", "نمشي", "نجي", "عاد", "كن"}
    | {"ما", "غانمشي", "واش", "بغيتي", "بغا", "ماشي"}
)


def is_fetching(before: str, word: str, behind: str) -> bool:
    """Whether a word that is a name too says in Darija that I bring something: ونجيب عقد الازدياد.

    >>> is_fetching("وراق", "ونجيب", "عقد"), is_fetching("سي", "نجيب", "جا")
    (True, False)
    """
    if word not in {"نجيب", "ونجيب"}:
        return False
    return behind in _FETCHED or (before in _WANTED and word == "نجيب")


def is_verb(word: str) -> bool:
    """Whether a folded word in no list has such a form, in Arabic, Darija, Arabizi or French.

    >>> is_verb("رسمت"), is_verb("mabghitch"), is_verb("يكتبون"), is_verb("indication")
    (True, True, True, True)
    >>> is_verb("العلوي"), is_verb("lahlou")
    (False, False)
    """
    return _VERB.fullmatch(word) is not None


def is_doing(word: str) -> bool:
    """Whether a folded word in no list is a verb, or what he does then, where no name goes on.

    >>> is_doing("ويدون"), is_doing("سيحضر"), is_doing("سيداتي")
    (True, True, False)
    """
    return is_verb(word) or _NEXT.fullmatch(word) is not None


def is_of_myself(written: str) -> bool:
    """Whether a word as written ends as what one does oneself in Tamazight, and no name: Iwaliɣ.

    >>> is_of_myself("Iwaliɣ"), is_of_myself("ⵓⵔⵉⵖ"), is_of_myself("Amaziɣ"), is_of_myself("Tazi")
    (True, True, False, False)
    """
    small = written.lower()
    return small.endswith(_MYSELF) and len(small) > _SHORTEST and small not in _AMAZIGH


_MYSELF, _SHORTEST = ("ɣ", "γ", "ⵖ"), 2
_AMAZIGH = frozenset({"amaziɣ", "tamaziɣ", "ⴰⵎⴰⵣⵉⵖ"})


def is_deed(word: str) -> bool:
    """Whether a folded word of the ordinary ones is built as what is done is called in Arabic.

    >>> is_deed("افراغ"), is_deed("بالتسجيل"), is_deed("محفوظه"), is_deed("السبان")
    (True, True, True, False)
    """
    return _DEED.fullmatch(word) is not None

"""Turns of phrase in which a word that is a name too is none: who is elder, when, who witnesses."""

_KIN = frozenset(
    {"khouya", "khoya", "khuya", "khti", "khtti", "weldi", "wldi", "benti", "bnti", "jeddi", "jdi"}
    | {"jdda", "jedda", "3mmi", "3ammi", "3emmi", "3amti", "khali", "5ali", "khalti", "ba", "bba"}
    | {
        "mmi",
        "khouha",
        "khouh",
        "khtha",
        "khto",
        "weldo",
        "weldha",
        "bento",
        "bentha",
        "gma",
        "memmi",
    }
    | {
        "illi",
        "ultma",
        "خويا",
        "ختي",
        "ولدي",
        "بنتي",
        "جدي",
        "جدتي",
        "عمي",
        "عمتي",
        "خالي",
        "خالتي",
    }
    | {
        "خوه",
        "خوها",
        "ختو",
        "ختها",
        "ولدو",
        "ولدها",
        "بنتو",
        "بنتها",
        "اخي",
        "اختي",
        "ابني",
        "ابنتي",
    }
    | {"وليدي", "بنيتي", "خيتي", "خييا", "ⴳⵎⴰ", "ⵎⵎⵉ", "ⵉⵍⵍⵉ", "ⵓⵍⵜⵎⴰ"}
)
_AGES = frozenset(
    {
        "lkbir",
        "lekbir",
        "lkbira",
        "lekbira",
        "lkebir",
        "lkebira",
        "kbir",
        "kbira",
        "sghir",
        "sghira",
    }
    | {"lsghir", "lsghira", "sghiwer", "sghiwra", "lwestani", "lwestania", "lwstani", "wstani"}
    | {
        "الكبير",
        "الكبيره",
        "كبير",
        "كبيره",
        "الصغير",
        "الصغيره",
        "صغير",
        "صغيره",
        "الاكبر",
        "الكبري",
    }
    | {"الاصغر", "الصغري", "الاوسط", "الوسطي", "الوسطاني", "الوسطانيه", "لكبير", "لكبيره", "لصغير"}
    | {
        "amqran",
        "amqqran",
        "amezzyan",
        "amzzyan",
        "tamqrant",
        "ameqqran",
        "tameqqrant",
        "tamezzyant",
    }
    | {"ⴰⵎⵇⵔⴰⵏ", "ⴰⵎⵇⵇⵔⴰⵏ", "ⴰⵎⵥⵥⵢⴰⵏ", "ⵜⴰⵎⵇⵔⴰⵏⵜ", "ⵜⴰⵎⵥⵥⵢⴰⵏⵜ"}
)
_MORNINGS = frozenset({"صباح", "فجر", "ضحي", "سحر", "شروق", "ليله", "sbah", "sba7"})
_OF_DAYS = frozenset(
    {
        "اليوم",
        "امس",
        "الغد",
        "يوم",
        "هذا",
        "هذه",
        "كل",
        "الخير",
        "النور",
        "غد",
        "الاثنين",
        "الثلاثاء",
    }
    | {
        "الاربعاء",
        "الخميس",
        "الجمعه",
        "السبت",
        "الاحد",
        "الباكر",
        "العيد",
        "lkhir",
        "lkhyr",
        "nour",
    }
    | {"البارح", "lyoum", "lbare7", "ghedda"}
)
_ADD = frozenset({"زيد", "زيدي", "وزيد", "وزيدي", "zid", "zidi"})
_MORE = frozenset(
    {"حتي", "عليه", "عليها", "عليهم", "شويه", "ليا", "ليه", "ليها", "لينا", "ليهم", "معاه", "معاها"}
    | {
        "هاد",
        "داك",
        "ديك",
        "واحد",
        "واحده",
        "جوج",
        "دابا",
        "غير",
        "كمل",
        "شوف",
        "تلاته",
        "ديال",
        "نص",
    }
    | {"chwiya", "liya", "lih", "liha", "3lih", "3liha", "3la", "7ta", "hta", "wa7d", "wahd", "had"}
    | {"dak", "jouj", "ghir", "daba", "chi", "m3ah", "m3aha"}
)
_WITNESS = frozenset({"شهد", "شهدت", "وشهد", "يشهد", "شهدوا", "وشهدت"})
_WITNESSES = frozenset(
    {
        "عدلاه",
        "عدلان",
        "العدلان",
        "عدلين",
        "شاهداه",
        "الشاهدان",
        "شاهدان",
        "شهوده",
        "الشهود",
        "شهود",
    }
    | {
        "عدوله",
        "العدول",
        "علي",
        "عليه",
        "عليها",
        "عليهما",
        "له",
        "لها",
        "لهما",
        "لديه",
        "بان",
        "ان",
    }
    | {"بذلك", "بصحه", "بما", "امام", "امامنا", "لدينا", "كل", "جميع", "من"}
)


def is_elder(before: str, word: str) -> bool:
    """Whether a folded word that is a name too says which of one's kin it is: khouya lkbir.

    >>> is_elder("khouya", "lkbir"), is_elder("m3ak", "lkbir")
    (True, False)
    """
    return word in _AGES and before in _KIN


def is_said_so(word: str, behind: str) -> bool:
    """Whether a word that is a name too is a time of the day, or tells to add something.

    >>> is_said_so("صباح", "اليوم"), is_said_so("زيد", "حتي"), is_said_so("صباح", "العلوي")
    (True, True, False)
    """
    return (word in _MORNINGS and behind in _OF_DAYS) or (word in _ADD and behind in _MORE)


def is_witnessing(word: str, behind: str) -> bool:
    """Whether a word that is a name too says that somebody bears witness: شهد عدلاه.

    >>> is_witnessing("شهد", "عدلاه"), is_witnessing("شهد", "العلوي")
    (True, False)
    """
    return word in _WITNESS and behind in _WITNESSES

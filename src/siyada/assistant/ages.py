"""The age of whoever a question is about, where it is told: a paper of a minor is another paper.

An age is a number of years or months after a word that says whose: `ma fille de 3 ans`,
`il a 71 ans`, `عمره 68 سنة`, `عندها 6 سنين`, `3ndo 2 ans`, `ɣurs 5 n isggwasn`. A stretch of time
("depuis 2 ans", "valable 10 ans") is none.
"""

import re
from typing import Final, Literal

Age = Literal["minor", "adult"]

OF_AGE: Final = 18
"""Years at which one is of age (Code de la famille, article 209)."""
_OLDEST: Final = 120

_PERSON: Final = (
    r"fils|fille|filles|enfant|enfants|bébé|bebe|bb|frère|frere|s(?:œ|oe)ur|neveu|nièce|niece|père|pere"
    r"|mère|mere|petit|petite|gar[cç]on|ado|jeune|homme|femme|mineur|mineure|fiston|personne"
)
_BEFORE: Final = (
    rf"(?:\b(?:{_PERSON})\s+(?:qui\s+a|de|d'|a|aura|avait)\s*"
    r"|\b(?:j['’]?ai|j['’]?aurai|il\s+a|elle\s+a|ils\s+ont|il\s+aura|elle\s+aura|qui\s+a)\s+"
    r"|\b(?:âgée?s?|agée?s?|agee?s?|âge|age)\s*(?:de\s*|:\s*)?"
    r"|\b[وف]?(?:عمره|عمرها|عمري|عمرهم|عمر|سنه|سنها|سني|يبلغ|تبلغ|بلغ|بلغت|البالغ|البالغة|أتم|أتمت|ابن|ابنة)\s+"
    r"|\b[وف]?(?:عمرو|عمرها|عمري|عندو|عندها|عندي|كمل|كملت|كملات|غادي يكمل|داير|دايرة)\s+"
    r"|\b(?:3ndo|3ndou|3ndha|3ndi|3endo|3endha|3endi|f3mro|f3mrha|3mro|3mrha|3mri|kmel|kmml|kemmel"
    r"|kemlat|kmlat)\s+"
    r"|\b(?:ɣurs|ɣures|ɣars|ɣares|dars|ɣuri|ɣari|dari|ⵖⵓⵔⵙ|ⵖⵔⵙ|ⴷⴰⵔⵙ|ⵖⵓⵔⵉ)\s+)"
)
_YEARS: Final = (
    r"ans?\b|سنوات|سنة|سنه|سنين|عاما?\b|أعوام|اعوام|عوام|ـ?3am\b|3wam|snin|snine|sna\b|3ame?\b"
    r"|(?:n\s+)?(?:i|u)?s[gq]+[wʷ]*as|(?:n\s+)?iseg+[wʷ]?as|(?:n\s+)?iseggusa"
    r"|(?:ⵏ\s+)?[ⵉⵓ]?ⵙⴳⴳⵯⴰⵙ"
)
_MONTHS: Final = (
    r"mois\b|jours?\b|semaines?\b|شهر|شهرا|أشهر|اشهر|شهور|chhour|chhor|chher|(?:n\s+)?w?ayyur"
    r"|(?:ⵏ\s+)?ⵡ?ⴰⵢⵢⵓⵔ"
)
_AGE: Final = re.compile(
    rf"{_BEFORE}(?P<number>\d{{1,3}})\s*(?:(?P<years>{_YEARS})|(?P<months>{_MONTHS}))?"
)

_AGE_WORD: Final = re.compile(r"[âa]g|[وف]?عمر|كمل|f?3mr|kmel|kmml|kem")
_WHOSE_WORD: Final = re.compile(rf"(?:{_PERSON})\b|[âa]g|[وف]?عمر|ابن|f?3mr|عندها|عندو|3nd(?:o|ha)")


def age_of(text: str) -> Age | None:
    """Whether the first age that a text tells is that of a minor; None where none is told.

    A number without a unit is an age only after a word that says so (`عمره 12`).
    """
    for found in _AGE.finditer(text.casefold()):
        number = int(found["number"])
        if found["months"]:
            return "minor" if _says_whose(found[0]) else None
        if (found["years"] or _says_age(found[0])) and number <= _OLDEST:
            return "minor" if number < OF_AGE else "adult"
    return None


def _says_age(words: str) -> bool:
    return _AGE_WORD.match(words) is not None


def _says_whose(words: str) -> bool:
    """Whether a person is named: "j'ai 3 mois pour payer" is no age."""
    return _WHOSE_WORD.match(words) is not None

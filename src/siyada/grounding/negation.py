"""The words by which a text denies something, and those that keep a denial from being judged."""

import re
from collections.abc import Iterator

_NE = r"(?<!\w)(?:ne\s|n['’])"
_WITH_NE = r"(?<!\w)(?:pas|plus|jamais|aucune?|rien|personne|nulle?|guère|ni)(?!\w)"
_ALONE = (
    r"ne|n(?=['’])|pas|jamais|aucune?|sans|non",
    r"[وف]?(?:لا|لم|لن|ليس|ليست|دون|بدون|غير|عدم|ماشي|بلا)",
    r"ma[cs]hi|bla|ur|war|ⵓⵔ|ⴱⵍⴰ|ⵡⴰⵔ",
)
_AROUND = (r"[وف]?ما\s?\w{2,}ش", r"ma\s?\w{2,}[cs]h")
"""What stands around the word that it denies: `ما خاصكش`, `makaynch`."""
_NEGATOR = re.compile(rf"(?<!\w)(?:({'|'.join(_ALONE)})|{'|'.join(_AROUND)})(?!\w)", re.IGNORECASE)
_GOES_ON = frozenset({"pas", "jamais", "aucun", "aucune", "ولا"})
"""Words that belong to a denial that has begun: `ne … pas`, `لا … ولا`."""
_FORBIDDEN = re.compile(
    r"(?<!\w)(?:ni|interdite?s?|حتى واحد|mamno3|[وف]?(?:ممنوع|يمنع)\w*)(?!\w)", re.IGNORECASE
)
_OPEN = re.compile(
    # Questions, conditions and exceptions.
    r"[?؟]|(?<!\w)(?:"
    r"si|s['’]ils?|sauf|hormis|excepté|hors|à moins|tant que|sinon|faute|seul(?:e|s|es|ement)?"
    r"|uniquement|ou (?:non|pas|sans)|peu(?:t|vent) ne pas"
    r"|[وف]?(?:إذا|اذا|إن|لو|إلا|الا|إيلا|ايلا|سوى|عدا|ماعدا|باستثناء|فقط|وحد\w+|قد|ألا)"
    r"|ila|ila?la|ghir|gha|ghi|melli|siwa|7asha|ⵉⵖ|ⵎⴽ|ⵅⴰⵙ|ⵖⴰⵙ|xas|ɣas|mk"
    # Denials of a part, or that deny nothing.
    r"|(?:pas|non) (?:encore|toujours|forcément|obligatoirement|nécessairement|seulement|que|sans"
    r"|plus|moins|tou(?:te?s?|s)|exclusivement|moindre)|plus .*?qu(?:e|(?=['’]))"
    r"|لا (?:بد|شك|سيما|غير|يزال|تزال|زال)|ما ?زال\w*|دون (?:سن|\d+|\w+ عشرة?)|لاسيما|لابد"
    # What denies by its sense, so that no other word need do so.
    r"|dispens\w+|exempt\w*|exonér\w+|impossible|inutile|facultati\w+|refus\w*|rejet\w*"
    r"|[وف]?(?:معف\w+|يعف\w+|تعف\w+|إعفاء|اعفاء|رفض|يرفض|ترفض)"
    r")(?!\w)",
    re.IGNORECASE,
)
_ONLY_OR_OR = re.compile(r"(?<!\w)(?:غير|غي|ولا|wla)(?!\w)", re.IGNORECASE)
"""In Darija `only` and `or`, in Arabic `not` and `nor`."""
_OWN_NE = re.compile(_NE, re.IGNORECASE)
_OWN_WITH_NE = re.compile(_WITH_NE, re.IGNORECASE)


def denies(text: str) -> bool:
    """Whether a text denies or forbids anything at all."""
    return bool(_NEGATOR.search(text) or _FORBIDDEN.search(text))


def denials(text: str) -> Iterator[tuple[int, int]]:
    """Where the words that deny something begin and end; what each denies is behind that.

    What stands around the word that it denies is empty and stands before it.
    """
    for match in _NEGATOR.finditer(text):
        yield (match.start(), match.end() if match[1] else match.start())


def is_open(sentence: str, *, darija: bool) -> bool:
    """Whether what a sentence denies cannot be told by its words alone.

    Questions, conditions, exceptions, two denials (`لا … إلا`, `n'est pas sans`), `ne` alone (`ne …
    que`), and words that deny by their sense (`dispensé`).

    >>> is_open("Il n’est délivré que sur place.", darija=False)
    True
    >>> is_open("Il n’est pas délivré sur place.", darija=False)
    False
    """
    if _OPEN.search(sentence) or _FORBIDDEN.search(sentence):
        return True
    if darija and _ONLY_OR_OR.search(sentence):
        return True
    return bool(_OWN_NE.search(sentence)) and not _OWN_WITH_NE.search(sentence)


def is_twice(clause: str) -> bool:
    """Whether a clause denies twice, each time anew."""
    found = [match[0].lower() for match in _NEGATOR.finditer(clause)]
    return sum(1 for word in found if word not in _GOES_ON) > 1

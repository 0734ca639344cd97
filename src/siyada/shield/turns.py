"""Turns of phrase in which a word that is a name too is none: elders, trades, what is not done."""

import re

from siyada.shield.lexicon import name_words


def is_elder(before: str, word: str) -> bool:
    """Whether a folded word that is a name too says which of one's kin it is: khouya lkbir.

    >>> is_elder("khouya", "lkbir"), is_elder("m3ak", "lkbir")
    (True, False)
    """
    return word in name_words("elder") and before in name_words("kin")


def is_said_so(word: str, behind: str) -> bool:
    """Whether a word that is a name too is a time of day, tells to add, or means names of people.

    >>> is_said_so("صباح", "اليوم"), is_said_so("زيد", "حتي"), is_said_so("صباح", "العلوي")
    (True, True, False)
    """
    return any(
        word in name_words(first) and behind in name_words(second)
        for first, second in (("morning", "day"), ("add", "added"), ("listing", "listed"))
    )


def is_trade(before: str, word: str) -> bool:
    """Whether a word that is a name too says what somebody works as: مهنته نجار, يعمل نجارا.

    >>> is_trade("مهنته", "صياد"), is_trade("يعمل", "نجارا"), is_trade("محمد", "نجار")
    (True, True, False)
    """
    if before in name_words("calling"):
        return True
    if before not in name_words("works"):
        return False
    return not name_words("trade").isdisjoint((word, word.removesuffix("ا")))


def is_witnessing(word: str, behind: str) -> bool:
    """Whether a word that is a name too says that somebody bears witness: شهد عدلاه.

    >>> is_witnessing("شهد", "عدلاه"), is_witnessing("شهد", "العلوي")
    (True, False)
    """
    return word in name_words("witness") and behind in name_words("witnessed")


_NOT = frozenset({"ur", "wer", "wr", "ⵓⵔ", "ⵡⵔ"})
"""What is said in Tamazight right before what is not done."""
_MA, _CH = frozenset({"ما", "ma"}), ("ش", "ch", "sh")
"""What Darija says before and behind what is not done: ما باغاش, `ma kaynch`."""


def is_denied(before: str, word: str) -> bool:
    """Whether a folded word is what is said not to be done, in Tamazight or Darija: ur issa.

    >>> is_denied("ur", "issa"), is_denied("ما", "باغاش"), is_denied("ما", "العلوي")
    (True, True, False)
    """
    return before in _NOT or (before in _MA and word.endswith(_CH))


def is_wanted(before: str, word: str) -> bool:
    """Whether a word in no list is what somebody wants, or what lacks: bghit njadd, لعدم توفره.

    >>> is_wanted("bghit", "njadd"), is_wanted("لعدم", "توفره"), is_wanted("bghit", "salma")
    (True, True, False)
    """
    if before in name_words("lack") or before in name_words("count"):
        return True
    return before in name_words("want") and _DONE.fullmatch(word) is not None


def is_paper(before: str, word: str) -> bool:
    """Whether a word that is a name too is what a card is called after: بطاقة الرميد.

    >>> is_paper("بطاقه", "الرميد"), is_paper("السيد", "الرميد")
    (True, False)
    """
    return word in name_words("scheme") and before in name_words("paper")


def is_told_us(before: str, word: str) -> bool:
    """Whether a word that is a name too says to whom something was said: وقال لينا.

    >>> is_told_us("وقال", "لينا"), is_told_us("وقال", "سلمي")
    (True, False)
    """
    return word in {"لينا", "lina"} and before in name_words("told")


def is_wish(before: str, word: str, behind: str) -> bool:
    """Whether a word that is a name too greets, or says how a feast shall be: 3id milad sa3id.

    >>> is_wish("milad", "sa3id", ""), is_wish("khouya", "sa3id", ""), is_wish("", "صباح", "الخير")
    (True, False, True)
    """
    happy = word in name_words("happy") and before in name_words("wished")
    return happy or is_said_so(word, behind)


_SHALL = frozenset({"radi", "ghadi", "rady", "ghady", "غادي", "راضي"})
_DONE = re.compile(r"(?:[nyt](?=[^aeiou]|[aeiou][^aeiou])[a-z0-9]{2,}|[نيت][\u0620-\u064a]{2,})")
"""What somebody will do, as Darija says it: the person before the verb."""


def is_willing(word: str, behind: str) -> bool:
    """Whether a word that is a name too says in Darija that something will be done: radi nmchiw.

    >>> is_willing("radi", "nmchiw"), is_willing("radi", "benali")
    (True, False)
    """
    return word in _SHALL and _DONE.fullmatch(behind) is not None

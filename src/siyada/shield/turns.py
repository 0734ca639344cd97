"""Turns of phrase in which a word that is a name too is none: who is elder, what by trade, when."""

from siyada.shield.lexicon import name_words


def is_elder(before: str, word: str) -> bool:
    """Whether a folded word that is a name too says which of one's kin it is: khouya lkbir.

    >>> is_elder("khouya", "lkbir"), is_elder("m3ak", "lkbir")
    (True, False)
    """
    return word in name_words("elder") and before in name_words("kin")


def is_said_so(word: str, behind: str) -> bool:
    """Whether a word that is a name too is a time of the day, or tells to add something.

    >>> is_said_so("صباح", "اليوم"), is_said_so("زيد", "حتي"), is_said_so("صباح", "العلوي")
    (True, True, False)
    """
    return any(
        word in name_words(first) and behind in name_words(second)
        for first, second in (("morning", "day"), ("add", "added"))
    )


def is_trade(before: str, word: str) -> bool:
    """Whether a word that is a name too says what somebody works as: مهنته نجار, يعمل نجارا.

    >>> is_trade("مهنته", "نجار"), is_trade("يعمل", "نجارا"), is_trade("محمد", "نجار")
    (True, True, False)
    """
    if before not in name_words("works"):
        return False
    return not name_words("trade").isdisjoint((word, word.removesuffix("ا")))


def is_witnessing(word: str, behind: str) -> bool:
    """Whether a word that is a name too says that somebody bears witness: شهد عدلاه.

    >>> is_witnessing("شهد", "عدلاه"), is_witnessing("شهد", "العلوي")
    (True, False)
    """
    return word in name_words("witness") and behind in name_words("witnessed")

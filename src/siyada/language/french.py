"""French words as they are heard, spelt in plain Latin letters: what Moroccans write down of them.

`champignon`, `électrique` and `bureau` become `chonpinyon`, `iliktrik` and `biro`. Accents that are
left out are supplied where the letters tell. The rules are those of French spelling as its
grammars teach them; where Moroccans hear another vowel (`u` as i), theirs is taken.
"""

import re
from functools import lru_cache

_ACCENTS = str.maketrans("àâäîïôöûùüÿœæêë", "aaaiioouuuyeeèé")
_VOWEL = "aeiouyéè"

_RULES = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        # Ends that are not heard, and endings; a last e goes after all else.
        (r"(?<=..)s$", ""), (r"(?<=[a-zéè]{2})(?:er|ez|et)$", "é"),
        (r"(?<=[lrvcdt]i)te$|(?<=ie)te$", "té"), (r"(?<=i)ent?$|(?<=am)en$", "An"),
        (r"ent$", "on"), (r"(?<=[aeiouyéèrn])[dt]$|(?<=[aeo]u)x$|(?<=oi|ri)x$|(?<=ou|[ao]m)p$", ""),
        # Consonants.
        (r"sch", "ch"), (r"ph", "f"), (r"(?<![cs])h", ""),
        (rf"(?<=[{_VOWEL}])s(?=[{_VOWEL}])", "z"), (r"ti(?=on|el|eux|an)", "si"),
        (rf"(?<=^e)x(?=[{_VOWEL}])", "gz"), (r"cc(?=[eiyéè])|x", "ks"),
        (r"ç|s?c(?=[eiyéè])", "ss"), (r"qu|q|ck|c(?!h)", "k"), (r"gne$", "nn"), (r"gn(?=.)", "ny"),
        (r"ge(?=[ao])|g(?=[eiyéè])", "j"), (r"gu(?=[eiéè])", "g"),
        # Vowels written with several letters, and those before n and m.
        (r"(?<=[aeou])ill?(?![aiou])", "y"), (r"(?<=[aeou])ill", "y"), (r"(?<=.)(?<!v)ill", "iy"),
        (r"eau|au", "o"), (r"u(?=i)|ou(?=[aeéi])", "w"), (r"oin", "wAn"), (r"oi", "wa"),
        (r"oy", "way"), (r"ay(?=[eéaou])", "iy"), (r"oeu|eu", "ou"),
        (rf"(?:ai|ei|[iyu])[nm](?![{_VOWEL}nm])", "An"), (rf"[ea][nm](?![{_VOWEL}nm])", "on"),
        (r"i(?=[aouéè])|i(?=e.)", "y"), (r"(?<!o)u", "i"), (r"ai|ei|ay|ey$|[éè]", "i"),
        (r"^e", "i"), (r"(?<=.)e(?=([^aeiouy])\1|[rlskptmn][^aeiouyrl]|[rlktf]$)", "i"),
        (r"(?<=i)y$|(?<=..)e$", ""), (r"y(?![aeiou])", "i"), (r"([^aeiou]|i)\1+", r"\1"),
    )
]  # fmt: skip


_SURE = re.compile(
    "[éèêëçùœ]|tion|ssion|sion|eau|qu|oi|eu|ai(?!$)|gn|ph|ill|age$|(?<=..)[aeo]n[ct]|ent|"
    "(?<=...)e[rtz]s?$|[^aeiouh]es?$|au(?!t?o$)"
)
"""What is spelt so is French, rather than English or a word of everywhere."""


def is_spelt_french(word: str) -> bool:
    """Whether a loan word in small letters is spelt as French words are.

    >>> is_spelt_french("bureau"), is_spelt_french("parking")
    (True, False)
    """
    return _SURE.search(word) is not None


@lru_cache(maxsize=4096)
def heard(word: str) -> str:
    """A word of French by its sounds, in small letters without accents.

    >>> heard("champignon"), heard("électrique"), heard("bureau"), heard("certificat")
    ('chonpinyon', 'iliktrik', 'biro', 'sirtifika')
    """
    sounds = word.lower().translate(_ACCENTS)
    for pattern, sound in _RULES:
        sounds = pattern.sub(sound, sounds)
    return sounds.lower() or word

"""Addresses of electronic mail, pages of people, addresses of machines."""

import ipaddress
import re

from siyada.shield.pattern import NEAR, Pattern, always
from siyada.shield.reading import Sign

_DOTTED = Sign(re.compile(r"\.\d{1,3}\.\d"))
_COLONS = Sign(re.compile(":[0-9a-f]{1,4}:"))
"""What stands in an address of version 4, and in one of version 6 written whole."""
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_NETWORK = re.compile(
    r"255\.(?:255|254|252|248|240|224|192|128|0)(?:\.\d{1,3}){2}|\d+\.\d+\.\d+\.0"
)
"""What parts a network, is sent to all of it, or is the whole of it: no machine's."""


_DOOR = re.compile(r"192\.168\.[012]\.(?:1|254)|10\.0\.0\.(?:1|138)")
"""Where every household sets up what its provider lent it."""


def address_is_likely(value: str) -> bool:
    """Whether an Internet address is no version number: a part over 99, or of version 6.

    Those of the machine itself, 127.0.0.1, and of any, 0.0.0.0, are nobody's, nor is a mask.
    """
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return False
    if address.is_loopback or address.is_unspecified or _NETWORK.fullmatch(value):
        return False
    if _DOOR.fullmatch(value):
        return False
    return address.version == 6 or any(len(part) > 2 for part in value.split("."))


_SPELT = r"[a-z0-9][\w\-]{0,20} (?:point|dot|tiret|underscore|no9ta|nokta|nqta) "
"""A part of an address as one tells it: karim point amrani arobase."""
ONLINE: tuple[Pattern, ...] = (
    Pattern(
        "EMAIL",
        re.compile(
            r"(?<![\w.+%\-])\w[\w.+\-]{0,63}@[\u0620-\u064a][\u0620-\u064a\-]{0,62}"
            r"(?:\.[\u0620-\u064a]{2,62}){1,3}"
        ),
        alone=always,
        check=always,
        sure=True,
        needs=("@",),
        reach=(80, 200),
    ),
    Pattern(
        "EMAIL",
        re.compile(
            r"(?<![a-z0-9_.+%\-])[a-z0-9_][\w.+%\-]{0,63}@(?!\d+(?:\.\d+){1,2}(?![\w.]))"
            r"[a-z0-9][a-z0-9\-]{0,62}(?:\.[a-z0-9\-]{1,62}){1,4}(?<![.\-])"
        ),
        alone=always,
        check=always,
        sure=True,
        needs=("@",),
        reach=(80, 400),
    ),
    *(
        Pattern(
            "EMAIL",
            re.compile(
                rf"(?<![\w.])(?:{_SPELT}){{0,3}}[a-z0-9][\w.\-]{{1,40}}"
                rf" ?(?:{sign}) ?[a-z0-9\-]{{2,30}}"
                r" ?(?:\.|[\[(] ?(?:dot|point) ?[\])]|point|dot) ?(?:com|ma|fr|net|org)(?!\w)"
            ),
            alone=always,
            needs=(needed,),
            reach=(60, 80),
        )
        for sign, needed in (
            *((rf"{re.escape(sign)} ?[\])]", sign) for sign in ("[at", "[ at", "(at", "( at")),
            ("arobase", "arobase"),
            ("aroba[sz]", "aroba"),
            ("@", "@"),
        )
    ),
    Pattern(
        "URL_PERSONAL",
        re.compile(
            r"(?<![\w.@])(?:https?://)?(?:[a-z\-]{1,5}\.)?(?:facebook\.com|fb\.com|instagram\.com|linkedin\.com/in"
            r"|tiktok\.com|twitter\.com|x\.com|t\.me|wa\.me|snapchat\.com/add|youtube\.com/@|threads\.net)"
            r"/[\w.@%\-/?=&+]{0,200}[\w/]"
        ),
        alone=always,
        check=always,
        needs=(".com/", ".me/", ".net/"),
        reach=(50, 300),
    ),
    # What somebody is called on a network: behind its @, or with a figure or an underscore in it.
    Pattern(
        "URL_PERSONAL",
        re.compile(r"@(?<![\w.@]@)[a-z][a-z0-9_.]{1,29}[a-z0-9_](?![@\w])"),
        figures=0,
        needs=("@",),
    ),
    Pattern(
        "URL_PERSONAL",
        re.compile(
            r"[a-z](?<![\w.@/][a-z])(?=[a-z]{0,28}(?:[0-9_]|\.[a-z0-9]))[a-z0-9_.]{3,29}[a-z0-9_]"
            r"(?![@\w/])"
        ),
        figures=0,
        window=6,
    ),
    Pattern(
        "IP",
        re.compile(rf"(?<![\w.])(?:{_OCTET}\.){{3}}{_OCTET}(?!\w|\.\d)"),
        alone=address_is_likely,
        beside=NEAR,
        figures=4,
        sign=_DOTTED,
    ),
    Pattern(
        "IP",
        re.compile(
            r"(?<![\w:.])(?=[0-9a-f]{0,4}:[0-9a-f]{0,4}:)(?=[0-9a-f:]{0,37}::)[0-9a-f:]{4,39}(?![\w:])"
        ),
        alone=address_is_likely,
        needs=("::",),
    ),
    Pattern(
        "IP",
        re.compile(
            r"[0-9a-f](?<![\w:.][0-9a-f])[0-9a-f]{0,3}:(?:[0-9a-f]{1,4}:){6}[0-9a-f]{1,4}(?![\w:])"
        ),
        alone=address_is_likely,
        needs=(":",),
        sign=_COLONS,
    ),
)

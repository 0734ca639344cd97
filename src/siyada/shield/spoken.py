"""Numbers told in words: a telephone number, a year of birth."""

import re

from siyada.shield.pattern import Pattern, always

_FRENCH = (
    "zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze"
    "|seize|vingts?|trente|quarante|cinquante|soixante"
)
_ARABIC = (
    "صفر|زيرو|واحد|اثنان|اثنين|اثنا|اتنين|تنين|جوج|ثلاثه|ثلاث|تلاته|اربعه|اربع|ربعه|خمسه|خمس|سته|ست"
    "|سبعه|سبع|ثمانيه|ثماني|تمنيه|تسعه|تسع|تسعود|عشره|عشر|عشرين|عشرون|ثلاثين|ثلاثون|تلاتين|اربعين"
    "|اربعون|ربعين|خمسين|خمسون|ستين|ستون|سبعين|سبعون|ثمانين|ثمانون|تمانين|تسعين|تسعون"
)
_ONES = (
    "wa7e?d|wahe?d|tnin|tnayn|jouj|jooj|joj|tlata|tlatha|re?b3a|rab3a|kh?e?msa|xamsa|se?tta|se?b3a"
    "|tme?nya|tma?nia|te?s3oud|te?s3ud|yan|sin|krad|kkuz|smmus|sdis|tam|tza"
)
_TENS = (
    "3e?chrin|3ichrin|tlatin|re?b3in|kh?e?msin|se?ttin|se?b3in|tmanin|te?s3in|عشرين|ثلاثين|تلاتين"
    "|اربعين|ربعين|خمسين|ستين|سبعين|ثمانين|تمانين|تسعين"
)
_FIRST = (
    "cinq|six|sept|huit|kh?e?msa|se?tta|sitta|se?b3a|smmus|sdis"
    "|خمسه|سته|سبعه|ثمانيه|تمنيه|خمس|ست|سبع"
)
"""What a telephone number goes on with behind its zero."""
_BETWEEN = r"[ ,،\-]{1,3}(?:et |w |o |و ?)?"
_ANY = rf"(?:{_FRENCH}|{_ARABIC}|{_ONES}|{_TENS}|dix|sifr|sfr|walo)"
_UNIT = rf"(?:{_ARABIC}|{_ONES})"
_AND = r" ?(?:w|o|ou|و) ?"

SPOKEN: tuple[Pattern, ...] = (
    Pattern(
        "PHONE",
        re.compile(
            rf"(?<!\w)(?:zero|sifr|sfr|صفر|زيرو)[ ,،\-]{{1,3}}(?:{_FIRST})"
            rf"(?:{_BETWEEN}{_ANY}(?!\w)){{4,16}}"
        ),
        alone=always,
        needs=("zero", "sifr", "sfr", "صفر", "زيرو"),
    ),
    # The year alone, as one tells it: تزاديت عام اتنين وخمسين.
    Pattern(
        "DATE_OF_BIRTH",
        re.compile(
            r"(?:عام|سنه|3am|aseggas n) "
            rf"(?P<value>(?:(?:الف|alf){_AND}(?:تسع ?ما?يه|te?s3 ?mya){_AND})?"
            rf"(?:{_UNIT}{_AND})?(?:{_TENS}))(?!\w)"
        ),
        needs=("عام", "سنه", "3am", "aseggas n"),
        figures=0,
    ),
)

"""Find personal data: every recogniser reads the same copy of the text."""

from collections.abc import Iterable

from siyada.language.identify import Language
from siyada.shield.dates import BIRTH_DATES
from siyada.shield.identifiers import IDENTIFIERS
from siyada.shield.pattern import Recogniser
from siyada.shield.reading import read
from siyada.shield.span import Span, resolve

KINDS = (
    "PERSON", "CIN", "PASSPORT", "PHONE", "EMAIL", "ADDRESS", "DATE_OF_BIRTH", "IBAN_RIB", "CARD",
    "CNSS", "ICE", "TAX_ID", "COMPANY_REG", "MASSAR", "PLATE", "LAND_TITLE", "CIVIL_RECORD",
    "URL_PERSONAL", "IP", "HEALTH",
)  # fmt: skip
"""The kinds of personal data, as they are named in policies, pseudonyms and answers."""

RECOGNISERS: tuple[Recogniser, ...] = (*IDENTIFIERS, *BIRTH_DATES)


def detect(
    text: str,
    language: Language | None = None,
    *,
    recognisers: Iterable[Recogniser] = RECOGNISERS,
) -> list[Span]:
    """The personal data of a text, in order, without overlaps, in characters of the text as given.

    >>> detect("nemra dyali ٠٦٦١٢٣٤٥٦٧ o lacarte bh451207")
    [Span(start=12, end=22, kind='PHONE', score=0.95), Span(start=33, end=41, kind='CIN', score=0.95)]
    """
    reading = read(text)
    found = (span for one in recognisers for span in one.find(reading, language))
    return resolve(
        Span(*reading.original(span.start, span.end), span.kind, span.score) for span in found
    )

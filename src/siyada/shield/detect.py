"""Find personal data: every recogniser reads the same copy of the text."""

from collections.abc import Iterable
from functools import cache, partial
from importlib import import_module
from pathlib import Path

from siyada.errors import ConfigError
from siyada.language.identify import Language
from siyada.shield.addresses import Addresses
from siyada.shield.dates import birth_dates
from siyada.shield.encoded import Encoded
from siyada.shield.handles import Handles
from siyada.shield.health import Health
from siyada.shield.identifiers import IDENTIFIERS
from siyada.shield.names import Names
from siyada.shield.pattern import Patterns, Recogniser
from siyada.shield.reading import Reading, read
from siyada.shield.sensitive import KINDS as SENSITIVE
from siyada.shield.sensitive import Sensitive
from siyada.shield.span import Span, resolve

KINDS = (
    "PERSON", "CIN", "PASSPORT", "PHONE", "EMAIL", "ADDRESS", "DATE_OF_BIRTH", "IBAN_RIB", "CARD",
    "CNSS", "ICE", "TAX_ID", "COMPANY_REG", "MASSAR", "PLATE", "LAND_TITLE", "CIVIL_RECORD",
    "URL_PERSONAL", "IP", "HEALTH", *SENSITIVE,
)  # fmt: skip
"""The kinds of personal data, as they are named in policies, pseudonyms and answers."""


@cache
def standard() -> tuple[Recogniser, ...]:
    """The recognisers of every kind we know."""
    plain: tuple[Recogniser, ...] = (
        Patterns((*IDENTIFIERS, *birth_dates())),
        *(Names(), Addresses(), Health(), Sensitive(), Handles()),
    )
    return (*plain, Encoded(frozenset(KINDS), partial(detect, recognisers=plain)))


@cache
def recognisers(model: Path | None, loader: str) -> tuple[Recogniser, ...]:
    """Ours, and that of a bigger model if there is one; `loader` is the module that loads it.

    Raises ConfigError if it cannot be loaded.
    """
    if model is None:
        return standard()
    try:
        bigger: Recogniser = import_module(loader).load(model)
    except ImportError as error:
        raise ConfigError(
            f"shield.loader: {loader} cannot be imported ({error.name or 'see its page'} is "
            "missing). Install siyada[onnx], or leave shield.model empty."
        ) from None
    return (*standard(), bigger)


def prepare() -> None:
    """Load every table that detection reads; the first text would wait for it.

    Takes a second, or half of it on a quick machine, and 47 MiB.
    """
    detect("Mme Fatima Alaoui, 12 rue Ibn Sina, Rabat, CIN BH451207, atteinte de diabète")


def detect(
    text: str,
    language: Language | None = None,
    *,
    recognisers: Iterable[Recogniser] | None = None,
    names: frozenset[str] = frozenset(),
) -> list[Span]:
    """The personal data of a text, in order, without overlaps, in characters of the text as given.

    `names` are parts of names known from elsewhere: see `parts_of_names`.

    >>> [(span.kind, span.start, span.end) for span in detect("nemra ٠٦٦١٢٣٤٥٦٧, lacarte bh451207")]
    [('PHONE', 6, 16), ('CIN', 26, 34)]
    """
    reading = read(text, names=names)
    return resolve(
        _as_given(reading, span)
        for recogniser in (standard() if recognisers is None else recognisers)
        for span in recogniser.find(reading, language)
    )


def _as_given(reading: Reading, span: Span) -> Span:
    """The span in characters of the text as given."""
    start, end = reading.original(span.start, span.end)
    if (start, end) == (span.start, span.end):
        return span
    return Span(start, end, span.kind, span.score, span.reason)

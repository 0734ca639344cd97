"""Which facets a disagreement between sources touches, by the words it uses."""

import re
from functools import lru_cache
from typing import Final

from siyada.library.procedure import Facet, Fact

_CUES: Final[tuple[tuple[Facet, re.Pattern[str]], ...]] = (
    ("documents", re.compile(r"photo|copie|exemplaire|pièce|acte de|reproduction|صورة|نسخ|وثيقة")),
    (
        "fees",
        re.compile(
            r"coût|prix|frais|taux|barème|plafond|abattement|cotisation|\bmad\b|ثمن|كلفة|سعر"
        ),
    ),
    ("delay", re.compile(r"délai|attente|avant le|rythme|\bأجل")),
    ("where", re.compile(r"\blieu|autorité|pour payer|gestionnaire|المكان|الجهة")),
    (
        "conditions",
        re.compile(r"\bâge|note théorique|niveau|agrément|attente|longueur|jours|coefficient|السن"),
    ),
    ("steps", re.compile(r"moment du dépôt|agrément préalable|وقت الإيداع")),
    ("validity", re.compile(r"durée|permis provisoire|180 jours|مدة")),
    ("legal_basis", re.compile(r"réforme|nouveau code|\bloi\b|décret|textes d.application")),
)
_NOT_OPEN: Final = re.compile(
    # the record says which side holds
    r"périmé|à ne pas reprendre|retenir|remplacé|n'est pas dans la liste|c'est la|aujourd'hui"
    r"|décrivent la même|la cnss indique|la loi en demande|contraire au|non mis à jour"
    # or the law is moving, which no source disputes
    r"|en discussion|n'a pas pu|n'ont pas pu|a été préparé|peut changer"
)


@lru_cache(maxsize=4_096)
def matters(contradiction: Fact) -> frozenset[Facet]:
    """The facets that the disagreement is about: by its head ("Photos : …"), else by all of it."""
    text = _text(contradiction)
    head, colon, _ = (contradiction.text.fr or contradiction.text.ar or "").partition(":")
    return (_cued(head.replace("’", "'").casefold()) if colon else frozenset()) or _cued(text)


@lru_cache(maxsize=4_096)
def is_open(contradiction: Fact) -> bool:
    """Whether sources are left disagreeing; other notes of the kind only warn."""
    return _NOT_OPEN.search(_text(contradiction)) is None


def _cued(text: str) -> frozenset[Facet]:
    return frozenset(facet for facet, cue in _CUES if cue.search(text))


def _text(fact: Fact) -> str:
    return f"{fact.text.fr or ''} {fact.text.ar or ''}".replace("’", "'").casefold()

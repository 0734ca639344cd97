"""Where else to ask, and the rights of whoever asks: blocks that close an answer."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from siyada.assistant.answer import Block, Group, Run, Statement
from siyada.assistant.statements import Scribe
from siyada.language.identify import Tag
from siyada.library.procedure import Fact, Procedure
from siyada.library.record import Record

_ARABIC: Final = re.compile(r"[\u0620-\u06d3]")
_RIGHTS: Final = "simplification-55-19"
"""The procedure of the record that states the rights under law 55-19."""

_OTHER_RULES: Final = frozenset(
    {"justice", "family", "droits", "services", "financement", "donnees"}
)
"""Categories before courts, adouls, banks and companies, or with time limits of their own."""

_RIGHTS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "overview": ("conditions", "processing_time"),
    "documents": ("conditions",),
    "delay": ("processing_time",),
    "steps": ("conditions",),
}
"""Which rights matter for which facet, as fields of that procedure; the first fact of each."""


def contact(procedure: Procedure, record: Record, scribe: Scribe) -> Block:
    """Who is in charge, the portals and the telephones of the procedure; else the general one."""
    said = []
    texts = {fact.text for fact in procedure.channels}
    if procedure.channels and procedure.administration.text not in texts:
        said.append(scribe.fact(procedure, procedure.administration, "contact.administration"))
    numbers = {fact.text: fact for fact in procedure.contact_points}
    said += [scribe.fact(procedure, fact) for fact in numbers.values()]
    said += [_portal(portal.url, portal.name, scribe) for portal in procedure.portals]
    if not procedure.contact_points:
        said += _centre(record, scribe)
    return _block(scribe, said)


def elsewhere(record: Record, scribe: Scribe, lawful: Procedure | None = None) -> Block:
    """The places that take any question: the national portal, the telephone, complaints.

    Before them the lawful procedure for what was wanted against the law, if one is known.
    """
    said = [
        *([_lawful(lawful, scribe)] if lawful else []),
        _site("https://www.idarati.ma", "contact.idarati", scribe),
        *_centre(record, scribe),
        _site("https://www.chikaya.ma", "contact.chikaya", scribe),
    ]
    return _block(scribe, said)


def at_the_counter(procedure: Procedure, record: Record, scribe: Scribe) -> Block:
    """Where a person's own file can be asked about: the administration's own ways first."""
    own = procedure.channels or (procedure.administration,)
    said = [scribe.fact(procedure, fact, "lead.where") for fact in own[:2]]
    known = contact(procedure, record, scribe).groups[0].statements
    return _block(scribe, [*said, *known])


def rights(procedure: Procedure, record: Record, scribe: Scribe, facet: str) -> Block | None:
    """What law 55-19 gives whoever asks an administration, from the record; None off its ground."""
    law = record.procedures.get(_RIGHTS)
    if law is None or procedure.id == law.id or procedure.category in _OTHER_RULES:
        return None
    facts: list[Fact] = []
    for field in _RIGHTS_OF.get(facet, ()):
        facts += {"conditions": law.conditions, "processing_time": law.processing_time}[field][:1]
    said = tuple(scribe.fact(law, fact) for fact in facts)
    heading = scribe.phrases.say("heading.rights")
    return Block("rights", heading, (Group((), said),)) if said else None


def _lawful(procedure: Procedure, scribe: Scribe) -> Statement:
    return Statement(scribe.phrases.say("contact.lawful", title=scribe.words(procedure.title)))


def _centre(record: Record, scribe: Scribe) -> list[Statement]:
    """The telephone of the administrations' call centre, from the first sheet that cites it."""
    for procedure in record.procedures.values():
        for fact in procedure.contact_points:
            if fact.sources and "37 37" in (fact.text.fr or ""):
                return [scribe.fact(procedure, fact)]
    return []


def _portal(url: str, name: str | None, scribe: Scribe) -> Statement:
    """A portal by its name and address; a name that holds the address is shown alone."""
    site = _link(url, scribe.voice.language)
    if name and site[0].text in name:
        tag: Tag = "ar" if _ARABIC.search(name) else "fr"
        return Statement((replace(site[0], text=name, tag=tag),))
    if name:
        return Statement(scribe.phrases.say("contact.named_portal", name=name, site=site))
    return Statement(scribe.phrases.say("contact.portal", site=site))


def _site(url: str, key: str, scribe: Scribe) -> Statement:
    return Statement(scribe.phrases.say(key, site=_link(url, scribe.voice.language)))


def _link(url: str, base: Tag) -> tuple[Run, ...]:
    shown = url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    return (Run(shown, "und", isolate=True, url=url, base=base),)


def _block(scribe: Scribe, said: list[Statement]) -> Block:
    return Block("contact", scribe.phrases.say("heading.contact"), (Group((), tuple(said)),))

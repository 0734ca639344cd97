"""The record as JSON-LD in the terms of CPSV-AP 3.2, and back without loss.

Fields that the vocabulary names bear its names (SEMIC, Core Public Service Vocabulary Application
Profile 3.2); what it has no word for (how sure a statement is, where sources disagree) bears ours.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson
from pydantic import ValidationError

from siyada.errors import RecordError
from siyada.library.procedure import Procedure

Json = Any
"""A value that becomes JSON."""

BASE = "urn:siyada:procedure:"
_CONTEXT: dict[str, Json] = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "siyada": "urn:siyada:terms:",
}
# Our field, the property, and the class of its nodes (empty: a plain value).
_FIELDS: tuple[tuple[str, str, str], ...] = (
    ("id", "dct:identifier", ""),
    ("category", "cv:thematicArea", ""),
    ("title", "dct:title", ""),
    ("description", "dct:description", ""),
    ("aliases", "dcat:keyword", ""),
    ("administration", "cv:hasCompetentAuthority", "cv:PublicOrganisation"),
    ("audience", "siyada:audience", "siyada:Statement"),
    ("conditions", "cv:holdsRequirement", "cv:Requirement"),
    ("documents", "cpsv:hasInput", "cv:EvidenceTypeList"),
    ("costs", "cv:hasCost", "cv:Cost"),
    ("benefits", "cpsv:produces", "cpsv:Output"),
    ("processing_time", "siyada:processingTime", "siyada:Statement"),
    ("validity", "siyada:validity", "siyada:Statement"),
    ("channels", "cv:hasChannel", "cv:Channel"),
    ("portals", "foaf:page", "foaf:Document"),
    ("contact_points", "cv:hasContactPoint", "cv:ContactPoint"),
    ("steps", "cpsv:follows", "cpsv:Rule"),
    ("legal_resources", "cv:hasLegalResource", "eli:LegalResource"),
    ("contradictions", "siyada:contradiction", "siyada:Statement"),
    ("notes", "siyada:note", "siyada:Statement"),
    ("sources", "dct:source", "foaf:Document"),
)
_WITHIN: dict[str, str] = {
    "text": "dct:description",
    "case": "dct:title",
    "items": "cv:specifiesEvidenceType",
    "value": "cv:value",
    "currency": "cv:currency",
    "url": "foaf:page",
    "name": "foaf:name",
    "publisher": "dct:publisher",
    "date": "dct:issued",
    "id": "dct:identifier",
    "kind": "dct:type",
    "title": "dct:title",
    "description": "dct:description",
    "sources": "dct:source",
}
_TEXTS = frozenset({"text", "case", "title", "description", "payment"})
_OURS = "siyada:"
_NO_LANGUAGE = "und"


def to_json_ld(procedures: Iterable[Procedure]) -> dict[str, Json]:
    """The procedures as one document of JSON-LD."""
    return {"@context": _CONTEXT, "@graph": [_service(one) for one in procedures]}


def from_json_ld(content: bytes) -> Iterator[Procedure]:
    """The procedures of a document that `to_json_ld` gave; raises RecordError on a wrong one."""
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise RecordError("The file is not JSON.") from None
    graph = document.get("@graph") if isinstance(document, dict) else None
    if not isinstance(graph, list):
        raise RecordError("The file is no JSON-LD of procedures: it has no `@graph`.")
    places: dict[str, int] = {}
    for place, service in enumerate(graph):
        try:
            procedure = Procedure.model_validate(_fields(service))
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            where = ".".join(map(str, first["loc"]))
            raise RecordError(f"Entry {place + 1} of `@graph`: {where}: {first['msg']}") from None
        except (AttributeError, KeyError, TypeError, ValueError):
            raise RecordError(f"Entry {place + 1} of `@graph` is no procedure.") from None
        if (other := places.setdefault(procedure.id, place)) != place:
            raise RecordError(f"Entry {place + 1} of `@graph` has the id of entry {other + 1}.")
        yield procedure


def _service(procedure: Procedure) -> dict[str, Json]:
    values = procedure.model_dump(exclude_defaults=True)
    service: dict[str, Json] = {"@id": BASE + procedure.id, "@type": "cpsv:PublicService"}
    for field, name, kind in _FIELDS:
        if field in values:
            value = values[field]
            service[name] = (
                _literals(value)
                if field in _TEXTS
                else _nodes(value, kind)
                if kind
                else list(value)
                if isinstance(value, tuple)
                else value
            )
    return service


def _nodes(value: Json, kind: str) -> Json:
    if isinstance(value, list | tuple):
        return [_node(one, kind) for one in value]
    return _node(value, kind)


def _node(value: Mapping[str, Json], kind: str) -> dict[str, Json]:
    """A statement, a fee, a group of papers or a source as a node of its class."""
    node: dict[str, Json] = {"@type": kind}
    for field, inner in value.items():
        name = _WITHIN.get(field, _OURS + field)
        if field in _TEXTS:
            node[name] = _literals(inner)
        elif field == "items":
            node[name] = _nodes(inner, "cv:EvidenceType")
        else:
            node[name] = list(inner) if isinstance(inner, tuple) else inner
    return node


def _literals(text: Mapping[str, str]) -> list[dict[str, str]]:
    """A text as one literal a language."""
    return [
        {"@value": said, **({} if language == _NO_LANGUAGE else {"@language": language})}
        for language, said in text.items()
    ]


def _fields(service: Mapping[str, Json]) -> dict[str, Json]:
    by_name = {name: (field, kind) for field, name, kind in _FIELDS}
    found: dict[str, Json] = {}
    for name, value in service.items():
        if name.startswith("@"):
            continue
        field, kind = by_name[name]
        found[field] = (
            _text(value) if field in _TEXTS else _statements(value, field) if kind else value
        )
    return found


def _statements(value: Json, field: str) -> Json:
    if isinstance(value, list):
        return [_statement(one, field) for one in value]
    return _statement(value, field)


def _statement(node: Mapping[str, Json], field: str) -> dict[str, Json]:
    names = {name: one for one, name in _WITHIN.items() if one in _fields_of(field)}
    found: dict[str, Json] = {}
    for name, value in node.items():
        if name == "@type":
            continue
        inner = names.get(name) or name.removeprefix(_OURS)
        found[inner] = (
            _text(value)
            if inner in _TEXTS
            else _statements(value, "items")
            if inner == "items"
            else value
        )
    return found


def _fields_of(field: str) -> frozenset[str]:
    """The fields of what stands in a field of the record, of those that share a property's name."""
    match field:
        case "costs":
            return frozenset({"description", "value", "currency", "sources"})
        case "documents":
            return frozenset({"case", "items"})
        case "portals":
            return frozenset({"name", "url"})
        case "sources":
            return frozenset({"id", "title", "url", "publisher", "kind", "date"})
    return frozenset({"text", "sources"})


def _text(literals: Iterable[Mapping[str, str]]) -> dict[str, str]:
    return {one.get("@language", _NO_LANGUAGE): one["@value"] for one in literals}

"""Keys, organisations, projects and limits as values for JSON, the same on every way out."""

from dataclasses import asdict
from typing import Any

from siyada.ledger.keys import Key
from siyada.ledger.limits import Limit
from siyada.ledger.organisations import Organisation, Project

Json = Any
"""A value written as JSON."""


def key_value(key: Key, secret: str | None = None) -> dict[str, Json]:
    """A key; with its secret when it was just made."""
    rights = key.rights
    value: dict[str, Json] = {
        "object": "key",
        "number": key.number,
        "name": key.name,
        "prefix": key.prefix,
        "added": key.added,
        "project": key.project,
        "organisation": key.organisation,
        "role": rights.role,
        "expires": rights.expires and rights.expires.isoformat(timespec="seconds"),
        "models": rights.models and list(rights.models),
        "endpoints": rights.endpoints and list(rights.endpoints),
        "networks": rights.networks and list(rights.networks),
    }
    return value if secret is None else value | {"secret": secret}


def organisation_value(one: Organisation) -> dict[str, Json]:
    """An organisation."""
    return {"object": "organisation", **asdict(one)}


def project_value(one: Project) -> dict[str, Json]:
    """A project."""
    return {"object": "project", **asdict(one)}


def limit_value(kind: str, number: int, limit: Limit) -> dict[str, Json]:
    """The limits set for one subject; null is the default of the settings, or none."""
    return {"object": "limits", "of": kind, "number": number, **asdict(limit)}

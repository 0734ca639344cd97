"""Which policy was in force when: a change of what may leave is a record of the audit.

A regulator who reads that a value was masked on one day and let through on the next must see that
somebody changed the settings in between (law 09-08, article 24(1): what was done can be verified
afterwards). The settings themselves stay where they are; the audit holds their digest, which
whoever keeps old settings files can compare.
"""

import sqlite3

import orjson

from siyada.config import Settings
from siyada.ledger.audit import Audit
from siyada.ledger.verify import sha256

CHANGED = "policy changed"


def policy_digest(settings: Settings) -> str:
    """SHA-256 of the settings that decide what leaves, and where it goes; no secret is among them.

    These are `shield`, the `fallback` and targets of `models`, `routing.home`, and of each provider
    its name, its models and where it runs and keeps what it is sent.
    """
    said = {
        "shield": settings.shield.model_dump(mode="json"),
        "providers": [(one.name, *one.destination, one.models) for one in settings.providers],
        "models": [
            (one.name, one.fallback, [target.model_dump(mode="json") for target in one.targets])
            for one in settings.models
        ],
        "home": settings.routing.home,
    }
    return sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS).decode())


def note_policy(connection: sqlite3.Connection, audit: Audit, digest: str) -> None:
    """Record that the policy is another than the last time, within a write.

    Workers that read the same settings anew record one change; the first policy of a data folder is
    kept without a record, and is the `before` of the first change.
    """
    last = connection.execute("SELECT digest FROM policy").fetchone()
    if last is not None and last[0] == digest:
        return
    connection.execute("INSERT OR REPLACE INTO policy VALUES (1, ?)", (digest,))
    if last is not None:
        fields = {"by": "settings", "before": last[0], "policy": digest}
        audit.append(connection, CHANGED, fields)

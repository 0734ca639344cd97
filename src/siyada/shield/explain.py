"""What the policy would do to each piece of a text, and why: a dry run that sends nothing."""

from typing import Any

from siyada.config import ShieldSettings
from siyada.shield.detect import detect
from siyada.shield.law import UNSURE, class_of, read_badly
from siyada.shield.mask import Pseudonyms
from siyada.shield.policy import Policy

Json = Any
"""A value made for JSON."""

_ORDER = ("allow", "mask", "reroute", "refuse")
"""What happens to a whole text is the strictest of what happens to its pieces."""


def explained(text: str, policy: Policy) -> dict[str, Json]:
    """What would happen to a text, as a whole and piece by piece; values are not repeated.

    What each becomes has the form that the settings give its kind.

    `start` and `end` count characters of the text as given.

    >>> from siyada.shield.policy import Destination
    >>> answer = explained("CIN BH451207", Policy(ShieldSettings(), Destination("abroad")))
    >>> answer["action"], answer["pieces"][0]["articles"]
    ('mask', '12(1)(e), 43-44')
    """
    pseudonyms = Pseudonyms(policy.settings.forms)
    pseudonyms.reserve(text)
    pieces = []
    for span in detect(text):
        action = policy.action(span.kind)
        pieces.append(
            {
                "start": span.start,
                "end": span.end,
                "kind": span.kind,
                "score": span.score,
                "reason": span.reason,
                "becomes": pseudonyms.stand_in(span.kind, text[span.start : span.end])
                if action == "mask"
                else None,
                **_decided(policy, span.kind),
            }
        )
    if read_badly(text):
        whole = {"start": 0, "end": len(text), "kind": UNSURE, "score": 0.0, "reason": "script"}
        pieces.append({**whole, "becomes": None, **_decided(policy, UNSURE)})
    to = policy.destination
    return {
        "action": max((piece["action"] for piece in pieces), key=_ORDER.index, default="allow"),
        "destination": {
            "where": to.where,
            "country": to.country,
            "stored_in": to.stored_in,
            "purpose": to.purpose,
        },
        "pieces": pieces,
    }


def shown(settings: ShieldSettings) -> dict[str, Json]:
    """The policy in force: rules in order, purposes, the list of States with its date."""
    states = settings.states
    return {
        "rules": [rule.model_dump(mode="json") for rule in settings.rules],
        "default": settings.default,
        "purposes": {name: one.model_dump(mode="json") for name, one in settings.purposes.items()},
        "purpose_required": settings.purpose_required,
        "national_only": settings.national_only,
        "states": {
            "codes": sorted(states.codes),
            "deliberation": states.deliberation,
            "read": states.read.isoformat(),
            "certainty": states.certainty,
            "note": states.note,
            "from": str(settings.states_file or "the list that comes with Siyada"),
        },
    }


def _decided(policy: Policy, kind: str) -> dict[str, Json]:
    decision = policy.decision(kind)
    return {
        "sensitivity": class_of(kind).sensitivity,
        "action": decision.action,
        "rule": decision.rule,
        "articles": decision.articles,
        "why": decision.why,
    }

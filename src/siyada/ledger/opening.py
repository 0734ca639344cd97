"""What is known of a call before anything is sent, and whether its key may make it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from siyada.errors import Refused
from siyada.ledger.keys import Caller
from siyada.ledger.roles import may

Json = Any
"""A value read from JSON."""

SENT = frozenset({"allow", "mask"})
"""Decisions after which the request is sent."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What is known before anything is sent."""

    caller: Caller
    model: str
    provider: str
    where: str
    decision: str
    """What the shield's policy decided: allow, mask or refuse."""
    masked: Mapping[str, int] = field(default_factory=dict)
    """How many pieces of personal data of each kind were masked."""
    digest: str = ""
    """A keyed digest of what is sent."""
    tokens_in: int = 0
    tokens_most: int | None = None
    """The longest answer that the request allows, over all its choices; None if it does not say."""

    purpose: str = ""
    """What it is for: a purpose of the settings; empty where the request names none of them."""
    rerouted: str = ""
    """The kind of data for which a model in the country was asked instead."""
    asked: Json = None
    """What is asked, held until its tokens are counted where the model's tokenizer is known."""
    subject: str = ""
    """Whoever the caller asks for, as a pseudonym; empty where the request does not say."""

    def record(self) -> dict[str, Any]:
        """The fields of the audit's record."""
        return {
            "model": self.model,
            "provider": self.provider,
            "where": self.where,
            "decision": self.decision,
            "masked": self.masked,
            "tokens_in": self.tokens_in,
            **({"purpose": self.purpose} if self.purpose else {}),
            **({"rerouted": self.rerouted} if self.rerouted else {}),
        }

    def who(self) -> dict[str, Any]:
        """What names the caller or the text: kept beside the record, where it can be erased."""
        caller = self.caller
        who = {"request": caller.request, "key": caller.key.number, "digest": self.digest}
        return {**who, "subject": self.subject} if self.subject else who


def demand_rights(opening: Opening) -> None:
    """Raise Refused where the key may not ask this model, or any."""
    rights = opening.caller.key.rights
    if not may(rights.role, "call"):
        raise Refused(f"A key of the role {rights.role} asks no models. Use another key.")
    if rights.models is not None and opening.model not in rights.models:
        raise Refused("This key may not ask this model. Ask the operator.", param="model")

"""What each role may do."""

from typing import Literal

from siyada.config.signon import Role

Right = Literal["call", "usage", "manage", "organisations", "audit", "people"]

RIGHTS: dict[Role, frozenset[Right]] = {
    "developer": frozenset({"call", "usage"}),
    "admin": frozenset({"call", "usage", "manage"}),
    "owner": frozenset({"call", "usage", "manage", "organisations", "audit", "people"}),
    "officer": frozenset({"usage", "audit", "people"}),
    "auditor": frozenset({"usage", "audit"}),
}
"""`call` models; see `usage`; `manage` projects, keys and limits of one's organisation; make
`organisations`, and act in all of them; read the `audit`; answer `people` who ask what is kept
about them (law 09-08, articles 7 and 8). An admin does not read the audit, which records what
admins do."""

ROLES: tuple[Role, ...] = tuple(RIGHTS)


def may(role: Role, right: Right) -> bool:
    """Whether a role has a right.

    >>> may("auditor", "audit"), may("auditor", "call")
    (True, False)
    """
    return right in RIGHTS[role]

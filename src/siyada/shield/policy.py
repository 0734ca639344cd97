"""What happens to personal data: by kind, and by where the model runs."""

from siyada.config import Action, ShieldSettings, Where

UNREAD = "UNREAD"
"""The kind of what cannot be searched: pictures, sound, binary data, numbers that stand for words.

It cannot be masked, so it is refused wherever the policy does not allow it.
"""


def decide(kind: str, where: Where, settings: ShieldSettings) -> Action:
    """What to do with a kind of personal data: the first rule that fits, else the default.

    >>> decide("CIN", "abroad", ShieldSettings())
    'mask'
    """
    for rule in settings.rules:
        if rule.where == where and (kind in rule.kinds or "*" in rule.kinds):
            action = rule.action
            break
    else:
        action = settings.default
    return "refuse" if kind == UNREAD and action == "mask" else action

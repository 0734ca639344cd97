"""Settings of the shield: what happens to personal data, by kind and by destination."""

from typing import Literal

from pydantic import Field

from siyada.config.section import Section, Where

Action = Literal["allow", "mask", "reroute", "refuse"]


class ShieldRule(Section):
    """What to do with some kinds of personal data, by destination."""

    kinds: tuple[str, ...] = Field(description='Kinds of personal data, or ["*"] for all')
    where: Where = Field(description="Where the model runs")
    action: Action = Field(
        description="allow, mask, reroute (to a model here; refused where none can) or refuse"
    )


class ShieldSettings(Section):
    """The policy of the shield. The first rule that fits decides."""

    default: Action = Field("mask", description="What to do where no rule fits")
    rules: tuple[ShieldRule, ...] = Field(
        (ShieldRule(kinds=("*",), where="here", action="allow"),),
        description="Rules, first fit decides",
    )

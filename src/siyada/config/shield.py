"""Settings of the shield: what happens to personal data, by kind, law, purpose and destination."""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from siyada.config.section import Section, Where
from siyada.config.states import LIST, States, read_states

Action = Literal["allow", "mask", "reroute", "refuse"]
Sensitivity = Literal["ordinary", "authorisation", "sensitive", "unsure"]
"""Of a kind of data, in law 09-08: `authorisation`, article 12(1)(e) and what is treated alike;
`sensitive`, articles 1(3) and 12(1)(d); `unsure`, what could not be searched."""
Form = Literal["pseudonym", "surrogate", "generalise", "remove"]
"""What stands in the place of a value that is masked."""

_COUNTRY = re.compile("[A-Z]{2}|listed|unlisted")


def _country(value: str) -> str:
    if not _COUNTRY.fullmatch(value):
        raise ValueError("write a country as ISO 3166-1 does (FR), or `listed`, or `unlisted`")
    return value


class ShieldRule(Section):
    """What to do with some personal data. What a rule does not name it does not ask for."""

    kinds: tuple[str, ...] = Field(
        ("*",), min_length=1, description='Kinds of personal data, or ["*"] for all'
    )
    sensitivity: Sensitivity | Literal["*"] = Field(
        "*", description="How the law classes the kind: see docs/shield.md"
    )
    where: Where | Literal["*"] = Field("*", description="Where the model runs")
    countries: tuple[Annotated[str, AfterValidator(_country)], ...] = Field(
        (),
        description="Countries of a model abroad, as `FR`; `listed` for States with sufficient "
        "protection, `unlisted` for all others and the unknown",
    )
    purposes: tuple[str, ...] = Field((), description="Purposes, by their names in `purposes`")
    authorised: bool | None = Field(
        None, description="Whether the purpose has an authorisation of the CNDP"
    )
    action: Action = Field(
        description="allow, mask, refuse, or reroute to a model in the country; refused without one"
    )


class Purpose(Section):
    """What data is processed for (law 09-08, article 3)."""

    title: str = Field(description="The purpose as it was declared")
    authorisation: str = Field(
        "", description="Number of the CNDP's authorisation, where it gave one (article 12)"
    )
    kinds: tuple[str, ...] = Field(
        ("*",), description="Kinds that it may see in clear; others are masked even here (3(1)(c))"
    )


_CLOSED = (
    ShieldRule(where="here", action="allow"),
    ShieldRule(sensitivity="sensitive", countries=("listed",), authorised=True, action="mask"),
    ShieldRule(sensitivity="sensitive", action="reroute"),
    ShieldRule(sensitivity="authorisation", where="abroad", authorised=False, action="reroute"),
    ShieldRule(sensitivity="unsure", countries=("unlisted",), action="reroute"),
)


class ShieldSettings(Section):
    """The policy of the shield. The first rule that fits decides."""

    default: Action = Field("mask", description="What to do where no rule fits")
    rules: tuple[ShieldRule, ...] = Field(_CLOSED, description="Rules, first fit decides")
    purposes: dict[str, Purpose] = Field(
        {}, description="What data is processed for, by the name that requests give"
    )
    purpose: str = Field("", description="The purpose of requests that name none")
    purpose_required: bool = Field(
        default=False, description="Whether a request without a purpose is refused (article 3)"
    )
    national_only: bool = Field(
        default=False,
        description="Whether nothing at all may go abroad (law 05-20, article 11): a provider "
        "abroad then stops the server",
    )
    states_file: Path | None = Field(
        None, description="List of States with sufficient protection; ours if unset"
    )

    model: Path | None = Field(
        None,
        description="Folder of a bigger model that runs here and marks personal data too (extra "
        "`onnx`); none if unset",
    )
    loader: str = Field(
        "siyada.shield.onnx", description="The module that loads `model`: it has `load(folder)`"
    )
    forms: dict[str, Form] = Field(
        {},
        description="What stands in the place of a kind, `*` for all others: `pseudonym` (unless "
        "set), `surrogate`, `generalise` or `remove`; the last two do not come back",
    )
    invented: tuple[str, ...] = Field(
        (),
        description='Kinds masked in answers when they were not in the request; ["*"] for all. The '
        "stream then comes by sentences",
    )

    @model_validator(mode="after")
    def _holds_together(self) -> "ShieldSettings":
        named = {name for rule in self.rules for name in rule.purposes} | {self.purpose} - {""}
        if named - set(self.purposes):
            raise ValueError("a rule or `purpose` names a purpose that `purposes` does not have")
        if self.purpose_required and not self.purposes:
            raise ValueError("`purpose_required` needs `purposes`: there is none to name")
        if self.forms.get("*") == "generalise":
            raise ValueError("not every kind can be generalised: name the kinds")
        read_states(self.states_file or LIST)
        return self

    @property
    def states(self) -> States:
        """The States with sufficient protection."""
        return read_states(self.states_file or LIST)

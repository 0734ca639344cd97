"""Settings of routing: which providers a model's name leads to, and what happens when they fail."""

from pydantic import Field

from siyada.config.section import Section


class TargetSettings(Section):
    """One of the providers of a model."""

    provider: str = Field(description="Name of the provider")
    model: str | None = Field(None, description="The model's name there, when it is another one")
    weight: int | None = Field(
        None, ge=1, le=1000, description="Its share of the requests; the provider's when unset"
    )


class ModelSettings(Section):
    """A model's name: who answers for it, what it can do, and who stands in for it."""

    name: str = Field(
        pattern=r"^[A-Za-z0-9_.:/@-]{1,128}$", description="The name that callers ask for"
    )
    targets: tuple[TargetSettings, ...] = Field(
        (), description="Who answers; the providers whose `models` name it when there is none"
    )
    fallback: tuple[str, ...] = Field(
        (),
        description="Models asked, in this order, when all its providers fail; only those that are "
        "said here to be able to do what the request asks for",
    )
    tools: bool | None = Field(None, description="Whether it can call tools")
    images: bool | None = Field(None, description="Whether it sees pictures")
    json_schema: bool | None = Field(None, description="Whether it can answer in JSON by a schema")
    context: int | None = Field(
        None, ge=1, description="The most tokens of a request and its answer together"
    )


class RoutingSettings(Section):
    """What happens when providers fail, before the first byte of an answer."""

    retries: int = Field(
        2, ge=0, le=5, description="How often the providers of a model are asked again, with pauses"
    )
    pause_seconds: float = Field(
        0.2,
        gt=0,
        le=10,
        description="Longest first pause; each is drawn by lot, the next is longer",
    )
    failures: int = Field(
        5, ge=1, description="Failures in a row after which a provider is not asked for a while"
    )
    rest_seconds: float = Field(
        5.0, gt=0, description="How long that is the first time; then one request tries it"
    )
    longest_rest_seconds: float = Field(
        60.0, gt=0, description="How long at most; it doubles each time the try fails"
    )
    home: tuple[str, ...] = Field(
        (),
        description="Models for what the shield's action `reroute` keeps in the country; the first "
        "that can do what the request asks for. If unset, all that run there, `here` first",
    )

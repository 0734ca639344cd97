"""Settings of the model servers."""

from typing import Literal

from pydantic import Field, model_validator

from siyada.config.section import Section, Where

HERE = "MA"
"""The country that `here` means."""
Kind = Literal["openai", "mistral"]


class ProviderSettings(Section):
    """One model server."""

    name: str = Field(
        pattern=r"^[A-Za-z0-9._-]{1,40}$",
        description="Name used in headers, in the audit and in logs: letters, digits, `.` `_` `-`",
    )
    kind: Kind = Field(
        "openai", description="`mistral` narrows requests to what Mistral's servers accept"
    )
    url: str = Field(pattern=r"^https?://", description="Base address, ending in /v1")
    key_env: str | None = Field(None, description="Environment variable that holds the key")
    where: Where = Field(
        "abroad", description="Where it runs; texts that go `abroad` pass the shield"
    )
    country: str | None = Field(
        None,
        pattern=r"^[A-Z]{2}$",
        description="Country where it runs, two letters (ISO 3166-1); `here` is `MA`",
    )
    weight: int = Field(
        1, ge=1, le=1000, description="Its share of the requests for a model that others offer too"
    )
    models: tuple[str, ...] = Field(description="Model names that are routed to it")
    timeout_seconds: float = Field(
        60.0, gt=0, description="Longest wait for the next bytes, in seconds"
    )
    tifinagh: Literal["as_is", "latin"] = Field(
        "as_is",
        description="`latin` sends Tifinagh to chat models in Latin letters, for a quarter of the "
        "tokens, and brings the answer back",
    )

    @model_validator(mode="after")
    def _here_is_here(self) -> "ProviderSettings":
        if self.where == "here" and self.country not in {None, HERE}:
            raise ValueError(f"what runs in {self.country} is not `here`: set `where` to `abroad`")
        return self

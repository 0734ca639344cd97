"""Settings of the model servers."""

from typing import Literal

from pydantic import Field, model_validator

from siyada.config.section import Section, Where

HERE = "MA"
"""The country that `here` and `country` mean."""
Kind = Literal["openai", "vllm", "mistral"]


class ProviderSettings(Section):
    """One model server."""

    name: str = Field(
        pattern=r"^[A-Za-z0-9._-]{1,40}$",
        description="Name used in headers, in the audit and in logs: letters, digits, `.` `_` `-`",
    )
    kind: Kind = Field(
        "openai",
        description="Whose API it speaks: says what it may be asked for, and narrows requests to "
        "what it accepts",
    )
    url: str = Field(pattern=r"^https?://", description="Base address, ending in /v1")
    key_env: str | None = Field(None, description="Environment variable that holds the key")
    where: Where = Field(
        "abroad",
        description="Where it runs: `here` for this organisation's machines, `country` for others "
        "in Morocco; texts that leave `here` pass the shield",
    )
    country: str | None = Field(
        None,
        pattern=r"^[A-Z]{2}$",
        description="Country it runs in, as `FR`; unknown if unset, and then taken for one without "
        "sufficient protection",
    )
    stored_in: str | None = Field(
        None,
        pattern=r"^[A-Z]{2}$",
        description="Country where its operator keeps what it is sent, where that is another",
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
    def _is_where_it_says(self) -> "ProviderSettings":
        home = {self.country or HERE, self.stored_in or HERE} == {HERE}
        if self.where != "abroad" and not home:
            raise ValueError('a country other than MA is abroad: write where = "abroad"')
        if self.where == "abroad" and self.country == HERE and self.stored_in in {None, HERE}:
            raise ValueError('MA is not abroad: write where = "country"')
        return self

    @property
    def destination(self) -> tuple[str, str | None, str | None]:
        """Where what it is sent goes and is kept: what the policy decides by."""
        return self.where, self.country, self.stored_in

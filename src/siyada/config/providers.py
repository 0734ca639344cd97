"""Settings of the model servers."""

from typing import Literal

from pydantic import Field

from siyada.config.section import Section, Where


class ProviderSettings(Section):
    """One model server."""

    name: str = Field(
        pattern=r"^[A-Za-z0-9._-]{1,40}$",
        description="Name used in headers, in the audit and in logs: letters, digits, `.` `_` `-`",
    )
    kind: Literal["openai", "mistral"] = Field(
        "openai", description="`mistral` narrows requests to what Mistral's servers accept"
    )
    url: str = Field(pattern=r"^https?://", description="Base address, ending in /v1")
    key_env: str | None = Field(None, description="Environment variable that holds the key")
    where: Where = Field(
        "abroad", description="Where it runs; texts that go `abroad` pass the shield"
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

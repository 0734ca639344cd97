"""Settings of sign-on: whom people sign on with, and what that makes of them."""

from typing import Literal

from pydantic import Field, model_validator

from siyada.config.section import Section

Role = Literal["developer", "admin", "owner", "officer", "auditor"]


class SignonRole(Section):
    """What a value of the role claim makes of a person."""

    value: str = Field(min_length=1, description="A value of the claim, as a group's name")
    role: Role = Field(description="What it makes of a person: see docs/keys.md")
    organisation: int = Field(1, ge=1, description="The number of the person's organisation")


class SignonSettings(Section):
    """OpenID Connect: whom people sign on with for the consoles. Off while `issuer` is empty."""

    issuer: str = Field(
        "",
        pattern=r"^(https://.+|http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(/.*)?)?$",
        description="The provider's address, as its tokens say it; HTTPS, or on this machine",
    )
    client_id: str = Field("", description="The name that the provider knows this server by")
    client_secret_env: str | None = Field(
        None, description="Environment variable that holds the client's secret; none if public"
    )
    redirect_url: str = Field(
        "",
        pattern=r"^(https?://[^/]+/signon/callback)?$",
        description="Public address of `/signon/callback`, as registered with the provider",
    )
    scopes: tuple[str, ...] = Field(("openid",), description="Scopes that are asked for")
    role_claim: str = Field("groups", description="Claim of the token that holds a person's groups")
    roles: tuple[SignonRole, ...] = Field(
        (), description="What a value of the claim makes of a person; the first fit decides"
    )
    hours: float = Field(8.0, gt=0, le=168, description="Hours until a person signs on again")

    @model_validator(mode="after")
    def _is_complete(self) -> "SignonSettings":
        if self.issuer and not (self.client_id and self.redirect_url and self.roles):
            raise ValueError("sign-on needs `client_id`, `redirect_url` and `roles`")
        if self.issuer and "openid" not in self.scopes:
            raise ValueError("`scopes` must have `openid`")
        return self

"""Settings of the server and of its public pages."""

from pathlib import Path

from pydantic import Field, model_validator

from siyada.config.section import Section

_LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, level AA."""


class ServerSettings(Section):
    """Where the server listens and what it accepts."""

    host: str = Field("127.0.0.1", description="Address to listen on; loopback unless changed")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one")
    workers: int = Field(
        1, ge=1, le=64, description="Processes that answer on the port; one a core is enough"
    )
    drain_seconds: float = Field(
        30.0,
        ge=0,
        description="How long answers may still run when the server is told to stop, in seconds",
    )
    max_body_bytes: int = Field(
        1_000_000, ge=1_000, description="Largest request body accepted, in bytes"
    )
    max_question_characters: int = Field(
        2_000, ge=10, description="Longest question that the assistant accepts, in characters"
    )
    organisation: str = Field("", description="Name shown in the header of the pages")
    colour: str = Field(
        "",
        pattern=r"^(#[0-9a-fA-F]{6})?$",
        description="Colour of links and buttons, as `#0b4f6c`; refused when white on it is hard "
        "to read (contrast under 4.5:1, WCAG 1.4.3)",
    )
    logo: Path | None = Field(
        None, description="SVG or PNG file shown beside the name, 50 kB at most; needs the name"
    )

    @model_validator(mode="after")
    def _is_readable(self) -> "ServerSettings":
        if self.colour and _contrast_with_white(self.colour) < _LEAST_CONTRAST:
            raise ValueError("white cannot be read on this colour: take a darker one")
        if self.logo and not self.organisation:
            raise ValueError("a logo says nothing to those who cannot see it: set `organisation`")
        return self


class TraceSettings(Section):
    """Traces of requests: when, which address, which status, who answered; never content."""

    endpoint: str | None = Field(
        None,
        pattern=r"^https?://",
        description="Address that takes OpenTelemetry's traces (OTLP over HTTP, ends in "
        "`/v1/traces`); none are made unless it is set. Needs the extra `otel`",
    )
    share: float = Field(1.0, ge=0, le=1, description="Share of the requests that are traced")


def _contrast_with_white(colour: str) -> float:
    """Contrast of a colour (`#0b4f6c`) with white, 1 to 21, after WCAG 2.2."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    light = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
    return 1.05 / (0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] + 0.05)

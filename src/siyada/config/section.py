"""What every section of the settings shares."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Where = Literal["here", "country", "abroad"]
"""Where a model runs: on this organisation's machines, on another's in Morocco, or abroad."""
Json = Any
"""A value read from JSON or TOML."""


class Section(BaseModel):
    """A part of the settings: frozen, and an unknown name in it is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)

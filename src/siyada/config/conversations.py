"""Settings of the conversations that callers keep here."""

from pathlib import Path

from pydantic import Field

from siyada.config.section import Section


class ConversationSettings(Section):
    """Conversations kept for `/v1/conversations`, encrypted at rest."""

    days: int = Field(
        30, ge=0, le=3_650, description="Days after its last use when one goes; 0 keeps none"
    )
    key_file: Path | None = Field(
        None,
        description="File of the key that seals them; `sealing.key` in `data` if unset. Best on "
        "another disk than the data",
    )

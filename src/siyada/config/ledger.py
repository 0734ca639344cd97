"""Settings of what the platform remembers: limits and audit."""

from pathlib import Path

from pydantic import Field

from siyada.config.section import Section


class LimitSettings(Section):
    """Limits of the public pages and of a key."""

    questions_per_ten_minutes: int = Field(
        60, ge=1, description="Questions from one network prefix in ten minutes, on the pages"
    )
    answers_at_once: int = Field(
        4, ge=1, description="Answers of the assistant made at once, on the pages; others wait"
    )
    questions_waiting: int = Field(
        100, ge=0, description="Questions that may wait on the pages; others are turned away"
    )
    requests_per_minute: int = Field(600, ge=1, description="Requests of one key in a minute")


class AuditSettings(Section):
    """Where the audit keeps what proves it whole. Best on another disk than the data."""

    key_file: Path | None = Field(
        None, description="File of the key that chains the records; `audit.key` in `data` if unset"
    )
    checkpoint_file: Path | None = Field(
        None,
        description="File that notes where the chain ends; `audit.checkpoint` in `data` if unset",
    )

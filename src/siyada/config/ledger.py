"""Settings of what the platform remembers: limits and audit."""

from pathlib import Path
from typing import Literal

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
    tokens_per_minute: int | None = Field(
        None, ge=1, description="Tokens of one key in a minute, in and out; no limit if unset"
    )
    tokens_per_day: int | None = Field(
        None, ge=1, description="Tokens of one key in a day (UTC); no limit if unset"
    )
    calls_at_once: int | None = Field(
        None, ge=1, description="Calls of one key open at once; no limit if unset"
    )
    mad_per_month: int | None = Field(
        None, ge=0, description="Dirhams of one key in a month (UTC); no limit if unset"
    )


class AccountingSettings(Section):
    """What calls cost, and whose count of tokens is billed."""

    prices: Path | None = Field(
        None, description="File of prices and energy by model and provider: see docs/accounting.md"
    )
    billed: Literal["provider", "here", "greater"] = Field(
        "provider",
        description="Whose count is billed: the provider's unless it is under a quarter of ours, "
        "ours, or the greater of the two",
    )
    tokenizers: dict[str, str] = Field(
        {},
        description="By model: a file, or one of mistral-common's as `tekken_240911.json`, whose "
        "count settles; else an estimate does. Needs the extra `tokens`",
    )
    tokens_out_reserved: int = Field(
        1_000, ge=1, description="Tokens of an answer reserved where the request sets no maximum"
    )


class AuditSettings(Section):
    """Where the audit keeps what proves it whole. Best on another disk than the data."""

    key_file: Path | None = Field(
        None, description="File of the key that chains the records; `audit.key` in `data` if unset"
    )
    checkpoint_file: Path | None = Field(
        None,
        description="File that notes where the chain ends; `audit.checkpoint` in `data` if unset",
    )
    signing_key_file: Path | None = Field(
        None, description="File of the key that signs checkpoints; `audit.sign` in `data` if unset"
    )
    sign_seconds: float = Field(
        300.0, gt=0, description="How often a checkpoint is signed while there are new records"
    )
    deposit_file: Path | None = Field(
        None, description="File that signed checkpoints are added to, best on another machine"
    )
    deposit_command: tuple[str, ...] = Field(
        (), description="Program, and its arguments, given each signed checkpoint on standard input"
    )
    keep_days: int = Field(
        1826, ge=365, description="Days that records are kept: a year at least (law 05-20, art. 26)"
    )


class FileSettings(Section):
    """Files that callers upload over the API; kept encrypted, each for its key alone."""

    max_bytes: int = Field(25_000_000, ge=1_000, description="Largest file accepted, in bytes")
    bytes_per_key: int = Field(
        1_000_000_000, ge=1_000, description="What the files of one key may hold together, in bytes"
    )
    keep_days: int = Field(
        30, ge=1, description="Days after which a file is erased, if its caller did not say earlier"
    )

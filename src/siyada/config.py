"""Settings: one TOML file, then the environment. The only module that reads the environment.

The file is `siyada.toml` in the working folder, or the one that `SIYADA_CONFIG` names. A single
value is overridden by `SIYADA_<SECTION>__<NAME>` (`SIYADA_SERVER__PORT=8001`); `SIYADA_DATA` names
the folder of everything that is kept. An unknown setting stops the server: a misspelt `[sheild]`
must not disable the shield.
"""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from siyada.errors import ConfigError

Where = Literal["here", "abroad"]
Action = Literal["allow", "mask", "refuse"]
Json = Any
"""A value read from JSON or TOML."""

_LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, level AA."""
_PASSWORD = re.compile(r"//[^/@]*@")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ServerSettings(_Section):
    """Where the server listens and what it accepts."""

    host: str = Field("127.0.0.1", description="Address to listen on; loopback unless changed")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one")
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


class ProviderSettings(_Section):
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


class ShieldRule(_Section):
    """What to do with some kinds of personal data, by destination."""

    kinds: tuple[str, ...] = Field(description='Kinds of personal data, or ["*"] for all')
    where: Where = Field(description="Where the model runs")
    action: Action = Field(description="allow, mask or refuse")


class ShieldSettings(_Section):
    """The policy of the shield. The first rule that fits decides."""

    default: Action = Field("mask", description="What to do where no rule fits")
    rules: tuple[ShieldRule, ...] = Field(
        (ShieldRule(kinds=("*",), where="here", action="allow"),),
        description="Rules, first fit decides",
    )


class LimitSettings(_Section):
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


class AuditSettings(_Section):
    """Where the audit keeps what proves it whole. Best on another disk than the data."""

    key_file: Path | None = Field(
        None, description="File of the key that chains the records; `audit.key` in `data` if unset"
    )
    checkpoint_file: Path | None = Field(
        None,
        description="File that notes where the chain ends; `audit.checkpoint` in `data` if unset",
    )


class Settings(_Section):
    """Everything that can be set."""

    data: Path = Field(description="Folder of everything that is kept (SIYADA_DATA)")
    procedures: Path = Field(description="Folder of the record of procedures, one file each")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Least severe event that is logged"
    )
    server: ServerSettings = Field(ServerSettings(), description="The server")
    providers: tuple[ProviderSettings, ...] = Field((), description="Model servers")
    shield: ShieldSettings = Field(ShieldSettings(), description="The policy of the shield")
    limits: LimitSettings = Field(LimitSettings(), description="Limits")
    audit: AuditSettings = Field(AuditSettings(), description="The audit")

    @model_validator(mode="after")
    def _names_are_clear(self) -> "Settings":
        names = [provider.name for provider in self.providers]
        if len(set(names)) < len(names):
            raise ValueError("two providers have the same name")
        if any("siyada" in (one.name, *one.models) for one in self.providers):
            raise ValueError("`siyada` is the assistant's name: no provider or model may have it")
        return self


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings from the file and the environment; raises ConfigError naming what is wrong."""
    env = os.environ if environ is None else environ
    values = _read_file(env)
    _override(values, env)
    values.setdefault("data", env.get("SIYADA_DATA") or _default_data(env))
    values.setdefault("procedures", _default_procedures())
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}"
            for item in error.errors(include_input=False)
        )
        raise ConfigError(f"The settings are wrong: {wrong}. See docs/settings.md.") from None


def flat_settings(settings: Settings) -> Iterator[tuple[str, Json]]:
    """Each value of the settings by its path; passwords in addresses are hidden."""
    yield from _flat(settings.model_dump(mode="json"), "")


def setting_origins(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """What the file and the environment set, by path, and which of the two it was.

    A list (the providers, the rules) is one path, since it is set as a whole.
    """
    env = os.environ if environ is None else environ
    file = env.get("SIYADA_CONFIG", "siyada.toml")
    found = {path.split("[")[0]: file for path, _ in _flat(_read_file(env), "")}
    for name in env:
        if name.startswith("SIYADA_") and name != "SIYADA_CONFIG":
            found[".".join(name.removeprefix("SIYADA_").lower().split("__"))] = name
    return found


def secret(name: str | None, environ: Mapping[str, str] | None = None) -> str | None:
    """The secret that an environment variable holds; raises ConfigError when it is not set."""
    if name is None:
        return None
    value = (os.environ if environ is None else environ).get(name)
    if not value:
        raise ConfigError(f"The environment variable {name} is not set: it holds a provider's key.")
    return value


def _read_file(env: Mapping[str, str]) -> dict[str, Json]:
    named = env.get("SIYADA_CONFIG")
    path = Path(named) if named else Path("siyada.toml")
    if not path.is_file():
        if named:
            raise ConfigError("The file that SIYADA_CONFIG names does not exist.")
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML in UTF-8: {error}.") from None
    except OSError:
        raise ConfigError(f"{path} cannot be read. Check its owner and rights.") from None


def _override(values: dict[str, Json], env: Mapping[str, str]) -> None:
    """Put `SIYADA_<SECTION>__<NAME>` over what the file says; JSON where it parses, else text."""
    for name, text in sorted(env.items()):
        if not name.startswith("SIYADA_") or name in {"SIYADA_CONFIG", "SIYADA_DATA"}:
            continue
        *sections, last = name.removeprefix("SIYADA_").lower().split("__")
        target = values
        for section in sections:
            target = target.setdefault(section, {})
            if not isinstance(target, dict):
                raise ConfigError(f"{name} cannot be set: {section} is not a section of settings.")
        try:
            target[last] = orjson.loads(text)
        except orjson.JSONDecodeError:
            target[last] = text
    if env.get("SIYADA_DATA"):
        values["data"] = env["SIYADA_DATA"]


def _flat(value: Json, path: str) -> Iterator[tuple[str, Json]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for place, inner in enumerate(value):
            yield from _flat(inner, f"{path}[{place}]")
    else:
        yield path, _PASSWORD.sub("//…@", value) if isinstance(value, str) else value


def _contrast_with_white(colour: str) -> float:
    """Contrast of a colour (`#0b4f6c`) with white, 1 to 21, after WCAG 2.2."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    light = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
    return 1.05 / (0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] + 0.05)


def _default_data(env: Mapping[str, str]) -> Path:
    """The folder of the XDG Base Directory Specification for a user's data."""
    base = env.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "siyada"


def _default_procedures() -> Path:
    """The record inside an installed package, else the one of the repository it runs from."""
    packaged = Path(__file__).parent / "data" / "procedures"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "data" / "procedures"

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

import orjson
from pydantic import ValidationError

from siyada.config.section import Json
from siyada.config.settings import Settings
from siyada.errors import ConfigError

_PASSWORD = re.compile(r"//[^/@]*@")


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
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
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


def _default_data(env: Mapping[str, str]) -> Path:
    """The folder of the XDG Base Directory Specification for a user's data."""
    base = env.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "siyada"


def _default_procedures() -> Path:
    """The record inside an installed package, else the one of the repository it runs from."""
    packaged = Path(__file__).parents[1] / "data" / "procedures"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "data" / "procedures"

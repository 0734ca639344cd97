"""Settings: the file, the environment, and what is refused."""

from pathlib import Path

import pytest

from siyada.config import load_settings, secret
from siyada.errors import ConfigError


def test_the_environment_overrides_one_value_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "siyada.toml"
    file.write_text('[server]\nport = 9000\norganisation = "X"\n', encoding="utf-8")
    settings = load_settings({"SIYADA_CONFIG": str(file), "SIYADA_SERVER__PORT": "9001"})
    assert settings.server.port == 9001
    assert settings.server.organisation == "X"


def test_a_misspelt_section_stops_the_server(tmp_path: Path) -> None:
    file = tmp_path / "siyada.toml"
    file.write_text("[sheild]\ndefault = 'allow'\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="sheild"):
        load_settings({"SIYADA_CONFIG": str(file)})


def test_a_missing_named_file_is_an_error() -> None:
    with pytest.raises(ConfigError, match="SIYADA_CONFIG"):
        load_settings({"SIYADA_CONFIG": "/nowhere/siyada.toml"})


def test_a_missing_secret_names_its_variable() -> None:
    with pytest.raises(ConfigError, match="SOME_KEY"):
        secret("SOME_KEY", {})


def test_siyada_data_names_the_folder(tmp_path: Path) -> None:
    assert load_settings({"SIYADA_DATA": str(tmp_path)}).data == tmp_path

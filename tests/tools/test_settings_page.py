"""The documents about settings say what the code does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from siyada.config import Settings, load_settings
from siyada.errors import ConfigError
from tools.settings_page import PAGE, page

ROOT = Path(__file__).parents[2]


def test_the_page_is_as_the_code_has_it() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tools/settings_page.py"


def names(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield name
        for kind in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from names(kind)


def test_each_setting_is_read_somewhere() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "src" / "siyada").rglob("*.py")
        if "config" not in path.parts
    )
    assert [name for name in names(Settings) if f".{name}" not in code] == []


@pytest.mark.parametrize("file", sorted((ROOT / "examples").glob("*.toml")), ids=lambda p: p.name)
def test_each_example_can_be_loaded(file: Path) -> None:
    settings = load_settings({"SIYADA_CONFIG": str(file)})
    assert settings.server.organisation or settings.providers
    assert f"SIYADA_CONFIG=examples/{file.name} siyada serve" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("providers", "said"),
    [
        ([{"name": "a", "url": "http://b/v1", "models": ["m"]}] * 2, "same name"),
        ([{"name": "a", "url": "http://b/v1", "models": ["siyada"]}], "assistant's name"),
        ([{"name": "siyada", "url": "http://b/v1", "models": ["m"]}], "assistant's name"),
        ([{"name": "a b", "url": "http://b/v1", "models": ["m"]}], "providers.0.name"),
        ([{"name": "a", "url": "file:///etc", "models": ["m"]}], "providers.0.url"),
    ],
    ids=["twice", "model", "name", "blank", "file"],
)
def test_providers_that_could_be_confused_are_refused(
    providers: list[dict[str, object]], said: str, tmp_path: Path
) -> None:
    lines = []
    for provider in providers:
        lines.append("[[providers]]")
        lines += [f"{name} = {value!r}" for name, value in provider.items()]
    file = tmp_path / "siyada.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        load_settings({"SIYADA_CONFIG": str(file)})

"""What was found, as a page."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tools.compatibility.features import FEATURES, KINDS, NOT_OFFERED, Feature, Kind
from tools.compatibility.run import ROOT, SCRIPTS, Found
from tools.markdown import table

Json = Any

PAGE = ROOT / "docs" / "compatibility.md"
OFFICIAL = ("mistralai-1", "mistralai-2", "mistralai-3", "openai-3")
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
_KIND = {"mistral": "Mistral's cloud", "vllm": "vLLM"}
_SHORT = {"mistral": "Mistral", "vllm": "vLLM"}


def page(found: dict[str, Found]) -> str:
    """The page of what was found, by environment."""
    official = [name for name in SCRIPTS if name in OFFICIAL]
    others = [name for name in SCRIPTS if name not in OFFICIAL]
    text = Path(__file__).with_name("page.md").read_text(encoding="utf-8")
    for name, environments in (("{published}", official), ("{others}", others)):
        text = text.replace(name, _table(environments, found))
    return text


def _table(environments: Sequence[str], found: dict[str, Found]) -> str:
    columns = [
        (f"{column} {_versions(environment)[_package(column)]}", kinds)
        for environment in environments
        for column, kinds in found[environment].items()
    ]
    rows = [
        [feature.title, *(cell(feature, kinds) for _, kinds in columns)]
        for feature in FEATURES
        if any(feature.name in results for _, kinds in columns for results in kinds.values())
    ]
    return table(["", *(title for title, _ in columns)], rows)


def cell(feature: Feature, kinds: dict[Kind, dict[str, Json]]) -> str:
    """Where a client does this, in a word."""
    if any(feature.name not in kinds[kind] for kind in KINDS):
        return "–"
    wrong = [kind for kind in KINDS if kinds[kind][feature.name] != feature.expected(kind)]
    if wrong:
        return "fails at " + " and ".join(_KIND[kind] for kind in wrong)
    able = [kind for kind in KINDS if feature.expected(kind) != NOT_OFFERED]
    return _SHORT[able[0]] if len(able) == 1 else "yes"


def _package(column: str) -> str:
    name = column.split(",")[0]
    return "pydantic-ai-slim" if name == "pydantic-ai" else name


def _versions(environment: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{environment}.lock").read_text(encoding="utf-8")
    return dict(_PINNED.findall(text))

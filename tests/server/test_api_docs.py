"""The page about the API names every code, header and setting that it should."""

from pathlib import Path

from siyada import errors
from siyada.server.api.headers import siyada_headers

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def test_every_code_of_an_error_is_described_with_its_status() -> None:
    found = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    kinds = [kind for kind in found if issubclass(kind, errors.SiyadaError)]
    told = [kind for kind in kinds if kind.code not in {"record_error", "config_error"}]
    rows = [line for line in PAGE.splitlines() if line.startswith("| ")]
    missing = [
        kind.code
        for kind in told
        if not any(f"| {kind.status} |" in row and f"`{kind.code}`" in row for row in rows)
    ]
    assert missing == []


def test_every_header_of_ours_is_described() -> None:
    assert all(f"`{name}`" in PAGE for name in siyada_headers("here", "rack", {}))

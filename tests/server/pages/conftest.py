"""The server that the tests of the pages ask, where they need no other settings."""

from collections.abc import Iterator

import pytest

from siyada.config import load_settings
from siyada.server.trial import Trial, trial


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """A server on the whole record."""
    folder = tmp_path_factory.mktemp("pages")
    environ = {
        "HOME": str(folder),
        "SIYADA_DATA": str(folder / "data"),
        "SIYADA_SERVER__ORGANISATION": "Commune <d’essai>",
    }
    with trial(load_settings(environ)) as running:
        yield running

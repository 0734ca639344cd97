"""Counting tokens with a model's own tokenizer, after the answer, in a thread of its own.

The estimate of `wire.tokens` reserves, since it costs nothing; where the settings name a tokenizer
its count settles. Texts are held until then, in memory only.
"""

import importlib
import importlib.util
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import structlog

from siyada.errors import ConfigError
from siyada.ledger.usage import Tokens

log = structlog.get_logger()

Count = Callable[[str], int]

_LIBRARY = "mistral_common"
_LOADER = "siyada.ledger.tokenizers"


class Counting:
    """The tokenizers of a ledger, by the models' public names."""

    def __init__(self, named: Mapping[str, str]) -> None:
        """Find the files, and read none yet; raises ConfigError for one that is not there."""
        self._paths = {model: _path(name) for model, name in named.items()}
        self._counts: dict[Path, Count] = {}
        self._thread = ThreadPoolExecutor(1, "counting") if named else None

    def of(self, model: str) -> str | None:
        """The name of a model's tokenizer; None where its tokens are estimated."""
        path = self._paths.get(model)
        return path.name if path else None

    def later(
        self,
        model: str,
        asked: Iterable[str],
        answered: Iterable[str],
        then: Callable[[Tokens | None], object],
    ) -> None:
        """Count in the thread, then say how many; None when it cannot be counted."""

        def count() -> None:
            try:
                counts = self._count_of(self._paths[model])
                found = Tokens(sum(map(counts, asked)), sum(map(counts, answered)))
            except Exception as error:  # noqa: BLE001 - the estimate stands, and the call is settled
                log.error("tokens could not be counted", kind=type(error).__name__)
                found = None
            then(found)

        if self._thread is None:
            then(None)
        else:
            self._thread.submit(count)

    def close(self) -> None:
        """Wait until all is counted."""
        if self._thread is not None:
            self._thread.shutdown(wait=True)

    def _count_of(self, path: Path) -> Count:
        if path not in self._counts:
            self._counts[path] = importlib.import_module(_LOADER).load(path)
        return self._counts[path]


def _path(name: str) -> Path:
    """The file of a tokenizer: one of ours, or one that comes with mistral-common."""
    library = importlib.util.find_spec(_LIBRARY)
    if library is None:
        raise ConfigError(
            "accounting.tokenizers needs mistral-common. Install it: pip install siyada[tokens]"
        )
    folders = [Path(place) / "data" for place in library.submodule_search_locations or ()]
    for path in (Path(name), *(folder / name for folder in folders)):
        if path.is_file():
            return path
    raise ConfigError(f"There is no tokenizer {name}. Name a file, or one of mistral-common.")

"""The libraries of a data folder, opened when they are first asked for, and the models they use."""

import importlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from siyada.config.library import LibrarySettings
from siyada.errors import ConfigError, NotFound
from siyada.library.access import Asker
from siyada.library.finding import Finder, Tools
from siyada.library.remote import Mask, RemoteEmbedder, RemoteReranker
from siyada.library.search import Library
from siyada.library.vectors import Embedder, Reranker
from siyada.models.pool import Pool, Target

_LOCAL = "siyada.library.onnx"
"""The module of local models: loaded where the settings name a folder, for it needs an extra."""
_MOST_OPEN = 64


def open_tools(settings: LibrarySettings, pool: Pool, mask: Mask) -> Tools:
    """The models that the settings name; raises ConfigError when one cannot be had.

    `mask` takes from a text what may not leave; it is used for providers that are abroad.
    """
    return Tools(
        embedder=_embedder(settings, pool, mask),
        weight=settings.vectors_weight,
        reranker=_reranker(settings, pool, mask),
        reranked=settings.reranked,
    )


class Shelf:
    """Opens the libraries of a folder. Safe to share between threads."""

    def __init__(self, data: Path, tools: Tools | None = None) -> None:
        self._data = data
        self._tools = tools
        self._lock = threading.Lock()
        self._open: dict[str, tuple[Library, Finder]] = {}

    def close(self) -> None:
        """Close every library."""
        with self._lock:
            for library, _ in self._open.values():
                library.close()
            self._open.clear()

    def finder(self, name: str, asker: Asker) -> Finder:
        """A library for somebody; raises NotFound when there is none, or none that they may read.

        Both are looked at in the same way and answered with the same words.
        """
        library, finder = self._opened(name)
        if not library.collections.readable(asker):
            raise _unknown()
        return finder

    def open(self, name: str) -> Finder:
        """A library for the operator, or for whoever was let in elsewhere; raises NotFound."""
        return self._opened(name)[1]

    def _opened(self, name: str) -> tuple[Library, Finder]:
        with self._lock:
            if name not in self._open:
                try:
                    library = Library(self._data, name)
                except NotFound:
                    raise _unknown() from None
                if len(self._open) >= _MOST_OPEN:
                    self._open.pop(next(iter(self._open)))[0].close()
                self._open[name] = library, Finder(library, self._tools)
            return self._open[name]


def _unknown() -> NotFound:
    return NotFound(
        "There is no library of this name that this key may read. Ask its owner to share it: "
        "`siyada collections share`.",
        param="library",
    )


def _embedder(settings: LibrarySettings, pool: Pool, mask: Mask) -> Embedder | None:
    if settings.vectors_folder:
        made: Embedder = _local("OnnxEmbedder")(settings.vectors_folder)
        return made
    if settings.vectors_model:
        target = _target(pool, settings.vectors_model, "library.vectors_model")
        return RemoteEmbedder(target, _masking(target, mask))
    return None


def _reranker(settings: LibrarySettings, pool: Pool, mask: Mask) -> Reranker | None:
    if settings.reranker_folder:
        made: Reranker = _local("OnnxReranker")(settings.reranker_folder)
        return made
    if settings.reranker_model:
        target = _target(pool, settings.reranker_model, "library.reranker_model")
        return RemoteReranker(target, _masking(target, mask))
    return None


def _local(kind: str) -> Callable[[Path], Any]:
    """What opens a folder as a model of this kind."""
    try:
        made: Callable[[Path], Any] = getattr(importlib.import_module(_LOCAL), kind)
    except ImportError:
        raise ConfigError(
            "A local model needs the extra `onnx`: install siyada[onnx], or leave the folder out."
        ) from None
    return made


def _target(pool: Pool, model: str, setting: str) -> Target:
    targets = pool.targets(model)
    if not targets:
        raise ConfigError(f"No provider offers the model that {setting} names.")
    return targets[0]


def _masking(target: Target, mask: Mask) -> Mask:
    return mask if target.where == "abroad" else str

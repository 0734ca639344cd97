"""The libraries of a data folder, opened when they are first asked for, and the models they use."""

import importlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
"""Libraries that stay open when nobody is at them: each holds some files and a little memory."""


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


@dataclass(slots=True)
class _Held:
    """An open library, what searches it, and how many are at it."""

    library: Library
    finder: Finder
    users: int = 0


class Shelf:
    """Opens the libraries of a folder. Safe to share between threads."""

    def __init__(self, data: Path, tools: Tools | None = None, *, most: int = _MOST_OPEN) -> None:
        """`most` is how many stay open when nobody is at them."""
        self._data = data
        self._tools = tools
        self._most = most
        self._lock = threading.Lock()
        self._held: OrderedDict[str, _Held] = OrderedDict()

    def close(self) -> None:
        """Close every library."""
        with self._lock:
            for held in self._held.values():
                held.library.close()
            self._held.clear()

    @contextmanager
    def finder(self, name: str, asker: Asker) -> Iterator[Finder]:
        """A library for somebody; raises NotFound when there is none, or none that they may read.

        Both are looked at in the same way and answered with the same words. It stays open until
        the block is left.
        """
        with self._lent(name) as held:
            if not held.library.collections.readable(asker):
                raise _unknown()
            yield held.finder

    @contextmanager
    def open(self, name: str) -> Iterator[Finder]:
        """A library for the operator, or for whoever was let in elsewhere; raises NotFound."""
        with self._lent(name) as held:
            yield held.finder

    def forget(self, name: str) -> None:
        """Close a library that is to be removed, as soon as nobody is at it."""
        with self._lock:
            held = self._held.pop(name, None)
            if held and not held.users:
                held.library.close()

    @contextmanager
    def _lent(self, name: str) -> Iterator[_Held]:
        with self._lock:
            held = self._held.get(name) or self._opened(name)
            self._held.move_to_end(name)
            held.users += 1
        try:
            yield held
        finally:
            with self._lock:
                held.users -= 1
                if not held.users and self._held.get(name) is not held:
                    held.library.close()  # it was forgotten meanwhile
                self._close_the_idle()

    def _opened(self, name: str) -> _Held:
        try:
            library = Library(self._data, name)
        except NotFound:
            raise _unknown() from None
        self._held[name] = _Held(library, Finder(library, self._tools))
        return self._held[name]

    def _close_the_idle(self) -> None:
        """Close what was not asked for the longest, as long as too many are open."""
        idle = [name for name, held in self._held.items() if not held.users]
        for name in idle[: max(0, len(self._held) - self._most)]:
            self._held.pop(name).library.close()


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

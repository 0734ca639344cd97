"""The words of a library's passages, in a tantivy index made from the store.

We analyse, tantivy counts: it receives the terms of `library.terms` ready made.
The index is worth nothing by itself. It is caught up when it is behind, and made again when it is
damaged, comes from another analysis, or from a store that went another way.
"""

import fcntl
import shutil
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson
import tantivy

from siyada.errors import LibraryFailed
from siyada.library.fingerprint import answers, sources
from siyada.library.record import Progress
from siyada.library.store import BEGINNING, Change, Store
from siyada.library.terms import Shares, Terms
from siyada.library.wanted import EVERYTHING, TOKENS, Filter, Sought, entry, query, schema, sought

_MADE_AGAIN = "The index was not whole, or of another release: it is made again"
_MEMORY = 64_000_000
"""Bytes that the writer may hold before it writes a segment."""
_LARGE = 50_000
"""Passages from which on a search looks for the telling terms first, and for all in the best."""
_TELLING = 28
"""Terms that find the best in a large index: those that can give the most to a score."""
_CANDIDATES, _FINALISTS = 50, 20
"""Passages that are looked at again in a large index, for some terms more and then for all."""
_SECOND = 60
"""Terms that choose the finalists. What then is left are those that say least, most of them in so
many passages that each look costs as much as a rare term's: few passages are worth it."""


@dataclass(frozen=True, slots=True)
class _State:
    """What an index on disk holds, as written beside it after the last change."""

    change: Change
    files: dict[str, list[int]]
    """Size and CRC-32 of each file."""
    made_by: str = ""
    """The bytes of the analysis that it was made by, or that was found to answer the same."""
    answers: str = ""
    """What that analysis answers; empty when it is not known yet."""


class WordIndex:
    """The index of one store. Safe to share between threads, and between processes."""

    def __init__(self, store: Store, *, large: int = _LARGE) -> None:
        """`large` is how many passages are searched in one step."""
        self._store = store
        self._large = large
        self._folder = store.folder / "words"
        self._index: tantivy.Index | None = None
        self._change = BEGINNING

    def refresh(self, progress: Progress | None = None) -> None:
        """See to it that the index holds the store's last change; raises LibraryFailed."""
        last = self._store.last_change()
        if self._index is not None and self._change == last:
            return
        try:
            if not self._loaded_as_it_stands(last):
                with self._locked():
                    self._load(self._caught_up(progress))
        except (OSError, ValueError) as error:
            raise self._unusable(error) from None

    def search(
        self, terms: Terms, shares: Shares, limit: int, within: Filter = EVERYTHING
    ) -> list[tuple[int, float]]:
        """The numbers of the passages that hold most of the terms, best first, with a score.

        Each field gives a share of the best score that any passage could have (BM25 with every
        term of the query as dense as can be), and `shares` says how much each weighs. So a
        score is 0 to 1 and two fields are alike, however many terms each has. What `within` leaves
        out is not looked at.
        """
        searcher = self._searcher()
        if searcher is None or limit < 1:
            return []
        try:
            asked = sought(searcher, terms, shares)
            if searcher.num_docs <= self._large:
                return self._hits(searcher, asked, within, limit)
            best = self._hits(searcher, asked[:_TELLING], within, max(limit, _CANDIDATES))
            best = self._read_again(searcher, best, asked[_TELLING:_SECOND])
            finalists = best[: max(limit, _FINALISTS)]
            return self._read_again(searcher, finalists, asked[_SECOND:])[:limit]
        except ValueError as error:
            raise self._unusable(error) from None

    def _read_again(
        self, searcher: tantivy.Searcher, best: list[tuple[int, float]], rest: Sequence[Sought]
    ) -> list[tuple[int, float]]:
        """Passages with what the rest of the terms add to their scores, best first."""
        within = Filter(numbers=tuple(number for number, _ in best))
        more = dict(self._hits(searcher, rest, within, len(best))) if best and rest else {}
        summed = [(number, score + more.get(number, 0.0)) for number, score in best]
        return sorted(summed, key=lambda hit: -hit[1])

    def explain(
        self, terms: Terms, shares: Shares, numbers: tuple[int, ...]
    ) -> dict[int, dict[str, float]]:
        """What each field adds to the score of some passages, by their numbers."""
        found: dict[int, dict[str, float]] = {number: {} for number in numbers}
        searcher = self._searcher()
        if searcher is None or not numbers:
            return found
        scope = Filter(numbers=numbers)
        for field, share in shares.items():
            asked = sought(searcher, terms, {field: share})
            for number, score in self._hits(searcher, asked, scope, len(numbers)):
                found[number][field] = score
        return found

    def _searcher(self) -> tantivy.Searcher | None:
        self.refresh()
        return None if self._index is None else self._index.searcher()

    def _hits(
        self, searcher: tantivy.Searcher, asked: Sequence[Sought], within: Filter, limit: int
    ) -> list[tuple[int, float]]:
        assert self._index is not None  # noqa: S101 - the searcher is the index's
        built = query(self._index.schema, asked, within)
        if built is None:
            return []
        hits = searcher.search(built, limit, count=False).hits
        numbers = searcher.fast_field_values("number", [address for _, address in hits])
        return [
            (int(number), float(score))
            for number, (score, _) in zip(numbers, hits, strict=True)
            if number is not None and score > 0
        ]

    def _caught_up(self, progress: Progress | None) -> _State:
        """Bring the index on disk to the store's last change, from what it holds if it is sound."""
        state = self._sound_state()
        last = self._store.last_change()
        if state is None or not self._store.went_through(state.change):
            if progress and self._folder.exists():
                progress(_MADE_AGAIN, 0, 1)
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(parents=True)
            state = _State(BEGINNING, {})
            index = tantivy.Index(schema(), path=str(self._folder))
        elif state.change == last:
            if state.made_by != sources():
                self._keep(state)
            return state
        else:
            index = tantivy.Index.open(str(self._folder))
        self._write(_with_tokens(index), state.change, last, progress)
        state = _State(last, _files(self._folder), answers=state.answers)
        self._keep(state)
        self._store.forget_removed(last)
        return state

    def _write(
        self, index: tantivy.Index, old: Change, new: Change, progress: Progress | None
    ) -> None:
        writer = index.writer(_MEMORY, 1)
        for number in self._store.removed_since(old):
            # Not delete_documents_by_term, which takes the number for a signed one: nothing goes.
            gone = tantivy.Query.term_query(index.schema, "number", number)
            writer.delete_documents_by_query(gone)
        total = self._store.count_between(old, new)
        for done, (number, passage) in enumerate(self._store.added_between(old, new), 1):
            writer.add_document(entry(number, passage))
            if progress and (done % 100 == 0 or done == total):
                progress("Indexing passages", done, total)
        writer.commit()
        writer.wait_merging_threads()

    def _loaded_as_it_stands(self, last: Change) -> bool:
        """Load the index on disk if it is sound and holds the last change; whether it did."""
        state = self._sound_state()
        if state is None or state.change != last or state.made_by != sources():
            return False
        try:
            self._load(state)
        except (OSError, ValueError):
            return False  # another process makes it anew at this moment: wait for the lock
        return True

    def _load(self, state: _State) -> None:
        self._index = _with_tokens(tantivy.Index.open(str(self._folder)))
        self._change = state.change

    @property
    def _state_file(self) -> Path:
        return self._folder.with_suffix(".json")

    def _sound_state(self) -> _State | None:
        """The state on disk, or None when it is missing or does not fit the files beside it."""
        try:
            kept = orjson.loads(self._state_file.read_bytes())
            if kept["made_by"] != sources() and kept["answers"] != answers():
                return None
            change = Change(kept["number"], kept["mark"])
            state = _State(change, kept["files"], kept["made_by"], kept["answers"])
            fits = all(_sum(self._folder / name) == sums for name, sums in state.files.items())
        except (OSError, ValueError, TypeError, LookupError):
            return None
        return state if fits else None

    def _keep(self, state: _State) -> None:
        kept = {
            "made_by": sources(),
            "answers": state.answers or answers(),
            "number": state.change.number,
            "mark": state.change.mark,
            "files": state.files,
        }
        part = self._state_file.with_suffix(".part")
        part.write_bytes(orjson.dumps(kept))
        part.replace(self._state_file)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One process at a time; the lock goes when the process does."""
        with self._folder.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _unusable(self, error: Exception) -> LibraryFailed:
        return LibraryFailed(
            f"The index of the library {self._store.folder.name} in {self._folder} cannot be used "
            f"({error}). Free some space and check the rights of that folder; the index may be "
            "removed, it is made again from the documents, which are unharmed."
        )


def _with_tokens(index: tantivy.Index) -> tantivy.Index:
    tokenizer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(TOKENS, tokenizer)
    # We open an index anew when it has changed; tantivy's thread that watches for it is not needed.
    index.config_reader("manual")
    return index


def _files(folder: Path) -> dict[str, list[int]]:
    """Size and CRC-32 of each file of an index, less its locks."""
    return {
        path.name: _sum(path)
        for path in sorted(folder.iterdir())
        if not path.name.endswith(".lock") and path.name != ".managed.json"
    }


def _sum(path: Path) -> list[int]:
    with path.open("rb") as file:
        size = total = 0
        while block := file.read(1 << 20):
            size += len(block)
            total = zlib.crc32(block, total)
    return [size, total]

"""Collections: what somebody may not read has no part in what they are given."""

from pathlib import Path

import pytest

from siyada.errors import InvalidRequest, NotFound
from siyada.library.access import EVERYONE, Asker
from siyada.library.document import Document
from siyada.library.search import Library, Scope
from siyada.library.store import Counts

ARCHIVE, COURT = Asker(frozenset({"key:archive", "project:1"})), Asker(frozenset({"key:court"}))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(tmp_path, "made", create=True)
    made.collections.make("fees", "key:archive")
    made.collections.make("cases", "key:court")
    texts = {"fees": "رسم تجديد الجواز", "cases": "رسم رفع الدعوى والجواز", "": "رسم داخلي"}
    made.add(
        Document(f"{name or 'none'}-{n}", "", f"{text} {n}", collection=name)
        for name, text in texts.items()
        for n in range(3)
    )
    return made


def found(library: Library, asker: Asker | None, **scope: str) -> set[str]:
    results = library.search("رسم الجواز", 50, scope=Scope(asker, **scope))  # type: ignore[arg-type]  # names of fields
    return {result.passage.collection for result in results}


def test_each_finds_their_own_and_the_operator_finds_all(library: Library) -> None:
    assert found(library, ARCHIVE) == {"fees"}
    assert found(library, COURT) == {"cases"}
    assert found(library, Asker()) == set()
    assert found(library, None) == {"fees", "cases", ""}


def test_what_others_have_does_not_push_out_ones_own(library: Library) -> None:
    library.add(
        Document(f"more-{n}", "", "رسم الجواز رسم الجواز", collection="cases") for n in range(80)
    )
    assert len(library.search("رسم الجواز", 3, scope=Scope(ARCHIVE))) == 3


def test_counts_are_of_what_one_may_read(library: Library) -> None:
    assert library.counts(ARCHIVE) == Counts(3, 3)
    assert library.counts(Asker()) == Counts(0, 0)
    assert library.counts() == Counts(9, 9)


def test_a_group_or_everyone_may_be_let_in_and_out_again(library: Library) -> None:
    library.collections.share("cases", "project:1", "read")
    assert found(library, ARCHIVE) == {"fees", "cases"}
    assert library.collections.writable(ARCHIVE) == {"fees"}
    assert library.collections.unshare("cases", "project:1")
    assert found(library, ARCHIVE) == {"fees"}
    library.collections.share("fees", EVERYONE, "write")
    assert found(library, Asker()) == {"fees"}
    assert library.collections.writable(Asker()) == {"fees"}


def test_naming_a_collection_of_others_gives_what_naming_none_that_exists_does(
    library: Library,
) -> None:
    for name in ("cases", "nowhere"):
        assert library.search("رسم", scope=Scope(ARCHIVE, (name,))) == ()


def test_a_collection_keeps_its_owner(library: Library) -> None:
    library.collections.make("fees", "key:court")
    assert [one.owner for one in library.collections.all()] == ["key:court", "key:archive"]


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 81])
def test_a_name_that_cannot_be_shown_is_refused(library: Library, name: str) -> None:
    with pytest.raises(InvalidRequest):
        library.collections.make(name, "key:archive")


def test_what_does_not_exist_is_not_shared(library: Library) -> None:
    with pytest.raises(NotFound):
        library.collections.share("nowhere", "key:archive", "read")


@pytest.mark.parametrize("day", ["hier", "2026-13-01", "03/04/2026", "2026-1"])
def test_a_day_that_is_none_is_refused_and_not_left_out(library: Library, day: str) -> None:
    for scope in (Scope(since=day), Scope(until=day)):
        with pytest.raises(InvalidRequest):
            library.search("الرسم", scope=scope)


def test_a_date_that_is_written_otherwise_is_no_date(library: Library) -> None:
    library.add([Document("d", "عنوان", "الرسم خمسون درهما.", date="12/03/2024")])
    found = library.search("الرسم", scope=Scope(since="1000", until="2030"))
    assert "d" not in {one.passage.document for one in found}


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ({"source": "laws"}, {"a", "b"}),
        ({"source": "laws/2024/"}, {"b"}),
        ({"source": "laws/a.pdf"}, {"a"}),
        ({"since": "2024-01-01"}, {"b", "c"}),
        ({"since": "2020", "until": "2024-12-31"}, {"a", "b"}),
        ({"since": "2020", "until": "2024"}, {"a", "b"}),
        ({"until": "2022"}, {"a"}),
    ],
)
def test_searches_are_narrowed_by_source_and_day(
    tmp_path: Path, scope: dict[str, str], expected: set[str]
) -> None:
    library = Library(tmp_path, "made", create=True)
    rows = [("a", "laws/a.pdf", "2021-05-01"), ("b", "laws/2024/b.pdf", "2024-02-03"),
            ("c", "guides/c.pdf", "2025"), ("d", "", "")]  # fmt: skip
    library.add(Document(i, "", "رسم التسجيل", source=source, date=day) for i, source, day in rows)
    results = library.search("رسم التسجيل", scope=Scope(**scope))  # type: ignore[arg-type]  # names of fields
    assert {result.passage.document for result in results} == expected


def test_what_each_field_adds_makes_the_score(library: Library) -> None:
    [first, *_] = library.search("رسم الجواز", scope=Scope(explain=True))
    assert {"grams", "words"} <= set(first.parts)
    assert sum(first.parts.values()) == pytest.approx(first.score, rel=1e-3)

"""Spans that overlap become one."""

from hypothesis import given
from hypothesis import strategies as st

from siyada.shield.span import Span, resolve

_SPANS = st.lists(
    st.builds(
        lambda start, length, kind, score: Span(start, start + length, kind, score),
        st.integers(0, 40),
        st.integers(0, 12),
        st.sampled_from(["CIN", "PHONE", "PERSON"]),
        st.floats(0, 1),
    ),
    max_size=12,
)


def _covered(spans: list[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}


def test_of_equally_long_ones_the_surest_gives_the_kind() -> None:
    assert resolve([Span(0, 9, "PHONE", 0.8), Span(0, 9, "CNSS", 0.9)]) == [Span(0, 9, "CNSS", 0.9)]


def test_neighbours_stay_apart() -> None:
    spans = [Span(0, 4, "PERSON"), Span(4, 8, "CIN")]
    assert resolve(spans) == spans


@given(_SPANS)
def test_everything_stays_covered_and_nothing_overlaps(spans: list[Span]) -> None:
    resolved = resolve(spans)
    assert _covered(resolved) == _covered(spans)
    assert sum(span.end - span.start for span in resolved) == len(_covered(resolved))
    assert resolved == sorted(resolved)


@given(_SPANS)
def test_doing_it_twice_is_doing_it_once(spans: list[Span]) -> None:
    assert resolve(resolve(spans)) == resolve(spans)

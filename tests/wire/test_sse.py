"""Server-sent events, however they are cut."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.errors import ProviderFailed
from siyada.wire.sse import DONE, KEEP_ALIVE, LONGEST_EVENT, Reader, encode


@given(
    texts=st.lists(st.text(min_size=1).filter(lambda t: not set("\r\n") & set(t)), max_size=5),
    end=st.sampled_from([b"\n", b"\r\n", b"\r"]),
    cuts=st.lists(st.integers(0, 200)),
)
def test_the_events_do_not_depend_on_where_the_stream_is_cut(
    texts: list[str], end: bytes, cuts: list[int]
) -> None:
    data = [text.encode() for text in texts]
    stream = b"".join(b"data: " + line + end + end for line in data)
    places = sorted({0, len(stream), *(min(cut, len(stream)) for cut in cuts)})
    reader = Reader()
    pieces = [stream[a:b] for a, b in pairwise(places)]
    assert [event for piece in pieces for event in reader.feed(piece)] == data


def test_comments_and_other_fields_are_skipped() -> None:
    stream = KEEP_ALIVE + b"event: message\nid: 7\nretry: 10\ndata:one\n\n" + encode(DONE)
    assert Reader().feed(stream) == [b"one", DONE]


def test_a_byte_order_mark_at_the_beginning_hides_no_event() -> None:
    stream = b"\xef\xbb\xbfdata: one\n\ndata: two\n\n"
    assert Reader().feed(stream) == [b"one", b"two"]
    reader = Reader()
    assert [e for at in range(len(stream)) for e in reader.feed(stream[at : at + 1])] == [
        b"one",
        b"two",
    ]


def test_lines_of_one_event_are_joined() -> None:
    assert Reader().feed(b"data: one\ndata: two\n\n") == [b"one\ntwo"]


def test_half_an_event_is_no_event() -> None:
    assert Reader().feed(b'data: {"a":1}\n') == []


def test_what_is_encoded_is_read_back() -> None:
    assert Reader().feed(encode(b"{}") + encode(b"[]")) == [b"{}", b"[]"]


@pytest.mark.parametrize(
    "piece", [b"data: " + b"x" * 3_000_000, b"data: " + b"x" * 3_000_000 + b"\n"]
)
def test_an_event_that_does_not_end_is_refused(piece: bytes) -> None:
    reader = Reader()
    for _ in range(LONGEST_EVENT // 3_000_000):
        assert reader.feed(piece) == []
    with pytest.raises(ProviderFailed, match="does not end"):
        reader.feed(piece)

"""The keyed hashes that the chain is written with are those that it is verified with."""

import hmac

from hypothesis import given
from hypothesis import strategies as st

from siyada.ledger import verify
from siyada.ledger.keyed import Keyed

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.binary(max_size=200), st.binary())
def test_a_keyed_hash_is_that_of_the_standard_library(key: bytes, data: bytes) -> None:
    assert Keyed(key).of(data) == hmac.digest(key, data, "sha256").hex()


@given(st.binary(min_size=32, max_size=32), _TEXTS, st.integers(0), st.sampled_from(["head", "x"]))
def test_a_record_is_linked_and_sealed_as_it_is_verified(
    key: bytes, text: str, number: int, what: str
) -> None:
    keyed = Keyed(key)
    assert keyed.mac(verify.FIRST, text) == verify.mac(key, verify.FIRST, text)
    assert keyed.seal(number, text, what) == verify.seal(key, number, text, what)

"""The embeddings format."""

import base64
import struct

import orjson
import pytest

from siyada.errors import InvalidFields, ProviderFailed
from siyada.wire.embeddings import EmbeddingsRequest, Json, embeddings_answer, read_embeddings


def request(**fields: Json) -> EmbeddingsRequest:
    return read_embeddings(orjson.dumps({"model": "m", "input": "Salam", **fields}))


def test_base64_is_little_endian_floats() -> None:
    answer = {"data": [{"embedding": [0.5, -2.0]}]}
    item = embeddings_answer(request(encoding_format="base64"), answer, 1)["data"][0]
    assert struct.unpack("<2f", base64.b64decode(item["embedding"])) == (0.5, -2.0)
    assert (item["object"], item["index"]) == ("embedding", 0)


def test_what_the_provider_encoded_already_is_left_as_it_is() -> None:
    answer = {"data": [{"embedding": "AAAAPw=="}]}
    item = embeddings_answer(request(encoding_format="base64"), answer, 1)["data"][0]
    assert item["embedding"] == "AAAAPw=="


def test_small_numbers_take_a_byte_each() -> None:
    asked = request(encoding_format="base64", output_dtype="int8")
    item = embeddings_answer(asked, {"data": [{"embedding": [1, -1]}]}, 1)["data"][0]
    assert base64.b64decode(item["embedding"]) == b"\x01\xff"


def test_an_answer_gets_what_mistrals_client_demands_and_keeps_the_rest() -> None:
    answer = embeddings_answer(request(), {"data": [{"embedding": [1.0], "x": 1}], "y": 2}, 4)
    assert answer["id"].startswith("embd-")
    assert (answer["object"], answer["model"], answer["y"]) == ("list", "m", 2)
    assert answer["usage"] == {"prompt_tokens": 4, "completion_tokens": 0, "total_tokens": 4}
    assert answer["data"] == [{"embedding": [1.0], "x": 1, "object": "embedding", "index": 0}]


@pytest.mark.parametrize(
    "data", [None, [], ["a"], [{}], [{"embedding": ["a"]}], [{"embedding": 1}]]
)
def test_an_answer_without_embeddings_is_a_failure_of_the_provider(data: Json) -> None:
    with pytest.raises(ProviderFailed, match="no embeddings"):
        embeddings_answer(request(encoding_format="base64"), {"data": data}, 1)


def test_numbers_of_another_kind_than_asked_for_are_told() -> None:
    asked = request(encoding_format="base64", output_dtype="ubinary")
    with pytest.raises(ProviderFailed, match="no ubinary"):
        embeddings_answer(asked, {"data": [{"embedding": [1.5]}]}, 1)


@pytest.mark.parametrize("value", [["a", "b"], [1, 2], [[1], [2, 3]], "a"])
def test_texts_and_tokens_are_accepted(value: Json) -> None:
    assert request(input=value).body["input"] == value


@pytest.mark.parametrize("value", [None, [], [[]], ["a", 1], [1.5], {"a": 1}, [[1], "a"], [True]])
def test_any_other_input_is_refused(value: Json) -> None:
    with pytest.raises(InvalidFields, match="input"):
        request(input=value)

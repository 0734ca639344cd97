from pathlib import Path

import pytest

from siyada.assistant.understand import Reader
from siyada.library.record import load_record

RECORD = Path(__file__).parents[2] / "data" / "procedures"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_record(RECORD))


def test_a_procedure_already_chosen_is_kept(reader: Reader) -> None:
    read = reader.read("combien ça coûte", procedure="certificat-negatif")
    assert read.procedure == "certificat-negatif"
    assert read.facet == "fees"


@pytest.mark.parametrize(
    "question",
    ["passeport perdu ou volé", "ضاع ليا الباسبور", "tsra9 lia lpaspor"],
)
def test_one_procedure_is_found_in_every_script(reader: Reader, question: str) -> None:
    assert reader.read(question).procedure == "passport-loss"

"""The record as JSON-LD, and back."""

from itertools import islice
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from siyada.cli.main import siyada
from siyada.errors import RecordError
from siyada.library.cpsv import from_json_ld, to_json_ld
from siyada.library.record import load_record

FOLDER = Path(__file__).parents[2] / "data" / "procedures"


def test_the_whole_record_goes_out_and_comes_back_as_it_was() -> None:
    record = load_record(FOLDER).procedures
    content = orjson.dumps(to_json_ld(record.values()))
    assert {one.id: one for one in from_json_ld(content)} == record


def test_names_are_those_of_the_vocabulary() -> None:
    [service] = to_json_ld([load_record(FOLDER).procedures["cnie-loss"]])["@graph"]
    assert service["@type"] == "cpsv:PublicService"
    assert {one["@language"] for one in service["dct:title"]} == {"fr", "ar"}
    assert service["cv:hasCompetentAuthority"]["@type"] == "cv:PublicOrganisation"
    assert service["cpsv:hasInput"][0]["@type"] == "cv:EvidenceTypeList"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"nothing", "not JSON"),
        (b"{}", "@graph"),
        (b'{"@graph": [{"dct:identifier": "a"}]}', "Entry 1"),
        (b'{"@graph": [7]}', "Entry 1"),
        (b'{"@graph": [{"unknown": 1}]}', "Entry 1"),
    ],
)
def test_what_is_no_record_is_named(content: bytes, message: str) -> None:
    with pytest.raises(RecordError, match=message):
        list(from_json_ld(content))


def test_no_procedure_takes_the_place_of_another_of_its_id() -> None:
    document = to_json_ld(islice(load_record(FOLDER).procedures.values(), 2))
    document["@graph"].append(document["@graph"][0])
    with pytest.raises(RecordError, match="Entry 3 of `@graph` has the id of entry 1"):
        list(from_json_ld(orjson.dumps(document)))


def test_the_commands_write_files_that_are_the_record(tmp_path: Path) -> None:
    file, folder = tmp_path / "record.jsonld", tmp_path / "again"
    run = CliRunner().invoke
    out = run(siyada, ["record", "export", "--folder", str(FOLDER), "--out", str(file)])
    assert out.exit_code == 0, out.output
    assert run(siyada, ["record", "import", str(file), "--into", str(folder)]).exit_code == 0
    assert load_record(folder).procedures == load_record(FOLDER).procedures

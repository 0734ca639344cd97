"""The national record: read whole, with manners, in spite of what goes wrong."""

import asyncio
import time
from contextlib import closing
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from siyada.assistant.answer import State
from siyada.assistant.assistant import Assistant
from siyada.assistant.render import plain_text
from siyada.cli.main import siyada
from siyada.config import load_settings
from siyada.library.idarati.client import open_client
from siyada.library.idarati.convert import procedures
from siyada.library.idarati.kept import Kept
from siyada.library.idarati.sync import Sync, Synced, SyncStopped
from siyada.library.procedure import Procedure
from siyada.library.record import open_record
from siyada.library.search import Library
from tests.library.idarati_server import PAPER, TITLES, Portal, idarati_server


def synced(data: Path, portal: Portal, *, per_second: float = 1_000) -> Synced:
    async def run(url: str) -> Synced:
        with closing(Kept(data)) as kept:
            async with open_client(url, per_second=per_second, pause=0.01) as client:
                return await Sync(client, kept).run()

    with idarati_server(portal) as url:
        return asyncio.run(run(url))


def read(data: Path) -> dict[str, Procedure]:
    with closing(Kept(data)) as kept:
        return {procedure.id: procedure for procedure in procedures(kept)}


def test_all_is_read_in_both_languages_and_put_in_our_terms(tmp_path: Path) -> None:
    report = synced(tmp_path, Portal())
    assert (report.procedures, report.administrations) == (3, 1)
    assert report.changes == {"new": ["1", "2", "3"], "changed": [], "vanished": [], "back": []}
    permit = read(tmp_path)["idarati-1"]
    assert (permit.title.ar, permit.title.fr) == (TITLES[1]["ar"], TITLES[1]["fr"])
    assert permit.description is not None
    assert permit.description.fr == f"{TITLES[1]['fr']} &"
    assert [cost.value for cost in permit.costs] == [250]
    [group] = permit.documents
    assert [item.text.fr for item in group.items] == [PAPER["fr"], "Deux photos"]
    assert [fact.text.und for fact in permit.contact_points] == ["0530000000"]
    assert [portal.url for portal in permit.portals] == ["https://example.org/permis"]
    assert permit.sources[0].url == "https://idarati.ma/informationnel/fr/thematique/4/1"


def test_a_paper_leads_to_the_procedure_that_delivers_it(tmp_path: Path) -> None:
    synced(tmp_path, Portal())
    assert read(tmp_path)["idarati-2"].aliases == (PAPER["ar"], PAPER["fr"])


def test_what_has_not_changed_is_not_sent_again_and_what_changed_is_told(tmp_path: Path) -> None:
    portal = Portal()
    synced(tmp_path, portal)
    portal.price, portal.unchanged = "300 DH", 0
    report = synced(tmp_path, portal)
    assert report.changes == {"new": [], "changed": ["1"], "vanished": [], "back": []}
    assert portal.unchanged > 10
    assert read(tmp_path)["idarati-1"].costs[0].value == 300


def test_a_procedure_that_vanished_is_kept_and_marked_until_it_is_back(tmp_path: Path) -> None:
    portal = Portal()
    synced(tmp_path, portal)
    portal.ids = [1, 2]
    assert synced(tmp_path, portal).changes["vanished"] == ["3"]
    [note] = read(tmp_path)["idarati-3"].notes
    assert "ne figure plus sur Idarati" in (note.text.fr or "")
    portal.ids = [1, 2, 3]
    assert synced(tmp_path, portal).changes["back"] == ["3"]
    assert read(tmp_path)["idarati-3"].notes == ()


@pytest.mark.parametrize("fault", ["429", "500", "503", "cut", "garbage"])
def test_a_fault_that_passes_is_waited_for(tmp_path: Path, fault: str) -> None:
    portal = Portal(faults={"/procedures/1": [fault, fault], "/procedures/search": [fault]})
    report = synced(tmp_path, portal)
    assert (report.procedures, report.failed) == (3, [])
    assert read(tmp_path)["idarati-1"].title.ar == TITLES[1]["ar"]


def test_what_stays_broken_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    report = synced(tmp_path, Portal(faults={"/procedures/1/documents": ["500"] * 5}))
    assert report.failed == ["1"]
    assert report.surprises["status 500"] == 1
    assert len(read(tmp_path)) == 3


@pytest.mark.parametrize(
    ("fault", "told"), [("bomb", "over 16,777,216 bytes"), ("elsewhere", "status 302")]
)
def test_what_leads_astray_is_named_at_once_and_the_rest_is_read(
    tmp_path: Path, fault: str, told: str
) -> None:
    portal = Portal(faults={"/procedures/1": [fault]})
    report = synced(tmp_path, portal)
    assert report.failed == ["1"]
    assert report.surprises[told] == 1


def test_a_run_that_is_broken_off_goes_on_where_it_was(tmp_path: Path) -> None:
    portal = Portal(faults={"/procedures/3": ["500"] * 100})
    portal.ids = [1, 3, *range(30, 42)]
    for one in portal.ids:
        TITLES.setdefault(one, TITLES[3])
    portal.faults["/procedures/3"] = ["500"] * 100
    with pytest.raises(SyncStopped, match="goes on from there"):
        synced(tmp_path, portal)
    portal.faults.clear()
    portal.asked.clear()
    report = synced(tmp_path, portal)
    assert report.resumed
    assert report.procedures == 14
    assert portal.asked["/procedures/1 ar"] == 0
    assert sorted(report.changes["new"]) == sorted(map(str, portal.ids))


def test_an_empty_list_changes_nothing(tmp_path: Path) -> None:
    portal = Portal()
    synced(tmp_path, portal)
    portal.ids = []
    with pytest.raises(SyncStopped, match="empty"):
        synced(tmp_path, portal)
    assert len(read(tmp_path)) == 3


def test_a_list_that_cannot_be_read_to_its_end_marks_nothing_as_vanished(tmp_path: Path) -> None:
    portal = Portal()
    synced(tmp_path, portal)
    portal.ids = [1]
    portal.faults["/procedures/search"] = ["500"] * 5
    with pytest.raises(SyncStopped, match="vanished"):
        synced(tmp_path, portal)


def test_requests_are_slow_and_say_who_asks(tmp_path: Path) -> None:
    portal = Portal(ids=[2])
    begin = time.monotonic()
    synced(tmp_path, portal, per_second=20)
    assert time.monotonic() - begin > (portal.asked.total() - 1) / 20
    assert all(agent.startswith("siyada/") for agent in portal.agents)


def test_the_command_makes_a_library_that_finds_where_a_paper_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIYADA_DATA", str(tmp_path))
    with idarati_server(Portal()) as url:
        options = ["--url", url, "--per-second", "20", "--json"]
        done = CliRunner().invoke(siyada, ["sync", "idarati", *options])
    assert done.exit_code == 0, done.output
    report = orjson.loads(done.stdout)
    assert (report["procedures"], report["written"]) == (3, 3)
    with Library(tmp_path, "idarati") as library:
        [first, *_] = library.search("كيف أحصل على شهادة الإقامة؟")
    assert first.passage.document == "idarati-2/ar"


def test_what_was_synchronised_is_answered_beside_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIYADA_DATA", str(tmp_path))
    portal = Portal(faults={"/procedures/1": ["500", "cut"]})
    with idarati_server(portal) as url:
        options = ["--url", url, "--per-second", "20", "--pause", "0.01"]
        done = CliRunner().invoke(siyada, ["sync", "idarati", *options])
    assert done.exit_code == 0, done.output
    assistant = Assistant(open_record(load_settings()))
    answer = assistant.answer("permis de chasse : combien et quels papiers ?", language="fr")
    assert (answer.state, answer.procedure) == (State.ANSWERED, "idarati-1")
    assert (answer.facet, answer.also) == ("fees", ("documents",))
    text = plain_text(answer)
    assert "250" in text
    assert TITLES[2]["fr"] in text  # the procedure that delivers the paper asked for
    [source] = answer.citations
    assert source.publisher == "Idarati"
    assert source.url == "https://idarati.ma/informationnel/fr/thematique/4/1"
    assert source.read
    # what the reviewed record holds is answered from it
    assert assistant.answer("où faire un certificat de résidence").procedure == (
        "residence-certificate"
    )
    assert assistant.answer("وصفة الطاجين").state is State.REFUSED_SCOPE

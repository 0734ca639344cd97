"""What is kept for a key goes when its person asks, and nothing of anybody else's does."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import httpx2
import orjson
import pytest
from click.testing import CliRunner

from siyada.cli.main import siyada
from siyada.config import load_settings
from siyada.erasure import Content, Stores, erase, export, held, open_stores
from siyada.errors import InvalidRequest
from siyada.ledger.administration import OPERATOR
from siyada.ledger.calls import Ledger
from siyada.ledger.keys import Rights
from siyada.ledger.people import Person
from siyada.ledger.verify import Trust, examine, read_key
from siyada.library.access import Asker
from siyada.memory.conversations import new_id
from siyada.memory.files import Stored
from siyada.server.trial import trial

SECRET = "Nadia-Tazi-dossier"
"""In the names and texts of everything that the key keeps."""
ALL = Content(conversations=2, files=1, libraries=2, shared=1, documents=1, uploads=1)
NOTHING = Content()


def asker(key: int) -> Asker:
    return Asker(frozenset({f"key-number:{key}"}))


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with closing(Ledger(load_settings())) as opened:
        yield opened


@pytest.fixture
def stores(ledger: Ledger) -> Iterator[Stores]:
    """What keys 3 and 4 keep: 4's library has a document of 3's, and 3 may use it."""
    with open_stores(ledger) as opened:
        for key, texts in ((3, (SECRET, SECRET)), (4, ("Salam",))):
            for text in texts:
                entry = {"type": "message.input", "content": text}
                asyncio.run(opened.conversations.add(key, new_id(), {"name": text}, [entry]))
            opened.files.add(
                Stored("", key, f"{texts[0]}.txt", "text/plain", "ocr", 0, 0, 0), b"Texte."
            )
        libraries = opened.libraries
        first = libraries.make("key-number:3", f"Library {SECRET}", "")
        libraries.make("key-number:3", "Empty", SECRET)
        other = libraries.make("key-number:4", "Archive", "")
        libraries.share(asker(3), first.id, "key-number:4", "read")
        libraries.share(asker(4), other.id, "key-number:3", "write")
        libraries.add(asker(3), first.id, "3", f"{SECRET}.txt", SECRET.encode())
        libraries.add(asker(3), other.id, "3", "Archive.txt", b"Le guichet ouvre a 9 h.")
        yield opened


def test_everything_of_one_key_goes_and_nothing_of_another(stores: Stores) -> None:
    before = held(stores, 4)
    told = erase(stores, Person(3), "test", dry_run=True)
    assert (told["dry_run"], Content(**told["content"])) == (True, ALL)
    assert held(stores, 3) == ALL
    assert Content(**erase(stores, Person(3), "test")["content"]) == ALL
    assert held(stores, 3) == NOTHING
    assert held(stores, 4) == replace(before, shared=0)
    (kept,) = stores.libraries.of(asker(4))
    (document,) = stores.libraries.documents(asker(4), kept.id)
    assert (kept.name, document.name, document.uploader) == ("Archive", "Archive.txt", "")
    assert stores.libraries.of(asker(3)) == []


def test_nothing_that_was_erased_is_left_in_the_files(stores: Stores) -> None:
    def holding() -> list[Path]:
        files = (path for path in load_settings().data.rglob("*") if path.is_file())
        return [path for path in files if SECRET.encode() in path.read_bytes()]

    assert holding()
    erase(stores, Person(3), "test")
    assert holding() == []


def test_the_audit_says_how_much_was_erased_and_nothing_of_it(stores: Stores) -> None:
    erase(stores, Person(3), "command line")
    erase(stores, Person(3), "command line")
    rows = stores.ledger.database.read().execute("SELECT record FROM audit").fetchall()
    erased = [one for (text,) in rows if (one := orjson.loads(text))["what"] == "content erased"]
    assert len(erased) == 1
    assert (erased[0]["key"], erased[0]["by"], erased[0]["files"]) == (3, "command line", 1)
    assert SECRET not in str(rows)
    settings = load_settings()
    trust = Trust(key=read_key(settings.data / "audit.key"))
    assert examine(settings.data / "siyada.db", trust).problem is None


def test_content_is_known_by_keys_only(stores: Stores) -> None:
    told = erase(stores, Person(subject="amina"), "test")
    assert Content(**told["content"]) == NOTHING
    assert Content(**export(stores, Person(3))["content"]) == ALL
    with pytest.raises(InvalidRequest):
        erase(stores, Person(3, "amina"), "test")
    assert held(stores, 3) == ALL


@pytest.mark.usefixtures("few_procedures")
def test_the_command_and_the_address_say_the_same() -> None:
    with trial(load_settings()) as gateway:
        officer = gateway.services.ledger.administration.add_key(
            OPERATOR, "officer", Rights(role="officer")
        )[1]
        asking = {"Authorization": f"Bearer {officer}"}
        made = httpx2.post(
            f"{gateway.url}/v1/libraries", json={"name": "Mine"}, headers=gateway.headers
        ).json()
        asked = {"key": 1, "dry_run": True}
        address = f"{gateway.url}/v1/admin/people/erase"
        would = httpx2.post(address, json=asked, headers=asking).json()
        printed = CliRunner().invoke(siyada, ["people", "erase", "--key", "1", "--dry-run"]).stdout
        assert orjson.loads(printed) == would
        assert would["content"]["libraries"] == 1
        asked["dry_run"] = False
        assert httpx2.post(address, json=asked, headers=asking).json()["dry_run"] is False
        again = httpx2.get(f"{gateway.url}/v1/libraries/{made['id']}", headers=gateway.headers)
    assert again.status_code == 404

"""`POST /v1/shield/files`: a masked copy of a file, or the reason why there is none."""

from pathlib import Path

import httpx2
import pytest

from siyada.config import load_settings
from siyada.server.trial import trial
from tests.redact.making import letter

pytestmark = pytest.mark.usefixtures("few_procedures")


def test_a_file_comes_back_masked_and_nothing_is_kept() -> None:
    with trial(load_settings()) as gateway:

        def send(name: str, content: bytes, **fields: str) -> httpx2.Response:
            url = f"{gateway.url}/v1/shield/files"
            file = {"file": (name, content)}
            return httpx2.post(url, files=file, data=fields, headers=gateway.headers, timeout=60)

        text = send("Squalli.txt", b"M. Hamid Squalli, CIN BH451207")
        office = send("a.docx", letter())
        refused = send("a.docx", b"PK\x03\x04")
        unsure = [
            send("a.txt", "Иван".encode(), unsure=value).status_code for value in ("false", "true")
        ]
        unknown = send("a.txt", b"a", unshure="true")
        none = httpx2.post(
            f"{gateway.url}/v1/shield/files", files={"other": ("a", b"a")}, headers=gateway.headers
        )
        kept = [
            path for path in gateway.services.settings.data.rglob("*")
            if path.is_file() and b"BH451207" in Path(path).read_bytes()
        ]  # fmt: skip
    assert text.text == "M. [PERSON_1], CIN [CIN_1]"
    assert text.headers["x-siyada-masked"] == "CIN=1, PERSON=1"
    assert text.headers["content-disposition"] == 'attachment; filename="masked.txt"'
    assert office.content.startswith(b"PK")
    assert (refused.status_code, refused.json()["code"]) == (422, "unreadable_file")
    assert unsure == [422, 200]
    assert (unknown.status_code, none.status_code) == (422, 400)
    assert kept == []

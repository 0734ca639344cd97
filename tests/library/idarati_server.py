"""A server that answers as Idarati's API was seen to, with its faults."""

import gzip
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson

Json = Any
"""A value that becomes JSON."""

TITLES = {
    1: {"ar": "الحصول على رخصة الصيد", "fr": "Obtention du permis de chasse"},
    2: {"ar": "الحصول على شهادة الإقامة", "fr": "Obtention du certificat de résidence"},
    3: {"ar": "فتح محل للحلاقة", "fr": "Ouverture d’un salon de coiffure"},
}
BOMB = gzip.compress(bytes(64_000_000), 1)
"""What unpacks to far more than any answer."""
PAPER = {"ar": "شهادة الإقامة", "fr": "Certificat de résidence"}


@dataclass
class Portal:
    """What the server holds, and how it misbehaves."""

    ids: list[int] = field(default_factory=lambda: [1, 2, 3])
    price: str | None = "<p>250&nbsp;DH</p>"
    faults: dict[str, list[str]] = field(default_factory=dict)
    """By beginning of an address: what to give in place of the next answers."""
    asked: Counter[str] = field(default_factory=Counter)
    agents: set[str] = field(default_factory=set)
    unchanged: int = 0

    def answer(self, path: str, query: dict[str, list[str]], language: str) -> Json:
        """The answer of an address; None where there is none."""
        parts = path.strip("/").split("/")
        match parts:
            case ["procedures", "search"]:
                size, page = int(query["size"][0]), int(query["page"][0])
                shown = self.ids[page * size : (page + 1) * size] or self.ids[-1:]
                return {
                    "content": [self._row(one, language) for one in shown],
                    "totalElements": None,
                }
            case ["administration", "search"]:
                office = {"id": 9, "title": self._office(language), "isActive": True,
                          "phones": ["0530000000"], "emails": None, "websites": []}  # fmt: skip
                return {"content": [office, {"title": "no id"}], "totalPages": 1}
            case ["procedures", number]:
                one = int(number)
                return self._detail(one, language) if one in self.ids else None
            case ["procedures", number, "documents"]:
                return self._documents(int(number), language)
        return []

    def fault(self, path: str) -> str:
        """What to give in place of the next answer of an address, or nothing."""
        waiting = (one for begin, one in self.faults.items() if path.startswith(begin) and one)
        return next((one.pop(0) for one in waiting), "")

    @staticmethod
    def _office(language: str) -> str:
        return {"ar": "الجماعة", "fr": "Commune"}[language]

    def _row(self, one: int, language: str) -> Json:
        return {"id": one, "title": TITLES[one][language], "thematicId": 4}

    def _detail(self, one: int, language: str) -> Json:
        return {
            "id": one, "locale": language, "title": TITLES[one][language], "thematicId": 4,
            "description": f"<div><b>{TITLES[one][language]}</b><br>&amp;</div>", "new field": 1,
            "price": self.price if one == 1 else None, "delay": None, "averageDelay": 15,
            "administrationInCharge": {"id": 9, "title": self._office(language)},
            "receivingAdministrations": None, "downloadableForms": [{"title": None, "url": "x"}],
            "webSiteUrl": "https://example.org/permis", "validityDurationInDays": 365,
        }  # fmt: skip

    def _documents(self, one: int, language: str) -> Json:
        if one != 1:
            return [] if one == 2 else None
        return [
            {"id": 71, "title": {"ar": "صورتان", "fr": "Deux photos"}[language], "sort": 2,
             "section": None, "linkedProcedures": None},
            {"id": 70, "title": PAPER[language], "sort": 1, "section": {"title": None, "sort": 0},
             "linkedProcedures": [{"id": 2, "title": TITLES[2][language]}]},
        ]  # fmt: skip


class _Server(ThreadingHTTPServer):
    """A server that knows its portal."""

    def __init__(self, portal: Portal) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.portal = portal


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"

    @property
    def _portal(self) -> Portal:
        assert isinstance(self.server, _Server)
        return self.server.portal

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        language = self.headers["Accept-Language"]
        self._portal.asked[f"{parts.path} {language}"] += 1
        self._portal.agents.add(self.headers["User-Agent"])
        query = parse_qs(parts.query, keep_blank_values=True)
        value = self._portal.answer(parts.path, query, language)
        if fault := self._portal.fault(parts.path):
            self._go_wrong(fault, orjson.dumps(value))
        else:
            self._go_right(value)

    def _go_wrong(self, fault: str, body: bytes) -> None:
        if fault == "cut":
            self._send(200, body[:-5], {"Content-Length": str(len(body))})
            self.close_connection = True
        elif fault == "bomb":
            self._send(200, BOMB, {"Content-Encoding": "gzip"})
        elif fault == "elsewhere":
            self._send(302, b"", {"Location": "/procedures/2"})
        elif fault == "garbage":
            self._send(200, b"<html>maintenance</html>", {})
        else:
            self._send(int(fault), b"", {"Retry-After": "0.2"} if fault == "429" else {})

    def _go_right(self, value: Json) -> None:
        body = orjson.dumps(value)
        etag = f'"{hash(body)}"'
        if value is None:
            self._send(404, b"", {})
        elif self.headers.get("If-None-Match") == etag:
            self._portal.unchanged += 1
            self._send(304, b"", {})
        else:
            self._send(200, body, {"ETag": etag})

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@contextmanager
def idarati_server(portal: Portal) -> Iterator[str]:
    """The server on the loopback, and its address."""
    server = _Server(portal)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

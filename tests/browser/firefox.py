"""Firefox, driven by WebDriver BiDi (W3C), which Debian's firefox-esr speaks by itself."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import orjson
from websockets.sync.client import ClientConnection, connect

PREFERENCES = """
user_pref("app.update.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "http://127.0.0.1:9");
user_pref("toolkit.telemetry.server", "http://127.0.0.1:9");
user_pref("extensions.getAddons.cache.enabled", false);
"""
"""Nothing is fetched but what the tests open."""

WAIT = 20.0
"""Seconds that a command may take."""


class Firefox:
    """One tab."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._numbers = count(1)
        self.errors: list[str] = []
        """What the page said went wrong: our script's errors, breaches of the content policy."""
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=["log.entryAdded"])
        self._tab = self.call("browsingContext.create", type="tab")["context"]

    def call(self, method: str, **parameters: object) -> Any:  # noqa: ANN401 - as the protocol has it
        """The result of a command; raises AssertionError when it fails."""
        number = next(self._numbers)
        command = {"id": number, "method": method, "params": parameters}
        self._connection.send(orjson.dumps(command).decode())
        while True:
            told = orjson.loads(self._connection.recv(timeout=WAIT))
            if told.get("method") == "log.entryAdded" and told["params"]["level"] == "error":
                self.errors.append(str(told["params"]["text"]))
            if told.get("id") == number:
                assert told["type"] == "success", told
                return told["result"]

    def open(self, address: str, *, width: int = 360) -> None:
        """Go to a page, in a window of this width."""
        self.call(
            "browsingContext.setViewport",
            context=self._tab,
            viewport={"width": width, "height": 800},
        )
        self.call("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def evaluate(self, script: str) -> Any:  # noqa: ANN401 - what the page returns
        """What an expression, or a promise, is worth in the page."""
        result = self.call(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({script})))()",
            target={"context": self._tab},
            awaitPromise=True,
        )
        assert result["type"] == "success", result
        return orjson.loads(result["result"].get("value", "null"))

    def press(self, *keys: str) -> None:
        """Type on the keyboard."""
        strokes = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": strokes}
        self.call("input.performActions", context=self._tab, actions=[keyboard])


@contextmanager
def firefox(program: str, profile: Path) -> Iterator[Firefox]:
    """A browser of its own, ended at the end."""
    (profile / "user.js").write_text(PREFERENCES, encoding="utf-8")
    process = subprocess.Popen(
        [program, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        told = (
            re.search(r"WebDriver BiDi listening on (ws://\S+)", line) for line in process.stderr
        )
        found = next((address for address in told if address), None)
        assert found, "firefox did not start"
        with connect(f"{found[1]}/session", max_size=None) as connection:
            yield Firefox(connection)
    finally:
        process.terminate()
        process.stderr.close()
        process.wait(20)

"""Take the pictures of the pages in docs/pictures, to be looked at when the pages change.

    python tools/take_pictures.py

Starts a server of its own on the record of the repository; needs chromium.
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from siyada.config import load_settings
from siyada.server.logs import configure_logs
from siyada.server.trial import trial

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
LAUNCH = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
HEIGHTS = {360: 1500, 1280: 1200}
SHOTS = {
    "ask-ar-1280": "/ar/",
    "ask-ar-360": "/ar/",
    "ask-zgh-360": "/zgh/",
    "ask-fr-360": "/fr/",
    "answer-ar-360": "/ar/ask?example=0",
    "answer-fr-1280": "/fr/ask?example=3",
    "sheet-zgh-360": "/zgh/p/passport-adult",
    "source-ar-360": "/ar/s/cnie-renewal.ijra2at-cnie?f=costs-1",
}
"""Name of the picture, which ends in its width, and the page it shows."""


def main() -> int:
    """Take every picture."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("chromium is not installed")
        return 1
    configure_logs("warning")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        settings = load_settings({"HOME": folder, "SIYADA_DATA": folder})
        browser = playwright.chromium.launch(executable_path=chromium, args=LAUNCH)
        with trial(settings) as served:
            for name, path in SHOTS.items():
                width = int(name.rpartition("-")[2])
                page = browser.new_page(viewport={"width": width, "height": HEIGHTS[width]})
                page.goto(served.url + path)
                page.screenshot(path=PICTURES / f"{name}.png")
                page.close()
                print(name)
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

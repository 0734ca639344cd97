"""An organisation's own look: one colour, a logo, and what is refused."""

from pathlib import Path

import httpx2
import pytest

from siyada.config import Settings, load_settings
from siyada.errors import ConfigError
from siyada.server.pages.theme import LARGEST_LOGO, theme_of
from siyada.server.trial import trial

pytestmark = pytest.mark.usefixtures("few_procedures")

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'


def _settings(folder: Path, **server: str) -> Settings:
    values = {f"SIYADA_SERVER__{name.upper()}": value for name, value in server.items()}
    return load_settings({"SIYADA_DATA": str(folder), **values})


def test_the_pages_wear_the_organisations_colour_and_logo(tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_bytes(LOGO)
    settings = _settings(tmp_path / "data", organisation="X", colour="#7a1f3d", logo=str(logo))
    with trial(settings) as served, httpx2.Client(base_url=served.url) as client:
        page = client.get("/fr/").text
        theme = theme_of(settings.server)
        assert f'<link rel="stylesheet" href="{theme.style}">' in page
        assert f'<img class="logo" src="{theme.logo}" alt="">' in page
        style, image = client.get(theme.style), client.get(theme.logo)
        assert style.text == ":root { --link: #7a1f3d; --deep: #5b172d; }\n"
        assert style.headers["content-type"].startswith("text/css")
        assert image.content == LOGO
        assert image.headers["content-type"] == "image/svg+xml"
        assert "script-src 'self'" in image.headers["content-security-policy"]
        assert client.get("/theme/other.css").status_code == 404


def test_without_a_colour_the_pages_have_their_own(tmp_path: Path) -> None:
    with trial(_settings(tmp_path)) as served:
        assert "/theme/" not in httpx2.get(f"{served.url}/ar/").text


@pytest.mark.parametrize("colour", ["#ffbf47", "#8a8a8a", "red", "#12345"])
def test_a_colour_that_white_cannot_be_read_on_is_refused(tmp_path: Path, colour: str) -> None:
    with pytest.raises(ConfigError, match=r"colour|darker"):
        _settings(tmp_path, colour=colour)


def test_a_logo_without_a_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="organisation"):
        _settings(tmp_path, logo="logo.svg")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("logo.gif", b"GIF89a", "neither"),
        ("none.svg", None, "cannot be read"),
        ("big.png", bytes(LARGEST_LOGO + 1), "larger"),
    ],
)
def test_a_logo_that_cannot_be_shown_stops_the_start(
    tmp_path: Path, name: str, content: bytes | None, why: str
) -> None:
    logo = tmp_path / name
    if content is not None:
        logo.write_bytes(content)
    settings = _settings(tmp_path / "data", organisation="X", logo=str(logo))
    with pytest.raises(ConfigError, match=why), trial(settings):
        pass

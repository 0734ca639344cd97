"""What the pages look like: small pictures of made-up answers, compared with those kept here.

A picture that has changed is written to `build/pictures`. Look at it, and at the one that it
differs from; if the change is meant, copy it to `tests/browser/pictures`.
"""

import base64
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from siyada.assistant.answer import State
from siyada.server.pages.files import assets
from tests.browser.pictured import PICTURED, boxes
from tests.browser.visitor import HERE, Visitor

pytestmark = pytest.mark.browser

KEPT = HERE / "pictures"
CHANGED = HERE.parents[1] / "build" / "pictures"
SCALE = 0.25
"""Pixels of a picture for one of the page: enough to see what stands where, and in which colour."""
TOLERANCE = 0.005
"""Share of the pixels that may differ: releases of the browser draw edges each in its way."""

DIFFERENCE = """async ([one, other]) => {
  const read = async (data) => {
    const image = new Image();
    image.src = "data:image/png;base64," + data;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height);
  };
  const [a, b] = [await read(one), await read(other)];
  if (a.width !== b.width || Math.abs(a.height - b.height) > 2) return 1;
  const length = Math.min(a.data.length, b.data.length);
  let different = 0;
  for (let at = 0; at < length; at += 4) {
    const far = [0, 1, 2].some((part) => Math.abs(a.data[at + part] - b.data[at + part]) > 48);
    if (far) different += 1;
  }
  return different / (length / 4);
}"""

Difference = Callable[[bytes, bytes], float]


@pytest.fixture(scope="module", params=[360, 1280])
def camera(request: pytest.FixtureRequest, visitor: Visitor) -> Iterator[Page]:
    """A small tab whose Latin letters are boxes."""
    width = int(request.param)
    context = visitor.browser.new_context(
        viewport={"width": width, "height": 640},
        device_scale_factor=SCALE,
        reduced_motion="reduce",
    )
    face = '@font-face { font-family: "Boxes"; src: url("/static/boxes.ttf"); }'
    style = assets().files[assets().names["site.css"]].content.decode()
    style = face + style.replace("--system: -apple-system,", '--system: "Boxes",')
    assert style.count('"Boxes"') == 2
    font = boxes()
    context.route(
        "**/static/site.*.css", lambda route: route.fulfill(body=style, content_type="text/css")
    )
    context.route("**/static/boxes.ttf", lambda route: route.fulfill(body=font))
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def difference(visitor: Visitor) -> Iterator[Difference]:
    """The share of the pixels in which two pictures differ; 1 if they have another size."""
    page = visitor.browser.new_page()

    def differ(one: bytes, other: bytes) -> float:
        texts = [base64.b64encode(picture).decode() for picture in (one, other)]
        return float(page.evaluate(DIFFERENCE, texts))

    yield differ
    page.close()


def taken(page: Page, address: str, part: str = "") -> bytes:
    """The picture of a page, or of a part of it."""
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => true)")
    assert page.evaluate("document.fonts.check('16px Boxes')")
    return page.locator(part).screenshot() if part else page.screenshot(full_page=True)


@pytest.mark.parametrize("state", PICTURED)
def test_an_answer_looks_as_it_did(
    camera: Page, visitor: Visitor, difference: Difference, lang: str, state: State
) -> None:
    width = camera.evaluate("innerWidth")
    part = "" if state is State.ANSWERED else ".turn"  # one whole page is enough
    picture = taken(camera, f"{visitor.site.given}/{lang}/pictured/{state}", part)
    name = f"{state}-{lang}-{width}.png"
    kept = (KEPT / name).read_bytes() if (KEPT / name).exists() else b""
    if not kept or difference(picture, kept) > TOLERANCE:
        CHANGED.mkdir(parents=True, exist_ok=True)
        (CHANGED / name).write_bytes(picture)
        pytest.fail(f"Look at build/pictures/{name}; if it is right, copy it to {KEPT.name}.")


def test_pictures_of_different_pages_differ(
    camera: Page, visitor: Visitor, difference: Difference
) -> None:
    page = camera
    here = f"{visitor.site.given}"
    arabic = taken(page, f"{here}/ar/pictured/answered")
    again = taken(page, f"{here}/ar/pictured/answered")
    page.evaluate("document.querySelector('.answer').dir = 'ltr'")
    turned = page.screenshot(full_page=True)

    assert difference(arabic, again) <= TOLERANCE / 10
    assert difference(arabic, turned) > TOLERANCE

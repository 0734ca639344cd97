"""Cut the two fonts of the pages to the letters of Morocco, and name them by their content.

    npm pack @fontsource-variable/noto-sans-arabic@5.3.0 @fontsource/noto-sans-tifinagh@5.3.0
    python tools/build_fonts.py FOLDER

FOLDER holds the two archives. The fonts, and their licence beside them, go to
`src/siyada/server/pages/static/fonts/`; the addresses in `site.css` follow. Run it again with the
same archives and nothing changes.
"""

import re
import sys
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

STATIC = Path(__file__).parents[1] / "src" / "siyada" / "server" / "pages" / "static"

# Arabic as it is written in Morocco: the alphabet, its marks, the letters of Darija and of loan
# words (پ چ ژ ڤ ڭ گ ݣ and the Persian ک ی that keyboards send), Arabic-Indic digits, punctuation.
ARABIC = (
    *range(0x0621, 0x063B),
    *range(0x0640, 0x0656),
    *(0x0670, 0x0671, 0x067E, 0x0686, 0x0698, 0x06A4, 0x06A9, 0x06AD, 0x06AF, 0x06CC, 0x0763),
    *range(0x0660, 0x066D),
    *(0x060C, 0x061B, 0x061F),
)
# Neo-Tifinagh as IRCAM fixed it: 31 letters and the mark ⵯ, which makes ⴳⵯ and ⴽⵯ.
TIFINAGH = tuple(ord(letter) for letter in "ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯ")


@dataclass(frozen=True, slots=True)
class Face:
    """One font of the pages: where it comes from and what is kept of it."""

    name: str
    archive: str
    member: str
    characters: tuple[int, ...]
    features: tuple[str, ...]
    weights: tuple[int, int] | None


FACES = (
    Face(
        name="siyada-arabic",
        archive="fontsource-variable-noto-sans-arabic-5.3.0.tgz",
        member="package/files/noto-sans-arabic-arabic-wght-normal.woff2",
        characters=ARABIC,
        features=("ccmp", "init", "medi", "fina", "isol", "rlig", "calt", "liga", "mark", "mkmk"),
        weights=(400, 700),
    ),
    # No layout feature: an older cut slanted ⵏ after ⵏ, wrong in Neo-Tifinagh.
    Face(
        name="siyada-tifinagh",
        archive="fontsource-noto-sans-tifinagh-5.3.0.tgz",
        member="package/files/noto-sans-tifinagh-tifinagh-400-normal.woff2",
        characters=TIFINAGH,
        features=(),
        weights=None,
    ),
)


def cut(font: TTFont, face: Face) -> bytes:
    """The font with the characters, features and weights of a face only, as WOFF2."""
    options = Options()
    options.layout_features = list(face.features)
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 13, 14]  # the licence allows subsets, and asks for its notice
    options.flavor = "woff2"
    if not face.features:
        options.drop_tables += ["GDEF", "GPOS", "GSUB"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=face.characters)
    subsetter.subset(font)
    missing = set(face.characters) - set(font.getBestCmap())
    if missing:
        raise SystemExit(f"{face.archive} lacks {sorted(map(hex, missing))}")
    if face.weights:
        font = instancer.instantiateVariableFont(font, {"wght": face.weights})
    font["head"].modified = font["head"].created  # the same input gives the same bytes
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def unicode_range(characters: Iterable[int]) -> str:
    """The characters as a value of the CSS descriptor `unicode-range`."""
    spans: list[list[int]] = []
    for code in sorted(characters):
        if spans and code == spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in spans)


def build(face: Face, folder: Path) -> None:
    """Write one face, its licence, and its name and range into the style sheet."""
    with tarfile.open(folder / face.archive) as archive:
        source = archive.extractfile(face.member)
        licence = archive.extractfile("package/LICENSE")
        if source is None or licence is None:
            raise SystemExit(f"{face.archive} does not hold {face.member} and its licence")
        content = cut(TTFont(BytesIO(source.read()), recalcTimestamp=False), face)
        licence_text = licence.read()
    fonts = STATIC / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    for old in fonts.glob(f"{face.name}.*.woff2"):
        old.unlink()
    name = f"{face.name}.{sha256(content).hexdigest()[:10]}.woff2"
    (fonts / name).write_bytes(content)
    (fonts / f"{face.name}.OFL.txt").write_bytes(licence_text)
    style = STATIC / "site.css"
    text = style.read_text(encoding="utf-8")
    text = re.sub(rf"{face.name}\.[0-9a-f]+\.woff2", name, text)
    text = re.sub(
        rf"(/\* {face.name} \*/\s*unicode-range: )[^;]*",
        rf"\g<1>{unicode_range(face.characters)}",
        text,
    )
    style.write_text(text, encoding="utf-8")
    print(f"{name}: {len(content):,} bytes, {len(face.characters)} characters")


def main() -> int:
    """Build every face from the archives of the folder named on the command line."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    for face in FACES:
        build(face, Path(sys.argv[1]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""The files of the pages: fonts that cover what is written, a style sheet that keeps its rules."""

import gzip
import re
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from jinja2 import Environment, meta

from siyada.library.record import load_record
from siyada.server.pages.ask import AnswerPage, AskPage
from siyada.server.pages.bench import BenchPage
from siyada.server.pages.errors import ErrorPage
from siyada.server.pages.examples import EXAMPLES
from siyada.server.pages.files import assets
from siyada.server.pages.frame import Frame, environment
from siyada.server.pages.messages import PAGE_LANGUAGES, catalogue
from siyada.server.pages.procedures import ListPage, SheetPage
from siyada.server.pages.sources import SourcePage
from siyada.server.pages.texts import TextPage
from siyada.server.pages.useful import UsefulPage
from siyada.server.pages.wait import WaitPage

PAGES = Path(__file__).parents[3] / "src" / "siyada" / "server" / "pages"
CSS = (PAGES / "static" / "site.css").read_text(encoding="utf-8")
RULES = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
TEMPLATES = sorted((PAGES / "templates").glob("*.html"))
FONTS = {path.name.split(".")[0]: path for path in (PAGES / "static" / "fonts").glob("*.woff2")}

CONTEXTS: dict[str, type[Frame]] = {
    "ask.html": AskPage,
    "bench.html": BenchPage,
    "answer_begin.html": AnswerPage,
    "answer_end.html": AnswerPage,
    "error.html": ErrorPage,
    "procedures.html": ListPage,
    "sheet.html": SheetPage,
    "source.html": SourcePage,
    "text.html": TextPage,
    "useful.html": UsefulPage,
    "wait.html": WaitPage,
    "base.html": Frame,
    "_top.html": Frame,
    "_bottom.html": Frame,
    "_channels.html": Frame,
    "_form.html": AskPage,
}
"""The page that each template is given; `turn.html` holds macros, which take what they need."""


def font(name: str) -> TTFont:
    return TTFont(BytesIO(FONTS[name].read_bytes()))


def written() -> str:
    """Every text that the pages and the record may show."""
    record = load_record(PAGES.parents[3] / "data" / "procedures")
    texts = [str(entry) for code in PAGE_LANGUAGES for entry in catalogue(code).entries.values()]
    texts += [text for text, _ in EXAMPLES]
    texts += [procedure.model_dump_json() for procedure in record.procedures.values()]
    return "".join(texts)


def test_the_fonts_have_every_arabic_letter_and_every_tifinagh_one_that_is_written() -> None:
    arabic, tifinagh = font("siyada-arabic").getBestCmap(), font("siyada-tifinagh").getBestCmap()
    letters = set(written()) | set("پڤڭگچژݣ٠١٢٣٤٥٦٧٨٩؟،؛") | {"ⵯ", "ⴳ", "ⴽ"}
    needed_arabic = {letter for letter in letters if "\u0600" <= letter <= "\u077f"}
    needed_tifinagh = {letter for letter in letters if "\u2d30" <= letter <= "\u2d7f"}

    assert len(needed_tifinagh) > 25
    assert {f"U+{ord(one):04X}" for one in needed_arabic if ord(one) not in arabic} <= set()
    assert {f"U+{ord(one):04X}" for one in needed_tifinagh if ord(one) not in tifinagh} <= set()


def test_two_tifinagh_letters_in_a_row_are_drawn_like_one() -> None:
    shaping = {"GSUB", "GPOS"} & set(font("siyada-tifinagh").keys())

    assert shaping == set()  # an older cut slanted ⵏ after ⵏ


def test_arabic_letters_join_and_the_weights_are_there() -> None:
    arabic = font("siyada-arabic")
    axis = arabic["fvar"].axes[0]

    assert {"init", "medi", "fina"} <= {
        record.FeatureTag for record in arabic["GSUB"].table.FeatureList.FeatureRecord
    }
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 400, 700)


def test_the_files_are_small_and_the_fonts_carry_their_licence() -> None:
    sizes = {name: path.stat().st_size for name, path in FONTS.items()}
    script = (PAGES / "static" / "ask.js").read_bytes()

    assert sum(sizes.values()) <= 22_000
    assert len(gzip.compress(script)) <= 3_000
    assert len(gzip.compress(CSS.encode())) <= 8_000
    for name in FONTS:
        licence = (PAGES / "static" / "fonts" / f"{name}.OFL.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE" in licence
        assert FONTS[name].name in CSS


def test_no_latin_letter_is_taken_from_the_arabic_family() -> None:
    assert not any(
        chr(code).isascii() and chr(code).isalpha() for code in font("siyada-arabic").getBestCmap()
    )


def test_the_style_sheet_has_no_physical_side() -> None:
    physical = (
        r"(?<![\w-])(?:margin|padding|border)-(?:left|right|top|bottom)",
        r"(?<![\w-])(?:left|right|top|bottom)\s*:",
        r"(?:float|clear|text-align)\s*:\s*(?:left|right)",
        r"(?<![\w-])(?:min-|max-)?(?:width|height)\s*:",
    )
    declarations = re.sub(r"@media \([^)]*\)", "", RULES)
    declarations = re.sub(r"url\([^)]*\)", "", declarations)

    found = [match[0] for rule in physical for match in re.finditer(rule, declarations)]
    assert found == []


def test_the_style_sheet_leaves_arabic_letters_joined() -> None:
    assert "letter-spacing" not in RULES
    assert "text-transform" not in RULES
    assert "italic" not in RULES
    assert "justify;" not in RULES
    assert not re.search(r':lang\("[^"]*\*', RULES)  # an invalid rule takes its neighbours with it
    assert "match-parent" not in RULES


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_style_no_handler_no_direction_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"\son[a-z]+\s*=", text)
    assert "placeholder" not in text
    assert "javascript:" not in text
    assert not re.search(r"<script(?! src=)", text)
    # A person's own text decides its direction; a number stands left to right; nothing else.
    assert set(re.findall(r'\sdir="([^"{]*)"', text)) <= {"auto", "ltr"}
    assert not re.search(r'\slang="[^{]', text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_uses_only_the_names_of_its_page(path: Path) -> None:
    env: Environment = environment()
    text = path.read_text(encoding="utf-8")
    used = meta.find_undeclared_variables(env.parse(text))
    known = set(env.globals) | set(re.findall(r"{% (?:import \S+ as|set) (\w+)", text))
    if path.name in CONTEXTS:
        known |= set(CONTEXTS[path.name].__dataclass_fields__)

    assert used <= known


def test_a_file_is_named_by_its_content() -> None:
    assert re.fullmatch(r"/static/site\.[0-9a-f]{10}\.css", assets().url("site.css"))
    assert assets().font("siyada-arabic").endswith(".woff2")

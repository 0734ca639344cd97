"""Texts, and the PDF files that programs make of them: the ways in which files keep Arabic."""

import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from fpdf import FPDF

TITLE = "دليل المرتفق في شأن رخص استغلال الملك العمومي"
PARAGRAPHS = (
    "المادة الأولى: لا يجوز لأي شخص أن يشغل جزءا من الملك العمومي للجماعة إلا بعد الحصول على رخصة "
    "مسلمة من رئيس المجلس، وذلك خلال أجل لا يتعدى خمسة عشر يوما من تاريخ إيداع الطلب لدى المصلحة.",
    "المادة الثانية: يؤدى عن الاستغلال رسم سنوي قدره 1.250,50 درهم عن كل متر مربع، ويستحق "
    "قبل 31/12/2025 تحت طائلة غرامة نسبتها 15% من المبلغ الأصلي "
    "(القرار رقم 47-19 المؤرخ في 03/07/2019).",
    "المادة الثالثة: تودع الطلبات بمكتب الضبط أو عبر بوابة Rokhas المخصصة للعلاقات مع المستثمرين، "
    "وتعفى الجمعيات ذات المنفعة العامة والأشخاص في وضعية إعاقة من أداء الرسم المذكور أعلاه.",
    "المادة الرابعة: يمكن الطعن في قرار الرفض أمام السلطة الإدارية الأعلى داخل أجل ثلاثين يوما، "
    "ولا يترتب عن الطعن إيقاف تنفيذ القرار إلا إذا أمرت المحكمة الإدارية بذلك استثناء.",
)
FRENCH = (
    "Article premier. Nul ne peut occuper une partie du domaine public communal sans "
    "l’autorisation délivrée par le président du conseil, dans un délai de "
    "quinze jours à compter du dépôt.",
    "Article 2. L’occupation donne lieu au paiement d’une redevance annuelle de 1.250,50 dirhams "
    "le mètre carré, exigible avant le 31/12/2025 sous peine d’une majoration "
    "de 15 % du principal.",
)
ROWS = (
    ("الوثيقة", "عدد النسخ", "الرسم"),
    ("شهادة السكنى", "2", "50 درهما"),
    ("نسخة من البطاقة الوطنية", "1", "مجانا"),
)
_PAGES_FONT = next(
    Path("src/siyada/server/pages/static/fonts").resolve().glob("siyada-arabic.*.woff2")
)
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a text, without marks and tatweel."""
    plain = unicodedata.normalize("NFC", text).replace("\u0640", "")
    return _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))


def recall(source: str, read: str) -> float:
    """The share of the words of a text that were read, each as often as it stands there."""
    wanted, found = Counter(words(source)), Counter(words(read))
    return sum((wanted & found).values()) / sum(wanted.values())


def in_order(source: str, read: str) -> float:
    """The share of neighbouring pairs of words that are neighbours in what was read."""
    ours, theirs = words(source), words(read)
    wanted, found = Counter(pairwise(ours)), Counter(pairwise(theirs))
    return sum((wanted & found).values()) / max(1, sum(wanted.values()))


def printed(markup: str, *, style: str = "", tmp: Path) -> bytes:
    """The PDF that chromium prints of a page of HTML."""
    chromium = shutil.which("chromium")
    assert chromium
    page, pdf = tmp / "page.html", tmp / "page.pdf"
    page.write_text(f'<meta charset="utf-8"><style>{style}</style>{markup}', encoding="utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    made = subprocess.run(
        [*command, f"--user-data-dir={tmp / 'profile'}", f"--print-to-pdf={pdf}", page.as_uri()],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert pdf.exists(), made.stderr[-300:]
    return pdf.read_bytes()


def pages_font() -> str:
    """A style that sets a page in the font of our own pages, which draws dots by themselves."""
    face = f'@font-face{{font-family:"Pages";src:url({_PAGES_FONT.as_uri()})}}'
    return face + "body{font-family:Pages}"


def written(texts: tuple[str, ...], *, shaped: bool) -> bytes:
    """The PDF that a program writes: `shaped` as letters, else as forms from left to right."""
    pdf = _page(12)
    pdf.set_text_shaping(shaped)
    for text in texts:
        for line in _lines(text, 70):
            pdf.cell(
                w=0,
                h=8,
                text=line if shaped else visual(line),
                align="R",
                new_x="LMARGIN",
                new_y="NEXT",
            )
        pdf.ln(6)
    return bytes(pdf.output())


def _page(size: int) -> FPDF:
    """A page in a font that has Arabic; it comes with Debian's chromium."""
    if not DEJAVU.exists():
        pytest.skip("fonts-dejavu-core is not installed")
    pdf = FPDF()
    pdf.add_page()
    pdf.add_font("dejavu", fname=str(DEJAVU))
    pdf.set_font("dejavu", size=size)
    return pdf


def side_by_side(right: tuple[str, ...], left: tuple[str, ...]) -> bytes:
    """Two columns that a program writes line by line across the page."""
    pdf = _page(9)
    columns = [[line for text in texts for line in _lines(text, 40)] for texts in (right, left)]
    for row, (one, other) in enumerate(zip(*columns, strict=False)):
        for x, line in ((105, one), (10, other)):
            pdf.set_xy(x, 20 + 6 * row)
            pdf.cell(w=90, h=6, text=visual(line), align="R")
    return bytes(pdf.output())


def visual(line: str) -> str:
    """A line of Arabic from left to right, each letter in the form that it takes in its word."""
    shown = _shaped(line)[::-1]
    return re.sub(
        r"[0-9A-Za-z][0-9A-Za-z.,/:-]*[0-9A-Za-z]", lambda found: found[0][::-1], shown
    ).translate(str.maketrans("()", ")("))


def photographed(pdf: bytes, *, dpi: int = 300) -> bytes:
    """A PDF of the pictures of another's pages."""
    pages = [
        page.render(scale=dpi / 72, grayscale=True).to_pil() for page in pypdfium2.PdfDocument(pdf)
    ]
    file = BytesIO()
    pages[0].save(file, "PDF", resolution=dpi, save_all=True, append_images=pages[1:])
    return file.getvalue()


def _lines(text: str, width: int) -> list[str]:
    found = [""]
    for word in text.split():
        if len(found[-1]) + len(word) >= width:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    return found


def _forms() -> dict[str, dict[str, str]]:
    """The presentation forms of each letter by what Unicode calls them."""
    found: dict[str, dict[str, str]] = {}
    for code in range(0xFE80, 0xFEFD):
        kind, *letters = unicodedata.decomposition(chr(code)).split()
        letter = "".join(chr(int(point, 16)) for point in letters)
        found.setdefault(letter, {})[kind.strip("<>")] = chr(code)
    return found


_FORMS = _forms()


def _shaped(line: str) -> str:
    """Letters in their forms; lam and alef as one sign."""
    shown = ""
    place = 0
    while place < len(line):
        letter = line[place : place + 2] if line[place : place + 2] in _FORMS else line[place]
        joins_before = place > 0 and "initial" in _FORMS.get(line[place - 1], {})
        after = line[place + len(letter) : place + len(letter) + 1]
        joins_after = "initial" in _FORMS.get(letter, {}) and "final" in _FORMS.get(after, {})
        kind = {
            (False, False): "isolated",
            (False, True): "initial",
            (True, False): "final",
            (True, True): "medial",
        }[joins_before, joins_after]
        forms = _FORMS.get(letter, {})
        shown += forms.get(kind, forms.get("isolated", letter))
        place += len(letter)
    return shown

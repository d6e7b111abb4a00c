"""Makes the .docx samples from the .txt beside them, and the bad inputs that the tests upload.

Run `python -m samples.make_documents` after a change to a text. The .txt are copies as people
keep them, with the furniture of the page they came from; only the document itself goes into
the .docx.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.run import Run

FOLDER = Path(__file__).parent / "documents"
SONG_TITLE, FANGSONG, HEITI, KAITI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
# Files that carry the moment they were made would differ at every run.
MADE_AT = datetime(2025, 1, 1, tzinfo=UTC)
PAGE_NUMBER = re.compile(r"— \d+ —")


@dataclass(frozen=True)
class Sample:
    name: str
    title: str
    first: str
    last: str  # how the last paragraph of the document itself begins
    author: str = "云岭市人民政府办公室"


SAMPLES = (
    Sample(
        "innovation-2025-2027",
        title="云岭市科技创新三年行动计划（2025—2027年）",
        first="云岭市人民政府文件",
        last="云岭市人民政府办公室 2025年9月8日印发",
    ),
    Sample(
        "business-2026",
        title="云岭市优化营商环境攻坚行动方案（2026年）",
        first="云岭市人民政府办公室关于印发",
        last="市优化营商环境工作领导小组办公室设在",
    ),
    Sample(
        "enterprises-2026-2027",
        title="云岭市科技型企业培育工作方案（2026—2027年）",
        first="云岭市人民政府办公室关于印发",
        last="（二）强化督导。",
    ),
    Sample(
        "province-2025-2027",
        title="云东省创新能力提升行动方案（2025—2027年）",
        first="云东省人民政府文件",
        last="云东省人民政府办公厅 2025年6月20日印发",
        author="云东省人民政府办公厅",
    ),
)


@dataclass(frozen=True)
class Look:
    """How a paragraph is set. `head` says how far it is set in `font`; the rest is 仿宋."""

    font: str = FANGSONG
    size: int = 16
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent: bool = True
    head: re.Pattern[str] | None = None
    bold: bool = False
    red: bool = False


CENTRED = WD_ALIGN_PARAGRAPH.CENTER
# The first pattern that fits the start of a paragraph decides.
LOOKS: tuple[tuple[re.Pattern[str], Look], ...] = (
    (
        re.compile(r"(云岭市|云东省)人民政府文件$"),
        Look(SONG_TITLE, 42, CENTRED, indent=False, red=True),
    ),
    (
        re.compile(r"(云岭市|云东省)人民政府(办公室)?关于印发"),
        Look(SONG_TITLE, 22, CENTRED, indent=False),
    ),
    (re.compile(r"云东?政.*〔\d{4}〕\d+号$"), Look(align=CENTRED, indent=False)),
    (
        re.compile(r"((云岭市|云东省)人民政府(办公室)?|\d{4}年\d+月\d+日)$"),
        Look(align=WD_ALIGN_PARAGRAPH.RIGHT),
    ),
    (re.compile(r"各(乡镇|市)人民政府，.*：$"), Look(indent=False)),
    (re.compile(r"(抄送：|(云岭市|云东省)人民政府办公[室厅] \d)"), Look(size=14, indent=False)),
    (re.compile(r"[一二三四五六七八九十]+、"), Look(HEITI)),
    (re.compile(r"（[一二三四五六七八九十]+）"), Look(KAITI, head=re.compile(r"[^。]+。?"))),
    (re.compile(r"(\d+\.|——)"), Look(bold=True, head=re.compile(r"[^。]+。"))),
    (re.compile(r"(牵头单位|责任单位|完成时限)："), Look(HEITI, head=re.compile(r"[^：]+："))),
)


def main() -> None:
    """Write every file that is made and not typed."""
    for sample in SAMPLES:
        text = (FOLDER / f"{sample.name}.txt").read_text(encoding="utf-8")
        content = word_file(document_paragraphs(text, sample), sample)
        (FOLDER / f"{sample.name}.docx").write_bytes(content)
    (FOLDER / "empty.txt").write_bytes(b"")
    (FOLDER / "scanned.pdf").write_bytes(pdf_with_a_picture_only())
    (FOLDER / "old-word.doc").write_bytes(old_word_stub())


def document_paragraphs(text: str, sample: Sample) -> list[str]:
    """The paragraphs of the document itself, without navigation, page numbers and footers."""
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line and not PAGE_NUMBER.fullmatch(line)]
    first = next(i for i, line in enumerate(lines) if line.startswith(sample.first))
    last = next(i for i, line in enumerate(lines) if line.startswith(sample.last))
    return lines[first : last + 1]


def word_file(paragraphs: list[str], sample: Sample) -> bytes:
    """A .docx in the layout of official documents; the same bytes at every run."""
    document = Document()
    _set_page(document)
    document.core_properties.title = sample.title
    document.core_properties.author = sample.author
    document.core_properties.created = MADE_AT
    document.core_properties.modified = MADE_AT
    for text in paragraphs:
        _add_paragraph(document, text, look=_look_of(text, title=sample.title))
    saved = io.BytesIO()
    document.save(saved)
    return _without_times(saved.getvalue())


def _look_of(text: str, *, title: str) -> Look:
    if text == title:
        return Look(SONG_TITLE, 22, CENTRED, indent=False)
    return next((look for start, look in LOOKS if start.match(text)), Look())


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.font.size = Pt(16)
    normal.font.name = FANGSONG
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FANGSONG)


def _add_paragraph(document: WordDocument, text: str, *, look: Look) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = look.align
    layout = paragraph.paragraph_format
    layout.space_after = Pt(0)
    if look.size <= 22:
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28.95)
    if look.indent:
        layout.first_line_indent = Pt(2 * look.size)
    found = look.head.match(text) if look.head else None
    head = found.group() if found else text
    _set_run(paragraph.add_run(head), look)
    if rest := text[len(head) :]:
        _set_run(paragraph.add_run(rest), Look(size=look.size))


def _set_run(run: Run, look: Look) -> None:
    run.font.name, run.font.size, run.font.bold = look.font, Pt(look.size), look.bold
    if look.red:
        run.font.color.rgb = RGBColor(0xC8, 0x10, 0x2E)
    # Word takes Chinese characters from the East Asian font alone.
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), look.font)


def _without_times(content: bytes) -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=(2025, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()


def pdf_with_a_picture_only() -> bytes:
    """A scan: one page, one grey picture of eight by eight dots, no letter."""
    dots = "".join("20" if (row + column) % 2 else "E0" for row in range(8) for column in range(8))
    picture = f"{dots}>".encode()
    drawing = b"q 400 0 0 560 97 140 cm /Im0 Do Q"
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        b" /Resources << /XObject << /Im0 4 0 R >> >> >>",
        b"<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray"
        b" /BitsPerComponent 8 /Filter /ASCIIHexDecode /Length %d >>\nstream\n%s\nendstream"
        % (len(picture), picture),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
    )
    return _pdf(bodies)


def _pdf(bodies: tuple[bytes, ...]) -> bytes:
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    return (
        content
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(content))
    )


def old_word_stub() -> bytes:
    """The signature of a Word 97 file and an empty sector: recognised as .doc, never readable."""
    signature = bytes.fromhex("D0CF11E0A1B11AE1")
    return (
        signature
        + bytes(512 - len(signature))
        + "WordDocument".encode("utf-16-le").ljust(512, b"\0")
    )


if __name__ == "__main__":
    main()

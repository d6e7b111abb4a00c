"""The Word document of a circular: the measures of GB/T 9704, and heads that are repeated."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from briefs import layout
from briefs.circulars import write_circular
from briefs.drawing import KIND
from briefs.rules import width
from tests import make
from tests.briefs.on_paper import pages_of
from tests.briefs.steps import issue
from tests.sheets.office import needs_libreoffice

pytestmark = pytest.mark.django_db
TWIPS = 635


@pytest.fixture
def document(circular, ines, otto, now):
    return Document(BytesIO(issue(circular, ines, otto, now=now).file.read()))


def test_the_page_is_that_of_the_standard(document):
    section = document.sections[0]
    names = ("page_width", "page_height", "top_margin", "bottom_margin")
    edges = [getattr(section, name) for name in (*names, "left_margin", "right_margin")]
    assert [round(edge.mm) for edge in edges] == [210, 297, 37, 35, 28, 26]


def test_twenty_two_lines_fill_a_page(document):
    section, text = document.sections[0], document.styles["CircularText"]
    room = section.page_height - section.top_margin - section.bottom_margin
    assert room // text.paragraph_format.line_spacing == 22
    assert text.font.size.pt == 16


def test_each_heading_has_its_face(document):
    faces = {}
    for paragraph in document.paragraphs:
        if (look := paragraph.style.element.rPr) is not None and look.rFonts is not None:
            faces[paragraph.text] = look.rFonts.get(qn("w:eastAsia"))
    assert faces["一、总体情况"] == "黑体"
    assert faces["（一）未达到序时进度的指标"] == "楷体"
    assert faces["附件1"] == "黑体"


def test_every_annex_begins_on_a_page_and_repeats_its_head(document):
    marks = [p for p in document.paragraphs if p.style.name == "AnnexMark"]
    assert [mark.text for mark in marks] == ["附件1", "附件2", "附件3"]
    assert all(mark.paragraph_format.page_break_before for mark in marks)
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        widths = [int(cell.get(qn("w:w"))) for cell in table._tbl.tblGrid]
        assert sum(widths) * TWIPS <= document.sections[0].page_width


def test_a_deadline_stands_in_one_line_of_its_column(document):
    style = document.styles["AnnexCentred"]
    for table in document.tables[:2]:
        heads = [cell.text for cell in table.rows[0].cells]
        grid = [int(cell.get(qn("w:w"))) / 20 for cell in table._tbl.tblGrid]
        padding = 2 * 40 / 20
        room = grid[heads.index("完成时限")] - padding
        assert width("2026年12月31日") * style.font.size.pt <= room
        assert sum(grid) == pytest.approx(layout.LETTER.room / 25.4 * 72, abs=1)


def test_the_imprint_closes_it_between_two_lines(document):
    imprint = document.paragraphs[-2]
    office, issued = imprint.text.strip().split("\t")
    assert office == "市督查室"
    assert issued.endswith("日印发")
    borders = imprint._p.pPr.find(qn("w:pBdr"))
    assert [line.tag for line in borders] == [qn("w:top"), qn("w:bottom")]


def test_the_chart_is_a_chart_and_no_picture(document):
    charts = [part for part in document.part.package.iter_parts() if part.content_type == KIND]
    assert len(charts) == 1
    assert "市科技局".encode() in charts[0].blob


def printed(**changes):
    words = {
        "kind": "circular",
        "name": "政务督查通报",
        "number": "督〔2026〕3号",
        "title": "关于《2026年云岭市政府工作报告》重点任务第三季度落实情况的督查通报",
        "addressee": "各责任单位：",
        "copies": "抄送：市委办公室，市政协办公室。",
        "lines": [
            {"level": "text", "parts": [{"text": text, "figure": ""}]}
            for text in ("督" * 28 * 60, "特此通报。")
        ],
        "annexes": [],
        "office": "市督查室",
        "day": "2026年10月14日",
    }
    return words | changes


@needs_libreoffice
def test_libreoffice_sets_22_lines_of_28_letters_within_the_margins(tmp_path):
    (pages,) = pages_of([write_circular(printed(), {}, now=make.NOW)], tmp_path)
    *lines, number = pages[1]
    assert number.text == "—2—"
    assert [line.text for line in lines] == ["督" * 28] * 22
    page = layout.LETTER
    edges = [side / 25.4 * 72 for side in (page.left, page.width - page.right)]
    for line in lines:
        assert edges[0] - 1 <= line.left and line.right <= edges[1] + 1
    pitches = [above.low - below.low for above, below in zip(lines, lines[1:], strict=False)]
    assert pitches == [pytest.approx(layout.LETTER_LINE_POINTS, abs=0.1)] * 21


@needs_libreoffice
def test_libreoffice_sets_the_title_as_a_trapezoid_and_the_imprint_at_the_foot(tmp_path):
    (pages,) = pages_of([write_circular(printed(), {}, now=make.NOW)], tmp_path)
    told = [line.text for line in pages[0]]
    at = told.index("关于《2026年云岭市政府工作报告》")
    assert told[at + 1] == "重点任务第三季度落实情况的督查通报"
    first, second = pages[0][at : at + 2]
    assert first.left - second.left == pytest.approx(second.right - first.right, abs=2)
    *_text, copies, issued, number = pages[-1]
    assert copies.text == "抄送：市委办公室，市政协办公室。"
    assert issued.text == "市督查室2026年10月14日印发"
    assert 0 < issued.low - layout.LETTER.bottom / 25.4 * 72 < 12


def test_annexes_and_signature_stay_on_one_page_with_the_last_words(document):
    lines = document.paragraphs
    first = next(at for at, line in enumerate(lines) if line.text.startswith("附件：1."))
    day = next(at for at in range(first, len(lines)) if lines[at].text.endswith("日"))
    held = [line.paragraph_format.keep_with_next for line in lines[first - 1 : day + 1]]
    assert held == [*[True] * (day - first + 1), False]

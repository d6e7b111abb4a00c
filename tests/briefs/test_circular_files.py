"""The Word document of a circular: the measures of GB/T 9704, and heads that are repeated."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from briefs.drawing import KIND
from tests.briefs.steps import issue

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

"""A slip on paper: opened again, and as LibreOffice lays it out."""

from io import BytesIO

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn

from briefs import layout
from briefs.letters import write_letter
from slips.rules.letters import Letter
from tests import make
from tests.briefs.on_paper import pages_of
from tests.sheets.office import converted, needs_libreoffice


def letter(**changes):
    words = {
        "name": "督办单",
        "mark": "黄色督办·警告",
        "colour": "yellow",
        "number": "督〔2026〕3号",
        "addressee": "市科技局：",
        "paragraphs": ("任务“培育企业”应于2026年9月30日前完成。", "请于2026年10月21日前书面回复。"),
        "office": "市督查室",
        "day": "2026年10月14日",
    }
    return Letter(**words | changes)


def opened(**changes):
    return Document(BytesIO(write_letter(letter(**changes), now=make.NOW)))


def line(document, text):
    return next(each for each in document.paragraphs if each.text == text)


def test_the_words_stand_in_the_order_of_a_letter():
    assert [each.text for each in opened().paragraphs] == [
        "督办单",
        "督〔2026〕3号",
        "黄色督办·警告",
        "市科技局：",
        "任务“培育企业”应于2026年9月30日前完成。",
        "请于2026年10月21日前书面回复。",
        "市督查室",
        "2026年10月14日",
    ]


def test_it_is_a4_in_portrait_with_the_margins_of_the_standard():
    section = opened().sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [210, 297, 37, 26]
    assert (round(section.bottom_margin.mm), round(section.left_margin.mm)) == (35, 28)


def test_a_page_has_22_lines_of_28_letters():
    style = opened().paragraphs[4].style
    high = (layout.LETTER.height - layout.LETTER.top - layout.LETTER.bottom) / 25.4 * 72
    assert int(high // style.paragraph_format.line_spacing.pt) == 22
    closer = int(style.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert int(layout.LETTER.room / 25.4 * 72 // (style.font.size.pt + closer)) == 28


def test_text_has_the_face_size_and_indent_of_the_standard():
    text = opened().paragraphs[4]
    assert text.style.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"
    assert (text.style.font.size.pt, text.paragraph_format.first_line_indent.pt) == (16, 32)
    assert text.style.paragraph_format.line_spacing.pt == pytest.approx(28.95, abs=0.05)


def test_the_office_is_centred_above_the_day():
    document = opened()
    office, day = line(document, "市督查室"), line(document, "2026年10月14日")
    # The day is seven letters wide (digits are half ones), the office four: 1.5 more each side.
    assert day.paragraph_format.right_indent.pt == 4 * 16
    assert office.paragraph_format.right_indent.pt == (4 + 1.5) * 16


def test_a_long_name_of_an_office_does_not_leave_the_page():
    name = "云岭市人民政府办公室督查室（市政府督促检查工作领导小组办公室）"
    assert line(opened(office=name), name).paragraph_format.right_indent.pt == 0


def test_a_draft_has_neither_number_nor_day():
    assert [each.text for each in opened(number="", day="").paragraphs][-2:] == ["市督查室", ""]


def test_copies_and_imprint_stand_in_a_frame_between_lines_below_the_text():
    *_above, copies, thin, imprint, anchor = opened(
        copies="抄送：市财政局。", issued="2026年10月14日印发"
    ).paragraphs
    words = [copies.text.strip(), imprint.text.strip(), anchor.text]
    assert words == ["抄送：市财政局。", "市督查室\t2026年10月14日印发", ""]
    assert thin.runs[0].underline
    frames = [each._p.pPr.find(qn("w:framePr")) for each in (copies, thin, imprint)]
    assert {each.get(qn("w:yAlign")) for each in frames} == {"bottom"}
    borders = [each._p.pPr.find(qn("w:pBdr")) for each in (copies, thin, imprint)]
    assert [[line.tag for line in each] for each in borders] == [[qn("w:top"), qn("w:bottom")]] * 3


def test_what_was_approved_before_there_was_an_imprint_has_none():
    assert opened().paragraphs[-1].text == "2026年10月14日"


def test_what_no_office_file_can_hold_is_left_out():
    assert line(opened(paragraphs=("坏\x01字符",)), "坏字符")


@needs_libreoffice
def test_libreoffice_puts_one_letter_on_one_page(tmp_path):
    foot = {"copies": "抄送：市财政局。", "issued": "2026年10月14日印发"}
    content = write_letter(letter(**foot), now=make.NOW)
    pdf = pypdfium2.PdfDocument(converted(content, "pdf", tmp_path))
    assert len(pdf) == 1
    words = pdf[0].get_textpage().get_text_range()
    # LibreOffice sets figures apart from the words beside them.
    plain = "".join(words.split())
    assert "— 1 —" in words and all(each in plain for each in foot.values())


@needs_libreoffice
def test_libreoffice_counts_28_letters_in_a_line_and_22_lines_on_a_page(tmp_path):
    content = write_letter(letter(paragraphs=("督" * 28 * 40, "完。")), now=make.NOW)
    pdf = pypdfium2.PdfDocument(converted(content, "pdf", tmp_path))
    lines = pdf[1].get_textpage().get_text_range().splitlines()
    assert lines == [*["督" * 28] * 22, "— 2 —"]


IMPRINT = {
    "copies": "抄送：市委办公室，市财政局、市人力资源和社会保障局、市住房和城乡建设局。",
    "issued": "2026年10月14日印发",
}


@needs_libreoffice
def test_the_imprint_lies_on_the_foot_of_the_last_page_and_covers_nothing(tmp_path):
    lengths = (1, 7, 8, 9, 10, 11, 12, 22)
    letters = [letter(paragraphs=("督" * 26,) * lines, **IMPRINT) for lines in lengths]
    made = pages_of([write_letter(each, now=make.NOW) for each in letters], tmp_path)
    assert {len(pages) for pages in made} == {1, 2}
    edge = layout.LETTER.bottom / 25.4 * 72
    for lines, pages in zip(lengths, made, strict=True):
        *last, number = pages[-1]
        assert number.text == f"—{len(pages)}—"
        assert last[-1].text == "市督查室2026年10月14日印发"
        assert edge < last[-1].low < edge + 12
        assert [each.text[:3] for each in last[-3:-1]] == ["抄送：", "市住房"]
        for page in pages:
            for above, below in zip(page, page[1:], strict=False):
                assert above.low > below.low + 8, (lines, above.text, below.text)
        told = "".join(each.text for page in pages for each in page)
        assert told.count("督" * 26) == lines
